#include "voice/base/opus_packet.h"

#include <algorithm>
#include <array>

namespace lavalier {

std::optional<OpusPacketInfo> inspectOpusPacket(ByteView packet)
{
    if (packet.empty())
        return std::nullopt;
    // Table 2 of RFC 6716: 0-11 SILK, 12-15 hybrid, 16-31 CELT; lengths in samples at 48 kHz.
    constexpr std::array<int, 4> kSilk {480, 960, 1920, 2880};
    constexpr std::array<int, 2> kHybrid {480, 960};
    constexpr std::array<int, 4> kCelt {120, 240, 480, 960};
    const unsigned toc = packet[0];
    const unsigned config = toc >> 3;
    const int frame = config < 12 ? kSilk[config & 3]
        : config < 16             ? kHybrid[config & 1]
                                  : kCelt[config & 3];
    int frames = 0;
    switch (toc & 3) {
    case 0:
        frames = 1;
        break;
    case 1:
    case 2:
        frames = 2;
        break;
    default:
        if (packet.size() < 2)
            return std::nullopt;
        frames = packet[1] & 0x3F;
    }
    if (frames == 0 || frames * frame > kMaxOpusPacket.value())
        return std::nullopt;
    return OpusPacketInfo {SampleCount(frames * frame), (toc & 4) != 0, config >= 16};
}

namespace {

constexpr std::size_t kMaxFrameBytes = 1275;

/// A frame length of one or two bytes (RFC 6716 section 3.2.1), taken off the front.
std::optional<std::size_t> takeFrameLength(ByteView& rest)
{
    if (rest.empty())
        return std::nullopt;
    std::size_t length = rest[0];
    rest = rest.subspan(1);
    if (length < 252)
        return length;
    if (rest.empty())
        return std::nullopt;
    length += std::size_t {4} * rest[0];
    rest = rest.subspan(1);
    return length;
}

/// Takes the padding of a code 3 packet off both ends (section 3.2.5).
bool takePadding(ByteView& rest)
{
    std::size_t padding = 0;
    for (bool more = true; more;) {
        if (rest.empty())
            return false;
        const std::size_t byte = rest[0];
        rest = rest.subspan(1);
        more = byte == 255;
        padding += more ? 254 : byte;
    }
    if (padding > rest.size())
        return false;
    rest = rest.first(rest.size() - padding);
    return true;
}

bool areWholeFrames(ByteView rest, std::size_t frames, bool variable)
{
    if (!variable)
        return rest.size() % frames == 0 && rest.size() / frames <= kMaxFrameBytes;
    std::size_t sum = 0;
    for (std::size_t i = 0; i + 1 < frames; ++i) {
        const auto length = takeFrameLength(rest);
        if (!length || *length > kMaxFrameBytes)
            return false;
        sum += *length;
    }
    return sum <= rest.size() && rest.size() - sum <= kMaxFrameBytes;
}

} // namespace

bool isWholeOpusPacket(ByteView packet)
{
    if (!inspectOpusPacket(packet))
        return false;
    ByteView rest = packet.subspan(1);
    switch (packet[0] & 3) {
    case 0:
        return rest.size() <= kMaxFrameBytes;
    case 1:
        return areWholeFrames(rest, 2, false);
    case 2:
        return areWholeFrames(rest, 2, true);
    default:
        break;
    }
    const unsigned count = rest[0];
    rest = rest.subspan(1);
    if ((count & 0x40) != 0 && !takePadding(rest))
        return false;
    return areWholeFrames(rest, count & 0x3F, (count & 0x80) != 0);
}

bool mayRecoverPrevious(ByteView head)
{
    const auto info = inspectOpusPacket(head);
    if (!info || info->celtOnly)
        return false;
    constexpr std::uint8_t kOneByteLength = 252; // section 3.2.1
    std::size_t first = 1;
    std::int64_t frame = info->duration.value();
    switch (head[0] & 3) {
    case 0:
        break;
    case 1:
        frame /= 2;
        break;
    case 2:
        frame /= 2;
        if (head.size() > 1 && head[1] >= kOneByteLength)
            return true;
        if (head.size() > 1 && head[1] == 0)
            return false;
        first = 2;
        break;
    default:
        return true;
    }
    if (head.size() <= first)
        return false;
    const auto parts = std::max<std::int64_t>(1, frame / 960);
    const unsigned flags = head[first];
    const bool middle = (flags >> (7 - parts) & 1U) != 0;
    const bool side = info->stereo && (flags >> (6 - 2 * parts) & 1U) != 0;
    return middle || side;
}

bool isSilenceFrame(ByteView packet)
{
    constexpr std::array<std::uint8_t, 3> kSilence {0xF8, 0xFF, 0xFE};
    return std::ranges::equal(packet, kSilence);
}

} // namespace lavalier
