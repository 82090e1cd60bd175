#include "voice/control/reconnect_plan.h"

#include <algorithm>

namespace lavalier::control {

std::optional<std::chrono::milliseconds> ReconnectPlan::failed(SteadyTime now)
{
    m_workingSince.reset();
    if (!m_troubleSince)
        m_troubleSince = now;
    const auto patience = m_everWorked ? m_timing.patience : m_timing.firstPatience;
    if (now - *m_troubleSince >= patience)
        return std::nullopt;
    ++m_failures;
    // What worked until a moment ago is tried again at once.
    const int waits = m_everWorked ? m_failures - 1 : m_failures;
    if (waits == 0 || m_timing.delays.empty())
        return std::chrono::milliseconds(0);
    return m_timing.delays[std::min(static_cast<std::size_t>(waits), m_timing.delays.size()) - 1];
}

void ReconnectPlan::worked(SteadyTime now)
{
    m_everWorked = true;
    m_workingSince = now;
}

void ReconnectPlan::lost(SteadyTime now)
{
    // A connection that dies young proves nothing: forgiving it would turn a server that closes
    // us at once into a tight loop.
    if (m_workingSince && now - *m_workingSince >= m_timing.settled) {
        m_failures = 0;
        m_troubleSince.reset();
    }
    m_workingSince.reset();
}

} // namespace lavalier::control
