#pragma once

#include "voice/base/clock.h"

#include <atomic>

namespace lavalier::test {

/// Time that only moves when a test says so. Safe to read from any thread.
class FakeClock final : public Clock {
public:
    SteadyTime now() const override { return SteadyTime(SteadyTime::duration(m_now.load())); }
    WallTime wallNow() const override
    {
        return WallTime(std::chrono::microseconds(1'790'000'000'000'000 + m_now.load()));
    }
    void advance(std::chrono::microseconds by) { m_now += by.count(); }
    void set(SteadyTime time) { m_now = time.time_since_epoch().count(); }

private:
    std::atomic<std::int64_t> m_now {3'600'000'000};
};

} // namespace lavalier::test
