#include "voice/gateway/heartbeat.h"

#include "voice/gateway/backoff.h"

#include <algorithm>

namespace lavalier::gateway {

Heartbeat::Heartbeat(std::chrono::milliseconds interval, SteadyTime now, double fraction)
    : m_interval(interval)
    , m_nextBeat(now + between(std::chrono::milliseconds(0), interval, fraction))
    , m_lastHeard(now)
{
}

SteadyTime Heartbeat::zombieAt() const
{
    const SteadyTime sent = *m_unanswered;
    const bool silent = m_lastHeard <= sent;
    SteadyTime at = silent ? std::min(m_nextBeat, sent + kSilence) : m_nextBeat;
    if (m_graceUntil)
        at = std::max(at, *m_graceUntil);
    return at;
}

Heartbeat::Verdict Heartbeat::check(SteadyTime now)
{
    if (m_unanswered) {
        const SteadyTime limit = zombieAt();
        if (now < limit)
            return Verdict::Wait;
        constexpr std::chrono::milliseconds kLate {1'000};
        if (!m_graceUntil && now > limit + kLate) {
            m_graceUntil = now + kGrace;
            return Verdict::Wait;
        }
        return Verdict::Zombie;
    }
    return now >= m_nextBeat ? Verdict::Beat : Verdict::Wait;
}

void Heartbeat::beaten(SteadyTime now)
{
    m_unanswered = now;
    m_nextBeat = now + m_interval;
    m_graceUntil.reset();
}

std::optional<std::chrono::milliseconds> Heartbeat::acknowledged(SteadyTime now)
{
    m_lastHeard = now;
    if (!m_unanswered)
        return std::nullopt;
    const auto roundTrip
        = std::chrono::duration_cast<std::chrono::milliseconds>(now - *m_unanswered);
    m_unanswered.reset();
    m_graceUntil.reset();
    return roundTrip;
}

SteadyTime Heartbeat::nextCheck() const
{
    return m_unanswered ? zombieAt() : m_nextBeat;
}

} // namespace lavalier::gateway
