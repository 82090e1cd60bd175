#include "voice/receive/voice_session.h"

#include "voice/base/log.h"

#include <QRandomGenerator>
#include <QThread>

#include <algorithm>

namespace lavalier::receive {

using namespace control;

namespace {

/// No two recorders come back at the same moment.
ControlTiming jittered(ControlTiming timing)
{
    timing.seed = QRandomGenerator::global()->generate64();
    return timing;
}

} // namespace

VoiceSession::VoiceSession(const CallIdentity& who, const Endpoints& endpoints,
                           const ControlTiming& timing, const MediaTiming& mediaTiming,
                           AudioSink& sink, const Clock& clock,
                           const crypto::P256PrivateKey& signatureKey)
    : m_clock(clock)
    , m_control(who, endpoints, jittered(timing), dave::DaveSession::kMaxVersion)
    , m_encryption({who.self, signatureKey}, m_random)
    , m_socket(this)
    , m_receiver(sink, clock, this, mediaTiming)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        carryOut(m_encryption.timePassed(m_clock.now()));
        carryOut(m_control.timePassed(m_clock.now()));
    });

    connect(&m_socket, &VoiceConnection::opened, this,
            [this](SocketId socket) { carryOut(m_control.socketOpened(socket, m_clock.now())); });
    connect(&m_socket, &VoiceConnection::textReceived, this,
            [this](SocketId socket, const QString& text) {
                carryOut(m_control.textReceived(socket, text, m_clock.now()));
            });
    connect(&m_socket, &VoiceConnection::binaryReceived, this,
            [this](SocketId socket, const QByteArray& frame) {
                carryOut(m_control.binaryReceived(socket, viewOf(frame), m_clock.now()));
            });
    connect(&m_socket, &VoiceConnection::closed, this, [this](SocketId socket, int code) {
        qCInfo(logVoice) << "voice web socket" << socket.value() << "closed with" << code;
        carryOut(m_control.socketClosed(socket, code, m_clock.now()));
    });

    connect(&m_receiver, &ReceiverThread::addressDiscovered, this,
            [this](const QString& address, quint16 port) {
                carryOut(
                    m_control.addressDiscovered(m_mediaConnection, address, port, m_clock.now()));
            });
    connect(&m_receiver, &ReceiverThread::discoveryFailed, this,
            [this] { carryOut(m_control.discoveryFailed(m_mediaConnection, m_clock.now())); });
    connect(&m_receiver, &ReceiverThread::pathLost, this, [this] {
        qCInfo(logVoice) << "media of connection" << m_mediaConnection.value() << "is silent";
        carryOut(m_control.mediaLost(m_mediaConnection, m_clock.now()));
    });
    connect(&m_receiver, &ReceiverThread::pathBack, this,
            [this] { carryOut(m_control.mediaBack(m_mediaConnection, m_clock.now())); });
    connect(&m_receiver, &ReceiverThread::pathSilent, this, [this](bool silent, SteadyTime heard) {
        qCInfo(logVoice) << "audio of connection" << m_mediaConnection.value()
                         << (silent ? "stopped dead" : "may come again");
        emit pathSilent(silent, heard);
    });
    connect(&m_receiver, &ReceiverThread::datagramsDropped, this, &VoiceSession::datagramsDropped);
    connect(&m_receiver, &ReceiverThread::udpRoundTrip, this, &VoiceSession::udpRoundTripMeasured);
    connect(&m_receiver, &ReceiverThread::decryptionFailing, this, [this](UserId user) {
        carryOut(m_encryption.mediaFailing(user, m_clock.now()));
        armTimer();
    });
    connect(&m_receiver, &ReceiverThread::undecryptable, this, [this](UserId user) {
        qCWarning(logVoice) << "a speaker is heard and cannot be decrypted";
        carryOut(m_encryption.heardOutside(m_clock.now()));
        armTimer();
        emit undecryptable(user);
    });
    connect(&m_receiver, &ReceiverThread::decryptableAgain, this, &VoiceSession::decryptableAgain);
    connect(&m_receiver, &ReceiverThread::flushed, this, &VoiceSession::flushed);
}

VoiceSession::~VoiceSession()
{
    // Nobody hears the signals any more; what matters is that the server is told.
    carryOut(m_control.leave());
    const ControlCounters& counted = m_control.counters();
    qCInfo(logVoice) << "voice session ends; malformed" << counted.malformed << "out of order"
                     << counted.outOfOrder << "unknown" << counted.unknown << "late"
                     << counted.late;
}

void VoiceSession::joinRequested()
{
    carryOut(m_control.joinRequested(m_clock.now()));
}

void VoiceSession::serverChanged(const VoiceServer& server)
{
    carryOut(m_control.serverChanged(server, m_clock.now()));
}

void VoiceSession::serverLost()
{
    carryOut(m_control.serverLost(m_clock.now()));
}

void VoiceSession::channelChanged(ChannelId channel)
{
    carryOut(m_control.channelChanged(channel, m_clock.now()));
}

void VoiceSession::gatewayReachable(bool reachable)
{
    carryOut(m_control.gatewayReachable(reachable, m_clock.now()));
}

void VoiceSession::networkIsBack()
{
    carryOut(m_control.networkIsBack(m_clock.now()));
}

void VoiceSession::setListening(Listening listening)
{
    m_receiver.setListening(listening);
}

void VoiceSession::leave()
{
    carryOut(m_control.leave());
}

void VoiceSession::carryOut(Effects effects)
{
    Q_ASSERT(QThread::currentThread() == thread());
    std::ranges::move(effects, std::back_inserter(m_effects));
    // An effect may bring news at once (a socket that cannot open); its effects come after ours.
    if (m_isCarryingOut)
        return;
    m_isCarryingOut = true;
    while (!m_effects.empty()) {
        Effect effect = std::move(m_effects.front());
        m_effects.pop_front();
        std::visit([this](auto&& concrete) { apply(std::move(concrete)); }, std::move(effect));
    }
    m_isCarryingOut = false;
    armTimer();
}

void VoiceSession::carryOut(CallEncryption::Outcome outcome)
{
    if (!outcome.keys.empty())
        m_receiver.applyKeys(std::move(outcome.keys));
    for (DaveAnswer& answer : outcome.answers)
        carryOut(m_control.daveAnswered(std::move(answer)));
    if (outcome.facts)
        emit daveChanged(*outcome.facts);
    if (outcome.isHopeless) {
        qCWarning(logVoice) << "no way into the encrypted group; connecting anew";
        carryOut(m_control.daveFailed(m_clock.now()));
    }
}

void VoiceSession::armTimer()
{
    auto deadline = m_control.nextDeadline();
    if (const auto encryption = m_encryption.nextDeadline())
        deadline = deadline ? std::min(*deadline, *encryption) : *encryption;
    if (!deadline)
        return m_timer.stop();
    using ms = std::chrono::milliseconds;
    const ms wait = std::chrono::ceil<ms>(*deadline - m_clock.now());
    // Never further than an hour: Qt counts timers in 32-bit milliseconds.
    m_timer.start(std::clamp(wait, ms(0), ms(3'600'000)));
}

void VoiceSession::apply(const OpenSocket& effect)
{
    m_socket.open(effect.socket, effect.url);
}

void VoiceSession::apply(const CloseSocket& effect)
{
    m_socket.close(effect.socket, effect.code);
}

void VoiceSession::apply(SendText&& effect)
{
    // Moved, so that the socket wipes the one copy there is.
    m_socket.sendText(std::move(effect.text));
}

void VoiceSession::apply(const SendBinary& effect)
{
    m_socket.sendBinary(effect.frame);
}

void VoiceSession::apply(const OpenMedia& effect)
{
    m_mediaConnection = effect.connection;
    m_receiver.open(effect.connection, effect.server, effect.port, effect.own);
}

void VoiceSession::apply(const SetCipher& effect)
{
    m_receiver.setCipher(effect.mode, effect.key);
}

void VoiceSession::apply(const MapSpeaker& effect)
{
    m_receiver.mapSpeaker(effect.ssrc, effect.user);
    emit speakerMapped(effect.user, effect.ssrc);
}

void VoiceSession::apply(const DropSpeaker& effect)
{
    m_receiver.dropSpeaker(effect.user);
    carryOut(m_encryption.userLeft(effect.user, m_clock.now()));
    emit speakerLeft(effect.user);
}

void VoiceSession::apply(const ClearSpeakers&)
{
    m_receiver.clearSpeakers();
}

void VoiceSession::apply(const CheckMedia&)
{
    m_receiver.checkPath();
}

void VoiceSession::apply(const CloseMedia&)
{
    m_receiver.close();
}

void VoiceSession::apply(const OpenDave& effect)
{
    carryOut(m_encryption.begin(effect.channel));
}

void VoiceSession::apply(const DescribeDave& effect)
{
    carryOut(m_encryption.described(effect.version, m_clock.now()));
}

void VoiceSession::apply(const PassToDave& effect)
{
    carryOut(m_encryption.received(effect.message, m_clock.now()));
}

void VoiceSession::apply(const AskDave& effect)
{
    if (m_encryption.isOutstanding(effect.answer))
        carryOut(m_control.daveAnswered(effect.answer));
}

void VoiceSession::apply(const StateChanged& effect)
{
    emit stateChanged(effect.state, m_receiver.lastHeard());
}

void VoiceSession::apply(const ConnectionOpened& effect)
{
    qCInfo(logVoice) << "voice connection" << effect.connection.value() << "open with"
                     << effect.mode;
    emit connectionOpened(effect.connection, effect.endpoint, effect.mode, effect.daveVersion);
}

void VoiceSession::apply(const SpeakersPresent& effect)
{
    m_encryption.usersPresent(effect.users);
    emit speakersPresent(effect.users);
}

void VoiceSession::apply(const RoundTripMeasured& effect)
{
    emit roundTripMeasured(effect.time);
}

void VoiceSession::apply(const RejoinNeeded&)
{
    emit rejoinNeeded();
}

void VoiceSession::apply(const CallStopped& effect)
{
    qCInfo(logVoice) << "voice call stopped, close code" << effect.closeCode;
    emit stopped(effect.reason, effect.closeCode);
}

} // namespace lavalier::receive
