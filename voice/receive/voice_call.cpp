#include "voice/receive/voice_call.h"

#include "voice/crypto/random_source.h"
#include "voice/receive/voice_session.h"

#include <QEventLoop>
#include <QTimer>

namespace lavalier::receive {

const crypto::P256PrivateKey& VoiceCall::signatureKeyOfThisRun()
{
    static const crypto::P256PrivateKey kKey = [] {
        crypto::SystemRandom random;
        return crypto::P256PrivateKey::generate(random);
    }();
    return kKey;
}

VoiceCall::VoiceCall(GuildId guild, ChannelId channel, UserId self, const Endpoints& endpoints,
                     AudioSink& sink, const Clock& clock, QObject* parent,
                     const control::ControlTiming& timing, const MediaTiming& mediaTiming,
                     const crypto::P256PrivateKey& signatureKey)
    : QObject(parent)
    , m_session(new VoiceSession({guild, channel, self}, endpoints, timing, mediaTiming, sink,
                                 clock, signatureKey))
{
    m_session->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_session, &QObject::deleteLater);

    connect(m_session, &VoiceSession::stateChanged, this, &VoiceCall::adoptState);
    connect(m_session, &VoiceSession::rejoinNeeded, this, &VoiceCall::rejoinNeeded);
    connect(m_session, &VoiceSession::stopped, this, &VoiceCall::stopped);
    connect(m_session, &VoiceSession::speakerMapped, this, &VoiceCall::speakerMapped);
    connect(m_session, &VoiceSession::speakerLeft, this, &VoiceCall::speakerLeft);
    connect(m_session, &VoiceSession::speakersPresent, this, &VoiceCall::speakersPresent);
    connect(m_session, &VoiceSession::roundTripMeasured, this, &VoiceCall::roundTripMeasured);
    connect(m_session, &VoiceSession::udpRoundTripMeasured, this, &VoiceCall::udpRoundTripMeasured);
    connect(m_session, &VoiceSession::connectionOpened, this, &VoiceCall::connectionOpened);
    connect(m_session, &VoiceSession::daveChanged, this, [this](const DaveFacts& facts) {
        m_dave = facts;
        emit daveChanged(facts);
    });
    connect(m_session, &VoiceSession::datagramsDropped, this, &VoiceCall::datagramsDropped);
    connect(m_session, &VoiceSession::pathSilent, this, &VoiceCall::pathSilent);
    connect(m_session, &VoiceSession::undecryptable, this, &VoiceCall::undecryptable);
    connect(m_session, &VoiceSession::decryptableAgain, this, &VoiceCall::decryptableAgain);
    connect(m_session, &VoiceSession::flushed, this, &VoiceCall::flushed);

    m_thread.setObjectName(QStringLiteral("voice session"));
    m_thread.start();
}

VoiceCall::~VoiceCall()
{
    // The session is deleted in its own thread as that ends: it says good-bye to the server and
    // joins the receiver thread.
    m_thread.quit();
    m_thread.wait();
}

template <typename Command> void VoiceCall::post(Command command)
{
    Q_ASSERT(QThread::currentThread() == thread());
    QMetaObject::invokeMethod(
        m_session, [session = m_session, command = std::move(command)] { command(*session); },
        Qt::QueuedConnection);
}

void VoiceCall::joinRequested()
{
    post([](VoiceSession& session) { session.joinRequested(); });
}

void VoiceCall::serverChanged(const VoiceServer& server)
{
    post([server](VoiceSession& session) { session.serverChanged(server); });
}

void VoiceCall::serverLost()
{
    post([](VoiceSession& session) { session.serverLost(); });
}

void VoiceCall::channelChanged(ChannelId channel)
{
    post([channel](VoiceSession& session) { session.channelChanged(channel); });
}

void VoiceCall::gatewayReachable(bool reachable)
{
    post([reachable](VoiceSession& session) { session.gatewayReachable(reachable); });
}

void VoiceCall::networkIsBack()
{
    post([](VoiceSession& session) { session.networkIsBack(); });
}

void VoiceCall::setListening(Listening listening)
{
    m_listening = listening;
    post([listening](VoiceSession& session) { session.setListening(listening); });
}

void VoiceCall::flush(Held held)
{
    post([held](VoiceSession& session) { session.flush(held); });
}

void VoiceCall::leave()
{
    post([](VoiceSession& session) { session.leave(); });
}

MediaCounters VoiceCall::counters() const
{
    return m_session->counters();
}

bool VoiceCall::waitUntilReady(std::chrono::milliseconds atMost)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const auto isDecided
        = [this] { return m_state == VoiceState::Ready || m_state == VoiceState::Stopped; };
    if (!isDecided()) {
        QEventLoop loop;
        QTimer::singleShot(atMost, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        connect(this, &VoiceCall::stateChanged, &loop, [&] {
            if (isDecided())
                loop.quit();
        });
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return m_state == VoiceState::Ready;
}

void VoiceCall::adoptState(VoiceState state, SteadyTime lastHeard)
{
    m_lastHeard = lastHeard;
    m_state = state;
    emit stateChanged(state);
}

} // namespace lavalier::receive
