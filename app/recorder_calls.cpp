// The calls: one desk for each server, one of them shown. Commands go to that one.
#include "app/explain.h"
#include "app/recorder.h"

#include "voice/base/snowflake.h"

#include <QThread>

#include <algorithm>

namespace lavalier::app {
namespace {

/// Two calls that lose packets have two problems.
QString keyFor(GuildId guild, const QString& key)
{
    return key + u'@' + toString(guild);
}

/// Two recordings on one disk have one problem.
bool isEverybodys(const QString& key)
{
    return key == warningKey(MachineWarning::DiskLow);
}

/// Each call decodes in processes of its own; all together they are about as many as one had.
int workersFor(int wanted, std::size_t calls)
{
    const int all = wanted > 0 ? wanted : QThread::idealThreadCount();
    return std::max(1, all / static_cast<int>(calls));
}

} // namespace

CallDesk* Recorder::deskOf(GuildId guild) const
{
    const auto found = std::ranges::find(m_desks, guild, &CallDesk::guild);
    return found == m_desks.end() ? nullptr : found->get();
}

CallDesk& Recorder::makeDesk(GuildId guild)
{
    const CallDesk::Surroundings around {
        m_login.gateway(),
        m_login.endpoints(),
        m_clock,
        m_settings,
        m_notices.of(guild),
        [this, guild](const QString& folder) { return paceBeside(guild, folder); }};
    const int workers = workersFor(m_settings.settings().workerCount, m_desks.size() + 1);
    m_desks.push_back(std::make_unique<CallDesk>(guild, around, workers));
    CallDesk& desk = *m_desks.back();
    if (m_plain)
        desk.startPlainly();
    connect(&m_login.network(), &NetworkSigns::back, &desk.call(), &CallRecorder::networkIsBack);
    connect(&desk, &CallDesk::problemRaised, this,
            [this, guild](const ui::Problem& problem) { raiseFor(guild, problem); });
    connect(&desk, &CallDesk::problemResolved, this,
            [this, guild](const QString& key) { resolveFor(guild, key); });
    connect(&desk, &CallDesk::callStateChanged, this, [this, &desk] { followCallState(desk); });
    connect(&desk, &CallDesk::recordStateChanged, this, [this, &desk] { followRecordState(desk); });
    connect(&desk, &CallDesk::activityResumed, this, [this, &desk] {
        if (&desk == m_shown)
            emit activityResumed();
    });
    connect(&desk, &CallDesk::recordingFinished, this, &Recorder::recordingFinished);
    desk.noteLeftBehind(m_leftBehind);
    return desk;
}

void Recorder::show(CallDesk* desk)
{
    m_shown = desk;
    if (desk != nullptr)
        desk->dropLevels();
    followPool();
    emit callStateChanged(desk != nullptr ? desk->callState() : ui::CallState::None);
    emit recordStateChanged(desk != nullptr ? desk->recordState() : ui::RecordState::Idle);
    emit callsChanged();
    emit activityResumed();
}

void Recorder::followPool()
{
    if (m_shown != nullptr)
        m_listening.follow(m_shown->call().pool(), m_shown->guild());
    else
        m_listening.follow(nullptr, {});
}

/// Bytes a second of the other recordings that fill the same folder.
double Recorder::paceBeside(GuildId guild, const QString& folder) const
{
    double sum = 0;
    for (const auto& desk : m_desks)
        if (desk->guild() != guild && desk->call().fills(folder))
            sum += desk->call().pace(desk->lanes());
    return sum;
}

bool Recorder::showCall(GuildId guild)
{
    CallDesk* const desk = deskOf(guild);
    if (desk == nullptr || desk->isOver())
        return false;
    if (desk != m_shown)
        show(desk);
    return true;
}

void Recorder::followCallState(CallDesk& desk)
{
    if (&desk == m_shown) {
        followPool();
        emit callStateChanged(desk.callState());
    }
    emit callsChanged();
    // From the event loop: the call may still be ending.
    if (desk.callState() == ui::CallState::None)
        QMetaObject::invokeMethod(this, &Recorder::clearDesks, Qt::QueuedConnection);
}

void Recorder::followRecordState(CallDesk& desk)
{
    keepAwake();
    if (&desk == m_shown)
        emit recordStateChanged(desk.recordState());
    emit callsChanged();
    if (desk.isOver())
        QMetaObject::invokeMethod(this, &Recorder::clearDesks, Qt::QueuedConnection);
}

void Recorder::clearDesks()
{
    const bool shownIsOver = m_shown != nullptr && m_shown->isOver();
    if (shownIsOver)
        m_shown = nullptr;
    std::erase_if(m_desks, [](const auto& desk) { return desk->isOver(); });
    if (shownIsOver)
        show(m_desks.empty() ? nullptr : m_desks.back().get());
    if (m_loginChanges)
        changeLogin();
}

void Recorder::raiseFor(GuildId guild, ui::Problem problem)
{
    if (isEverybodys(problem.key)) {
        m_sharedBy[problem.key].insert(guild);
        raise(problem);
        return;
    }
    problem.key = keyFor(guild, problem.key);
    problem.guild = guild;
    if (const auto* known = m_login.gateway().directory().guild(guild))
        problem.guildName = known->name;
    else if (const CallDesk* desk = deskOf(guild)) // the bot was thrown out of the server
        problem.guildName = desk->guildName();
    raise(problem);
}

void Recorder::resolveFor(GuildId guild, const QString& key)
{
    if (isEverybodys(key)) {
        auto& holders = m_sharedBy[key];
        holders.erase(guild);
        if (holders.empty())
            resolve(key);
        return;
    }
    resolve(keyFor(guild, key));
}

/// Where there is no call any more, what was wrong with joining or with the call is of the past
/// once another one begins.
void Recorder::resolvePast()
{
    for (const ui::Problem& problem : problems()) {
        const bool past = problem.guild.isValid() && deskOf(problem.guild) == nullptr;
        const auto about
            = [&](const char* prefix) { return problem.key.startsWith(QLatin1String(prefix)); };
        if (past
            && (about("join@") || about("call@") || about(kMovedKey) || about("loss.")
                || about(kEndUncertainKey)))
            resolve(problem.key);
    }
}

std::vector<ui::CallView> Recorder::calls() const
{
    std::vector<ui::CallView> views;
    for (const auto& desk : m_desks)
        if (!desk->isOver())
            views.push_back(desk->view());
    return views;
}

ui::LiveSnapshot Recorder::snapshot()
{
    ui::LiveSnapshot snapshot;
    if (m_shown != nullptr)
        snapshot = m_shown->snapshot();
    for (ui::SpeakerView& speaker : snapshot.speakers)
        speaker.listening = m_listening.choice(speaker.id);
    snapshot.keepAwake = m_awake.state() == SleepInhibitor::State::Unavailable
        ? ui::KeepAwake::Unavailable
        : m_awake.state() == SleepInhibitor::State::Held ? ui::KeepAwake::Held
                                                         : ui::KeepAwake::NotNeeded;
    snapshot.listening = m_listening.state();
    snapshot.listeningVolume = m_listening.volume();
    return snapshot;
}

// ----------------------------------------------------------------------------------- commands

void Recorder::joinChannel(GuildId guild, ChannelId channel)
{
    if (m_loginChanges) // the bot that could join is about to go
        return;
    resolvePast();
    CallDesk* desk = deskOf(guild);
    const bool listens
        = desk == nullptr || desk->callState() == ui::CallState::None; // not for a move
    if (desk == nullptr)
        desk = &makeDesk(guild);
    desk->join(channel);
    if (desk->isOver()) { // refused
        clearDesks();
        return;
    }
    if (desk != m_shown)
        show(desk);
    if (listens && m_settings.settings().listenAtJoin)
        m_listening.setOn(true);
}

void Recorder::leaveChannel()
{
    if (m_shown != nullptr)
        m_shown->leave();
}

void Recorder::startRecording()
{
    if (m_shown != nullptr)
        m_shown->startRecording();
}

void Recorder::startRecordingAnyway()
{
    if (m_shown != nullptr)
        m_shown->startRecordingAnyway();
}

void Recorder::goOnRecording()
{
    if (m_shown != nullptr)
        m_shown->goOnRecording();
}

void Recorder::recordWithoutNotice()
{
    if (m_shown != nullptr)
        m_shown->recordWithoutNotice();
}

void Recorder::pauseRecording()
{
    if (m_shown != nullptr)
        m_shown->call().pauseRecording();
}

void Recorder::resumeRecording()
{
    if (m_shown != nullptr)
        m_shown->call().resumeRecording();
}

void Recorder::stopRecording()
{
    if (m_shown != nullptr)
        m_shown->stopRecording();
}

void Recorder::stopAllRecordings()
{
    for (const auto& desk : m_desks)
        desk->stopRecording();
}

void Recorder::continueRecordingIn(const QString& folder)
{
    if (m_shown != nullptr)
        m_shown->call().continueRecordingIn(folder);
}

void Recorder::giveUpSaving()
{
    if (m_shown != nullptr)
        m_shown->call().giveUpSaving();
}

void Recorder::addMarker(const QString& text)
{
    if (m_shown != nullptr)
        m_shown->call().addMarker(text);
}

MediaCounters Recorder::mediaCounters() const
{
    MediaCounters sum;
    for (const auto& desk : m_desks)
        accumulate(sum, desk->call().counters());
    return sum;
}

bool Recorder::finishForQuit()
{
    bool nothingRuns = true;
    for (const auto& desk : m_desks) {
        nothingRuns = nothingRuns && desk->recordState() == ui::RecordState::Idle;
        desk->hurry();
        desk->leave(); // also where recording was only about to begin
    }
    return nothingRuns;
}

QStringList Recorder::recordingPaths() const
{
    QStringList paths;
    for (const auto& desk : m_desks)
        if (desk->recordState() != ui::RecordState::Idle)
            paths.append(desk->recordingPath());
    return paths;
}

void Recorder::requestVerificationCode(UserId speaker)
{
    const QList<DaveMember> roster
        = m_shown != nullptr ? m_shown->call().dave().roster : QList<DaveMember>();
    const auto own = std::ranges::find(roster, m_login.gateway().self(), &DaveMember::user);
    const auto other = std::ranges::find(roster, speaker, &DaveMember::user);
    if (own == roster.end() || other == roster.end() || own == other)
        emit verificationCodeReady(speaker, {});
    else
        m_codes.request(*own, *other);
}

} // namespace lavalier::app
