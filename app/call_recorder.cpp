// The call: joining, moving, staying in it, leaving.
#include "app/call_recorder.h"

#include "voice/base/log.h"
#include "voice/receive/media_pipeline.h"

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr std::chrono::seconds kTallyInterval {1};
constexpr std::chrono::milliseconds kWatchInterval {250};
/// Whoever ends the program waits two seconds in all, and the disk needs most of them.
constexpr std::chrono::milliseconds kHurriedFlush {200};

QString nameOf(control::StopReason reason)
{
    switch (reason) {
    case control::StopReason::Kicked:
        return QStringLiteral("disconnected by the server");
    case control::StopReason::CallEnded:
        return QStringLiteral("call over");
    case control::StopReason::DaveRequired:
        return QStringLiteral("end-to-end encryption required");
    case control::StopReason::ServerUnreachable:
    case control::StopReason::MediaUnreachable:
        return QStringLiteral("voice server unreachable");
    default:
        return QString::number(static_cast<int>(reason));
    }
}

} // namespace

CallRecorder::CallRecorder(gateway::GatewayClient& gateway, Endpoints endpoints, const Clock& clock,
                           Settings settings, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_endpoints(std::move(endpoints))
    , m_clock(clock)
    , m_settings(std::move(settings))
{
    connect(&m_gateway, &gateway::GatewayClient::voiceStateChanged, this,
            &CallRecorder::followVoiceState);
    connect(&m_gateway, &gateway::GatewayClient::voiceServerChanged, this,
            &CallRecorder::followVoiceServer);
    connect(&m_gateway, &gateway::GatewayClient::sessionRestarted, this, [this] {
        // What the old session told of us died with it: a voice server that is named before our
        // new voice state comes must not be met with the old session id.
        m_sessionId.clear();
        if (m_call && !m_ending)
            requestJoin();
    });
    connect(&m_gateway, &gateway::GatewayClient::stateChanged, this,
            [this](gateway::GatewayState state) {
                if (m_call)
                    m_call->voice->gatewayReachable(state == gateway::GatewayState::Online);
            });
    connect(&m_gateway, &gateway::GatewayClient::directoryChanged, this,
            &CallRecorder::refreshNames);
    m_movePatience.setSingleShot(true);
    m_movePatience.setInterval(m_settings.movePatience);
    connect(&m_movePatience, &QTimer::timeout, this, &CallRecorder::giveUpMove);
    m_flushPatience.setSingleShot(true);
    m_flushPatience.setInterval(m_settings.flushPatience);
    connect(&m_flushPatience, &QTimer::timeout, this, [this] {
        closeFile();
        emit endUncertain();
    });
    m_counterTimer.setInterval(kTallyInterval);
    connect(&m_counterTimer, &QTimer::timeout, this, [this] {
        if (!isRecording())
            return;
        watchDisk();
        noteCounters();
    });
    m_watchTimer.setInterval(kWatchInterval);
    connect(&m_watchTimer, &QTimer::timeout, this, &CallRecorder::watch);
}

CallRecorder::~CallRecorder()
{
    // The call's destructor joins its threads, the writer's waits for its last commit.
    m_call.reset();
}

void CallRecorder::join(GuildId guild, ChannelId channel)
{
    if (m_ending)
        closeFile(); // nobody waits for the last frames of a call that is not wanted any more
    if (m_call && m_guild == guild && m_wantedChannel == channel)
        return;
    const gateway::JoinVerdict verdict = m_gateway.joinVerdict(guild, channel);
    if (verdict != gateway::JoinVerdict::Allowed) {
        emit joinRefused(verdict);
        return;
    }
    if (m_call && m_guild == guild) {
        // Only our own voice state says that we are there; a refused move is answered by nothing.
        m_wantedChannel = channel;
        if (channel == m_channel)
            m_movePatience.stop();
        else
            m_movePatience.start();
        m_gateway.updateVoiceState(m_guild, channel, true, false);
        return;
    }
    if (m_call)
        leaveNow();
    m_guild = guild;
    m_channel = channel;
    m_wantedChannel = channel;
    m_speakers.clear();
    m_names.clear();
    openCall();
    adopt(Phase::Joining);
    requestJoin();
}

void CallRecorder::openCall()
{
    m_call = std::make_unique<Call>();
    m_sessionId.clear();
    m_server.reset();
    if (m_settings.decoding == Decoding::Live) {
        pool::PoolSettings settings;
        settings.workerProgram = m_settings.workerProgram;
        settings.maxWorkers = m_settings.workerCount;
        settings.clock = &m_clock;
        m_call->pool = std::make_unique<pool::DecodePool>(settings);
        connect(m_call->pool.get(), &pool::DecodePool::activityResumed, this,
                &CallRecorder::activityResumed);
        connect(m_call->pool.get(), &pool::DecodePool::workerUnavailable, this,
                &CallRecorder::decoderUnavailable);
        m_call->live = std::make_unique<live::ReorderingSink>(
            [pool = m_call->pool.get()](std::span<const OpusFrame> frames) {
                pool->submit(frames);
            },
            [pool = m_call->pool.get()](StreamId stream) { pool->forget(stream); });
    }
    m_watchTimer.start();
    m_call->sink = std::make_unique<CallSink>(m_call->live.get());
    m_call->sink->setExcluded(m_excluded);
    m_call->voice = std::make_unique<receive::VoiceCall>(m_guild, m_channel, m_gateway.self(),
                                                         m_endpoints, *m_call->sink, m_clock);
    using receive::VoiceCall;
    const VoiceCall* voice = m_call->voice.get();
    connect(voice, &VoiceCall::stateChanged, this, &CallRecorder::followCallState);
    connect(voice, &VoiceCall::stopped, this, &CallRecorder::endCall);
    connect(voice, &VoiceCall::rejoinNeeded, this, &CallRecorder::requestJoin);
    m_flushes = 0;
    connect(voice, &VoiceCall::flushed, this, [this] {
        if (--m_flushes == 0) // not an answer to one that was not waited for any more
            closeFile();
    });
    connect(voice, &VoiceCall::speakerMapped, this, &CallRecorder::meetSpeaker);
    connect(voice, &VoiceCall::connectionOpened, this, &CallRecorder::rememberConnection);
    connect(voice, &VoiceCall::daveChanged, this, &CallRecorder::followDave);
    connect(voice, &VoiceCall::pathSilent, this, &CallRecorder::followPath);
    connect(voice, &VoiceCall::datagramsDropped, this, &CallRecorder::noteDropped);
    connect(voice, &VoiceCall::undecryptable, this, &CallRecorder::beginUndecryptable);
    connect(voice, &VoiceCall::decryptableAgain, this, &CallRecorder::endUndecryptable);
    connect(voice, &VoiceCall::speakerLeft, this, [this](UserId user) {
        m_strangers.left(user);
        endUndecryptable(user);
    });
    connect(voice, &VoiceCall::roundTripMeasured, this, [this](std::chrono::milliseconds time) {
        m_roundTrip = time;
        m_warnings.roundTrip(time);
        tellWarnings();
    });
    m_call->voice->gatewayReachable(m_gateway.state() == gateway::GatewayState::Online);
    m_call->voice->setListening(receive::Listening::Recording);
}

void CallRecorder::requestJoin()
{
    // A server that was named before belongs to what is gone; it would refuse us (4006).
    m_server.reset();
    m_gateway.updateVoiceState(m_guild, m_wantedChannel, true, false);
    m_call->voice->joinRequested();
    // Discord sends no new voice state when ours does not change: the one it told last still holds.
    if (const auto* own = m_gateway.directory().voiceState(m_guild, m_gateway.self());
        m_sessionId.isEmpty() && own != nullptr && own->channel == m_wantedChannel)
        m_sessionId = own->sessionId;
}

void CallRecorder::giveUpMove()
{
    const ChannelId wanted = std::exchange(m_wantedChannel, m_channel);
    if (m_call && wanted != m_channel)
        emit moveUnanswered(wanted);
}

void CallRecorder::followVoiceState(const gateway::VoiceStateChange& change)
{
    if (!m_call || change.guild != m_guild)
        return;
    if (change.self)
        followOwnState(change);
    else
        followOthersState(change);
}

void CallRecorder::followOwnState(const gateway::VoiceStateChange& change)
{
    if (!change.after) {
        m_sessionId.clear();
        m_call->voice->channelChanged(ChannelId());
        return;
    }
    const ChannelId there = *change.after;
    m_call->voice->channelChanged(there);
    m_sessionId = change.state.sessionId;
    const bool isTheirWish = there != m_wantedChannel && there != m_channel;
    if (there == m_wantedChannel || there != m_channel) {
        m_wantedChannel = there; // a moderator's wish outranks ours
        m_movePatience.stop();
    }
    if (const ChannelId before = std::exchange(m_channel, there); before != there)
        noteMove(before);
    if (isTheirWish)
        emit moved(there);
    noteDeafened(change.state.isDeafened());
    connectWhenAnswered();
}

void CallRecorder::followVoiceServer(GuildId guild, const QString& endpoint,
                                     const SecretBytes& token)
{
    if (!m_call || guild != m_guild)
        return;
    if (endpoint.isNull()) {
        m_server.reset();
        m_call->voice->serverLost();
        return;
    }
    m_server = control::VoiceServer {QString(), token, endpoint};
    connectWhenAnswered();
}

void CallRecorder::connectWhenAnswered()
{
    if (!m_server || m_sessionId.isEmpty())
        return;
    control::VoiceServer server = *std::exchange(m_server, std::nullopt);
    server.sessionId = m_sessionId;
    m_call->voice->serverChanged(server);
}

void CallRecorder::followCallState(receive::VoiceState state)
{
    using receive::VoiceState;
    switch (state) {
    case VoiceState::Ready:
        endOutage();
        if (m_phase == Phase::Reconnecting)
            m_gateway.networkIsBack();
        adopt(Phase::InCall);
        break;
    case VoiceState::Idle:
    case VoiceState::Stopped:
        break; // stopped() tells more
    default:
        if (state == VoiceState::Connecting)
            m_strangers.connectionBegins();
        if (m_phase != Phase::InCall)
            break;
        beginOutage(state);
        m_gateway.networkInDoubt();
        adopt(Phase::Reconnecting);
    }
}

void CallRecorder::meetSpeaker(UserId user, Ssrc ssrc)
{
    m_strangers.named(user, ssrc);
    if (std::ranges::find(m_speakers, user) == m_speakers.end()) {
        m_speakers.push_back(user);
        emit speakerAppeared(user);
    }
    refreshNames();
    noteExcluded(user);
}

MediaCounters CallRecorder::counters() const
{
    return m_call ? m_call->voice->counters() : m_lastCounters;
}

void CallRecorder::flushLive()
{
    if (m_call && m_call->live)
        m_call->live->flushDue(m_clock.now());
}

void CallRecorder::leave()
{
    stopRecording();
    if (!m_flushing)
        leaveNow();
    else if (!m_ending)
        m_ending = Ending(control::StopReason::Left, 0);
}

void CallRecorder::hurry()
{
    m_flushPatience.setInterval(std::min(m_settings.flushPatience, kHurriedFlush));
    if (m_flushing)
        m_flushPatience.start();
}

void CallRecorder::networkIsBack()
{
    if (m_call)
        m_call->voice->networkIsBack();
}

void CallRecorder::leaveNow()
{
    if (!m_call)
        return;
    m_gateway.updateVoiceState(m_guild, std::nullopt, false, false);
    m_call->voice->leave();
    stopRecording();
    closeFile();
    dropCall(control::StopReason::Left, 0);
}

/// Without our doing. The receiver closes its socket in its own time, and what it reads then is the
/// end of the recording.
void CallRecorder::endCall(control::StopReason reason, int closeCode)
{
    if (!m_call)
        return;
    note(recording::EventType::Notice,
         QStringLiteral("call ended, reason %1, close code %2").arg(nameOf(reason)).arg(closeCode));
    stopRecording();
    if (!m_flushing)
        dropCall(reason, closeCode);
    else if (!m_ending) // we left before
        m_ending = Ending(reason, closeCode);
}

void CallRecorder::dropCall(control::StopReason reason, int closeCode)
{
    m_movePatience.stop();
    m_outageSince.reset();
    m_pathHeard.reset();
    m_lastCounters = m_call->voice->counters();
    if (reason != control::StopReason::Left && reason != control::StopReason::Kicked)
        m_gateway.updateVoiceState(m_guild, std::nullopt, false, false);
    // We may be inside one of its signals, so the call ends from the event loop.
    m_call->voice->disconnect(this);
    QMetaObject::invokeMethod(
        this, [ended = std::shared_ptr<Call>(std::move(m_call))] {}, Qt::QueuedConnection);
    m_connection.reset();
    m_watchTimer.stop();
    m_watch.clear();
    m_warnings.clear();
    tellStalls();
    tellStranger(m_strangers.clear());
    tellWarnings();
    m_roundTrip.reset();
    forgetEncryption();
    noteDeafened(false);
    adopt(Phase::Idle);
    if (m_writer)
        m_leaving = std::pair(reason, closeCode);
    else
        emit callEnded(reason, closeCode);
}

void CallRecorder::adopt(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    emit phaseChanged();
}

} // namespace lavalier::app
