// The recording: what the file of a running call is told besides its frames.
#include "app/call_recorder.h"

#include "sinks/recording/event_text.h"
#include "voice/receive/media_pipeline.h"

#include <QFileInfo>

#include <algorithm>

namespace lavalier::app {
namespace {

using recording::EventType;
namespace event_text = recording::event_text;

QString nameOf(receive::VoiceState state)
{
    using receive::VoiceState;
    switch (state) {
    case VoiceState::AwaitingServer:
        return QStringLiteral("the voice server went away");
    case VoiceState::Resuming:
        return QStringLiteral("control connection lost, resuming");
    case VoiceState::Backoff:
        return QStringLiteral("connection lost, waiting to try again");
    default:
        return QStringLiteral("connecting anew");
    }
}

QString describe(const LossReport& loss)
{
    switch (loss.kind) {
    case LossKind::UnknownSpeaker:
        return QStringLiteral("unknown speaker: %1 packets not assigned").arg(loss.fresh);
    case LossKind::Undecryptable:
        return QStringLiteral("encryption: %1 packets not decrypted").arg(loss.fresh);
    case LossKind::ThisComputer:
        return QStringLiteral("computer: %1 packets dropped").arg(loss.fresh);
    case LossKind::Misplaced:
        break;
    }
    return QStringLiteral("stream: %1 packets fit nowhere").arg(loss.fresh);
}

} // namespace

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
    m_call->sink->expectWriter();
    return adoptWriter(recording::RecordingWriter::create(folder, baseName, description, m_clock));
}

Result<void, recording::RecordingError> CallRecorder::goOnRecording(const QString& path)
{
    if (!m_call || m_writer)
        return Failure {recording::RecordingError::Busy};
    m_call->sink->expectWriter();
    return adoptWriter(recording::RecordingWriter::goOn(path, m_clock));
}

/// Or, where none was made, forgets what was kept for it.
Result<void, recording::RecordingError> CallRecorder::adoptWriter(MadeWriter made)
{
    if (!made) {
        m_call->sink->setWriter(nullptr);
        return Failure {made.error()};
    }
    m_writer = *std::move(made);
    for (const recording::SpeakerTally& speaker : m_writer->status().speakers) {
        if (speaker.excluded && !isExcluded(speaker.user))
            m_writer->setExcluded(speaker.user, false); // today's wish, not that of then
    }
    m_disk = {};
    lookAtOthers();
    m_stopping = false;
    m_paused = false;
    connect(m_writer.get(), &recording::RecordingWriter::problemRaised, this,
            &CallRecorder::recordingTroubled);
    connect(m_writer.get(), &recording::RecordingWriter::recovered, this,
            &CallRecorder::recordingRecovered);
    connect(m_writer.get(), &recording::RecordingWriter::continued, this,
            &CallRecorder::recordingContinued);
    connect(m_writer.get(), &recording::RecordingWriter::notContinued, this,
            &CallRecorder::recordingNotContinued);
    connect(m_writer.get(), &recording::RecordingWriter::stopped, this,
            &CallRecorder::finishRecording);
    m_muted.clear();
    m_excludedInFile.clear();
    m_losses.begin(m_call->voice->counters());
    if (m_connection)
        m_writer->connectionOpened(m_connection->id, m_channel, m_connection->endpoint,
                                   m_connection->mode, m_connection->daveVersion);
    for (const UserId user : m_speakers) {
        m_writer->speakerSeen(user, m_names[user]);
        noteExcluded(user);
    }
    noteOccupants();
    if (m_deafened)
        note(EventType::Notice, event_text::kDeafened, m_gateway.self());
    if (m_outageSince)
        note(EventType::Gap, event_text::kVoice + QStringLiteral("still reconnecting"));
    if (m_warnings.holds(CallWarning::PathSilent))
        notePath(true);
    noteEncryption();
    m_call->sink->setWriter(m_writer.get());
    m_counterTimer.start();
    watchRecording(RecordingStep::Begun);
    emit recordingStarted(m_writer->path());
    return {};
}

void CallRecorder::pauseRecording()
{
    if (!isRecording() || m_paused)
        return;
    noteCounters();
    m_paused = true;
    m_writer->pause();
    watchRecording(RecordingStep::Paused);
    emit recordingPaused();
}

void CallRecorder::resumeRecording()
{
    if (!isRecording() || !m_paused)
        return;
    noteCounters();
    m_paused = false;
    m_writer->resume();
    watchRecording(RecordingStep::Resumed);
    emit recordingResumed();
}

void CallRecorder::stopRecording()
{
    if (!isRecording())
        return;
    m_stopping = true;
    watchRecording(RecordingStep::Ended);
    m_counterTimer.stop();
    if (!m_call) {
        m_writer->stop();
        return;
    }
    m_flushing = true;
    m_flushPatience.start();
    ++m_flushes;
    // Whoever waits for a key that comes after this recording is missing from it.
    m_call->voice->flush(receive::Held::GiveUp);
}

void CallRecorder::closeFile()
{
    if (!m_flushing)
        return;
    m_flushPatience.stop();
    if (m_flushes > 0 && takesLosses()) // nobody knows how much it was
        m_writer->note({EventType::Gap, {}, event_text::kEndNotHandedOver});
    noteCounters();
    noteLosses(m_losses.finish());
    m_flushing = false;
    if (m_call)
        m_call->sink->setWriter(nullptr);
    m_writer->stop();
    const auto ending = std::exchange(m_ending, std::nullopt);
    if (ending && ending->first == control::StopReason::Left)
        leaveNow();
    else if (ending)
        dropCall(ending->first, ending->second);
}

void CallRecorder::addMarker(const QString& text)
{
    if (isRecording())
        m_writer->marker(text);
}

void CallRecorder::noteNotice(const QString& text)
{
    note(EventType::Notice, text, m_gateway.self());
}

void CallRecorder::continueRecordingIn(const QString& folder)
{
    if (m_writer)
        m_writer->continueIn(folder);
}

void CallRecorder::giveUpSaving()
{
    if (m_writer && m_stopping)
        m_writer->giveUp();
}

void CallRecorder::finishRecording(recording::RecordingError error)
{
    if (!m_writer)
        return;
    const QString path = m_writer->path();
    recording::RecordingWriter::retire(std::move(m_writer)); // its index and merge go on
    m_stopping = false;
    m_paused = false;
    emit recordingFinished(path, error);
    if (const auto leaving = std::exchange(m_leaving, std::nullopt))
        emit callEnded(leaving->first, leaving->second);
}

/// What is told at the last moment belongs to the frames that are still being saved.
bool CallRecorder::takesLosses() const
{
    return m_writer != nullptr && (!m_stopping || m_flushing);
}

void CallRecorder::note(EventType type, const QString& text, UserId user)
{
    if (isRecording())
        m_writer->note({type, user, text});
}

/// Who is here when we come.
void CallRecorder::noteOccupants()
{
    for (const UserId user : m_gateway.directory().occupants(m_guild, m_channel)) {
        if (user == m_gateway.self())
            continue;
        m_muted.erase(user);
        note(EventType::Join, {}, user);
        noteExcluded(user);
        if (const auto* state = m_gateway.directory().voiceState(m_guild, user))
            noteMuted(user, state->isMuted());
    }
}

/// For the recording those we leave behind have left, and those who are there have come.
void CallRecorder::noteMove(ChannelId from)
{
    for (const UserId user : m_gateway.directory().occupants(m_guild, from)) {
        if (user != m_gateway.self())
            note(EventType::Leave, {}, user);
    }
    note(EventType::ServerChange, QString::number(m_channel.value()), m_gateway.self());
    noteOccupants();
}

void CallRecorder::followOthersState(const gateway::VoiceStateChange& change)
{
    if (!isRecording())
        return;
    const bool wasHere = change.before == m_channel;
    const bool isHere = change.after == m_channel;
    if (isHere && !wasHere) {
        refreshNames();
        m_muted.erase(change.user);
        note(EventType::Join, {}, change.user);
        noteExcluded(change.user);
    }
    if (isHere)
        noteMuted(change.user, change.state.isMuted());
    else if (wasHere)
        note(EventType::Leave, {}, change.user);
}

void CallRecorder::setExcluded(std::unordered_set<UserId> users)
{
    m_excluded = std::move(users);
    if (m_call)
        m_call->sink->setExcluded(m_excluded); // first: no frame more
    for (const UserId user : m_speakers)
        noteExcluded(user);
    for (const UserId user : m_gateway.directory().occupants(m_guild, m_channel))
        noteExcluded(user);
}

/// The file hears only of those who came: the list itself is nobody's business.
void CallRecorder::noteExcluded(UserId user)
{
    const bool excluded = m_excluded.contains(user);
    if (!isRecording() || excluded == m_excludedInFile.contains(user))
        return;
    if (excluded)
        m_excludedInFile.insert(user);
    else
        m_excludedInFile.erase(user);
    m_writer->setExcluded(user, excluded);
    note(EventType::Exclude, excluded ? QStringLiteral("begun") : QStringLiteral("over"), user);
}

void CallRecorder::noteMuted(UserId user, bool muted)
{
    if (muted == m_muted.contains(user))
        return; // a name or a camera changed
    if (muted)
        m_muted.insert(user);
    else
        m_muted.erase(user);
    note(muted ? EventType::Mute : EventType::Unmute, {}, user);
}

void CallRecorder::noteDeafened(bool deafened)
{
    if (std::exchange(m_deafened, deafened) == deafened)
        return;
    note(EventType::Notice, deafened ? event_text::kDeafened : event_text::kHearsAgain,
         m_gateway.self());
    emit deafenedChanged(deafened);
}

void CallRecorder::beginOutage(receive::VoiceState state)
{
    m_outageSince = m_clock.now();
    QString text = event_text::kVoice + nameOf(state);
    // It may have begun long before anybody noticed: a way that swallows everything looks like a
    // call in which nobody speaks.
    if (const SteadyTime heard = m_call->voice->lastHeard(); heard > SteadyTime()) {
        const auto unheard = std::chrono::ceil<std::chrono::milliseconds>(*m_outageSince - heard);
        text += event_text::kLastHeard + QStringLiteral("%1 ms before").arg(unheard.count());
    }
    note(EventType::Gap, text);
}

void CallRecorder::endOutage()
{
    const auto since = std::exchange(m_outageSince, std::nullopt);
    if (!since)
        return;
    const auto length = std::chrono::round<std::chrono::milliseconds>(m_clock.now() - *since);
    note(EventType::Gap,
         event_text::kVoiceBack + QStringLiteral(" after %1 ms").arg(length.count()));
}

/// Which of them were audio, and whose, the recording's packets tell.
void CallRecorder::noteDropped(const receive::DropStretch& stretch)
{
    const SteadyTime now = m_clock.now();
    const auto ago = [now](SteadyTime then) {
        return std::chrono::ceil<std::chrono::milliseconds>(now - std::min(now, then)).count();
    };
    if (!takesLosses())
        return;
    m_writer->note({EventType::Gap,
                    {},
                    event_text::kTooBusy + QString::number(stretch.datagrams)
                        + event_text::kDroppedFrom + QString::number(ago(stretch.after))
                        + event_text::kDroppedTo
                        + QStringLiteral("%1 ms before").arg(ago(stretch.before))});
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
    const bool isAnother = m_connection && m_connection->id != connection;
    while (!m_undecryptable.empty()) // of the one before
        endUndecryptable(*m_undecryptable.begin());
    followPath(false, std::nullopt); // as that one's path was
    m_connection = Connection {connection, endpoint, mode, daveVersion};
    if (m_call->live)
        m_call->live->connectionOpened(connection);
    if (!isRecording())
        return;
    m_writer->connectionOpened(connection, m_channel, endpoint, mode, daveVersion);
    if (isAnother)
        note(EventType::ServerChange, endpoint);
}

double CallRecorder::pace(std::size_t speakers) const
{
    if (m_writer == nullptr)
        return 0;
    const recording::RecordingStatus status = m_writer->status();
    return paceOf(status.bytes, status.acknowledged, std::max(speakers, status.speakers.size()));
}

bool CallRecorder::fills(const QString& folder) const
{
    return m_writer != nullptr
        && QFileInfo(m_writer->path()).absolutePath() == QFileInfo(folder + u'/').absolutePath();
}

void CallRecorder::lookAtOthers()
{
    m_othersPace = paceBeside(QFileInfo(m_writer->path()).absolutePath());
}

void CallRecorder::watchDisk()
{
    lookAtOthers();
    const recording::RecordingStatus status = m_writer->status();
    if (status.diskFree == 0 || status.problem != recording::RecordingError::None)
        return; // not asked yet, or full, which is told elsewhere
    const double pace = paceOf(status.bytes, status.acknowledged, status.speakers.size());
    const auto outlook = m_disk.look(outlookOf(status.diskFree, pace + m_othersPace));
    if (!outlook)
        return;
    if (outlook->room != DiskRoom::Plenty)
        note(EventType::DiskWarning,
             QStringLiteral("%1 bytes free, %2 s")
                 .arg(outlook->bytesFree)
                 .arg(outlook->left.count()));
    emit diskRoomChanged(*outlook);
}

void CallRecorder::noteCounters()
{
    if (!takesLosses() || !m_call)
        return;
    const MediaCounters counters = m_call->voice->counters();
    m_writer->noteCounters(counters);
    if (m_paused)
        m_losses.skip(counters);
    noteLosses(m_losses.look(counters, m_clock.now()));
}

void CallRecorder::noteLosses(const std::vector<LossReport>& losses)
{
    for (const LossReport& loss : losses) {
        if (loss.fresh > 0 && takesLosses())
            m_writer->note({EventType::Gap, {}, describe(loss)});
        if (loss.isOver)
            emit lossEnded(loss.kind);
        else
            emit lossNoticed(loss.kind, loss.total);
    }
}

} // namespace lavalier::app
