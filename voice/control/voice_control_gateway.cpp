// The half of VoiceControl that listens to the main gateway, and waits for it.
#include "voice/control/voice_control.h"

#include <algorithm>

namespace lavalier::control {

Effects VoiceControl::joinRequested(SteadyTime now)
{
    m_joinRequestedAt = now;
    if (std::holds_alternative<Idle>(m_state)) {
        m_state = AwaitingServer {Awaited::FirstAnswer, now + m_timing.server};
    } else if (auto* waiting = std::get_if<AwaitingServer>(&m_state)) {
        // Whatever we waited for before, now it is the answer to this.
        if (waiting->what != Awaited::FirstAnswer)
            waiting->what = Awaited::Rejoin;
        waiting->deadline = now + m_timing.server;
    }
    return take();
}

Effects VoiceControl::serverChanged(const VoiceServer& server, SteadyTime now)
{
    if (isStopped())
        return take();
    // Also for an endpoint we are connected to: the token is new and the old session is void.
    m_server = server;
    m_joinRequestedAt.reset();
    m_triesHere = 0;
    connectAnew(now);
    return take();
}

Effects VoiceControl::serverLost(SteadyTime now)
{
    if (isStopped())
        return take();
    m_server.reset();
    dropLink(kCloseForGood);
    dropMedia();
    // Said twice it is no more patience.
    const auto* waiting = std::get_if<AwaitingServer>(&m_state);
    if (!m_plan.everWorked()) {
        if (!waiting)
            m_state = AwaitingServer {Awaited::FirstAnswer, now + m_timing.server};
    } else if (!waiting || waiting->what != Awaited::NewServer) {
        m_state = AwaitingServer {Awaited::NewServer, now + m_timing.patience};
    }
    return take();
}

Effects VoiceControl::channelChanged(ChannelId channel, SteadyTime now)
{
    auto* waiting = std::get_if<AwaitingServer>(&m_state);
    if (isStopped())
        return take();
    if (channel.isValid()) {
        const bool isNews = channel != std::exchange(m_who.channel, channel);
        // Moved, not kicked: a server for the new channel is on its way.
        if (waiting)
            waiting->deadline = std::max(waiting->deadline, now + m_timing.server);
        // Or it came first, and the group we are about to enter is the old channel's.
        else if (isNews && isJoining())
            connectAnew(now);
        return take();
    }
    if (std::holds_alternative<Live>(m_state))
        stop(StopReason::Kicked, 0);
    else if (waiting && waiting->what == Awaited::News)
        stop(StopReason::Kicked, waiting->closeCode);
    else
        lostOurPlace(now);
    return take();
}

bool VoiceControl::isJoining() const
{
    return std::holds_alternative<Opening>(m_state) || std::holds_alternative<Identifying>(m_state)
        || std::holds_alternative<Discovering>(m_state)
        || std::holds_alternative<Selecting>(m_state);
}

/// We are in no channel, and nobody need have wanted that: Discord also forgets who was away.
void VoiceControl::lostOurPlace(SteadyTime now)
{
    if (auto* waiting = std::get_if<Waiting>(&m_state)) {
        waiting->next = Next::Rejoin;
        waiting->media.reset();
        return;
    }
    // Before the first server this is news of an earlier call that ended.
    const auto* awaiting = std::get_if<AwaitingServer>(&m_state);
    const bool notJoined = std::holds_alternative<Idle>(m_state)
        || (awaiting && awaiting->what == Awaited::FirstAnswer);
    if (!notJoined)
        retry(Next::Rejoin, StopReason::ServerUnreachable, 0, now);
}

Effects VoiceControl::gatewayReachable(bool reachable, SteadyTime now)
{
    if (reachable && !m_gatewayReachable)
        m_triesHere = 0; // it was the network, and says nothing against this voice server
    m_gatewayReachable = reachable;
    auto* waiting = std::get_if<AwaitingServer>(&m_state);
    if (waiting && waiting->what == Awaited::News)
        waiting->deadline = now + (reachable ? m_timing.news : m_timing.patience);
    if (reachable)
        hurry(now);
    return take();
}

Effects VoiceControl::networkIsBack(SteadyTime now)
{
    hurry(now);
    return take();
}

Effects VoiceControl::leave()
{
    if (!isStopped())
        stop(StopReason::Left, 0);
    return take();
}

void VoiceControl::askToRejoin(SteadyTime now)
{
    m_state = AwaitingServer {Awaited::Rejoin, now + m_timing.server};
    add(RejoinNeeded {});
}

void VoiceControl::awaitNews(const CloseRule& rule, SteadyTime now)
{
    m_plan.lost(now);
    dropMedia();
    m_server.reset(); // wherever we go from here, it is not back there
    // A join under way explains the disconnect, and its answer is the news.
    if (m_joinRequestedAt && now - *m_joinRequestedAt < m_timing.server)
        m_state = AwaitingServer {Awaited::Rejoin, *m_joinRequestedAt + m_timing.server};
    else
        m_state = AwaitingServer {Awaited::News,
                                  now + (m_gatewayReachable ? m_timing.news : m_timing.patience),
                                  rule.reason, rule.code};
}

void VoiceControl::answerIsLate(const AwaitingServer& waiting, SteadyTime now)
{
    switch (waiting.what) {
    case Awaited::FirstAnswer:
        return stop(StopReason::NoAnswer, 0);
    case Awaited::Rejoin:
        // Nobody named another server; perhaps the one we had is back.
        m_triesHere = 0;
        return retry(m_server ? Next::Connect : Next::Rejoin, StopReason::ServerUnreachable, 0,
                     now);
    case Awaited::News:
        return stop(m_gatewayReachable ? waiting.reason : StopReason::ServerUnreachable,
                    waiting.closeCode);
    case Awaited::NewServer:
        return stop(StopReason::ServerUnreachable, 0);
    }
}

} // namespace lavalier::control
