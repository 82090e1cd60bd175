#include "voice/base/clock.h"

#include <ctime>

namespace lavalier {

SteadyTime SteadyClock::now() noexcept
{
#ifdef CLOCK_BOOTTIME
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return SteadyTime(
        std::chrono::seconds(now.tv_sec)
        + std::chrono::duration_cast<duration>(std::chrono::nanoseconds(now.tv_nsec)));
#else
    return SteadyTime(
        std::chrono::duration_cast<duration>(std::chrono::steady_clock::now().time_since_epoch()));
#endif
}

SteadyClock::duration SteadyClock::asleep() noexcept
{
#if defined(CLOCK_BOOTTIME) && defined(CLOCK_MONOTONIC)
    // The one clock goes on in sleep, the other stands still.
    timespec awake {};
    clock_gettime(CLOCK_MONOTONIC, &awake);
    const auto without
        = std::chrono::seconds(awake.tv_sec) + std::chrono::nanoseconds(awake.tv_nsec);
    const auto slept = now().time_since_epoch() - std::chrono::duration_cast<duration>(without);
    return slept > duration::zero() ? slept : duration::zero();
#else
    return {};
#endif
}

SteadyTime SystemClock::now() const
{
    return SteadyClock::now();
}

WallTime SystemClock::wallNow() const
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

} // namespace lavalier
