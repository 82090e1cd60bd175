#pragma once

#include "voice/base/clock.h"

#include <algorithm>
#include <chrono>

namespace lavalier::pool {

/// How long to wait before a worker is started again: doubling, forgotten after a long life.
///
/// Thread:  any, one at a time; the time is an argument.
class Backoff {
public:
    /// A worker that lived this long did not fail because of what killed the one before.
    static constexpr std::chrono::seconds kLongLife {10};

    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : m_first(first)
        , m_longest(longest)
    {
    }

    void started(SteadyTime now) { m_started = now; }
    /// The wait after this death.
    std::chrono::milliseconds died(SteadyTime now)
    {
        if (now - m_started >= kLongLife)
            m_failures = 0;
        ++m_failures;
        const int doublings = std::min(m_failures - 1, 16);
        return std::min(m_longest, m_first * (1 << doublings));
    }
    /// Deaths in a row.
    int failures() const { return m_failures; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    SteadyTime m_started;
    int m_failures = 0;
};

} // namespace lavalier::pool
