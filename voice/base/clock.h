#pragma once

#include <chrono>
#include <cstdint>

namespace lavalier {

/// A point on the machine's steady clock; intervals only, never shown to people.
///
/// Units:  microseconds since boot, time asleep included (CLOCK_BOOTTIME where there is one).
/// Why not std::chrono::steady_clock: it stops while the machine sleeps, and a suspended laptop
/// would then play the rest of a recording early.
struct SteadyClock {
    using duration = std::chrono::microseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<SteadyClock, duration>;
    static constexpr bool is_steady = true;
    static time_point now() noexcept;
    /// How long the machine has slept since it was started; zero where it cannot be told.
    static duration asleep() noexcept;
};
using SteadyTime = SteadyClock::time_point;

/// A point on the wall clock, for stamps people read.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

/// The time as an argument: shells hold one, cores are handed what it said.
/// Thread:  now() and wallNow() from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual SteadyTime now() const = 0;
    virtual WallTime wallNow() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
public:
    SteadyTime now() const override;
    WallTime wallNow() const override;
};

} // namespace lavalier
