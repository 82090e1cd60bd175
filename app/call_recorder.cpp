#include "app/call_recorder.h"

#include "voice/base/log.h"
#include "voice/receive/media_pipeline.h"

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr std::chrono::seconds kTallyInterval {1};

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
        if (m_call)
            requestJoin();
    });
    connect(&m_gateway, &gateway::GatewayClient::directoryChanged, this,
            &CallRecorder::refreshNames);
    m_counterTimer.setInterval(kTallyInterval);
    connect(&m_counterTimer, &QTimer::timeout, this, &CallRecorder::noteCounters);
}

CallRecorder::~CallRecorder()
{
    // The call's destructor joins its threads, the writer's waits for its last commit.
    m_call.reset();
}

void CallRecorder::join(GuildId guild, ChannelId channel)
{
    if (m_call && m_guild == guild && m_channel == channel)
        return;
    const gateway::JoinVerdict verdict = m_gateway.joinVerdict(guild, channel);
    if (verdict != gateway::JoinVerdict::Allowed) {
        emit joinRefused(verdict);
        return;
    }
    if (m_call && m_guild == guild) {
        // A move within the server: the same call and the same recording go on over there.
        m_channel = channel;
        requestJoin();
        return;
    }
    if (m_call)
        leave();
    m_guild = guild;
    m_channel = channel;
    m_speakers.clear();
    m_names.clear();
    openCall();
    adopt(Phase::Joining);
    requestJoin();
}

void CallRecorder::openCall()
{
    m_call = std::make_unique<Call>();
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
            });
    }
    m_call->sink = std::make_unique<CallSink>(m_call->live.get());
    m_call->voice = std::make_unique<receive::VoiceCall>(m_guild, m_channel, m_gateway.self(),
                                                         m_endpoints, *m_call->sink, m_clock);
    using receive::VoiceCall;
    const VoiceCall* voice = m_call->voice.get();
    connect(voice, &VoiceCall::stateChanged, this, &CallRecorder::followCallState);
    connect(voice, &VoiceCall::stopped, this, &CallRecorder::endCall);
    connect(voice, &VoiceCall::rejoinNeeded, this, &CallRecorder::requestJoin);
    connect(voice, &VoiceCall::speakerMapped, this, &CallRecorder::meetSpeaker);
    connect(voice, &VoiceCall::connectionOpened, this, &CallRecorder::rememberConnection);
    connect(voice, &VoiceCall::roundTripMeasured, this,
            [this](std::chrono::milliseconds time) { m_roundTrip = time; });
    m_call->voice->setListening(receive::Listening::Recording);
}

void CallRecorder::requestJoin()
{
    // Whatever was known belongs to the session that is gone; a stale pair would be refused (4006).
    m_server.reset();
    m_sessionId.clear();
    m_gateway.updateVoiceState(m_guild, m_channel, true, false);
    m_call->voice->joinRequested();
    // Discord sends no new voice state when ours does not change: the one it told last still holds.
    if (const auto* own = m_gateway.directory().voiceState(m_guild, m_gateway.self());
        own != nullptr && own->channel == m_channel)
        m_sessionId = own->sessionId;
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
    m_call->voice->channelChanged(change.after.value_or(ChannelId()));
    if (!change.after)
        return;
    m_sessionId = change.state.sessionId;
    if (*change.after != m_channel) {
        m_channel = *change.after;
        if (m_writer)
            m_writer->note({recording::EventType::ServerChange, m_gateway.self(),
                            QString::number(m_channel.value())});
    }
    connectWhenAnswered();
}

void CallRecorder::followOthersState(const gateway::VoiceStateChange& change)
{
    if (!m_writer)
        return;
    const bool wasHere = change.before == m_channel;
    const bool isHere = change.after == m_channel;
    if (isHere && !wasHere) {
        refreshNames();
        m_writer->note({recording::EventType::Join, change.user, {}});
    } else if (wasHere && !isHere) {
        m_writer->note({recording::EventType::Leave, change.user, {}});
    } else if (isHere) {
        m_writer->note(
            {change.state.isMuted() ? recording::EventType::Mute : recording::EventType::Unmute,
             change.user,
             {}});
    }
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
        adopt(Phase::InCall);
        break;
    case VoiceState::Idle:
    case VoiceState::Stopped:
        break; // stopped() tells more
    default:
        if (m_phase == Phase::InCall)
            adopt(Phase::Reconnecting);
    }
}

void CallRecorder::meetSpeaker(UserId user)
{
    if (std::ranges::find(m_speakers, user) == m_speakers.end()) {
        m_speakers.push_back(user);
        emit speakerAppeared(user);
    }
    refreshNames();
}

void CallRecorder::refreshNames()
{
    for (const UserId user : m_speakers) {
        const QString name = m_gateway.directory().displayName(m_guild, user);
        QString& known = m_names[user];
        if (known == name)
            continue;
        known = name;
        if (m_writer)
            m_writer->speakerSeen(user, name);
    }
}

void CallRecorder::rememberConnection(ConnectionId connection, const QString& endpoint,
                                      const QString& mode, int daveVersion)
{
    m_connection = Connection {connection, endpoint, mode, daveVersion};
    if (m_writer)
        m_writer->connectionOpened(connection, endpoint, mode, daveVersion);
}

MediaCounters CallRecorder::counters() const
{
    return m_call ? m_call->voice->counters() : MediaCounters();
}

void CallRecorder::flushLive()
{
    if (m_call && m_call->live)
        m_call->live->flushDue(m_clock.now());
}

void CallRecorder::noteCounters()
{
    if (m_writer && m_call)
        m_writer->noteCounters(m_call->voice->counters());
}

Result<void, recording::RecordingError> CallRecorder::startRecording(const QString& folder,
                                                                     const QString& baseName)
{
    if (!m_call || m_writer)
        return Failure {recording::RecordingError::Busy};
    const gateway::Guild* guild = m_gateway.directory().guild(m_guild);
    const gateway::Channel* channel = m_gateway.directory().channel(m_guild, m_channel);
    recording::RecordingDescription description;
    description.guild = m_guild;
    description.guildName = guild != nullptr ? guild->name : QString();
    description.channel = m_channel;
    description.channelName = channel != nullptr ? channel->name : QString();
    description.title = description.channelName;
    description.appVersion = QStringLiteral(LAVALIER_VERSION);
    auto writer = recording::RecordingWriter::create(folder, baseName, description, m_clock);
    if (!writer)
        return Failure {writer.error()};
    m_writer = std::move(*writer);
    m_stopping = false;
    m_paused = false;
    connect(m_writer.get(), &recording::RecordingWriter::problemRaised, this,
            &CallRecorder::recordingTroubled);
    connect(m_writer.get(), &recording::RecordingWriter::recovered, this,
            &CallRecorder::recordingRecovered);
    connect(m_writer.get(), &recording::RecordingWriter::stopped, this,
            &CallRecorder::finishRecording);
    if (m_connection)
        m_writer->connectionOpened(m_connection->id, m_connection->endpoint, m_connection->mode,
                                   m_connection->daveVersion);
    for (const UserId user : m_speakers)
        m_writer->speakerSeen(user, m_names[user]);
    for (const UserId user : m_gateway.directory().occupants(m_guild, m_channel))
        if (user != m_gateway.self())
            m_writer->note({recording::EventType::Join, user, {}});
    m_call->sink->setWriter(m_writer.get());
    m_counterTimer.start();
    emit recordingStarted(m_writer->path());
    return {};
}

void CallRecorder::pauseRecording()
{
    if (!isRecording() || m_paused)
        return;
    m_paused = true;
    m_call->sink->pause(m_clock.now());
    m_writer->pause();
    emit recordingPaused();
}

void CallRecorder::resumeRecording()
{
    if (!isRecording() || !m_paused)
        return;
    m_paused = false;
    m_writer->resume();
    m_call->sink->resume();
    emit recordingResumed();
}

void CallRecorder::stopRecording()
{
    if (!isRecording())
        return;
    m_stopping = true;
    noteCounters();
    m_counterTimer.stop();
    if (m_call)
        m_call->sink->setWriter(nullptr);
    m_writer->stop();
}

void CallRecorder::addMarker(const QString& text)
{
    if (isRecording())
        m_writer->marker(text);
}

void CallRecorder::finishRecording(recording::RecordingError error)
{
    if (!m_writer)
        return;
    const QString path = m_writer->path();
    m_writer.release()->deleteLater(); // we are inside one of its signals
    m_stopping = false;
    m_paused = false;
    emit recordingFinished(path, error);
    if (const auto leaving = std::exchange(m_leaving, std::nullopt))
        emit callEnded(leaving->first, leaving->second);
}

void CallRecorder::leave()
{
    if (!m_call)
        return;
    m_gateway.updateVoiceState(m_guild, std::nullopt, false, false);
    m_call->voice->leave();
    endCall(control::StopReason::Left, 0);
}

void CallRecorder::endCall(control::StopReason reason, int closeCode)
{
    if (!m_call)
        return;
    stopRecording();
    if (reason != control::StopReason::Left && reason != control::StopReason::Kicked)
        m_gateway.updateVoiceState(m_guild, std::nullopt, false, false);
    // We may be inside one of its signals, so the call ends from the event loop.
    m_call->voice->disconnect(this);
    QMetaObject::invokeMethod(
        this, [ended = std::shared_ptr<Call>(std::move(m_call))] {}, Qt::QueuedConnection);
    m_connection.reset();
    m_roundTrip.reset();
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
