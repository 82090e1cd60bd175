#include "sinks/exporter/wav_fold.h"

#include <QFile>

#include <algorithm>
#include <span>

namespace lavalier::exporter {
namespace {

constexpr std::int64_t kFramesAtOnce = std::int64_t {256} * 1024;

/// A little-endian sample of two or three bytes, its sign kept.
std::int32_t sampleAt(std::span<const char> bytes)
{
    std::uint32_t bits = 0;
    for (const char byte : bytes)
        bits = (bits >> 8) | static_cast<std::uint32_t>(static_cast<std::uint8_t>(byte)) << 24;
    return static_cast<std::int32_t>(bits) >> (32 - 8 * static_cast<int>(bytes.size()));
}

/// The front of `block` becomes the mono samples of the stereo ones it holds.
void foldBlock(std::span<char> block, std::size_t bytes)
{
    auto to = block.begin();
    for (std::size_t at = 0; at < block.size(); at += 2 * bytes) {
        const std::int32_t mean
            = (sampleAt(block.subspan(at, bytes)) + sampleAt(block.subspan(at + bytes, bytes)))
            >> 1;
        for (std::size_t byte = 0; byte < bytes; ++byte)
            *to++ = static_cast<char>(static_cast<std::uint32_t>(mean) >> (8 * byte));
    }
}

} // namespace

bool foldToMono(const QString& path, const WavShape& stereo, const std::atomic<bool>& cancelled)
{
    WavShape mono = stereo;
    mono.channels = 1;
    const QByteArray header = wavHeader(mono);
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)
        || file.write(header) != header.size())
        return false;
    // The mono samples never reach the stereo ones that are still to be read.
    qint64 from = wavHeader(stereo).size();
    qint64 to = header.size();
    for (std::int64_t left = stereo.samples.value(); left > 0 && !cancelled;) {
        const std::int64_t frames = std::min(left, kFramesAtOnce);
        const qint64 half = frames * stereo.bytesPerSample;
        QByteArray block(2 * half, Qt::Uninitialized);
        if (!file.seek(from) || file.read(block.data(), block.size()) != block.size())
            return false;
        foldBlock({block.data(), static_cast<std::size_t>(block.size())},
                  static_cast<std::size_t>(stereo.bytesPerSample));
        if (!file.seek(to) || file.write(block.constData(), half) != half)
            return false;
        from += block.size();
        to += half;
        left -= frames;
    }
    return file.resize(to);
}

} // namespace lavalier::exporter
