#pragma once

#include "voice/gateway/gateway_session.h"

#include <QObject>
#include <QTimer>

class QWebSocket;

namespace lavalier::gateway {

/// The socket and the timer around GatewaySession; carries out its effects in order.
///
/// One socket at a time: what an earlier one still says is heard by nobody.
/// Thread:  its own, all of it.
class GatewayConnection : public QObject {
    Q_OBJECT
public:
    GatewayConnection(Endpoints endpoints, const Clock& clock, QObject* parent);
    ~GatewayConnection() override;

    void start(const SecretBytes& token, const QUrl& gateway);
    void stop();
    void obeyStartLimit(int remaining, std::chrono::milliseconds resetAfter);
    void updateVoiceState(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                          bool selfDeaf);
    void requestMembers(std::span<const MemberKey> keys);
    void networkInDoubt();
    void networkIsBack();
    GatewayState state() const { return m_session.state(); }
    const GatewaySession::Counters& counters() const { return m_session.counters(); }

signals:
    void stateChanged(lavalier::gateway::GatewayState state);
    void eventReceived(const lavalier::gateway::GatewayEvent& event);
    void sessionRestarted();
    void roundTripMeasured(std::chrono::milliseconds roundTrip);
    void retrying(lavalier::gateway::GatewayError error, int code, std::chrono::milliseconds delay);
    void failed(lavalier::gateway::GatewayError error, int code);

private:
    Moment moment() const;
    void carryOut(GatewaySession::Effects effects);
    void openSocket(const QUrl& url);
    void closeSocket(int code);
    void loseSocket(QWebSocket* socket);
    void sendSecret(const SecretBytes& message);
    void setAlarm();

    const Clock& m_clock;
    GatewaySession m_session;
    GatewayState m_announced = GatewayState::Offline;
    QWebSocket* m_socket = nullptr; ///< a child of this object
    QTimer m_alarm;
    unsigned m_generation
        = 0; ///< counts start() and stop(): effects of an earlier login are dropped
};

} // namespace lavalier::gateway
