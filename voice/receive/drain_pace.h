#pragma once

#include "voice/base/clock.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lavalier::receive {

/// How often a socket is drained: as seldom as its buffer allows, and more often while somebody
/// floods it, so that the speakers' datagrams find room among the others.
///
/// Thread:  any, one at a time. Reads no clock.
class DrainPace {
public:
    static constexpr std::chrono::milliseconds kShortest {1};
    /// The longest while the buffer was nearly full, whoever was to blame.
    static constexpr std::chrono::milliseconds kWary {5};
    static constexpr std::chrono::seconds kCalm {3}; ///< then it is seldom again
    static constexpr std::chrono::milliseconds kWindow {100}; ///< in which a flood is measured

    DrainPace() = default;
    DrainPace(int receiveBufferBytes, SteadyTime now);

    /// What one drain took, and what the kernel had dropped before.
    void drained(std::size_t datagrams, std::uint64_t dropped, SteadyTime now);
    /// Until the next drain.
    std::chrono::milliseconds interval() const { return m_interval; }

private:
    std::chrono::milliseconds timeToFill(std::uint64_t arrived, SteadyTime::duration span) const;
    void hurry(std::chrono::milliseconds interval, SteadyTime now);

    std::uint64_t m_half = 0; ///< of the buffer, in small datagrams
    std::chrono::milliseconds m_usual {20};
    std::chrono::milliseconds m_interval {20};
    std::chrono::milliseconds m_measured {20}; ///< enough for the last window
    SteadyTime m_calmAt;
    SteadyTime m_lastDrain;
    SteadyTime m_windowBegan;
    std::uint64_t m_inWindow = 0;
};

} // namespace lavalier::receive
