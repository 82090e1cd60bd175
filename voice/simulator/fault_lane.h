#pragma once

#include "voice/base/clock.h"
#include "voice/simulator/script.h"

namespace lavalier::simulator {

/// What happens to one packet on its way: lost, or sent after these delays.
struct Fate {
    bool lost = false;
    bool overtaken = false; ///< may be sent after its successors
    std::chrono::microseconds delay {0};
    std::optional<std::chrono::microseconds> secondCopy {}; ///< delay of a duplicate
};

/// The fate of a packet. The same arguments give the same fate, whatever happened before.
Fate fateOf(const WireFaults& faults, std::uint64_t seed, Ssrc ssrc, std::uint16_t sequence);

} // namespace lavalier::simulator
