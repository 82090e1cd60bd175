#include "voice/control/reconnect_plan.h"

#include <algorithm>

namespace lavalier::control {
namespace {

/// Delays no longer grow after so many: 1 s << 6 is past a minute.
constexpr int kDoublings = 6;

/// One step of SplitMix64; the upper half of what it gives.
std::uint32_t nextRandom(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return static_cast<std::uint32_t>((mixed ^ (mixed >> 31)) >> 32);
}

} // namespace

std::optional<std::chrono::milliseconds> ReconnectPlan::failed(Peer peer, SteadyTime now)
{
    m_workingSince.reset();
    if (!m_troubleSince)
        m_troubleSince = now;
    const auto patience = m_everWorked ? m_timing.patience : m_timing.firstPatience;
    if (now - *m_troubleSince >= patience)
        return std::nullopt;
    ++m_failures;
    if (peer == Peer::Answered)
        ++m_refusals;
    // What worked until a moment ago is tried again at once.
    if (m_everWorked && m_failures == 1)
        return std::chrono::milliseconds(0);
    const bool mild = m_everWorked && peer != Peer::Answered;
    if (mild && now - *m_troubleSince < m_timing.hopeful)
        return delay(m_timing.unansweredDelay);
    const int steps = std::min(mild ? m_failures : m_refusals, kDoublings);
    return delay(std::min(m_timing.longestDelay, m_timing.shortestDelay * (1 << steps)));
}

std::chrono::milliseconds ReconnectPlan::delay(std::chrono::milliseconds ceiling)
{
    const auto shortest = m_timing.shortestDelay;
    const auto range = std::max(ceiling - shortest, std::chrono::milliseconds(0));
    const std::uint64_t span = static_cast<std::uint64_t>(range.count()) + 1;
    const auto inside = nextRandom(m_jitter) * span >> 32; // below a minute, so it fits
    return shortest + std::chrono::milliseconds(static_cast<std::int64_t>(inside));
}

std::chrono::milliseconds ReconnectPlan::troubled(SteadyTime now) const
{
    using ms = std::chrono::milliseconds;
    return m_troubleSince ? std::chrono::duration_cast<ms>(now - *m_troubleSince) : ms(0);
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
        m_failures = m_refusals = 0;
        m_troubleSince.reset();
    }
    m_workingSince.reset();
}

} // namespace lavalier::control
