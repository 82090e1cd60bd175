#include "voice/dave/frame_footer.h"

#include "voice/dave/leb128.h"

namespace lavalier::dave {
namespace {

constexpr std::uint8_t kMarker = 0xFA;
constexpr std::size_t kMarkerBytes = 2;

} // namespace

std::optional<ProtocolFrame> parseProtocolFrame(ByteView frame)
{
    const std::size_t length = frame.size();
    if (length < kMinSupplementalBytes || frame[length - 1] != kMarker
        || frame[length - 2] != kMarker)
        return std::nullopt;
    const std::size_t sizeAt = length - kMarkerBytes - 1;
    const std::size_t supplemental = frame[sizeAt];
    if (supplemental < kMinSupplementalBytes || supplemental > length)
        return std::nullopt;

    ProtocolFrame parsed;
    parsed.media = frame.first(length - supplemental);
    parsed.tag = frame.subspan(parsed.media.size(), kTagBytes);
    const std::size_t numbersAt = parsed.media.size() + kTagBytes;
    ByteReader numbers(frame.subspan(numbersAt, sizeAt - numbersAt));
    const auto counter = readLeb128(numbers);
    if (!counter)
        return std::nullopt;
    parsed.counter = static_cast<std::uint32_t>(*counter);

    std::size_t end = 0; // of the range before
    while (!numbers.atEnd()) {
        const auto offset = readLeb128(numbers);
        const auto size = readLeb128(numbers);
        if (!offset || !size || *offset < end || *offset > parsed.media.size()
            || *size > parsed.media.size() - *offset)
            return std::nullopt;
        end = *offset + *size;
        parsed.clear.push_back({*offset, *size});
    }
    return parsed;
}

QByteArray makeFooter(ByteView tag, std::uint32_t counter, const std::vector<ClearRange>& clear)
{
    ByteWriter writer;
    writer.bytes(tag);
    writeLeb128(writer, counter);
    for (const ClearRange& range : clear) {
        writeLeb128(writer, range.offset);
        writeLeb128(writer, range.size);
    }
    const auto size = static_cast<std::size_t>(writer.data().size()) + 1 + kMarkerBytes;
    if (size > 0xFF)
        return {};
    writer.u8(static_cast<std::uint8_t>(size)).u8(kMarker).u8(kMarker);
    return writer.take();
}

} // namespace lavalier::dave
