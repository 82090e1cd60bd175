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

bool isSilenceFrame(ByteView packet)
{
    constexpr std::array<std::uint8_t, 3> kSilence {0xF8, 0xFF, 0xFE};
    return std::ranges::equal(packet, kSilence);
}

} // namespace lavalier
