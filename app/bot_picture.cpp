#include "app/bot_picture.h"

#include "voice/base/bytes.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <array>

namespace lavalier::app {
namespace {

constexpr qsizetype kMaxBytes = 512 * 1024;
constexpr std::uint32_t kMaxPixels = 512;
constexpr std::array<std::uint8_t, 8> kSignature {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

constexpr std::uint32_t typeOf(const char (&name)[5])
{
    return std::uint32_t {static_cast<std::uint8_t>(name[0])} << 24
        | std::uint32_t {static_cast<std::uint8_t>(name[1])} << 16
        | std::uint32_t {static_cast<std::uint8_t>(name[2])} << 8
        | std::uint32_t {static_cast<std::uint8_t>(name[3])};
}
constexpr std::uint32_t kHeader = typeOf("IHDR");
constexpr std::uint32_t kPalette = typeOf("PLTE");
constexpr std::uint32_t kTransparency = typeOf("tRNS");
constexpr std::uint32_t kData = typeOf("IDAT");
constexpr std::uint32_t kEnd = typeOf("IEND");

struct Chunk {
    std::uint32_t type = 0;
    ByteView body;
    ByteView whole; ///< with length, type and checksum
};

std::optional<Chunk> takeChunk(ByteReader& reader)
{
    const ByteView from = reader.rest();
    const auto length = reader.u32be();
    const auto type = reader.u32be();
    const auto body = length ? reader.take(*length) : std::nullopt;
    const auto checksum = reader.u32be(); // libpng's to look at
    if (!type || !body || !checksum)
        return std::nullopt;
    return Chunk {*type, *body, from.first(12 + body->size())};
}

bool isSmallHeader(const Chunk& chunk)
{
    ByteReader reader(chunk.body);
    const auto width = reader.u32be();
    const auto height = reader.u32be();
    const auto fits = [](const std::optional<std::uint32_t>& pixels) {
        return pixels && *pixels >= 1 && *pixels <= kMaxPixels;
    };
    return chunk.type == kHeader && chunk.body.size() == 13 && fits(width) && fits(height);
}

} // namespace

std::optional<QByteArray> barePng(const QByteArray& bytes)
{
    if (bytes.size() > kMaxBytes)
        return std::nullopt;
    ByteReader reader(viewOf(bytes));
    const auto signature = reader.take(kSignature.size());
    if (!signature || !std::ranges::equal(*signature, kSignature))
        return std::nullopt;
    const auto header = takeChunk(reader);
    if (!header || !isSmallHeader(*header))
        return std::nullopt;
    ByteWriter bare;
    bare.bytes(*signature).bytes(header->whole);
    bool data = false;
    while (const auto chunk = takeChunk(reader)) {
        if (chunk->type == kHeader)
            return std::nullopt; // a second one
        if (chunk->type == kPalette || chunk->type == kTransparency || chunk->type == kData)
            bare.bytes(chunk->whole);
        data = data || chunk->type == kData;
        if (chunk->type == kEnd) {
            bare.bytes(chunk->whole);
            return data && chunk->body.empty() ? std::optional(bare.take()) : std::nullopt;
        }
    }
    return std::nullopt; // cut short
}

std::optional<QImage> decodeBotPicture(const QByteArray& bytes)
{
    auto bare = barePng(bytes);
    if (!bare)
        return std::nullopt;
    QBuffer buffer(&*bare);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, QByteArrayLiteral("png"));
    reader.setAutoDetectImageFormat(
        false); // that of the bytes, not another that somebody installed
    QImage image;
    if (!reader.read(&image) || image.isNull() || image.width() > int(kMaxPixels)
        || image.height() > int(kMaxPixels))
        return std::nullopt;
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace lavalier::app
