// What VoiceControl makes of datagrams that come or fail to, and of other signs of the network.
#include "voice/control/client_messages.h"
#include "voice/control/voice_control.h"

#include <algorithm>

namespace lavalier::control {

Effects VoiceControl::addressDiscovered(ConnectionId connection, const QString& address,
                                        std::uint16_t port, SteadyTime now)
{
    const auto* discovering = std::get_if<Discovering>(&m_state);
    if (!discovering || discovering->media.connection != connection) {
        ++m_counters.late;
        return take();
    }
    const Media media = discovering->media;
    m_state = Selecting {media, now + m_timing.description};
    add(SendText {selectProtocolText(address, port, crypto::wireName(media.mode))});
    return take();
}

Effects VoiceControl::discoveryFailed(ConnectionId connection, SteadyTime now)
{
    const auto* discovering = std::get_if<Discovering>(&m_state);
    if (discovering && discovering->media.connection == connection)
        fail(StopReason::MediaUnreachable, 0, now);
    else
        ++m_counters.late;
    return take();
}

Effects VoiceControl::mediaLost(ConnectionId connection, SteadyTime now)
{
    // Without a web socket the network as a whole is away; once it is back, media is checked.
    const auto* live = std::get_if<Live>(&m_state);
    const bool isOurs = live && live->media.connection == connection;
    if (isOurs && isLinkInDoubt(now))
        fail(StopReason::ServerUnreachable, 0, now);
    else if (isOurs)
        retry(Next::Connect, StopReason::MediaUnreachable, 0, now);
    else
        ++m_counters.late;
    return take();
}

Effects VoiceControl::mediaBack(ConnectionId connection, SteadyTime now)
{
    const auto* waiting = std::get_if<Waiting>(&m_state);
    if (connection != m_connection || (waiting && !waiting->media))
        return take();
    hurry(now);
    return take();
}

/// The network shows signs of life: a try that reached nobody is made again at once, and so is one
/// whose first packets were lost. A web socket that did not answer meanwhile is replaced: TCP sends
/// again what was lost only after as long a pause as the network made.
///
/// A try is begun anew once at most, and then takes its time: where datagrams come and TCP does
/// not, there is no end of signs, and a try that none lets finish would never count as failed.
void VoiceControl::hurry(SteadyTime now)
{
    if (std::holds_alternative<Live>(m_state) && isLinkInDoubt(now))
        return fail(StopReason::ServerUnreachable, 0, now);
    if (m_peer != ReconnectPlan::Peer::Silent)
        return;
    const bool isStuck = !m_begunAnew && now - m_triedAt >= m_timing.underWay;
    if (auto* waiting = std::get_if<Waiting>(&m_state)) {
        waiting->until = std::min(waiting->until, now);
    } else if (const auto* resuming = std::get_if<Resuming>(&m_state); resuming && isStuck) {
        dropLink(kCloseForResume);
        resume(Media(resuming->media), now);
        m_begunAnew = true;
    } else if (std::holds_alternative<Opening>(m_state) && isStuck) {
        connectAnew(now);
        m_begunAnew = true;
    }
}

bool VoiceControl::isLinkInDoubt(SteadyTime now) const
{
    return m_link && m_link->beat && m_link->beat->isInDoubt(now);
}

/// While the main gateway is away too, there is nobody to ask for another server, and no need.
bool VoiceControl::mayAskForAnother(SteadyTime now) const
{
    return m_gatewayReachable
        && (m_peer != ReconnectPlan::Peer::Silent || m_plan.troubled(now) >= m_timing.othersKnown);
}

} // namespace lavalier::control
