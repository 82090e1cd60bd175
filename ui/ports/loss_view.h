#pragma once

#include "voice/base/strong_id.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace lavalier::ui {

/// Why a stretch of a track is not what the speaker sent. What is not marked is true.
enum class LossMark : std::uint8_t {
    Recovered, ///< lost on the network; restored from the packet after it
    Concealed, ///< lost on the network; continued by the decoder
    Silent, ///< lost on the network; silence
    /// Reached this computer, which was too busy; filled like what the network lost. Other tracks
    /// may claim the same packets: length and number are the most that it was.
    Dropped,
    Late, ///< arrived when its place was taken
    Undecryptable, ///< heard, but never decrypted
    Undecodable, ///< heard, but nothing that a decoder takes; filled like what was lost
    NotWritten, ///< heard, but neither disk nor memory took it
    Outage, ///< we were cut off from the call
    Overlapped, ///< the same person spoke on a newer connection
    Paused,
    Excluded, ///< on purpose: the speaker is not to be recorded
    Damaged, ///< was written, but the file cannot be read there
};
inline constexpr int kLossMarks = 13;

struct LossSpan {
    std::chrono::milliseconds start {0}; ///< on the track
    std::chrono::milliseconds length {0}; ///< may be zero: a pause that was cut out
    LossMark mark = LossMark::Silent;
    std::uint64_t packets = 0; ///< where they can be counted

    bool operator==(const LossSpan&) const = default;
};

/// The loss lane of one track of a recording.
struct LossLaneView {
    UserId speaker;
    std::vector<LossSpan> spans; ///< in order of start
    std::chrono::milliseconds length {0}; ///< of the track

    bool operator==(const LossLaneView&) const = default;
};

} // namespace lavalier::ui
