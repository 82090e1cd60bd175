#include "voice/receive/path_watch.h"

#include <algorithm>

namespace lavalier::receive {

void PathWatch::heard(SteadyTime arrival)
{
    m_quietSince = std::max(m_quietSince, arrival);
    m_lastHeard = std::max(m_lastHeard, arrival);
    if (m_pings == 0)
        return;
    // Whoever stopped did so without the path's help; there is no more to ask until they go on.
    m_pings = 0;
    m_flows.clear();
    if (std::exchange(m_silent, false)) {
        m_heardAgain = arrival;
        m_isBack = true;
    }
}

void PathWatch::answered(SteadyTime arrival)
{
    // Slow pings prove nothing about pings that come close together.
    if (m_proofTries > 0 && arrival - m_lastPing <= kBetweenPings * kPings)
        ++m_answers;
}

void PathWatch::audio(Ssrc ssrc, bool isSilence, SteadyTime arrival)
{
    m_lastAudio = std::max(m_lastAudio, arrival);
    const auto flow = std::ranges::find(m_flows, ssrc, &Flow::ssrc);
    if (isSilence) {
        if (flow != m_flows.end())
            m_flows.erase(flow);
    } else if (flow != m_flows.end()) {
        flow->packets = arrival - flow->last <= kTogether ? flow->packets + 1 : 1;
        flow->last = std::max(flow->last, arrival);
    } else if (m_flows.size() < kMaxFlows) {
        m_flows.push_back({ssrc, arrival, 1});
    }
}

bool PathWatch::anyFlow() const
{
    return std::ranges::any_of(m_flows, [this](const Flow& flow) {
        return flow.packets >= kFlowing && m_lastAudio - flow.last <= kTogether;
    });
}

PathWatch::Step PathWatch::timePassed(SteadyTime now)
{
    if (now - std::exchange(m_lastTurn, now) > kTurn) {
        m_quietSince = std::max(m_quietSince, now);
        if (m_pings > 0)
            m_lastPing = std::max(m_lastPing, now);
    }
    if (std::exchange(m_isBack, false))
        return Step::Back;
    if (m_pings > 0) {
        if (now - m_lastPing < kBetweenPings)
            return Step::None;
        if (m_pings >= kPings && !std::exchange(m_silent, true)) {
            m_silentSince = m_lastHeard;
            return Step::Silent; // and the next ping with the next turn
        }
        return checkOnce(now);
    }
    if (now - m_quietSince < kQuiet)
        return proofDue(now);
    if (isProven() && anyFlow())
        return checkOnce(now);
    m_flows.clear();
    return Step::None;
}

PathWatch::Step PathWatch::checkOnce(SteadyTime now)
{
    m_lastPing = now;
    m_pings = std::min(m_pings + 1, kPings);
    return Step::Ping;
}

/// While somebody is heard: does this server answer?
PathWatch::Step PathWatch::proofDue(SteadyTime now)
{
    if (isProven() || m_proofTries == kProofTries || now - m_lastPing < kBetweenPings || !anyFlow())
        return Step::None;
    ++m_proofTries;
    m_lastPing = now;
    return Step::Ping;
}

} // namespace lavalier::receive
