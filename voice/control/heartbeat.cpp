#include "voice/control/heartbeat.h"

#include <algorithm>

namespace lavalier::control {
namespace {

/// Beats the server asks for by op 3 may pile up; older ones only serve the round trip.
constexpr std::size_t kMaxRemembered = 16;

} // namespace

Heartbeat::Heartbeat(std::chrono::milliseconds offered, const ControlTiming& timing, SteadyTime now)
    : m_interval(std::clamp(offered, timing.shortestBeat, timing.longestBeat))
    , m_silence(timing.silence)
    , m_nextBeat(now + m_interval)
    , m_lastHeard(now)
{
}

bool Heartbeat::peerIsGone(SteadyTime now) const
{
    return (m_unanswered.size() >= kMaxUnanswered && isDue(now)) || now - m_lastHeard >= m_silence;
}

bool Heartbeat::isInDoubt(SteadyTime now) const
{
    const auto unheard = std::ranges::find_if(
        m_unanswered, [this](const Beat& beat) { return beat.sent >= m_lastHeard; });
    return m_everAnswered && unheard != m_unanswered.end()
        && now - unheard->sent > std::max(kDoubtAfter, 3 * m_lastTrip);
}

SteadyTime Heartbeat::nextDeadline() const
{
    return std::min(m_nextBeat, m_lastHeard + m_silence);
}

std::int64_t Heartbeat::beat(SteadyTime now)
{
    std::int64_t nonce
        = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    // Two beats within one millisecond must not share a nonce.
    if (!m_unanswered.empty() && nonce <= m_unanswered.back().nonce)
        nonce = m_unanswered.back().nonce + 1;
    m_unanswered.push_back({nonce, now});
    if (m_unanswered.size() > kMaxRemembered)
        m_unanswered.pop_front();
    m_nextBeat = now + m_interval;
    return nonce;
}

std::optional<std::chrono::milliseconds> Heartbeat::answered(std::optional<std::int64_t> nonce,
                                                             SteadyTime now)
{
    const auto beat = std::ranges::find_if(
        m_unanswered, [&](const Beat& sent) { return nonce && sent.nonce == *nonce; });
    std::optional<std::chrono::milliseconds> trip;
    if (beat != m_unanswered.end())
        trip = std::chrono::duration_cast<std::chrono::milliseconds>(now - beat->sent);
    m_lastTrip = trip.value_or(m_lastTrip);
    m_unanswered.clear();
    m_everAnswered = true;
    return trip;
}

} // namespace lavalier::control
