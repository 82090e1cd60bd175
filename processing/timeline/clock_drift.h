#pragma once

#include "processing/timeline/stream_line.h"

#include <optional>

namespace lavalier::timeline {

/// How much faster or slower a sender's clock runs than ours.
struct ClockDrift {
    std::int64_t ppb = 0; ///< positive: the sender is slow and its packets come ever later
    Samples known = 0; ///< length of the steady stretch it was measured on; 0 is a guess of none

    /// What the drift has added after `elapsed`.
    Samples after(Samples elapsed) const { return elapsed * ppb / 1'000'000'000; }
};

/// Reads the slope of the envelope. Needs two steady minutes; jumps of the clock are stepped over.
ClockDrift measureDrift(const StreamLine& line);

/// The median delay that jitter adds above the envelope, from short undisturbed stretches; nothing
/// for a line without any.
std::optional<Samples> measureJitter(const StreamLine& line);

} // namespace lavalier::timeline
