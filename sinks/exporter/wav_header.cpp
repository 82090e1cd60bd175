#include "sinks/exporter/wav_header.h"

#include "voice/base/bytes.h"

#include <algorithm>
#include <limits>

namespace lavalier::exporter {
namespace {

constexpr std::uint16_t kPcm = 1;
constexpr std::uint16_t kExtensible = 0xFFFE;
constexpr std::uint32_t kIn64Bits = 0xFFFF'FFFF; // "see ds64"
/// KSDATAFORMAT_SUBTYPE_PCM without its first two bytes, which are the format tag.
constexpr const char* kPcmGuidTail = "000000001000800000aa00389b71";

void tag(ByteWriter& out, const char* name)
{
    for (int i = 0; i < 4; ++i)
        out.u8(static_cast<std::uint8_t>(name[i]));
}

} // namespace

std::uint64_t WavShape::dataBytes() const
{
    return static_cast<std::uint64_t>(samples.value()) * static_cast<std::uint64_t>(channels)
        * static_cast<std::uint64_t>(bytesPerSample);
}

QByteArray wavHeader(const WavShape& shape)
{
    const bool extensible = shape.bytesPerSample > 2;
    const std::uint32_t formatBytes = extensible ? 40 : 16;
    const auto frameBytes = static_cast<std::uint16_t>(shape.channels * shape.bytesPerSample);
    const std::uint64_t data = shape.dataBytes();
    const std::uint64_t padded = data + (data & 1);
    const std::uint64_t riff = 4 + 8 + formatBytes + static_cast<std::uint64_t>(shape.front.size())
        + 8 + padded + static_cast<std::uint64_t>(shape.tailBytes);
    const bool large = riff > std::numeric_limits<std::uint32_t>::max() - 8;

    ByteWriter out;
    tag(out, large ? "RF64" : "RIFF");
    out.u32le(large ? kIn64Bits : static_cast<std::uint32_t>(riff));
    tag(out, "WAVE");
    if (large) {
        tag(out, "ds64");
        out.u32le(28)
            .u64le(riff + 8 + 28)
            .u64le(data)
            .u64le(static_cast<std::uint64_t>(shape.samples.value()))
            .u32le(0);
    }
    tag(out, "fmt ");
    out.u32le(formatBytes)
        .u16le(extensible ? kExtensible : kPcm)
        .u16le(static_cast<std::uint16_t>(shape.channels))
        .u32le(kSampleRate)
        .u32le(static_cast<std::uint32_t>(kSampleRate * frameBytes))
        .u16le(frameBytes)
        .u16le(static_cast<std::uint16_t>(8 * shape.bytesPerSample));
    if (extensible) {
        constexpr std::uint32_t kCentre = 0x4;
        constexpr std::uint32_t kLeftRight = 0x3;
        out.u16le(22)
            .u16le(static_cast<std::uint16_t>(8 * shape.bytesPerSample))
            .u32le(shape.channels == 1 ? kCentre : kLeftRight)
            .u16le(kPcm);
        const QByteArray tail = QByteArray::fromHex(kPcmGuidTail);
        out.bytes(viewOf(tail));
    }
    out.bytes(viewOf(shape.front));
    tag(out, "data");
    out.u32le(large ? kIn64Bits : static_cast<std::uint32_t>(data));
    return out.take();
}

bool wavNeedsPadding(const WavShape& shape)
{
    return (shape.dataBytes() & 1) != 0;
}

} // namespace lavalier::exporter
