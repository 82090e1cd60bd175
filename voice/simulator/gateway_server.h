#pragma once

#include "voice/base/clock.h"
#include "voice/simulator/gateway_session.h"
#include "voice/simulator/script.h"

#include <QObject>
#include <QTimer>
#include <QWebSocketServer>

#include <map>
#include <memory>

namespace lavalier::simulator {

/// Gateway intents the simulator distinguishes.
namespace intent {
inline constexpr std::uint64_t kGuilds = 1ULL << 0;
inline constexpr std::uint64_t kVoiceStates = 1ULL << 7;
inline constexpr std::uint64_t kPrivileged = (1ULL << 1) | (1ULL << 8) | (1ULL << 15);
} // namespace intent

/// What the gateway needs to know and tells; implemented by the simulator's core.
class GatewayHost {
public:
    virtual ~GatewayHost() = default;
    virtual std::optional<UserId> userOfToken(const QString& token) const = 0;
    virtual QJsonObject readyFor(UserId user, const QString& sessionId) const = 0;
    virtual std::vector<QJsonObject> guildsFor(UserId user) const = 0;
    virtual QJsonObject membersChunk(GuildId guild, const std::vector<UserId>& users) const = 0;
    virtual void voiceStateRequested(UserId user, const QString& sessionId,
                                     const QJsonObject& request)
        = 0;
    virtual void gatewaySessionEnded(UserId user, const QString& sessionId) = 0;
};

/// Gateway v10: hello, identify, heartbeats, dispatch, resume, voice state requests. Plain JSON.
///
/// Thread:  the simulator's.
/// Source:  discord-voice, "Main Gateway v10".
class GatewayServer : public QObject {
public:
    GatewayServer(GatewayHost& host, const SimulatorScript& script, const Clock& clock,
                  QObject* parent);
    ~GatewayServer() override;

    std::optional<quint16> start();

    /// To every session that asked for `intent`, or to the one of `only`.
    void dispatch(const QString& event, const QJsonObject& data, std::uint64_t intent,
                  UserId only = {});
    /// Whether a bot has a session, connected or resumable.
    bool hasSession(UserId user) const;

    void askToReconnect();
    void invalidate(bool resumable);
    void dropConnections();
    void closeConnections(int code);
    void setAcksMuted(bool muted) { m_acksMuted = muted; }

private:
    struct Connection;
    struct Held {
        GatewaySession session;
        SteadyTime lostAt {};
    };

    void accept();
    void received(Connection& connection, const QString& text);
    void identify(Connection& connection, const QJsonObject& data);
    void resume(Connection& connection, const QJsonObject& data);
    void requestMembers(Connection& connection, const QJsonObject& data);
    void send(Connection& connection, int op, const QJsonValue& data);
    void sendTo(const QString& sessionId, const QByteArray& frame);
    void lost(Connection& connection);
    void endSession(const QString& id);
    void close(Connection& connection, int code);
    void checkDeadlines();
    std::vector<Connection*> open() const;

    GatewayHost& m_host;
    const SimulatorScript& m_script;
    const Clock& m_clock;
    QWebSocketServer m_server;
    QTimer m_deadlines;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::map<QString, Held> m_sessions;
    bool m_acksMuted = false;
};

} // namespace lavalier::simulator
