#include "voice/simulator/voice_server.h"

#include "voice/base/log.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QUrlQuery>

namespace lavalier::simulator {

namespace {

constexpr char kTlsHandshake = 0x16; // RFC 8446 section 5.1, ContentType handshake
constexpr int kHello = 8;
constexpr int kLeastVersion = 4;

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
        connect(
            socket, &QWebSocket::binaryMessageReceived, this,
            [this, &connection](const QByteArray& bytes) { receivedBinary(connection, bytes); });
        const int version
            = QUrlQuery(socket->requestUrl()).queryItemValue(QStringLiteral("v")).toInt();
        if (version < kLeastVersion) {
            close(connection, voice_close::kUnknownProtocol);
            continue;
        }
        const QJsonObject hello {
            {QStringLiteral("op"), kHello},
            {QStringLiteral("d"),
             QJsonObject {{QStringLiteral("v"), version},
                          {QStringLiteral("heartbeat_interval"),
                           static_cast<qint64>(m_script.voiceHeartbeat.count())}}}};
        socket->sendTextMessage(
            QString::fromUtf8(QJsonDocument(hello).toJson(QJsonDocument::Compact)));
    }
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
