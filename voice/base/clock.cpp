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
