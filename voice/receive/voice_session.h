#pragma once

#include "voice/control/voice_connection.h"
#include "voice/control/voice_control.h"
#include "voice/crypto/random_source.h"
#include "voice/receive/call_encryption.h"
#include "voice/receive/receiver_thread.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace lavalier::receive {

/// The part of a call that lives on the session thread: carries out what VoiceControl decides, on a
/// web socket, a timer and the receiver thread; and what end-to-end encryption decides.
///
/// Thread:  made by VoiceCall and moved to the session thread with all its parts; counters() from
///          any thread.
class VoiceSession : public QObject {
    Q_OBJECT
public:
    VoiceSession(const control::CallIdentity& who, const Endpoints& endpoints,
                 const control::ControlTiming& timing, const MediaTiming& mediaTiming,
                 AudioSink& sink, const Clock& clock, const crypto::P256PrivateKey& signatureKey);
    ~VoiceSession() override;

    // Commands; VoiceCall says what each means.
    void joinRequested();
    void serverChanged(const control::VoiceServer& server);
    void serverLost();
    void channelChanged(ChannelId channel);
    void gatewayReachable(bool reachable);
    void networkIsBack();
    void setListening(Listening listening);
    void flush(Held held) { m_receiver.flush(held); }
    void leave();

    MediaCounters counters() const { return m_receiver.counters(); }

signals:
    /// Taken here, since by the time this is heard the next connection may have heard something.
    void stateChanged(control::VoiceState state, SteadyTime lastHeard);
    void rejoinNeeded();
    void stopped(control::StopReason reason, int closeCode);
    void speakerMapped(UserId user, Ssrc ssrc);
    void speakerLeft(UserId user);
    void speakersPresent(QList<UserId> users);
    void roundTripMeasured(std::chrono::milliseconds time);
    void udpRoundTripMeasured(std::chrono::milliseconds time);
    void connectionOpened(ConnectionId connection, QString endpoint, QString mode, int daveVersion);
    void daveChanged(const DaveFacts& facts);
    void datagramsDropped(const DropStretch& stretch);
    void pathSilent(bool silent, SteadyTime heard);
    void undecryptable(UserId user);
    void decryptableAgain(UserId user);
    void flushed();

private:
    void carryOut(control::Effects effects);
    void carryOut(CallEncryption::Outcome outcome);
    void armTimer();

    void apply(const control::OpenSocket& effect);
    void apply(const control::CloseSocket& effect);
    void apply(control::SendText&& effect);
    void apply(const control::SendBinary& effect);
    void apply(const control::OpenMedia& effect);
    void apply(const control::SetCipher& effect);
    void apply(const control::MapSpeaker& effect);
    void apply(const control::DropSpeaker& effect);
    void apply(const control::ClearSpeakers& effect);
    void apply(const control::CheckMedia& effect);
    void apply(const control::CloseMedia& effect);
    void apply(const control::OpenDave& effect);
    void apply(const control::DescribeDave& effect);
    void apply(const control::PassToDave& effect);
    void apply(const control::AskDave& effect);
    void apply(const control::StateChanged& effect);
    void apply(const control::ConnectionOpened& effect);
    void apply(const control::SpeakersPresent& effect);
    void apply(const control::RoundTripMeasured& effect);
    void apply(const control::RejoinNeeded& effect);
    void apply(const control::CallStopped& effect);

    const Clock& m_clock;
    control::VoiceControl m_control;
    crypto::SystemRandom m_random;
    CallEncryption m_encryption;
    // Children of this, so that they move to the session thread along with it.
    control::VoiceConnection m_socket;
    ReceiverThread m_receiver;
    QTimer m_timer;
    ConnectionId m_mediaConnection;
    std::deque<control::Effect> m_effects;
    bool m_isCarryingOut = false;
};

} // namespace lavalier::receive
