// The half of SimulatorCore that plays the script: its clock, its speakers, its events.

#include "voice/base/opus_packet.h"
#include "voice/base/overloaded.h"
#include "voice/base/snowflake.h"
#include "voice/dave/frame_footer.h"
#include "voice/simulator/simulator_core.h"
#include "voice/simulator/world_json.h"

#include <algorithm>

namespace lavalier::simulator {

namespace {

using std::chrono::microseconds;

constexpr int kMicrophone = 1; // speaking flag of op 5

} // namespace

Result<void, SimulatorError> SimulatorCore::loadSpeech()
{
    SpeechLibrary library;
    for (const ScriptSpeaker& speaker : m_script.speakers) {
        std::vector<ScriptedSpeaker::Line> lines;
        for (const ScriptSpurt& spurt : speaker.spurts) {
            const auto packets = library.packetsOf(spurt.speech);
            if (!packets)
                return Failure {SimulatorError::ClipMissing};
            lines.push_back({spurt.start, packets});
        }
        m_lines.insert_or_assign(speaker.user, std::pair(speaker, std::move(lines)));
    }
    return {};
}

void SimulatorCore::startSpeaking(UserId user, GuildId guild)
{
    const auto lines = m_lines.find(user);
    if (lines == m_lines.end() || isLive(user))
        return;
    m_speaking.push_back(
        {ScriptedSpeaker(lines->second.first, lines->second.second, freshSsrc(), m_script.seed),
         guild});
    if (m_zero)
        m_speaking.back().speaker.skipTo(scriptTime());
}

void SimulatorCore::stopSpeaking(GuildId guild, UserId user)
{
    std::erase_if(m_speaking, [&](const Speaking& speaking) {
        return speaking.guild == guild && speaking.speaker.user() == user;
    });
}

void SimulatorCore::beginScript()
{
    m_zero = m_clock.now();
    m_ticks.start();
}

microseconds SimulatorCore::scriptTime() const
{
    return m_clock.now() - *m_zero;
}

void SimulatorCore::clientReady(VoiceClient& client)
{
    // Whatever was due before this listener came is not for its ears.
    if (m_zero)
        speakAll();
    m_relay.addListener(client);
    for (const Speaking& speaking : m_speaking) {
        const Presence* const presence = m_world.presence(speaking.guild, speaking.speaker.user());
        if (speaking.guild == client.ticket().guild && presence
            && presence->channel == client.ticket().channel && speaking.firstPacket != SteadyTime {}
            && m_clock.now() - speaking.firstPacket >= speaking.speaker.announceDelay())
            client.tellSpeaker(speaking.speaker.user(), speaking.speaker.ssrc(), kMicrophone);
    }
    joinDave(client);
    if (!m_firstReady)
        m_firstReady = m_clock.now();
    beginWhenHeard();
    m_ticks.start();
}

void SimulatorCore::clientEnded(VoiceClient& client)
{
    m_relay.removeListener(client);
    leaveDave(client.ticket().guild, client.ticket().channel, client.ticket().user);
    for (VoiceClient* other : m_relay.listeners())
        other->forgetSpeaker(client.ssrc());
}

void SimulatorCore::speakingAnnounced(VoiceClient& client)
{
    for (VoiceClient* listener : m_relay.listeners()) {
        if (listener != &client && listener->ticket().guild == client.ticket().guild
            && listener->ticket().channel == client.ticket().channel
            && !listener->knows(client.ssrc()))
            listener->tellSpeaker(client.ticket().user, client.ssrc(), kMicrophone);
    }
}

void SimulatorCore::audioArrived(VoiceClient& client, const LiveAudio& audio)
{
    const Presence* const presence = m_world.presence(client.ticket().guild, client.ticket().user);
    const auto media = rtp::mediaPayload(audio.header, audio.body);
    if (!presence || presence->silent() || !media)
        return;
    PlainRtp packet;
    packet.sequence = audio.header.sequence;
    packet.timestamp = audio.header.timestamp;
    packet.silence = isSilenceFrame(*media);
    packet.encrypted = dave::parseProtocolFrame(*media).has_value();
    packet.opusBytes = static_cast<std::uint16_t>(media->size());
    packet.header = toByteArray(audio.clear);
    packet.body = toByteArray(audio.body);
    const SteadyTime now = m_clock.now();
    passToChannel(packet, client.ticket().user, client.ssrc(), client.ticket().guild, now,
                  client.announcedSpeaking ? Announce::Yes : Announce::No);
    m_relay.flush(now);
    if (!m_relay.isEmpty())
        m_ticks.start();
}

void SimulatorCore::passToChannel(const PlainRtp& packet, UserId speaker, Ssrc ssrc, GuildId guild,
                                  SteadyTime due, Announce announce)
{
    const Presence* const presence = m_world.presence(guild, speaker);
    if (!presence)
        return;
    for (VoiceClient* listener : m_relay.listeners()) {
        const VoiceTicket& ticket = listener->ticket();
        if (ticket.guild != guild || ticket.channel != presence->channel || ticket.user == speaker)
            continue;
        const Presence* const ear = m_world.presence(guild, ticket.user);
        if (!ear || ear->deafened())
            continue;
        if (announce == Announce::Yes && !listener->knows(ssrc))
            listener->tellSpeaker(speaker, ssrc, kMicrophone);
        m_relay.pass(packet, speaker, ssrc, *listener, due,
                     mayRead(packet, speaker, ticket, presence->channel));
    }
}

void SimulatorCore::speak(Speaking& speaking, microseconds now)
{
    const UserId user = speaking.speaker.user();
    const Presence* const presence = m_world.presence(speaking.guild, user);
    DaveCall* const call = presence ? daveCall(speaking.guild, presence->channel) : nullptr;
    const auto seal = [call, user](const QByteArray& opus) {
        return call ? call->seal(user, opus) : SealedFrame {opus};
    };
    while (auto packet = speaking.speaker.takeDue(now, !presence || presence->silent(), seal)) {
        const SteadyTime due = *m_zero + packet->due;
        if (speaking.firstPacket == SteadyTime {})
            speaking.firstPacket = due;
        const bool announced = due - speaking.firstPacket >= speaking.speaker.announceDelay();
        passToChannel(*packet, user, speaking.speaker.ssrc(), speaking.guild, due,
                      announced ? Announce::Yes : Announce::No);
    }
}

void SimulatorCore::speakAll()
{
    const microseconds now = scriptTime();
    for (Speaking& speaking : m_speaking)
        speak(speaking, now);
}

void SimulatorCore::tick()
{
    if (m_zero) {
        while (!m_pending.empty() && m_pending.back().at <= scriptTime()) {
            const ScriptAction action = m_pending.back().action;
            m_pending.pop_back();
            perform(action);
        }
        speakAll();
    }
    passDaveTime();
    m_relay.flush(m_clock.now());
    rest();
}

void SimulatorCore::rest()
{
    if (!m_relay.hasListeners() && m_relay.isEmpty() && (m_pending.empty() || !m_zero))
        m_ticks.stop();
}

void SimulatorCore::perform(const ScriptAction& action)
{
    std::visit(
        Overloaded {
            [this](const JoinVoice& join) {
                Presence presence {join.user, join.guild, join.channel};
                if (const Presence* const current = m_world.presence(join.guild, join.user)) {
                    presence = *current;
                    presence.channel = join.channel;
                }
                if (m_world.channel(join.guild, join.channel)
                    && m_world.member(join.guild, join.user))
                    seat(presence);
            },
            [this](const LeaveVoice& leave) { unseat(leave.guild, leave.user); },
            [this](const Rename& rename) {
                m_world.rename(rename.guild, rename.user, rename.nick);
                QJsonObject member = memberJson(m_world, rename.guild, rename.user);
                member.insert(QStringLiteral("guild_id"), toString(rename.guild));
                // Without the privileged intent a bot hears of its own member only.
                m_gateway.dispatch(QStringLiteral("GUILD_MEMBER_UPDATE"), member, intent::kGuilds,
                                   rename.user);
                if (const Presence* const presence = m_world.presence(rename.guild, rename.user))
                    tellVoiceState(*presence, false);
            },
            [this](const SetMute& mute) {
                const Presence* const current = m_world.presence(mute.guild, mute.user);
                if (!current)
                    return;
                Presence presence = *current;
                presence.selfMute = mute.selfMute;
                presence.selfDeaf = mute.selfDeaf;
                presence.serverMute = mute.serverMute;
                presence.serverDeaf = mute.serverDeaf;
                m_world.seat(presence);
                tellVoiceState(presence, false);
            },
            [this](const GatewayReconnect&) { m_gateway.askToReconnect(); },
            [this](const GatewayInvalidate& invalid) { m_gateway.invalidate(invalid.resumable); },
            [this](const GatewayDrop&) { m_gateway.dropConnections(); },
            [this](const GatewayClose& close) { m_gateway.closeConnections(close.code); },
            [this](const GatewayMuteAcks& mute) { m_gateway.setAcksMuted(mute.silent); },
            [this](const VoiceDrop& drop) {
                for (VoiceClient* client : clientsIn(drop.guild)) {
                    if (!drop.user.isValid() || client->ticket().user == drop.user)
                        serverOf(drop.guild).dropSocket(*client);
                }
            },
            [this](const VoiceClose& close) {
                for (VoiceClient* client : clientsIn(close.guild)) {
                    if (close.endSession)
                        serverOf(close.guild).end(*client, close.code);
                    else
                        serverOf(close.guild).closeSocket(*client, close.code);
                }
            },
            [this](const MigrateServer& migration) { migrate(migration); },
            [this](const RepeatSessionDescription& repeat) {
                for (VoiceClient* client : clientsIn(repeat.guild))
                    serverOf(repeat.guild).describeAgain(*client);
            },
            [this](const SetFaults& faults) { m_relay.setFaults(faults.faults); },
            [this](const RefuseRest& refusal) { m_restAnswers.refuseNext(refusal); },
            [this](const SpoilDave& spoil) {
                if (DaveCall* const call = daveCall(spoil.guild, spoil.channel))
                    call->spoil(spoil.which, spoil.victim, m_clock.now());
            },
            [this](const ForbidDave& forbid) {
                if (DaveCall* const call = daveCall(forbid.guild, forbid.channel))
                    call->forbid(forbid.forbidden, m_clock.now());
            },
            [this](const MuteDave& mute) {
                if (DaveCall* const call = daveCall(mute.guild, mute.channel))
                    call->setMuted(mute.silent);
            },
            [this](const ReadmitToDave& readmit) {
                const Presence* const presence = m_world.presence(readmit.guild, readmit.user);
                if (DaveCall* const call
                    = presence ? daveCall(readmit.guild, presence->channel) : nullptr)
                    call->readmit(readmit.user, m_clock.now());
            }},
        action);
    flushDave();
}

void SimulatorCore::migrate(const MigrateServer& migration)
{
    const GuildId guild = migration.guild;
    std::vector<Presence> live;
    for (const Presence* presence : m_world.presences(guild)) {
        if (m_tickets.contains({guild, presence->user}))
            live.push_back(*presence);
    }
    const auto move = [this, guild, live] {
        for (const Presence& presence : live)
            endVoice(guild, presence.user, voice_close::kCallTerminated);
        m_voiceOf[guild] = 1 - m_voiceOf[guild];
        for (const Presence& presence : live) {
            if (!m_world.presence(guild, presence.user))
                continue;
            issueTicket(presence);
            tellVoiceServer(presence);
        }
        // Another server hands out other SSRCs.
        for (const Presence* presence : m_world.presences(guild)) {
            stopSpeaking(guild, presence->user);
            startSpeaking(presence->user, guild);
        }
    };
    if (migration.endpointNullFor.count() == 0)
        return move();
    for (const Presence& presence : live) {
        m_gateway.dispatch(
            QStringLiteral("VOICE_SERVER_UPDATE"),
            QJsonObject {{QStringLiteral("token"), m_tickets.at({guild, presence.user}).token},
                         {QStringLiteral("guild_id"), toString(guild)},
                         {QStringLiteral("endpoint"), QJsonValue::Null}},
            0, presence.user);
        endVoice(guild, presence.user, voice_close::kCallTerminated);
    }
    QTimer::singleShot(migration.endpointNullFor, this, move);
}

} // namespace lavalier::simulator
