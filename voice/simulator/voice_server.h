#pragma once

#include "voice/rtp/rtp_packet.h"
#include "voice/simulator/certificate.h"
#include "voice/simulator/dave_message.h"
#include "voice/simulator/voice_client.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTimer>
#include <QUdpSocket>
#include <QWebSocketServer>

#include <map>
#include <memory>

namespace lavalier::simulator {

/// A live client's audio after the transport layer, headers as they came.
struct LiveAudio {
    rtp::RtpHeader header;
    ByteView clear; ///< the header's bytes
    ByteView body; ///< extension elements, payload, padding
};

/// What a voice server needs to know and tells; implemented by the simulator's core.
class VoiceHost {
public:
    virtual ~VoiceHost() = default;
    virtual std::optional<VoiceTicket> ticketFor(GuildId guild, UserId user) const = 0;
    virtual Ssrc freshSsrc() = 0;
    virtual QByteArray freshKey() = 0;
    virtual std::vector<UserId> othersIn(const VoiceTicket& ticket) const = 0;
    virtual int daveVersionFor(const VoiceClient& client) const = 0;
    virtual void clientReady(VoiceClient& client) = 0;
    virtual void clientEnded(VoiceClient& client) = 0;
    virtual void speakingAnnounced(VoiceClient& client) = 0;
    virtual void daveArrived(const VoiceClient& client, const DaveMessage& message) = 0;
    virtual void audioArrived(VoiceClient& client, const LiveAudio& audio) = 0;
};

/// Counts for the log.
struct VoiceServerCounts {
    std::uint64_t refused = 0;
    std::uint64_t discoveries = 0;
    std::uint64_t pings = 0;
};

/// One voice server: ws and wss on one TCP port, RTP on one UDP port.
///
/// Thread:  the simulator's.
/// Source:  discord-voice, "Voice Gateway" and "UDP".
class VoiceServer : public QObject {
public:
    VoiceServer(VoiceHost& host, const SimulatorScript& script, const Certificate& certificate,
                const Clock& clock, QObject* parent);
    ~VoiceServer() override;

    bool start();
    QString endpoint() const; ///< 127.0.0.1:port, as VOICE_SERVER_UPDATE carries it

    std::vector<VoiceClient*> clients() const;
    VoiceClient* client(GuildId guild, UserId user) const;
    void sendDatagram(const VoiceClient& client, const QByteArray& datagram);

    /// The session is over: its socket closes with `code` and nothing can be resumed.
    void end(VoiceClient& client, int code);
    /// The socket closes, the session can be resumed.
    void closeSocket(VoiceClient& client, int code);
    void dropSocket(VoiceClient& client);
    /// Op 4 again with a new key.
    void describeAgain(VoiceClient& client);

    VoiceServerCounts counts() const { return m_counts; }

private:
    class Door;
    struct Connection {
        std::unique_ptr<QWebSocket> socket;
        VoiceClient* client = nullptr; ///< null before identify, and when the session moved on
        SteadyTime lastBeat;
        bool closeFrameSeen = false;
        bool closedByUs = false;
        bool gone = false;
    };

    void acceptSocket(QTcpSocket* socket);
    void acceptWebSocket();
    void received(Connection& connection, const QString& text);
    void receivedBinary(Connection& connection, const QByteArray& bytes);
    void identify(Connection& connection, const QJsonObject& data);
    void resume(Connection& connection, const QJsonObject& data);
    void selectProtocol(Connection& connection, const QJsonObject& data);
    void heartbeat(Connection& connection, const QJsonValue& data);
    void describe(VoiceClient& client, crypto::TransportMode mode);
    void close(Connection& connection, int code);
    void lost(Connection& connection);
    bool mayBeHeard(VoiceClient& client) const;
    void readDatagrams();
    void handleDatagram(ByteView bytes, const QHostAddress& address, quint16 port);
    void lookAround(); ///< deadlines and receiver reports
    QStringList offeredModes() const;

    VoiceHost& m_host;
    const SimulatorScript& m_script;
    const Clock& m_clock;
    QSslConfiguration m_tls;
    std::unique_ptr<Door> m_door;
    QWebSocketServer m_handshakes;
    QUdpSocket m_udp;
    QTimer m_lookAround;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::map<QString, std::unique_ptr<VoiceClient>> m_clients; ///< by token
    VoiceServerCounts m_counts;
};

} // namespace lavalier::simulator
