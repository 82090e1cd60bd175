#include "voice/gateway/budgets.h"

#include <algorithm>

namespace lavalier::gateway {

SteadyTime SlidingBudget::earliest(SteadyTime now, std::size_t spare) const
{
    const std::size_t allowed = m_count - std::min(m_count - 1, spare);
    if (m_spent.size() < allowed)
        return now;
    // Room for one more appears when all but allowed-1 have left the window.
    return std::max(now, m_spent[m_spent.size() - allowed] + m_length);
}

void SlidingBudget::spend(SteadyTime now)
{
    m_spent.push_back(now);
    while (m_spent.size() > m_count)
        m_spent.pop_front();
}

SteadyTime IdentifyBudget::earliest(SteadyTime now) const
{
    return std::max({m_burst.earliest(now), m_hourly.earliest(now), m_notBefore.value_or(now)});
}

void IdentifyBudget::spend(SteadyTime now)
{
    m_burst.spend(now);
    m_hourly.spend(now);
}

void IdentifyBudget::obey(int remaining, std::chrono::milliseconds resetAfter, SteadyTime now)
{
    constexpr std::chrono::milliseconds kDay = std::chrono::hours(24);
    if (remaining > 0)
        m_notBefore.reset();
    else
        m_notBefore = now + std::clamp(resetAfter, std::chrono::milliseconds(5'000), kDay);
}

SteadyTime SendBudget::earliest(SteadyTime now, Kind kind) const
{
    return m_sent.earliest(now, kind == Kind::Ordinary ? kReserve : 0);
}

} // namespace lavalier::gateway
