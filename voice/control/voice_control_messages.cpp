#include "voice/control/client_messages.h"
#include "voice/control/voice_control.h"

namespace lavalier::control {
namespace {

QHostAddress mediaAddress(const QString& text, const Endpoints& endpoints)
{
    // Stand-ins may give a name; looking one up is nothing for this place.
    if (endpoints.isLoopback()
        && text.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return QHostAddress(QHostAddress::LocalHost);
    return QHostAddress(text);
}

} // namespace

void VoiceControl::receive(const Result<Received, MessageProblem>& parsed, std::size_t hash,
                           SteadyTime now)
{
    if (m_link->beat)
        m_link->beat->heard(now);
    const auto sequence = parsed ? parsed->sequence : parsed.error().sequence;
    if (sequence)
        m_lastSequence = sequence;
    if (!parsed) {
        ++m_counters.malformed;
        return;
    }
    if (sequence && !m_taken.remember(*sequence, hash)) {
        ++m_counters.repeated;
        return;
    }
    std::visit([&](const auto& message) { handle(message, now); }, parsed->message);
}

void VoiceControl::handle(const Hello& hello, SteadyTime now)
{
    m_link->beat.emplace(hello.heartbeatInterval, m_timing, now);
}

void VoiceControl::handle(const Ready& ready, SteadyTime now)
{
    if (!std::holds_alternative<Identifying>(m_state)) {
        ++m_counters.outOfOrder;
        return;
    }
    const auto mode = crypto::chooseMode(ready.modes);
    if (!mode)
        return stop(StopReason::UnsupportedMode, 0);
    const QHostAddress server = mediaAddress(ready.address, m_endpoints);
    if (server.isNull())
        return fail(StopReason::MediaUnreachable, 0, now);
    // A stand-in on this machine has no business sending us elsewhere.
    if (m_endpoints.isLoopback() && !server.isLoopback())
        return stop(StopReason::ForbiddenHost, 0);

    m_state
        = Discovering {{m_connection, ready.ssrc, *mode},
                       now + (m_plan.everWorked() ? m_timing.discoveryAgain : m_timing.discovery)};
    m_mediaOpen = true;
    add(OpenMedia {m_connection, server, ready.port, ready.ssrc});
    // Opening forgets speakers; those named before op 2 are named again.
    for (const SpeakerTable::Speaker& speaker : m_speakers.speakers())
        add(MapSpeaker {speaker.user, speaker.ssrc});
}

void VoiceControl::handle(const HeartbeatRequest&, SteadyTime now)
{
    if (m_link->beat)
        sendBeat(now);
    else
        ++m_counters.outOfOrder;
}

void VoiceControl::handle(const SessionDescription& description, SteadyTime now)
{
    const auto* selecting = std::get_if<Selecting>(&m_state);
    const Media* known = selecting ? &selecting->media : resumableMedia();
    if (!known) {
        ++m_counters.outOfOrder;
        return;
    }
    Media media = *known;
    if (!description.mode.isEmpty()) {
        const auto mode = crypto::modeNamed(description.mode);
        if (!mode)
            return stop(StopReason::UnsupportedMode, 0);
        media.mode = *mode;
    }
    if (description.daveVersion > m_maxDaveVersion)
        return stop(StopReason::DaveRequired, 0);

    if (!selecting) { // the transport key of a running session is replaced
        if (auto* live = std::get_if<Live>(&m_state))
            live->media = media;
        else if (auto* resuming = std::get_if<Resuming>(&m_state))
            resuming->media = media;
        setKey(media, description);
        return;
    }
    goLive(media, now);
    add(ConnectionOpened {media.connection, m_server->endpoint, crypto::wireName(media.mode),
                          description.daveVersion});
    // 5.3 step 5, before the silence burst that the key sets off.
    add(SendText {notSpeakingText(media.own)});
    setKey(media, description);
}

/// End-to-end encryption first, so that no frame is judged without it.
void VoiceControl::setKey(const Media& media, const SessionDescription& description)
{
    if (m_maxDaveVersion > 0)
        add(DescribeDave {description.daveVersion});
    add(SetCipher {media.mode, description.key});
}

void VoiceControl::handle(const Speaking& speaking, SteadyTime)
{
    mapSpeaker(speaking.user, speaking.ssrc, SpeakerTable::Source::Speaking);
}

void VoiceControl::handle(const HeartbeatAck& ack, SteadyTime now)
{
    if (!m_link->beat) {
        ++m_counters.outOfOrder;
        return;
    }
    if (const auto trip = m_link->beat->answered(ack.nonce, now)) {
        confirmAnswers(*ack.nonce);
        add(RoundTripMeasured {*trip});
    }
}

void VoiceControl::handle(const Resumed&, SteadyTime now)
{
    const auto* resuming = std::get_if<Resuming>(&m_state);
    if (!resuming) {
        ++m_counters.outOfOrder;
        return;
    }
    goLive(Media(resuming->media), now);
    sendHeldBack();
    add(CheckMedia {});
}

void VoiceControl::handle(const ClientsConnect& clients, SteadyTime)
{
    m_counters.refusedIds += clients.refused;
    QList<UserId> others = clients.users;
    others.removeAll(m_who.self);
    if (!others.isEmpty())
        add(SpeakersPresent {others});
}

void VoiceControl::handle(const Video& video, SteadyTime)
{
    mapSpeaker(video.user, video.audio, SpeakerTable::Source::Video);
}

void VoiceControl::handle(const ClientDisconnect& client, SteadyTime)
{
    if (client.user == m_who.self)
        return; // an earlier visit of ours; where we are, the main gateway tells
    m_speakers.drop(client.user);
    add(DropSpeaker {client.user});
}

void VoiceControl::handle(const DaveMessage& message, SteadyTime)
{
    if (m_maxDaveVersion > 0)
        add(PassToDave {message});
    else
        ++m_counters.unusedDave;
}

void VoiceControl::handle(const Unhandled& message, SteadyTime)
{
    if (!message.known)
        ++m_counters.unknown;
}

void VoiceControl::goLive(const Media& media, SteadyTime now)
{
    m_state = Live {media};
    m_plan.worked(now);
    m_refusals = 0;
    // A server that forgot its hello must still be found out when it dies.
    if (!m_link->beat)
        m_link->beat.emplace(m_timing.longestBeat, m_timing, now);
}

void VoiceControl::mapSpeaker(UserId user, Ssrc ssrc, SpeakerTable::Source source)
{
    if (user == m_who.self || !ssrc.isValid())
        return;
    // Some clients send op 5 with every burst of speech; only news goes on.
    switch (m_speakers.name(user, ssrc, source)) {
    case SpeakerTable::Verdict::News:
        add(MapSpeaker {user, ssrc});
        return;
    case SpeakerTable::Verdict::Known:
        return;
    case SpeakerTable::Verdict::Full:
        ++m_counters.refusedIds;
    }
}

void VoiceControl::sendBeat(SteadyTime now)
{
    const std::int64_t nonce = m_link->beat->beat(now);
    for (Unconfirmed& sent : m_unconfirmed)
        sent.beat = sent.beat.value_or(nonce);
    add(SendText {heartbeatText(nonce, m_lastSequence)});
}

} // namespace lavalier::control
