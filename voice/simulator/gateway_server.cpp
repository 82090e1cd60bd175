#include "voice/simulator/gateway_server.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>
#include <QUuid>
#include <QWebSocket>

#include <algorithm>

namespace lavalier::simulator {

namespace {

enum Op {
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    PresenceUpdate = 3,
    VoiceStateUpdate = 4,
    Resume = 6,
    Reconnect = 7,
    RequestMembers = 8,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,
};

constexpr qsizetype kMaxPayload = 4096;
constexpr int kMaxEvents = 120;
constexpr std::chrono::seconds kEventWindow {60};
constexpr std::size_t kMaxMembersAsked = 100;
constexpr auto kDeadlineCheck = std::chrono::milliseconds(500);

} // namespace

struct GatewayServer::Connection {
    std::unique_ptr<QWebSocket> socket;
    QString sessionId; ///< empty before identify or resume
    SteadyTime lastBeat;
    SteadyTime windowStart;
    int eventsInWindow = 0;
    bool closeFrameSeen = false;
    bool closedByUs = false;
    bool gone = false;
};

GatewayServer::GatewayServer(GatewayHost& host, const SimulatorScript& script, const Clock& clock,
                             QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_script(script)
    , m_clock(clock)
    , m_server(QStringLiteral("gateway"), QWebSocketServer::NonSecureMode, this)
    , m_deadlines(this)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, &GatewayServer::accept);
    connect(&m_deadlines, &QTimer::timeout, this, &GatewayServer::checkDeadlines);
}

GatewayServer::~GatewayServer()
{
    for (const auto& connection : m_connections)
        connection->socket->disconnect(this);
}

std::optional<quint16> GatewayServer::start()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return std::nullopt;
    m_deadlines.start(kDeadlineCheck);
    return m_server.serverPort();
}

void GatewayServer::accept()
{
    while (QWebSocket* const socket = m_server.nextPendingConnection()) {
        auto owned = std::make_unique<Connection>();
        Connection& connection = *owned;
        connection.socket.reset(socket);
        connection.lastBeat = connection.windowStart = m_clock.now();
        m_connections.push_back(std::move(owned));
        connect(socket, &QWebSocket::disconnected, this, [this, &connection] { lost(connection); });
        // QWebSocket reports code 1000 for a dropped connection too; only a close frame brings
        // this.
        connect(socket, &QWebSocket::aboutToClose, this,
                [&connection] { connection.closeFrameSeen = true; });
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, &connection](const QString& text) { received(connection, text); });
        const QUrlQuery query(socket->requestUrl());
        if (query.queryItemValue(QStringLiteral("v")) != QLatin1String("10")
            || query.hasQueryItem(QStringLiteral("compress"))) {
            close(connection, gateway_close::kInvalidVersion);
            continue;
        }
        send(connection, Hello,
             QJsonObject {{QStringLiteral("heartbeat_interval"),
                           static_cast<qint64>(m_script.gatewayHeartbeat.count())}});
    }
}

std::vector<GatewayServer::Connection*> GatewayServer::open() const
{
    std::vector<Connection*> connections;
    for (const auto& connection : m_connections) {
        if (!connection->gone && !connection->closedByUs)
            connections.push_back(connection.get());
    }
    return connections;
}

void GatewayServer::received(Connection& connection, const QString& text)
{
    if (connection.gone || connection.closedByUs)
        return;
    const SteadyTime now = m_clock.now();
    if (now - connection.windowStart > kEventWindow) {
        connection.windowStart = now;
        connection.eventsInWindow = 0;
    }
    if (++connection.eventsInWindow > kMaxEvents)
        return close(connection, gateway_close::kRateLimited);
    const QByteArray bytes = text.toUtf8();
    const QJsonObject message = QJsonDocument::fromJson(bytes).object();
    if (bytes.size() > kMaxPayload || !message.value(QStringLiteral("op")).isDouble())
        return close(connection, gateway_close::kDecodeError);
    const int op = message.value(QStringLiteral("op")).toInt(-1);
    const QJsonObject data = message.value(QStringLiteral("d")).toObject();
    const bool known = m_sessions.contains(connection.sessionId);
    switch (op) {
    case Heartbeat:
        connection.lastBeat = now;
        if (!m_acksMuted)
            send(connection, HeartbeatAck, QJsonValue::Null);
        return;
    case Identify:
        return known ? close(connection, gateway_close::kAlreadyAuthenticated)
                     : identify(connection, data);
    case Resume:
        return known ? close(connection, gateway_close::kAlreadyAuthenticated)
                     : resume(connection, data);
    case PresenceUpdate:
    case VoiceStateUpdate:
    case RequestMembers:
        if (!known)
            return close(connection, gateway_close::kNotAuthenticated);
        if (op == VoiceStateUpdate)
            m_host.voiceStateRequested(m_sessions.at(connection.sessionId).session.user(),
                                       connection.sessionId, data);
        if (op == RequestMembers)
            requestMembers(connection, data);
        return;
    default:
        return close(connection, gateway_close::kUnknownOpcode);
    }
}

void GatewayServer::identify(Connection& connection, const QJsonObject& data)
{
    const auto user = m_host.userOfToken(data.value(QStringLiteral("token")).toString());
    if (!user)
        return close(connection, gateway_close::kAuthenticationFailed);
    if (!data.value(QStringLiteral("intents")).isDouble()
        || !data.value(QStringLiteral("properties")).isObject())
        return close(connection, gateway_close::kDecodeError);
    const auto intents
        = static_cast<std::uint64_t>(data.value(QStringLiteral("intents")).toInteger());
    if (intents & intent::kPrivileged)
        return close(connection, gateway_close::kDisallowedIntents);
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    m_sessions.emplace(id, Held {GatewaySession(id, *user, intents)});
    connection.sessionId = id;
    GatewaySession& session = m_sessions.at(id).session;
    sendTo(id, session.record(QStringLiteral("READY"), m_host.readyFor(*user, id)));
    if (session.wants(intent::kGuilds)) {
        for (const QJsonObject& guild : m_host.guildsFor(*user))
            sendTo(id, session.record(QStringLiteral("GUILD_CREATE"), guild));
    }
}

void GatewayServer::resume(Connection& connection, const QJsonObject& data)
{
    const QString id = data.value(QStringLiteral("session_id")).toString();
    const auto user = m_host.userOfToken(data.value(QStringLiteral("token")).toString());
    if (!user)
        return close(connection, gateway_close::kAuthenticationFailed);
    const auto held = m_sessions.find(id);
    const auto missed = held != m_sessions.end() && held->second.session.user() == *user
        ? held->second.session.eventsAfter(data.value(QStringLiteral("seq")).toInteger(-1))
        : std::nullopt;
    if (!missed)
        return send(connection, InvalidSession, false);
    // The old socket may still be open on our side: its session has moved.
    for (Connection* other : open()) {
        if (other->sessionId == id)
            other->sessionId.clear();
    }
    connection.sessionId = id;
    held->second.lostAt = {};
    for (const QByteArray& frame : *missed)
        connection.socket->sendTextMessage(QString::fromUtf8(frame));
    sendTo(id, held->second.session.record(QStringLiteral("RESUMED"), {}));
}

void GatewayServer::requestMembers(Connection& connection, const QJsonObject& data)
{
    const auto guild = parseId<GuildId>(data.value(QStringLiteral("guild_id")).toString());
    const QJsonValue asked = data.value(QStringLiteral("user_ids"));
    const QJsonArray ids = asked.isArray() ? asked.toArray() : QJsonArray {asked};
    std::vector<UserId> users;
    for (const QJsonValue& id : ids) {
        if (const auto user = parseId<UserId>(id.toString());
            user && users.size() < kMaxMembersAsked)
            users.push_back(*user);
    }
    if (!guild)
        return close(connection, gateway_close::kDecodeError);
    QJsonObject chunk = m_host.membersChunk(*guild, users);
    if (data.contains(QStringLiteral("nonce")))
        chunk.insert(QStringLiteral("nonce"), data.value(QStringLiteral("nonce")));
    sendTo(connection.sessionId,
           m_sessions.at(connection.sessionId)
               .session.record(QStringLiteral("GUILD_MEMBERS_CHUNK"), chunk));
}

void GatewayServer::dispatch(const QString& event, const QJsonObject& data, std::uint64_t intent,
                             UserId only)
{
    for (auto& [id, held] : m_sessions) {
        if (held.session.wants(intent) && (!only.isValid() || held.session.user() == only))
            sendTo(id, held.session.record(event, data));
    }
}

bool GatewayServer::hasSession(UserId user) const
{
    return std::ranges::any_of(
        m_sessions, [user](const auto& entry) { return entry.second.session.user() == user; });
}

void GatewayServer::send(Connection& connection, int op, const QJsonValue& data)
{
    const QJsonObject message {{QStringLiteral("op"), op},
                               {QStringLiteral("d"), data},
                               {QStringLiteral("s"), QJsonValue::Null},
                               {QStringLiteral("t"), QJsonValue::Null}};
    connection.socket->sendTextMessage(
        QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void GatewayServer::sendTo(const QString& sessionId, const QByteArray& frame)
{
    for (Connection* connection : open()) {
        if (connection->sessionId == sessionId)
            connection->socket->sendTextMessage(QString::fromUtf8(frame));
    }
}

void GatewayServer::close(Connection& connection, int code)
{
    qCDebug(logSimulator) << "gateway closes with" << code;
    connection.closedByUs = true;
    connection.socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
}

void GatewayServer::lost(Connection& connection)
{
    if (std::exchange(connection.gone, true))
        return;
    const auto held = m_sessions.find(connection.sessionId);
    if (held == m_sessions.end())
        return;
    // A client that says goodbye ends its session; any other end can be resumed for a while.
    const int code = connection.socket->closeCode();
    const bool goodbye = code == QWebSocketProtocol::CloseCodeNormal
        || code == QWebSocketProtocol::CloseCodeGoingAway;
    if (connection.closeFrameSeen && !connection.closedByUs && goodbye)
        return endSession(held->first);
    held->second.lostAt = m_clock.now();
}

void GatewayServer::endSession(const QString& id)
{
    const auto held = m_sessions.find(id);
    if (held == m_sessions.end())
        return;
    const UserId user = held->second.session.user();
    const QString ended = held->first; // `id` may live inside what is erased
    m_sessions.erase(held);
    m_host.gatewaySessionEnded(user, ended);
}

void GatewayServer::askToReconnect()
{
    for (Connection* connection : open())
        send(*connection, Reconnect, QJsonValue::Null);
}

void GatewayServer::invalidate(bool resumable)
{
    for (Connection* connection : open()) {
        send(*connection, InvalidSession, resumable);
        if (!resumable)
            endSession(connection->sessionId);
    }
}

void GatewayServer::dropConnections()
{
    for (Connection* connection : open()) {
        connection->closedByUs = true; // or its end would pass for the client's goodbye
        connection->socket->abort();
    }
}

void GatewayServer::closeConnections(int code)
{
    for (Connection* connection : open()) {
        close(*connection, code);
        if (code == gateway_close::kInvalidSequence || code >= gateway_close::kSessionTimedOut)
            endSession(connection->sessionId);
    }
}

void GatewayServer::checkDeadlines()
{
    const SteadyTime now = m_clock.now();
    std::erase_if(m_connections, [](const auto& connection) { return connection->gone; });
    for (Connection* connection : open()) {
        if (now - connection->lastBeat > 2 * m_script.gatewayHeartbeat)
            close(*connection, gateway_close::kSessionTimedOut);
    }
    std::vector<QString> expired;
    for (const auto& [id, held] : m_sessions) {
        if (held.lostAt != SteadyTime {} && now - held.lostAt > m_script.resumeWindow)
            expired.push_back(id);
    }
    for (const QString& id : expired)
        endSession(id);
}

} // namespace lavalier::simulator
