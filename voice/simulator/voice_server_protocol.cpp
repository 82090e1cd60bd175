// What VoiceServer says to each message of a client.

#include "voice/base/snowflake.h"
#include "voice/simulator/voice_server.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lavalier::simulator {

namespace {

enum Op {
    Identify = 0,
    SelectProtocol = 1,
    Ready = 2,
    Heartbeat = 3,
    SessionDescription = 4,
    Speaking = 5,
    HeartbeatAck = 6,
    Resume = 7,
    Resumed = 9,
    ClientsConnect = 11,
    Video = 12,
    SessionUpdate = 14,
    MediaSinkWants = 15,
    BackendVersion = 16,
    ClientFlags = 18,
    ClientPlatform = 20,
    NoRoute = 32,
};

constexpr std::size_t kMaxMessage = 16 * 1024;
constexpr qsizetype kMaxBinary = 256 * 1024;

QString textOf(const QJsonObject& data, const char* key)
{
    return data.value(QLatin1String(key)).toString();
}

} // namespace

void VoiceServer::received(Connection& connection, const QString& text)
{
    if (connection.gone || connection.closedByUs)
        return;
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QJsonValue op = message.value(QStringLiteral("op"));
    if (static_cast<std::size_t>(text.size()) > kMaxMessage || !op.isDouble())
        return close(connection, voice_close::kBadPayload);
    const QJsonValue data = message.value(QStringLiteral("d"));
    switch (op.toInt(-1)) {
    case Identify:
        return connection.client ? close(connection, voice_close::kAlreadyAuthenticated)
                                 : identify(connection, data.toObject());
    case Resume:
        return connection.client ? close(connection, voice_close::kAlreadyAuthenticated)
                                 : resume(connection, data.toObject());
    case Heartbeat:
        return heartbeat(connection, data);
    default:
        break;
    }
    if (!connection.client)
        return close(connection, voice_close::kNotAuthenticated);
    switch (op.toInt(-1)) {
    case SelectProtocol:
        return selectProtocol(connection, data.toObject());
    case Speaking:
        if (data.toObject().value(QStringLiteral("ssrc")).toInteger()
            != connection.client->ssrc().value())
            return close(connection, voice_close::kBadPayload);
        connection.client->announcedSpeaking = true;
        return m_host.speakingAnnounced(*connection.client);
    case BackendVersion:
        return connection.client->sendOnce(
            BackendVersion,
            QJsonObject {{QStringLiteral("voice"), QStringLiteral("0.0.0-loopback")},
                         {QStringLiteral("rtc_worker"), QStringLiteral("0.0.0-loopback")}});
    case dave_op::kTransitionReady:
    case dave_op::kInvalidCommitWelcome:
        return m_host.daveArrived(*connection.client,
                                  {connection.client->ticket().user, op.toInt(), data.toObject()});
    case Video:
    case SessionUpdate:
    case MediaSinkWants:
    case NoRoute:
        return;
    default:
        return close(connection, voice_close::kUnknownOpcode);
    }
}

/// DAVE's: u8 op | payload.
void VoiceServer::receivedBinary(Connection& connection, const QByteArray& bytes)
{
    if (connection.gone || connection.closedByUs)
        return;
    if (bytes.isEmpty() || bytes.size() > kMaxBinary)
        return close(connection, voice_close::kBadPayload);
    if (!connection.client)
        return close(connection, voice_close::kNotAuthenticated);
    const int op = static_cast<std::uint8_t>(bytes.front());
    if (op != dave_op::kKeyPackage && op != dave_op::kCommitWelcome)
        return close(connection, voice_close::kUnknownOpcode);
    m_host.daveArrived(*connection.client, {connection.client->ticket().user, op, bytes.mid(1)});
}

void VoiceServer::identify(Connection& connection, const QJsonObject& data)
{
    const auto guild = parseId<GuildId>(textOf(data, "server_id"));
    const auto user = parseId<UserId>(textOf(data, "user_id"));
    if (!guild || !user)
        return close(connection, voice_close::kBadPayload);
    const auto ticket = m_host.ticketFor(*guild, *user);
    if (!ticket || ticket->sessionId != textOf(data, "session_id"))
        return close(connection, voice_close::kSessionInvalid);
    if (ticket->token != textOf(data, "token"))
        return close(connection, voice_close::kAuthenticationFailed);
    if (m_script.requireDave && data.value(QStringLiteral("max_dave_protocol_version")).toInt() < 1)
        return close(connection, voice_close::kDaveRequired);
    if (VoiceClient* const former = client(*guild, *user))
        end(*former, voice_close::kSessionInvalid);

    auto& client = m_clients[ticket->token];
    client = std::make_unique<VoiceClient>(*ticket, m_host.freshSsrc());
    client->maxDaveVersion = data.value(QStringLiteral("max_dave_protocol_version")).toInt();
    client->attach(connection.socket.get());
    connection.client = client.get();
    QJsonArray modes;
    for (const QString& mode : offeredModes())
        modes.append(mode);
    client->send(Ready,
                 QJsonObject {{QStringLiteral("ssrc"), static_cast<qint64>(client->ssrc().value())},
                              {QStringLiteral("ip"), QStringLiteral("127.0.0.1")},
                              {QStringLiteral("port"), m_udp.localPort()},
                              {QStringLiteral("modes"), modes},
                              {QStringLiteral("experiments"), QJsonArray {}}});
    QJsonArray present;
    for (const UserId other : m_host.othersIn(*ticket))
        present.append(toString(other));
    if (present.isEmpty())
        return;
    client->send(ClientsConnect, QJsonObject {{QStringLiteral("user_ids"), present}});
    for (const QJsonValue& other : qAsConst(present)) {
        client->send(
            ClientFlags,
            QJsonObject {{QStringLiteral("user_id"), other}, {QStringLiteral("flags"), 0}});
        client->send(
            ClientPlatform,
            QJsonObject {{QStringLiteral("user_id"), other}, {QStringLiteral("platform"), 0}});
    }
}

void VoiceServer::resume(Connection& connection, const QJsonObject& data)
{
    const auto found = m_clients.find(textOf(data, "token"));
    if (found == m_clients.end() || found->second->ticket().sessionId != textOf(data, "session_id")
        || toString(found->second->ticket().guild) != textOf(data, "server_id"))
        return close(connection, voice_close::kSessionInvalid);
    VoiceClient& client = *found->second;
    for (const auto& other : m_connections) {
        if (other->client == &client)
            other->client = nullptr;
    }
    connection.client = &client;
    client.attach(connection.socket.get());
    client.sendAgainAfter(data.value(QStringLiteral("seq_ack")).toInt(-1));
    client.sendOnce(Resumed, QJsonValue::Null);
}

QStringList VoiceServer::offeredModes() const
{
    const QString gcm = crypto::wireName(crypto::TransportMode::Aes256GcmRtpsize);
    const QString chacha = crypto::wireName(crypto::TransportMode::XChaCha20Poly1305Rtpsize);
    switch (m_script.modes) {
    case OfferedModes::Both:
        return {gcm, chacha};
    case OfferedModes::OnlyXChaCha20:
        return {chacha};
    case OfferedModes::OnlyUnknown:
        break;
    }
    return {QStringLiteral("aead_of_another_decade")};
}

void VoiceServer::selectProtocol(Connection& connection, const QJsonObject& data)
{
    VoiceClient& client = *connection.client;
    const QJsonObject choice = data.value(QStringLiteral("data")).toObject();
    const auto mode = crypto::modeNamed(textOf(choice, "mode"));
    if (textOf(data, "protocol") != QLatin1String("udp"))
        return close(connection, voice_close::kUnknownProtocol);
    if (!mode || !offeredModes().contains(crypto::wireName(*mode)))
        return close(connection, voice_close::kUnknownMode);
    // Discovery has seen the real address; without one the client's word must do, on loopback only.
    const QHostAddress claimed(textOf(choice, "address"));
    if (client.port() == 0 && claimed.isLoopback())
        client.setAddress(claimed,
                          static_cast<quint16>(choice.value(QStringLiteral("port")).toInt()));
    describe(client, *mode);
    if (client.hasMedia())
        m_host.clientReady(client);
}

void VoiceServer::describe(VoiceClient& client, crypto::TransportMode mode)
{
    const QByteArray key = m_host.freshKey();
    if (!client.agreeOn(mode, key))
        return;
    QJsonArray numbers;
    for (const std::uint8_t byte : viewOf(key))
        numbers.append(byte);
    client.send(
        SessionDescription,
        QJsonObject {{QStringLiteral("mode"), crypto::wireName(mode)},
                     {QStringLiteral("secret_key"), numbers},
                     {QStringLiteral("dave_protocol_version"), m_host.daveVersionFor(client)},
                     {QStringLiteral("audio_codec"), QStringLiteral("opus")},
                     {QStringLiteral("video_codec"), QStringLiteral("H264")},
                     {QStringLiteral("media_session_id"), client.ticket().token.left(16)}});
}

void VoiceServer::describeAgain(VoiceClient& client)
{
    if (const auto mode = client.mode())
        describe(client, *mode);
}

void VoiceServer::heartbeat(Connection& connection, const QJsonValue& data)
{
    connection.lastBeat = m_clock.now();
    const QJsonObject beat = data.toObject();
    const QJsonObject ack {
        {QStringLiteral("op"), HeartbeatAck},
        {QStringLiteral("d"),
         QJsonObject {
             {QStringLiteral("t"), data.isObject() ? beat.value(QStringLiteral("t")) : data}}}};
    connection.socket->sendTextMessage(
        QString::fromUtf8(QJsonDocument(ack).toJson(QJsonDocument::Compact)));
    if (connection.client)
        connection.client->acknowledge(beat.value(QStringLiteral("seq_ack")).toInt(-1));
}

} // namespace lavalier::simulator
