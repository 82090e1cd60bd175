#include "app/recorder.h"

#include "app/explain.h"
#include "app/places.h"
#include "sinks/exporter/file_names.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace lavalier::app {
namespace {

using gateway::GatewayState;

ui::JoinBlock blockOf(gateway::JoinVerdict verdict)
{
    using gateway::JoinVerdict;
    switch (verdict) {
    case JoinVerdict::Allowed:
        return ui::JoinBlock::None;
    case JoinVerdict::NoConnectPermission:
        return ui::JoinBlock::NoConnectPermission;
    case JoinVerdict::Full:
        return ui::JoinBlock::Full;
    case JoinVerdict::TimedOut:
        return ui::JoinBlock::TimedOut;
    case JoinVerdict::UnknownGuild:
    case JoinVerdict::ServerUnavailable:
        return ui::JoinBlock::ServerUnavailable;
    case JoinVerdict::UnknownChannel:
    case JoinVerdict::NotAVoiceChannel:
    case JoinVerdict::NotVisible:
        break;
    }
    return ui::JoinBlock::NotVisible;
}

ui::AccountState accountStateOf(GatewayState state)
{
    switch (state) {
    case GatewayState::Offline:
        return ui::AccountState::NoToken;
    case GatewayState::CheckingToken:
    case GatewayState::Connecting:
        return ui::AccountState::Connecting;
    case GatewayState::Online:
        return ui::AccountState::Online;
    case GatewayState::Resuming:
    case GatewayState::Backoff:
        return ui::AccountState::Reconnecting;
    case GatewayState::Failed:
        break;
    }
    return ui::AccountState::Failed;
}

CallRecorder::Settings callSettings(const ui::Settings& settings)
{
    return {workerProgram(), settings.workerCount, CallRecorder::Decoding::Live};
}

} // namespace

Recorder::Recorder(Login& login, const Clock& clock, ui::SettingsPort& settings, QObject* parent)
    : ui::RecorderPort(parent)
    , m_login(login)
    , m_clock(clock)
    , m_settings(settings)
    , m_call(login.gateway(), login.endpoints(), clock, callSettings(settings.settings()))
{
    gateway::GatewayClient& gateway = login.gateway();
    connect(&gateway, &gateway::GatewayClient::stateChanged, this, &Recorder::followGateway);
    connect(&gateway, &gateway::GatewayClient::directoryChanged, this, &Recorder::rebuildGuilds);
    connect(&gateway, &gateway::GatewayClient::failed, this,
            [this](gateway::GatewayError error, int code) { raise(explain(error, code)); });
    connect(&gateway, &gateway::GatewayClient::retrying, this,
            [this](gateway::GatewayError error, int code, std::chrono::milliseconds) {
                raise(explain(error, code));
            });
    connect(&gateway, &gateway::GatewayClient::roundTripMeasured, this,
            [this](std::chrono::milliseconds time) {
                m_gatewayRoundTrip = time;
                emit accountChanged();
            });

    connect(&m_call, &CallRecorder::phaseChanged, this, &Recorder::followPhase);
    connect(&m_call, &CallRecorder::joinRefused, this,
            [this](gateway::JoinVerdict verdict) { raise(explain(verdict, tr("that channel"))); });
    connect(&m_call, &CallRecorder::moveUnanswered, this, [this](ChannelId wanted) {
        const auto* channel = m_login.gateway().directory().channel(m_call.guild(), wanted);
        raise(explainMoveUnanswered(channel != nullptr ? channel->name : tr("that channel")));
    });
    connect(&m_call, &CallRecorder::deafenedChanged, this, [this](bool deafened) {
        if (deafened)
            raise(explainDeafened());
        else
            resolve(QLatin1String(kDeafenedKey));
    });
    connect(&m_call, &CallRecorder::lossNoticed, this,
            [this](LossKind kind, quint64 total) { raise(explain(kind, total)); });
    connect(&m_call, &CallRecorder::lossEnded, this,
            [this](LossKind kind) { resolve(lossKey(kind)); });
    connect(&m_call, &CallRecorder::callEnded, this,
            [this](control::StopReason reason, int closeCode) {
                if (reason != control::StopReason::Left)
                    raise(explain(reason, closeCode, m_lastPath));
            });
    connect(&m_call, &CallRecorder::activityResumed, this, &Recorder::activityResumed);
    connect(&m_call, &CallRecorder::speakerAppeared, this, &Recorder::activityResumed);
    connect(&m_call, &CallRecorder::decoderUnavailable, this,
            [this](pool::PoolError error) { raise(explain(error)); });
    const auto tell = [this] { emit recordStateChanged(recordState()); };
    connect(&m_call, &CallRecorder::recordingStarted, this, [this, tell] {
        for (const LossKind kind : {LossKind::UnknownSpeaker, LossKind::Undecryptable,
                                    LossKind::ThisComputer, LossKind::Misplaced})
            resolve(lossKey(kind)); // of an earlier recording
        tell();
    });
    connect(&m_call, &CallRecorder::recordingPaused, this, tell);
    connect(&m_call, &CallRecorder::recordingResumed, this, tell);
    connect(&m_call, &CallRecorder::recordingTroubled, this,
            [this](recording::RecordingError error) { raise(explain(error, recordingPath())); });
    connect(&m_call, &CallRecorder::recordingRecovered, this,
            [this] { resolve(QStringLiteral("recording")); });
    connect(&m_call, &CallRecorder::recordingFinished, this,
            [this, tell](const QString& path, recording::RecordingError error) {
                m_lastPath = path;
                if (error != recording::RecordingError::None)
                    raise(explain(error, path));
                tell();
                emit recordingFinished(path);
            });
}

void Recorder::logIn(const SecretBytes& token)
{
    m_token = token;
    m_hasToken = true;
    resolve(QStringLiteral("gateway.token"));
    m_login.gateway().start(token);
    emit accountChanged();
}

void Recorder::logOut()
{
    m_call.leave();
    m_token = {};
    m_hasToken = false;
    m_login.gateway().stop();
    emit accountChanged();
}

void Recorder::logInAgain()
{
    const SecretBytes token = m_token;
    if (!m_hasToken)
        return;
    for (const ui::Problem& problem : problems())
        if (problem.key.startsWith(QLatin1String("gateway.")))
            resolve(problem.key);
    logIn(token);
}

bool Recorder::finishForQuit()
{
    if (m_call.writer() == nullptr)
        return true;
    m_call.leave();
    return false;
}

QString Recorder::recordingPath() const
{
    return m_call.writer() != nullptr ? m_call.writer()->path() : QString();
}

ui::AccountView Recorder::account() const
{
    ui::AccountView view;
    view.state = m_hasToken ? accountStateOf(m_login.gateway().state()) : ui::AccountState::NoToken;
    view.name = m_login.gateway().selfName();
    view.demo = m_login.isDemo();
    view.gatewayRoundTrip = m_gatewayRoundTrip;
    return view;
}

void Recorder::followGateway(GatewayState state)
{
    if (state == GatewayState::Online)
        resolve(QStringLiteral("gateway.retrying"));
    emit accountChanged();
    rebuildGuilds();
}

void Recorder::rebuildGuilds()
{
    const gateway::GuildDirectory& directory = m_login.gateway().directory();
    std::vector<ui::GuildView> guilds;
    for (const gateway::Guild* guild : directory.guilds()) {
        ui::GuildView view {guild->id, guild->name, guild->available, {}};
        for (const gateway::Channel* channel : directory.channelsInOrder(guild->id)) {
            if (!channel->carriesVoice())
                continue;
            ui::ChannelView entry;
            entry.id = channel->id;
            entry.name = channel->name;
            if (const auto* category = directory.channel(guild->id, channel->parent))
                entry.category = category->name;
            entry.kind = channel->type == gateway::ChannelType::Stage ? ui::ChannelKind::Stage
                                                                      : ui::ChannelKind::Voice;
            entry.userLimit = channel->userLimit;
            entry.block = blockOf(m_login.gateway().joinVerdict(guild->id, channel->id));
            for (const UserId user : directory.occupants(guild->id, channel->id)) {
                const auto* state = directory.voiceState(guild->id, user);
                const auto* member = directory.member(guild->id, user);
                entry.members.push_back({user, directory.displayName(guild->id, user),
                                         state != nullptr && state->isMuted(),
                                         state != nullptr && state->isDeafened(),
                                         member != nullptr && member->bot});
            }
            view.channels.push_back(std::move(entry));
        }
        guilds.push_back(std::move(view));
    }
    if (guilds == m_guilds)
        return;
    m_guilds = std::move(guilds);
    emit guildsChanged();
}

void Recorder::followPhase()
{
    if (m_call.phase() == CallRecorder::Phase::Joining) {
        m_order.clear();
        m_lamps.clear();
        resolve(QStringLiteral("join"));
        resolve(QStringLiteral("call"));
    }
    if (m_call.phase() == CallRecorder::Phase::Reconnecting)
        raise(explainReconnecting());
    else
        resolve(QLatin1String(kReconnectingKey));
    emit callStateChanged(snapshot().call);
    emit activityResumed();
}

ui::RecordState Recorder::recordState() const
{
    if (m_call.writer() == nullptr)
        return ui::RecordState::Idle;
    if (!m_call.isRecording())
        return ui::RecordState::Finishing;
    return m_call.isPaused() ? ui::RecordState::Paused : ui::RecordState::Recording;
}

ui::LiveSnapshot Recorder::snapshot()
{
    ui::LiveSnapshot snapshot;
    switch (m_call.phase()) {
    case CallRecorder::Phase::Idle:
        snapshot.call = ui::CallState::None;
        break;
    case CallRecorder::Phase::Joining:
        snapshot.call = ui::CallState::Joining;
        break;
    case CallRecorder::Phase::InCall:
        snapshot.call = ui::CallState::InCall;
        break;
    case CallRecorder::Phase::Reconnecting:
        snapshot.call = ui::CallState::Reconnecting;
        break;
    }
    snapshot.record = recordState();
    if (snapshot.call != ui::CallState::None) {
        const auto& directory = m_login.gateway().directory();
        snapshot.guild = m_call.guild();
        snapshot.channel = m_call.channel();
        if (const auto* guild = directory.guild(m_call.guild()))
            snapshot.guildName = guild->name;
        if (const auto* channel = directory.channel(m_call.guild(), m_call.channel()))
            snapshot.channelName = channel->name;
        snapshot.voiceRoundTrip = m_call.roundTrip();
        describeSpeakers(snapshot);
    }
    describeRecording(snapshot);
    return snapshot;
}

void Recorder::describeRecording(ui::LiveSnapshot& snapshot) const
{
    if (m_call.writer() == nullptr)
        return;
    const recording::RecordingStatus status = m_call.writer()->status();
    snapshot.recorded = status.acknowledged;
    snapshot.bytesOnDisk = status.bytes;
    snapshot.diskTrouble = status.problem != recording::RecordingError::None;
    snapshot.framesHeld = status.held;
    snapshot.framesNotWritten = status.refused;
    const double seconds = static_cast<double>(status.acknowledged.count()) / 1000;
    // The first seconds say little about the pace, so until then the most it can be is assumed.
    const double pace = seconds > 30 ? static_cast<double>(status.bytes) / seconds
                                     : kBytesPerSpeakerHour / 3600
            * std::max<double>(1, static_cast<double>(snapshot.speakers.size()));
    if (status.diskFree > 0 && pace > 0)
        snapshot.diskTimeLeft = std::chrono::seconds(
            static_cast<std::int64_t>(static_cast<double>(status.diskFree) / pace));
    for (const recording::SpeakerTally& tally : status.speakers)
        for (ui::SpeakerView& speaker : snapshot.speakers)
            if (speaker.id == tally.user) {
                speaker.framesRecorded = tally.frames;
                speaker.framesNotWritten = tally.refused;
            }
}

void Recorder::describeSpeakers(ui::LiveSnapshot& snapshot)
{
    const SteadyTime now = m_clock.now();
    const auto& directory = m_login.gateway().directory();
    m_call.flushLive();
    const MediaCounters counters = m_call.counters();
    std::vector<pool::SpeakerLevel> levels;
    if (m_call.pool() != nullptr)
        levels = m_call.pool()->takeLevels();
    std::unordered_map<UserId, std::uint64_t> onDisk;
    if (m_call.writer() != nullptr)
        for (const auto& tally : m_call.writer()->status().speakers)
            onDisk[tally.user] = tally.frames;

    const auto present = directory.occupants(m_call.guild(), m_call.channel());
    const auto appear = [this](UserId user) {
        if (user != m_login.gateway().self() && std::ranges::find(m_order, user) == m_order.end())
            m_order.push_back(user);
    };
    std::ranges::for_each(present, appear);
    std::ranges::for_each(m_call.speakers(), appear);

    std::uint64_t missing = 0;
    std::uint64_t heard = 0;
    for (const UserId user : m_order) {
        ui::SpeakerView view;
        view.id = user;
        view.name = directory.displayName(m_call.guild(), user);
        view.present = std::ranges::find(present, user) != present.end();
        if (const auto* state = directory.voiceState(m_call.guild(), user))
            view.muted = state->isMuted();
        LampTracker::Counts counts;
        for (const StreamCounters& stream : counters.streams) {
            if (stream.user != user)
                continue;
            counts.heard += stream.heard;
            counts.decrypted += stream.decrypted;
            view.framesLost += stream.missing;
            view.waitingForKeys = view.waitingForKeys || stream.waiting > 0;
        }
        const auto level = std::ranges::find(levels, user, &pool::SpeakerLevel::user);
        if (level != levels.end()) {
            view.talking = level->talking;
            view.peakDb = level->peakDb;
            view.averageDb = level->averageDb;
            view.clipped = level->clipped;
            counts.decoded = level->framesDecoded + level->framesRefused;
        }
        counts.onDisk = onDisk[user];
        view.framesRecorded = counts.onDisk;
        view.lamps = m_lamps[user].update(
            counts, {m_call.pool() != nullptr, snapshot.record == ui::RecordState::Recording}, now);
        missing += view.framesLost;
        heard += counts.heard;
        snapshot.speakers.push_back(std::move(view));
    }
    if (heard + missing > 0)
        snapshot.lossPercent
            = 100.0 * static_cast<double>(missing) / static_cast<double>(heard + missing);
}

void Recorder::joinChannel(GuildId guild, ChannelId channel)
{
    resolve(QStringLiteral("join"));
    m_call.join(guild, channel);
}

void Recorder::leaveChannel()
{
    m_call.leave();
}

void Recorder::startRecording()
{
    const ui::LiveSnapshot now = snapshot();
    QString folder = m_settings.settings().recordingsFolder;
    if (folder.isEmpty())
        folder = defaultRecordingsFolder();
    exporter::NameFacts facts;
    facts.server = now.guildName;
    facts.channel = now.channelName;
    facts.when = QDateTime::currentDateTime();
    const QString name = exporter::recordingFileName(exporter::defaultRecordingTemplate(), facts);
    const auto started = m_call.startRecording(folder, name);
    if (!started)
        raise(explain(started.error(), folder));
    else
        resolve(QStringLiteral("recording"));
}

void Recorder::pauseRecording()
{
    m_call.pauseRecording();
}
void Recorder::resumeRecording()
{
    m_call.resumeRecording();
}

void Recorder::stopRecording()
{
    m_call.stopRecording();
    emit recordStateChanged(recordState());
}

void Recorder::addMarker(const QString& text)
{
    m_call.addMarker(text);
}

std::vector<ui::Problem> Recorder::problems() const
{
    std::vector<ui::Problem> problems;
    for (const auto& [key, problem] : m_problems)
        problems.push_back(problem);
    return problems;
}

void Recorder::raise(const ui::Problem& problem)
{
    m_problems[problem.key] = problem;
    emit problemRaised(problem);
}

void Recorder::resolve(const QString& key)
{
    if (m_problems.erase(key) > 0)
        emit problemResolved(key);
}

void Recorder::dismissProblem(const QString& key)
{
    resolve(key);
}

} // namespace lavalier::app
