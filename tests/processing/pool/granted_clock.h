#pragma once

#include "voice/base/clock.h"

#include <atomic>

namespace lavalier::test {

/// A clock that goes on by a step at each look, as often as was granted, and then stands still:
/// what must happen within so much time happens within it however slow the machine is, or never.
class GrantedClock final : public Clock {
public:
    explicit GrantedClock(std::chrono::microseconds step)
        : m_step(step)
    {
    }

    /// Takes back what is left of the last grant.
    void grant(int looks) { m_granted = looks; }
    int left() const { return m_granted; }

    SteadyTime now() const override
    {
        int left = m_granted;
        while (left > 0 && !m_granted.compare_exchange_weak(left, left - 1)) { }
        const int steps = left > 0 ? ++m_steps : m_steps.load();
        return SteadyTime(std::chrono::hours(1) + m_step * steps);
    }
    WallTime wallNow() const override { return WallTime(now().time_since_epoch()); }

private:
    std::chrono::microseconds m_step;
    mutable std::atomic<int> m_granted = 0;
    mutable std::atomic<int> m_steps = 0;
};

} // namespace lavalier::test
