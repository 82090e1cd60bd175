#include "voice/simulator/voice_server.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QUrlQuery>

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
    Hello = 8,
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

constexpr char kTlsHandshake = 0x16; // RFC 8446 section 5.1, ContentType handshake
constexpr int kLeastVersion = 4;
constexpr std::size_t kMaxMessage = 16 * 1024;

QString textOf(const QJsonObject& data, const char* key)
{
    return data.value(QLatin1String(key)).toString();
}

} // namespace

/// Hands out every TCP connection as a socket that can still become TLS.
class VoiceServer::Door : public QTcpServer {
public:
    explicit Door(VoiceServer& server)
        : QTcpServer(&server)
        , m_server(server)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* const socket = new QSslSocket(&m_server);
        if (!socket->setSocketDescriptor(descriptor)) {
            socket->deleteLater();
            return;
        }
        m_server.acceptSocket(socket);
    }

private:
    VoiceServer& m_server;
};

VoiceServer::VoiceServer(VoiceHost& host, const SimulatorScript& script,
                         const Certificate& certificate, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_script(script)
    , m_clock(clock)
    , m_door(std::make_unique<Door>(*this))
    , m_handshakes(QStringLiteral("voice"), QWebSocketServer::NonSecureMode, this)
    , m_udp(this)
    , m_lookAround(this)
{
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setLocalCertificate(QSslCertificate(certificate.certificatePem));
    m_tls.setPrivateKey(QSslKey(certificate.keyPem, QSsl::Ec));
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    connect(&m_handshakes, &QWebSocketServer::newConnection, this, &VoiceServer::acceptWebSocket);
    connect(&m_udp, &QUdpSocket::readyRead, this, &VoiceServer::readDatagrams);
    connect(&m_lookAround, &QTimer::timeout, this, &VoiceServer::lookAround);
}

VoiceServer::~VoiceServer()
{
    for (const auto& connection : m_connections)
        connection->socket->disconnect(this);
}

bool VoiceServer::start()
{
    m_lookAround.start(std::chrono::seconds(1));
    return m_door->listen(QHostAddress::LocalHost) && m_udp.bind(QHostAddress::LocalHost);
}

QString VoiceServer::endpoint() const
{
    return QStringLiteral("127.0.0.1:%1").arg(m_door->serverPort());
}

void VoiceServer::acceptSocket(QTcpSocket* tcp)
{
    // The first byte tells TLS from HTTP; both then meet the same WebSocket handshake.
    auto* const socket = static_cast<QSslSocket*>(tcp);
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QSslSocket::readyRead, this, [this, socket] {
        socket->disconnect(this);
        char first = 0;
        socket->peek(&first, 1);
        const auto handOver = [this, socket] {
            disconnect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
            m_handshakes.handleConnection(socket);
        };
        if (first != kTlsHandshake)
            return handOver();
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::encrypted, this, handOver);
        socket->startServerEncryption();
    });
}

void VoiceServer::acceptWebSocket()
{
    while (QWebSocket* const socket = m_handshakes.nextPendingConnection()) {
        auto owned = std::make_unique<Connection>();
        Connection& connection = *owned;
        connection.socket.reset(socket);
        connection.lastBeat = m_clock.now();
        m_connections.push_back(std::move(owned));
        connect(socket, &QWebSocket::disconnected, this, [this, &connection] { lost(connection); });
        // QWebSocket reports code 1000 for a dropped connection too; only a close frame brings
        // this.
        connect(socket, &QWebSocket::aboutToClose, this,
                [&connection] { connection.closeFrameSeen = true; });
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, &connection](const QString& text) { received(connection, text); });
        // Binary frames are DAVE's, which this server does not offer.
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [this, &connection] { close(connection, voice_close::kBadPayload); });
        const int version
            = QUrlQuery(socket->requestUrl()).queryItemValue(QStringLiteral("v")).toInt();
        if (version < kLeastVersion) {
            close(connection, voice_close::kUnknownProtocol);
            continue;
        }
        const QJsonObject hello {
            {QStringLiteral("op"), Hello},
            {QStringLiteral("d"),
             QJsonObject {{QStringLiteral("v"), version},
                          {QStringLiteral("heartbeat_interval"),
                           static_cast<qint64>(m_script.voiceHeartbeat.count())}}}};
        socket->sendTextMessage(
            QString::fromUtf8(QJsonDocument(hello).toJson(QJsonDocument::Compact)));
    }
}

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
    case Video:
    case SessionUpdate:
    case MediaSinkWants:
    case NoRoute:
        return;
    default:
        return close(connection, voice_close::kUnknownOpcode);
    }
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
    // Version 0: transport encryption only. The DAVE session will begin here.
    client.send(SessionDescription,
                QJsonObject {{QStringLiteral("mode"), crypto::wireName(mode)},
                             {QStringLiteral("secret_key"), numbers},
                             {QStringLiteral("dave_protocol_version"), 0},
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

void VoiceServer::close(Connection& connection, int code)
{
    if (std::exchange(connection.closedByUs, true))
        return;
    qCDebug(logSimulator) << "voice closes with" << code;
    connection.socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
}

void VoiceServer::lost(Connection& connection)
{
    if (std::exchange(connection.gone, true) || !connection.client)
        return;
    VoiceClient& client = *std::exchange(connection.client, nullptr);
    client.detach(m_clock.now());
    const bool goodbye = connection.closeFrameSeen && !connection.closedByUs
        && connection.socket->closeCode() == QWebSocketProtocol::CloseCodeNormal;
    if (goodbye)
        end(client, QWebSocketProtocol::CloseCodeNormal);
}

std::vector<VoiceClient*> VoiceServer::clients() const
{
    std::vector<VoiceClient*> there;
    for (const auto& [token, client] : m_clients)
        there.push_back(client.get());
    return there;
}

VoiceClient* VoiceServer::client(GuildId guild, UserId user) const
{
    for (const auto& [token, client] : m_clients) {
        if (client->ticket().guild == guild && client->ticket().user == user)
            return client.get();
    }
    return nullptr;
}

void VoiceServer::end(VoiceClient& client, int code)
{
    for (const auto& connection : m_connections) {
        if (connection->client == &client) {
            connection->client = nullptr;
            close(*connection, code);
        }
    }
    const QString token = client.ticket().token;
    m_host.clientEnded(client);
    m_clients.erase(token);
}

void VoiceServer::closeSocket(VoiceClient& client, int code)
{
    for (const auto& connection : m_connections) {
        if (connection->client == &client)
            close(*connection, code);
    }
}

void VoiceServer::dropSocket(VoiceClient& client)
{
    if (QWebSocket* const socket = client.socket())
        socket->abort();
}

} // namespace lavalier::simulator
