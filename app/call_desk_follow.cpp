// What the desk makes of what its call, its file, the notice and the machine tell it.
#include "app/call_desk.h"
#include "app/explain.h"

#include <algorithm>

namespace lavalier::app {

void CallDesk::followCall()
{
    connect(&m_call, &CallRecorder::phaseChanged, this, &CallDesk::followPhase);
    connect(&m_call, &CallRecorder::joinRefused, this,
            [this](gateway::JoinVerdict verdict) { raise(explain(verdict, tr("that channel"))); });
    connect(&m_call, &CallRecorder::moveUnanswered, this, [this](ChannelId wanted) {
        raise(explainMoveUnanswered(channelName(wanted, tr("that channel"))));
    });
    connect(&m_call, &CallRecorder::moved, this, [this](ChannelId to) {
        m_notice.moveTo(to);
        raise(explainMoved(channelName(to, tr("another channel"))));
        emit callStateChanged();
    });
    connect(&m_call, &CallRecorder::callEnded, this,
            [this](control::StopReason reason, int closeCode) {
                if (reason == control::StopReason::Left)
                    return;
                raise(explain(reason, closeCode, m_lastPath,
                              m_gateway.joinVerdict(m_guild, m_call.channel()),
                              channelName(m_call.channel(), tr("that channel"))));
            });
    connect(&m_call, &CallRecorder::activityResumed, this, &CallDesk::activityResumed);
    connect(&m_call, &CallRecorder::speakerAppeared, this, &CallDesk::activityResumed);
    connect(&m_call, &CallRecorder::decoderUnavailable, this,
            [this](pool::PoolError error) { raise(explain(error)); });
}

void CallDesk::followPhase()
{
    if (m_call.phase() == CallRecorder::Phase::Joining) {
        m_order.clear();
        resolve(QStringLiteral("join"));
        resolve(QStringLiteral("call"));
        resolve(QLatin1String(kMovedKey));
    }
    if (m_call.phase() == CallRecorder::Phase::Reconnecting)
        raise(explainReconnecting());
    else
        resolve(QLatin1String(kReconnectingKey));
    if (!m_call.isRecording()) // the call may have ended by itself, and the recording with it
        showDiskTrouble();
    if (m_call.phase() == CallRecorder::Phase::Idle)
        cancelNotice();
    offerGoingOn();
    if (m_call.phase() == CallRecorder::Phase::Idle && m_call.writer() == nullptr) {
        m_watchTimer.stop();
        watch(); // the last word: nothing holds any more
    } else if (!m_watchTimer.isActive()) {
        m_watchTimer.start();
    }
    emit callStateChanged();
    emit activityResumed();
}

void CallDesk::followRecording()
{
    using recording::RecordingError;
    connect(&m_call, &CallRecorder::recordingStarted, this, [this] {
        for (const LossKind kind : {LossKind::UnknownSpeaker, LossKind::Undecryptable,
                                    LossKind::ThisComputer, LossKind::Misplaced})
            resolve(lossKey(kind)); // of an earlier recording
        for (const During during : {During::Start, During::Recording, During::Stop})
            resolve(recordingKey(during));
        for (const char* key : {kNextPartKey, kGoOnKey, kEndUncertainKey})
            resolve(QLatin1String(key));
        m_diskTrouble = RecordingError::None;
        emit recordStateChanged();
    });
    connect(&m_call, &CallRecorder::recordingPaused, this, &CallDesk::recordStateChanged);
    connect(&m_call, &CallRecorder::recordingResumed, this, &CallDesk::recordStateChanged);
    connect(&m_call, &CallRecorder::recordingTroubled, this, [this](RecordingError error) {
        m_diskTrouble = error;
        showDiskTrouble();
    });
    connect(&m_call, &CallRecorder::recordingRecovered, this, [this] {
        m_diskTrouble = RecordingError::None;
        resolve(recordingKey(During::Recording));
    });
    connect(&m_call, &CallRecorder::recordingContinued, this,
            [this](const QString& path, RecordingError why) {
                resolve(QLatin1String(kNextPartKey));
                if (why != RecordingError::None)
                    raise(explainNextPart(path));
            });
    connect(&m_call, &CallRecorder::recordingNotContinued, this,
            [this](const QString& folder, RecordingError error) {
                raise(explainNotContinued(error, folder));
            });
    connect(&m_call, &CallRecorder::recordingFinished, this,
            [this](const QString& path, RecordingError error) {
                m_lastPath = path;
                m_notice.end();
                resolve(QLatin1String(kNoticeRemovedKey));
                m_diskTrouble = RecordingError::None;
                resolve(recordingKey(During::Recording));
                if (error != RecordingError::None)
                    raise(explain(error, path, During::Stop));
                if (isOver()) {
                    m_watchTimer.stop();
                    watch();
                }
                emit recordStateChanged();
                emit recordingFinished(path);
            });
}

void CallDesk::followAlarms()
{
    connect(&m_call, &CallRecorder::deafenedChanged, this, [this](bool deafened) {
        if (deafened)
            raise(explainDeafened());
        else
            resolve(QLatin1String(kDeafenedKey));
    });
    connect(&m_call, &CallRecorder::lossNoticed, this, [this](LossKind kind, quint64 total) {
        // Told by name already, while it lasts.
        if (kind != LossKind::Undecryptable || !m_call.anyUndecryptable())
            raise(explain(kind, total));
    });
    connect(&m_call, &CallRecorder::endUncertain, this, [this] { raise(explainEndUncertain()); });
    connect(&m_call, &CallRecorder::lossEnded, this,
            [this](LossKind kind) { resolve(lossKey(kind)); });
    connect(&m_call, &CallRecorder::stalled, this,
            [this](Stalled where, const QList<UserId>& users) {
                QStringList names;
                for (const UserId user : users)
                    names.append(nameOf(user));
                if (names.isEmpty())
                    resolve(stalledKey(where));
                else
                    raise(explain(where, names));
                emit activityResumed();
            });
    connect(&m_call, &CallRecorder::strangerChanged, this,
            [this](bool heard, const QList<UserId>& maybe) {
                QStringList names;
                for (const UserId user : maybe)
                    names.append(nameOf(user));
                if (heard)
                    raise(explainStranger(names));
                else
                    resolve(QLatin1String(kStrangerKey));
            });
    connect(&m_call, &CallRecorder::warningChanged, this, [this](CallWarning warning, bool holds) {
        if (holds)
            raise(explain(warning));
        else
            resolve(warningKey(warning));
    });
    connect(&m_call, &CallRecorder::daveChanged, this, &CallDesk::activityResumed);
    connect(&m_call, &CallRecorder::undecryptable, this, [this](UserId user) {
        raise(explainUndecryptable(user, nameOf(user)));
        emit activityResumed();
    });
    connect(&m_call, &CallRecorder::decryptableAgain, this, [this](UserId user) {
        resolve(undecryptableKey(user));
        emit activityResumed();
    });
}

void CallDesk::followNotice()
{
    connect(&m_notice, &NoticeKeeper::settled, this, &CallDesk::noticeSettled);
    connect(&m_notice, &NoticeKeeper::untold, this, [this] {
        m_call.noteNotice(QStringLiteral("consent: no notice in the channel it goes on in"));
        raise(explainUntold());
    });
    connect(&m_notice, &NoticeKeeper::removed, this, [this] {
        m_call.noteNotice(QStringLiteral("consent: nickname mark removed by somebody"));
        raise(explainNoticeRemoved());
    });
}

void CallDesk::readSettings()
{
    const std::vector<UserId> excluded = m_settings.settings().excluded;
    m_call.setExcluded({excluded.begin(), excluded.end()});
    emit activityResumed();
}

/// Disk, and the rules for starting and stopping.
void CallDesk::watch()
{
    watchMachine();
    const auto& directory = m_gateway.directory();
    int people = 0;
    for (const UserId user : directory.occupants(m_guild, m_call.channel())) {
        const auto* member = directory.member(m_guild, user);
        const bool bot = member != nullptr && member->bot;
        people += user != m_gateway.self() && !bot ? 1 : 0;
    }
    const ui::Settings settings = m_settings.settings();
    const auto phase = m_call.phase();
    const auto action = m_rules.update(
        {phase == CallRecorder::Phase::InCall, recordState() != ui::RecordState::Idle, people,
         phase == CallRecorder::Phase::Reconnecting, m_call.channel()},
        m_plain ? RecordingRules::Wishes {}
                : RecordingRules::Wishes {settings.recordWithPeople, settings.stopWhenOnlyBots},
        m_clock.now());
    if (action == RecordingRules::Action::Start)
        startRecording();
    else if (action == RecordingRules::Action::Stop)
        stopRecording();
}

void CallDesk::watchMachine()
{
    MachineFacts facts; // whether the computer is kept awake is no call's business
    facts.recording = m_call.isRecording();
    if (m_call.writer() != nullptr) {
        facts.diskFree = m_call.writer()->status().diskFree;
        ui::LiveSnapshot snapshot;
        describeRecording(snapshot);
        facts.diskTimeLeft = snapshot.diskTimeLeft;
    }
    const std::vector<MachineWarning> warnings = m_machine.update(facts);
    for (const MachineWarning before : m_warnings) {
        const QString key = warningKey(before);
        if (std::ranges::none_of(warnings,
                                 [&](MachineWarning it) { return warningKey(it) == key; }))
            resolve(key);
    }
    for (const MachineWarning warning : warnings)
        if (std::ranges::find(m_warnings, warning) == m_warnings.end())
            raise(explain(warning)); // once: whoever dismissed it has read it
    m_warnings = warnings;
}

} // namespace lavalier::app
