#pragma once

#include "voice/base/audio_sink.h"
#include "voice/base/clock.h"
#include "voice/base/dave_facts.h"
#include "voice/base/endpoints.h"
#include "voice/base/media_counters.h"
#include "voice/base/strong_id.h"
#include "voice/control/call_state.h"
#include "voice/control/control_timing.h"
#include "voice/crypto/p256.h"
#include "voice/receive/drop_watch.h"
#include "voice/receive/media_pipeline.h"
#include "voice/receive/media_timing.h"

#include <QList>
#include <QObject>
#include <QThread>

#include <chrono>

namespace lavalier::receive {

using control::StopReason;
using control::VoiceServer;
using control::VoiceState;
class VoiceSession;

/// One call in one voice channel: joins, listens, survives, leaves.
///
/// Owns the session thread (web socket, control) and through it the receiver thread (UDP,
/// decryption), which outlives reconnects. Joining itself is op 4 on the main gateway and stays
/// with the caller: tell joinRequested() when it was sent, serverChanged() when both answers are
/// in.
///
/// In an encrypted group we are known by `signatureKey`, which must be the same in all calls of an
/// account at once: unless a test knows better, it is made once for each run of the program.
///
/// Errors:  stopped() is final and comes once; a stopped call does nothing more, make a new one.
/// Thread:  the thread that made it (GUI). The sink is called on the receiver thread and must
///          outlive this object.
class VoiceCall : public QObject {
    Q_OBJECT
public:
    static const crypto::P256PrivateKey& signatureKeyOfThisRun();

    VoiceCall(GuildId guild, ChannelId channel, UserId self, const Endpoints& endpoints,
              AudioSink& sink, const Clock& clock, QObject* parent = nullptr,
              const control::ControlTiming& timing = {}, const MediaTiming& mediaTiming = {},
              const crypto::P256PrivateKey& signatureKey = signatureKeyOfThisRun());
    /// Closes the web socket with 1000 and joins both threads.
    ~VoiceCall() override;

    /// Op 4 was sent (the first time or after rejoinNeeded): a server must be named within 15 s.
    void joinRequested();
    /// The first time, after a migration, a move or a rejoin: always connects anew.
    void serverChanged(const VoiceServer& server);
    /// Endpoint null: disconnects and waits for the next serverChanged(), for half an hour.
    void serverLost();
    /// Our own voice state names this channel; the zero id says that we were disconnected: a kick
    /// while audio flows or after a close code that said so, a reason to rejoin at other times.
    void channelChanged(ChannelId channel);
    /// Whether news can reach us: no word after a disconnect is a kick only while the main gateway
    /// is connected. True until first called.
    void gatewayReachable(bool reachable);
    /// A sign that the voice server can be reached again: no need to wait out a delay.
    void networkIsBack();
    void setListening(Listening listening);
    /// What the system has received by now goes to the sink; flushed() follows, once for each call.
    void flush(Held held);
    void leave();

    VoiceState state() const { return m_state; }
    /// When the last datagram had come as the state was adopted: after it, audio may have been lost
    /// though nobody knew yet. An answered ping counts. Zero before the first.
    SteadyTime lastHeard() const { return m_lastHeard; }
    Listening listening() const { return m_listening; }
    const DaveFacts& dave() const { return m_dave; }
    /// A snapshot over all connections of the call.
    MediaCounters counters() const;
    /// True once audio flows; false when the time is over or the call has stopped. Runs the event
    /// loop meanwhile (without user input), because the main gateway's answers arrive through it.
    bool waitUntilReady(std::chrono::milliseconds atMost);

signals:
    void stateChanged(VoiceState state);
    void rejoinNeeded();
    void stopped(StopReason reason, int closeCode);
    void speakerMapped(UserId user, Ssrc ssrc);
    void speakerLeft(UserId user);
    void speakersPresent(QList<UserId> users);
    void roundTripMeasured(std::chrono::milliseconds time);
    void udpRoundTripMeasured(std::chrono::milliseconds time);
    void connectionOpened(ConnectionId connection, QString endpoint, QString mode, int daveVersion);
    /// Whenever something about end-to-end encryption is different from before.
    void daveChanged(const DaveFacts& facts);
    /// Audio stopped dead and the voice server answers nothing, since nearly 2 s. Holds until it is
    /// said to be over, or connectionOpened(). `heard`: the last datagram before the silence, or
    /// the first after it.
    void pathSilent(bool silent, SteadyTime heard);
    /// This computer was too busy to read what reached it.
    void datagramsDropped(const DropStretch& stretch);
    /// This user is heard and nothing of it can be decrypted, since nearly 2 s. Holds until
    /// decryptableAgain() or speakerLeft() of the same user, or connectionOpened().
    void undecryptable(UserId user);
    void decryptableAgain(UserId user);
    void flushed();

private:
    void adoptState(VoiceState state, SteadyTime lastHeard);
    template <typename Command> void post(Command command);

    QThread m_thread;
    VoiceSession* m_session = nullptr; // lives in m_thread, deleted when it finishes
    VoiceState m_state = VoiceState::Idle;
    SteadyTime m_lastHeard;
    Listening m_listening = Listening::Discarding;
    DaveFacts m_dave;
};

} // namespace lavalier::receive
