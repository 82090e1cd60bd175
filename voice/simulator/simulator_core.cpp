#include "voice/simulator/simulator_core.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"
#include "voice/simulator/world_json.h"

#include <QJsonArray>

#include <algorithm>

namespace lavalier::simulator {

namespace {

constexpr int kClientsConnectOp = 11;
constexpr int kClientDisconnectOp = 13;

} // namespace

SimulatorCore::SimulatorCore(SimulatorScript script, Certificate certificate,
                             std::map<QString, UserId> tokens)
    : m_script(std::move(script))
    , m_certificate(std::move(certificate))
    , m_random(m_script.seed)
    , m_world(m_script)
    , m_tokens(std::move(tokens))
    , m_restAnswers(m_world, m_tokens)
    , m_gateway(*this, m_script, m_clock, this)
    , m_voice {VoiceServer(*this, m_script, m_certificate, m_clock, this),
               VoiceServer(*this, m_script, m_certificate, m_clock, this)}
    , m_relay(m_script.seed, m_script.maxLogEntries,
              [this](VoiceClient& client, const QByteArray& datagram) {
                  serverOf(client.ticket().guild).sendDatagram(client, datagram);
              })
    , m_pending(m_script.events)
    , m_ticks(this)
{
    m_relay.setFaults(m_script.faults);
    std::ranges::stable_sort(m_pending, std::ranges::greater {}, &ScriptEvent::at);
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setInterval(std::chrono::milliseconds(5));
    connect(&m_ticks, &QTimer::timeout, this, &SimulatorCore::tick);
}

SimulatorCore::~SimulatorCore() = default;

Result<void, SimulatorError> SimulatorCore::start()
{
    if (auto loaded = loadSpeech(); !loaded)
        return loaded;
    const auto port = m_gateway.start();
    if (!port || !m_voice[0].start() || !m_voice[1].start())
        return Failure {SimulatorError::NoFreePort};
    m_restAnswers.setGatewayUrl(QStringLiteral("ws://127.0.0.1:%1").arg(*port));
    for (const auto& [id, guild] : m_world.guilds()) {
        for (const Presence* presence : m_world.presences(id))
            startSpeaking(presence->user, id);
    }
    if (m_script.zero == ScriptZero::SimulatorStarts)
        beginScript();
    return {};
}

RestAnswer SimulatorCore::answer(const RestRequest& request)
{
    RestAnswer answer = m_restAnswers.answer(request);
    if (answer.memberChanged)
        perform(Rename {
            answer.memberChanged->second, answer.memberChanged->first,
            m_world.member(answer.memberChanged->first, answer.memberChanged->second)->nick});
    return answer;
}

void SimulatorCore::addBot(const ScriptUser& bot, const QString& token)
{
    m_world.addBot(bot);
    m_tokens[token] = bot.id;
}

SentLog SimulatorCore::sentLog() const
{
    SentLog log = m_relay.log();
    for (const VoiceServer& server : m_voice) {
        log.refusedFromClients += server.counts().refused;
        log.discoveries += server.counts().discoveries;
        log.pings += server.counts().pings;
    }
    return log;
}

std::optional<UserId> SimulatorCore::userOfToken(const QString& token) const
{
    const auto known = m_tokens.find(token);
    return known == m_tokens.end() ? std::nullopt : std::optional(known->second);
}

QJsonObject SimulatorCore::readyFor(UserId user, const QString& sessionId) const
{
    QJsonArray stubs;
    for (const auto& [id, guild] : m_world.guilds())
        stubs.append(QJsonObject {{QStringLiteral("id"), toString(id)},
                                  {QStringLiteral("unavailable"), true}});
    return {{QStringLiteral("v"), 10},
            {QStringLiteral("user"), userJson(*m_world.user(user))},
            {QStringLiteral("guilds"), stubs},
            {QStringLiteral("session_id"), sessionId},
            {QStringLiteral("resume_gateway_url"), m_restAnswers.gatewayUrl()},
            {QStringLiteral("session_type"), QStringLiteral("normal")},
            {QStringLiteral("application"),
             QJsonObject {{QStringLiteral("id"), toString(user)}, {QStringLiteral("flags"), 0}}}};
}

std::vector<QJsonObject> SimulatorCore::guildsFor(UserId user) const
{
    std::vector<QJsonObject> guilds;
    for (const auto& [id, guild] : m_world.guilds())
        guilds.push_back(guildCreateJson(m_world, guild, user));
    return guilds;
}

QJsonObject SimulatorCore::membersChunk(GuildId guild, const std::vector<UserId>& users) const
{
    QJsonArray members;
    QJsonArray notFound;
    for (const UserId user : users) {
        if (m_world.member(guild, user))
            members.append(memberJson(m_world, guild, user));
        else
            notFound.append(toString(user));
    }
    return {{QStringLiteral("guild_id"), toString(guild)},
            {QStringLiteral("members"), members},
            {QStringLiteral("not_found"), notFound},
            {QStringLiteral("chunk_index"), 0},
            {QStringLiteral("chunk_count"), 1}};
}

void SimulatorCore::voiceStateRequested(UserId user, const QString& sessionId,
                                        const QJsonObject& request)
{
    const auto guild = parseId<GuildId>(request.value(QStringLiteral("guild_id")).toString());
    if (!guild || !m_world.member(*guild, user))
        return;
    const QJsonValue wanted = request.value(QStringLiteral("channel_id"));
    const Presence* const current = m_world.presence(*guild, user);
    if (wanted.isNull()) {
        if (current)
            unseat(*guild, user);
        return;
    }
    const auto channel = parseId<ChannelId>(wanted.toString());
    // Discord answers nothing at all when the channel is full or may not be joined.
    if (!channel || !m_world.mayJoin(*guild, user, *channel))
        return;
    Presence presence {user, *guild, *channel, sessionId};
    presence.selfMute = request.value(QStringLiteral("self_mute")).toBool();
    presence.selfDeaf = request.value(QStringLiteral("self_deaf")).toBool();
    if (current) {
        presence.serverMute = current->serverMute;
        presence.serverDeaf = current->serverDeaf;
        const bool flagsOnly = current->channel == *channel && current->sessionId == sessionId
            && (current->selfMute != presence.selfMute || current->selfDeaf != presence.selfDeaf);
        if (flagsOnly) {
            presence.suppressed = current->suppressed;
            m_world.seat(presence);
            return tellVoiceState(presence, false);
        }
    }
    seat(presence);
}

void SimulatorCore::gatewaySessionEnded(UserId user, const QString& sessionId)
{
    for (const auto& [id, guild] : m_world.guilds()) {
        const Presence* const presence = m_world.presence(id, user);
        if (presence && presence->sessionId == sessionId)
            unseat(id, user);
    }
}

void SimulatorCore::seat(Presence presence)
{
    const Presence* const former = m_world.presence(presence.guild, presence.user);
    const ChannelId left = former ? former->channel : ChannelId();
    if (former) {
        stopSpeaking(presence.guild, presence.user);
        tellListeners(presence.guild, left, presence.user, kClientDisconnectOp,
                      {{QStringLiteral("user_id"), toString(presence.user)}});
        leaveDave(presence.guild, left, presence.user);
        endVoice(presence.guild, presence.user, voice_close::kDisconnected);
    }
    const ScriptChannel* const where = m_world.channel(presence.guild, presence.channel);
    const bool scripted = m_lines.contains(presence.user);
    presence.suppressed = where && where->kind == ChannelKind::Stage && !scripted;
    m_world.seat(presence);
    tellListeners(presence.guild, presence.channel, presence.user, kClientsConnectOp,
                  {{QStringLiteral("user_ids"), QJsonArray {toString(presence.user)}}});
    if (!isLive(presence.user)) {
        tellVoiceState(presence, false);
        seatInDave(presence);
        return startSpeaking(presence.user, presence.guild);
    }
    issueTicket(presence);
    if (m_script.serverUpdateFirst) {
        tellVoiceServer(presence);
        tellVoiceState(presence, false);
    } else {
        tellVoiceState(presence, false);
        tellVoiceServer(presence);
    }
}

void SimulatorCore::unseat(GuildId guild, UserId user)
{
    const Presence* const current = m_world.presence(guild, user);
    if (!current)
        return;
    const Presence former = *current;
    stopSpeaking(guild, user);
    m_world.unseat(guild, user);
    tellVoiceState(former, true);
    tellListeners(guild, former.channel, user, kClientDisconnectOp,
                  {{QStringLiteral("user_id"), toString(user)}});
    leaveDave(guild, former.channel, user);
    endVoice(guild, user, voice_close::kDisconnected);
    m_tickets.erase({guild, user});
}

void SimulatorCore::tellVoiceState(const Presence& presence, bool left)
{
    m_gateway.dispatch(QStringLiteral("VOICE_STATE_UPDATE"),
                       voiceStateJson(m_world, presence, left), intent::kVoiceStates);
}

void SimulatorCore::issueTicket(const Presence& presence)
{
    m_tickets.insert_or_assign({presence.guild, presence.user},
                               VoiceTicket {presence.user, presence.guild, presence.channel,
                                            presence.sessionId,
                                            QString::fromLatin1(freshKey().left(16).toHex())});
}

void SimulatorCore::tellVoiceServer(const Presence& presence)
{
    m_gateway.dispatch(
        QStringLiteral("VOICE_SERVER_UPDATE"),
        QJsonObject {{QStringLiteral("token"), m_tickets.at({presence.guild, presence.user}).token},
                     {QStringLiteral("guild_id"), toString(presence.guild)},
                     {QStringLiteral("endpoint"), serverOf(presence.guild).endpoint()}},
        0, presence.user);
}

void SimulatorCore::endVoice(GuildId guild, UserId user, int code)
{
    for (VoiceServer& server : m_voice) {
        if (VoiceClient* const client = server.client(guild, user))
            server.end(*client, code);
    }
}

void SimulatorCore::tellListeners(GuildId guild, ChannelId channel, UserId except, int op,
                                  const QJsonObject& data)
{
    for (VoiceClient* client : clientsIn(guild)) {
        if (client->ticket().channel == channel && client->ticket().user != except)
            client->send(op, data);
    }
}

VoiceServer& SimulatorCore::serverOf(GuildId guild)
{
    return m_voice[m_voiceOf[guild]];
}

std::vector<VoiceClient*> SimulatorCore::clientsIn(GuildId guild) const
{
    std::vector<VoiceClient*> there;
    for (const VoiceServer& server : m_voice) {
        for (VoiceClient* client : server.clients()) {
            if (client->ticket().guild == guild)
                there.push_back(client);
        }
    }
    return there;
}

bool SimulatorCore::isLive(UserId user) const
{
    return m_gateway.hasSession(user);
}

std::optional<VoiceTicket> SimulatorCore::ticketFor(GuildId guild, UserId user) const
{
    const auto found = m_tickets.find({guild, user});
    return found == m_tickets.end() ? std::nullopt : std::optional(found->second);
}

Ssrc SimulatorCore::freshSsrc()
{
    // Zero and one are taken: nobody and the server's own reports.
    return Ssrc(2 + static_cast<std::uint32_t>(m_random() % 0x00FF'FFFF));
}

QByteArray SimulatorCore::freshKey()
{
    QByteArray key(static_cast<qsizetype>(crypto::TransportCipher::kKeyBytes), '\0');
    std::ranges::generate(key, [this] { return static_cast<char>(m_random()); });
    return key;
}

std::vector<UserId> SimulatorCore::othersIn(const VoiceTicket& ticket) const
{
    std::vector<UserId> others = m_world.occupants(ticket.guild, ticket.channel);
    std::erase(others, ticket.user);
    return others;
}

} // namespace lavalier::simulator
