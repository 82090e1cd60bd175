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
    const std::uint64_t riff = 4 + 8 + formatBytes + 8 + padded;
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
    tag(out, "data");
    out.u32le(large ? kIn64Bits : static_cast<std::uint32_t>(data));
    return out.take();
}

bool wavNeedsPadding(const WavShape& shape)
{
    return (shape.dataBytes() & 1) != 0;
}

std::optional<WavShape> readWavHeader(const QByteArray& front)
{
    // What we wrote is known to the byte: take the shape from it and write it again.
    const bool large = front.startsWith("RF64");
    const qsizetype format = large ? 12 + 36 : 12;
    ByteReader reader(viewOf(front).subspan(std::min<std::size_t>(
        static_cast<std::size_t>(format) + 10, static_cast<std::size_t>(front.size()))));
    const auto channels = reader.u16le();
    (void)reader.take(8);
    const auto frameBytes = reader.u16le();
    if (!channels || !frameBytes || *channels < 1 || *channels > 2 || *frameBytes % *channels != 0)
        return std::nullopt;
    WavShape shape;
    shape.channels = *channels;
    shape.bytesPerSample = *frameBytes / *channels;
    if (shape.bytesPerSample != 2 && shape.bytesPerSample != 3)
        return std::nullopt;
    const auto size = static_cast<std::size_t>(wavHeader(shape).size()) + (large ? 36 : 0);
    if (static_cast<std::size_t>(front.size()) < size)
        return std::nullopt;
    std::uint64_t data = 0;
    if (large)
        data = ByteReader(viewOf(front).subspan(28)).u64le().value_or(0);
    else
        data = ByteReader(viewOf(front).subspan(size - 4)).u32le().value_or(0);
    shape.samples = SampleCount(static_cast<std::int64_t>(data / *frameBytes));
    const QByteArray again = wavHeader(shape);
    if (again != front.left(again.size()))
        return std::nullopt;
    return shape;
}

} // namespace lavalier::exporter
