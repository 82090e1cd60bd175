#pragma once

#include "voice/base/audio_sink.h"
#include "voice/base/clock.h"
#include "voice/base/media_counters.h"
#include "voice/base/snapshot.h"
#include "voice/dave/media_decryptor.h"
#include "voice/receive/drain_pace.h"
#include "voice/receive/media_pipeline.h"
#include "voice/receive/media_timing.h"
#include "voice/receive/silence_sender.h"
#include "voice/receive/udp_socket.h"
#include "voice/rtp/keepalive.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace lavalier::receive {

/// Reads a call's media socket: drains it on ticks, hands frames on, keeps the way open.
///
/// While datagrams come it ticks, faster in a flood; after 200 ms without one it sleeps until the
/// socket is readable.
/// Thread:  lives on the receiver thread; everything is called there but lastHeard(), which may be
///          asked anywhere. `counters` is written here and may be read anywhere.
class UdpReceiver : public QObject {
    Q_OBJECT
public:
    using OpenSocket = std::unique_ptr<UdpSocket> (*)(const QHostAddress&, quint16);

    UdpReceiver(AudioSink& sink, const Clock& clock, Snapshot<MediaCounters>& counters,
                MediaTiming timing = {}, OpenSocket openSocket = openUdpSocket);
    ~UdpReceiver() override;

    void open(ConnectionId connection, const QHostAddress& server, quint16 port, Ssrc own);
    void setCipher(crypto::TransportMode mode, const SecretBytes& key);
    void mapSpeaker(Ssrc ssrc, UserId user);
    void dropSpeaker(UserId user);
    void clearSpeakers();
    /// Also before a connection is open; frames that waited are tried again.
    void applyKeys(const std::vector<dave::MediaKeyCommand>& commands);
    void setListening(Listening listening);
    /// Pings faster until something is heard or the way is known to be closed.
    void checkPath();
    /// Hands over what has arrived, then says so.
    void flush(Held held);
    /// Reads what has arrived, then closes the socket.
    void close();
    /// The end: closes and tells the sink.
    void finish();

    /// When the last datagram of any kind came, over all connections; zero before the first.
    SteadyTime lastHeard() const { return m_lastHeard.load(std::memory_order_relaxed); }

signals:
    void addressDiscovered(ConnectionId connection, const QString& address, quint16 port);
    void discoveryFailed(ConnectionId connection);
    void roundTripMeasured(ConnectionId connection, std::chrono::microseconds roundTrip);
    /// The server answered pings on this connection and no longer does; once until it does again.
    void pathLost(ConnectionId connection);
    /// Something came after a silence, which may have been the network's.
    void pathBack(ConnectionId connection);
    /// Audio stopped dead and no ping is answered; long before pathLost(). Or something came again.
    /// `heard`: the last datagram before the silence, or the first after it.
    void pathSilent(ConnectionId connection, bool silent, SteadyTime heard);
    /// This computer did not read the socket in time.
    void datagramsDropped(const DropStretch& stretch);
    /// So many of this user's frames in a row that the group is broken; again when it goes on.
    void decryptionFailing(ConnectionId connection, UserId user);
    /// This user is heard and cannot be decrypted, or can again.
    void readabilityChanged(ConnectionId connection, UserId user, bool readable);
    void flushed();

private:
    /// What lives as long as one connection.
    struct Connection {
        Connection(ConnectionId id, Ssrc own, std::unique_ptr<UdpSocket> socket,
                   dave::MediaDecryptor& keys);

        ConnectionId id;
        Ssrc own;
        std::unique_ptr<UdpSocket> socket;
        MediaPipeline pipeline;
        rtp::Keepalive keepalive;
        SilenceSender silence;
        SteadyTime lastDrain;
        SteadyTime lastDatagram;
        UdpSocket::Drained socketCounts; ///< summed up; `drops` knows when
        int discoveryTries = 0;
        DropWatch drops;
        DrainPace pace;
        bool discovered = false;
        bool greeted = false; ///< the burst of silence went out
        int pingsAnswered = 0;
        int pingsUnheard = 0; ///< since anything was heard
    };

    void askForAddress();
    void sendPing();
    /// How many datagrams there were.
    std::size_t drain();
    void drainAll();
    void tellDrops();
    void heardSomething();
    void watchPath(SteadyTime now);
    void answerTo(ByteView datagram, SteadyTime arrival);
    void handOn();
    /// News of decryption, and keys whose time is over.
    void lookAfterKeys(SteadyTime now);
    void chooseWaiting(SteadyTime now);
    MediaCounters connectionCounters() const;
    std::vector<EndToEndCounters> endToEndCounters() const;
    void publishCounters(SteadyTime now);

    AudioSink& m_sink;
    const Clock& m_clock;
    Snapshot<MediaCounters>& m_published;
    const MediaTiming m_timing;
    const OpenSocket m_openSocket;
    Listening m_listening = Listening::Discarding;
    dave::MediaDecryptor m_keys; // of the voice session, which begins before its connection
    SteadyTime m_keysLookedAfter;
    std::optional<Connection> m_connection;
    MediaCounters m_past; // of the connections before
    SteadyTime m_lastPublished;
    std::atomic<SteadyTime> m_lastHeard {};
    QTimer m_tick;
    QTimer m_keepaliveTimer;
    QTimer m_discoveryTimer;
};

} // namespace lavalier::receive
