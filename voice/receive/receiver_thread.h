#pragma once

#include "voice/base/audio_sink.h"
#include "voice/base/clock.h"
#include "voice/base/media_counters.h"
#include "voice/base/secret_bytes.h"
#include "voice/base/snapshot.h"
#include "voice/base/strong_id.h"
#include "voice/crypto/transport_cipher.h"
#include "voice/dave/media_keys.h"
#include "voice/receive/drop_watch.h"
#include "voice/receive/media_pipeline.h"
#include "voice/receive/media_timing.h"

#include <QHostAddress>
#include <QObject>
#include <QThread>

#include <chrono>
#include <memory>

namespace lavalier::receive {

class UdpReceiver;

/// The handle of a call's receiver thread: its socket, its keys and the way of every datagram.
///
/// Outlives reconnects: each open() closes the connection before it, so there is one reader at
/// any time. Ends and joins its thread in the destructor, which is when the sink is cleaned up.
/// Thread:  lives where it was made; commands are queued and return at once, facts come back as
///          signals there. counters() and lastHeard() from any thread. The sink is called on the
///          receiver thread.
class ReceiverThread : public QObject {
    Q_OBJECT
public:
    /// `sink` and `clock` must outlive this object.
    ReceiverThread(AudioSink& sink, const Clock& clock, QObject* parent = nullptr,
                   MediaTiming timing = {});
    ~ReceiverThread() override;

    /// A new connection: forgets speakers and key, opens a socket, starts IP discovery.
    void open(ConnectionId connection, const QHostAddress& server, quint16 port, Ssrc own);
    /// Starts media: keepalives, and once for each connection a burst of silence. Again to rekey.
    void setCipher(crypto::TransportMode mode, const SecretBytes& key);
    void mapSpeaker(Ssrc ssrc, UserId user);
    void dropSpeaker(UserId user);
    void clearSpeakers();
    /// For end-to-end encryption, in this order. Keys belong to the voice session, not to the
    /// connection: what is over must be reset. Until the first command frames wait.
    void applyKeys(std::vector<dave::MediaKeyCommand> commands);
    /// Holds across connections. Discarding until first called.
    void setListening(Listening listening);
    /// The web socket was away: finds out within seconds whether datagrams still come through.
    void checkPath();
    /// What the system has received by now goes to the sink; flushed() follows.
    void flush(Held held);
    void close();

    /// What was counted since this object was made, all connections together; a few ticks old.
    MediaCounters counters() const;
    /// When the last datagram of any kind came, answered pings too; zero before the first.
    SteadyTime lastHeard() const;

signals:
    void addressDiscovered(const QString& address, quint16 port);
    /// No socket, or five requests without an answer.
    void discoveryFailed();
    void udpRoundTrip(std::chrono::milliseconds roundTrip);
    /// Pings were answered on this connection and no longer are, and nothing else comes either.
    void pathLost();
    void pathBack();
    /// Audio stopped dead and the server answers nothing, since nearly 2 s; or something came
    /// again. Holds no longer than the connection. `heard`: the last datagram before, or the first.
    void pathSilent(bool silent, SteadyTime heard);
    /// This computer did not read in time what reached it; told within a second or so of its end,
    /// and before the connection's.
    void datagramsDropped(const DropStretch& stretch);
    /// This user's frames fail as they do when the group is broken; again when it goes on.
    void decryptionFailing(UserId user);
    /// Heard for nearly 2 s, and nothing of it could be decrypted.
    void undecryptable(UserId user);
    void decryptableAgain(UserId user);
    void flushed();

private:
    template <typename Command> void post(Command command);

    Snapshot<MediaCounters> m_counters;
    QThread m_thread;
    UdpReceiver* m_receiver = nullptr; // owned; lives on m_thread and is deleted there
    ConnectionId m_connection;
};

} // namespace lavalier::receive
