#pragma once

#include "processing/timeline/track_input.h"

#include <span>
#include <vector>

namespace lavalier::timeline {

/// Inside this folder positions and lengths are plain counts of samples at 48 kHz: they are
/// multiplied, averaged and compared all the time. Units return at the border.
using Samples = std::int64_t;

enum class Break : std::uint8_t {
    None, ///< RTP alone places this packet after the one before it
    Silence, ///< nothing is heard just before this packet: a correction may go here
};

/// One usable packet, on a media clock that never wraps, leaps or runs backwards.
struct LinePacket {
    Samples media = 0;
    Samples arrival = 0;
    std::uint32_t mark = 0; ///< index into the marks
    std::uint32_t duration : 13 = 0;
    std::uint32_t missing : 16 = 0; ///< packets lost just before it
    std::uint32_t silence : 1 = 0;
    std::uint32_t breakBefore : 1 = 0;

    Samples end() const { return media + duration; }
    /// A packet is sent once its last sample is known. What network and buffers add is in here
    /// too, and only ever adds: the lower envelope of this is the true distance of the clocks.
    Samples offset() const { return arrival - end(); }
    bool startsRun() const { return breakBefore == static_cast<std::uint32_t>(Break::Silence); }
};

/// One stream's packets in the order in which they were sent, each once.
struct StreamLine {
    Samples firstArrival = 0;
    std::vector<LinePacket> packets;
};

struct LineCounts {
    std::int64_t duplicates = 0;
    std::int64_t refused = 0;
};

/// Orders the marks named in `members` (all of one stream) by sequence and mends their clock.
///
/// Timestamps that stand alone against their neighbours are refused; a leap that stays is taken
/// for a sender that began anew: its media clock goes on without a gap and arrival places it.
StreamLine readStream(std::span<const PacketMark> marks, std::vector<std::uint32_t>& members,
                      Samples recordingEnd, LineCounts& counts);

} // namespace lavalier::timeline
