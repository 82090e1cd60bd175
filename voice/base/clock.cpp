#include "voice/base/clock.h"

#include <algorithm>
#include <ctime>

namespace lavalier {
namespace {

#ifdef CLOCK_BOOTTIME
SteadyTime read(clockid_t clock) noexcept
{
    timespec now {};
    clock_gettime(clock, &now);
    return SteadyTime(
        std::chrono::seconds(now.tv_sec)
        + std::chrono::duration_cast<SteadyTime::duration>(std::chrono::nanoseconds(now.tv_nsec)));
}
#endif

} // namespace

SteadyTime SteadyClock::now() noexcept
{
#ifdef CLOCK_BOOTTIME
    return read(CLOCK_BOOTTIME);
#else
    return SteadyTime(
        std::chrono::duration_cast<duration>(std::chrono::steady_clock::now().time_since_epoch()));
#endif
}

SteadyClock::duration SteadyClock::asleep() noexcept
{
#if defined(CLOCK_BOOTTIME) && defined(CLOCK_MONOTONIC)
    // The one clock goes on in sleep, the other stands still. A thread that must wait for its turn
    // between the two looks has not slept: look again.
    constexpr std::chrono::milliseconds kOneLook {50};
    constexpr int kMostLooks = 20;
    SteadyTime asleep;
    SteadyTime before;
    SteadyTime after;
    int looks = 0;
    do {
        before = read(CLOCK_MONOTONIC);
        asleep = now();
        after = read(CLOCK_MONOTONIC);
    } while (after - before > kOneLook && ++looks < kMostLooks);
    return std::max(asleep - before, duration::zero());
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
