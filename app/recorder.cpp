#include "app/recorder.h"

#include "app/explain.h"
#include "app/places.h"
#include "sinks/exporter/file_names.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace lavalier::app {
namespace {

using gateway::GatewayState;

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
    , m_notice(login.gateway(), login.endpoints(), login.isDemo() ? QString() : stateFolder())
{
    gateway::GatewayClient& gateway = login.gateway();
    connect(&gateway, &gateway::GatewayClient::stateChanged, this, &Recorder::followGateway);
    connect(&gateway, &gateway::GatewayClient::directoryChanged, this, &Recorder::rebuildGuilds);
    connect(&gateway, &gateway::GatewayClient::failed, this,
            [this](gateway::GatewayError error, int code) { raise(explain(error, code)); });
    connect(&gateway, &gateway::GatewayClient::retrying, this,
            [this](gateway::GatewayError error, int code, std::chrono::milliseconds) {
                const ui::Problem problem = explain(error, code);
                // Tries may follow each other closely; what was said, or dismissed, is not news.
                if (m_gatewayTrouble != problem)
                    raise(problem);
                m_gatewayTrouble = problem;
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
    connect(&m_call, &CallRecorder::lossNoticed, this, [this](LossKind kind, quint64 total) {
        // Told by name already, while it lasts.
        if (kind != LossKind::Undecryptable || !m_call.anyUndecryptable())
            raise(explain(kind, total));
    });
    connect(&m_call, &CallRecorder::lossEnded, this,
            [this](LossKind kind) { resolve(lossKey(kind)); });
    connect(&m_call, &CallRecorder::callEnded, this,
            [this](control::StopReason reason, int closeCode) {
                if (reason == control::StopReason::Left)
                    return;
                const auto* channel
                    = m_login.gateway().directory().channel(m_call.guild(), m_call.channel());
                raise(explain(reason, closeCode, m_lastPath,
                              m_login.gateway().joinVerdict(m_call.guild(), m_call.channel()),
                              channel != nullptr ? channel->name : tr("that channel")));
            });
    connect(&m_call, &CallRecorder::activityResumed, this, &Recorder::activityResumed);
    connect(&m_call, &CallRecorder::speakerAppeared, this, &Recorder::activityResumed);
    connect(&m_call, &CallRecorder::decoderUnavailable, this,
            [this](pool::PoolError error) { raise(explain(error)); });
    followRecording();
    followEncryption();
    followListening();
    connect(&m_notice, &NoticeKeeper::settled, this, &Recorder::followNotice);
    connect(&m_notice, &NoticeKeeper::notPutBack, this, [this] { raise(explainMarkLeft()); });
    connect(&m_notice, &NoticeKeeper::ended, this, [this] {
        if (!m_notice.hasMark())
            resolve(QLatin1String(kMarkLeftKey));
        if (m_loginChanges)
            changeLogin();
    });
    connect(&m_notice, &NoticeKeeper::untold, this, [this] {
        m_call.noteNotice(QStringLiteral("consent: no notice in the channel it goes on in"));
        raise(explainUntold());
    });
    connect(&m_notice, &NoticeKeeper::removed, this, [this] {
        m_call.noteNotice(QStringLiteral("consent: nickname mark removed by somebody"));
        raise(explainNoticeRemoved());
    });
    followAlarms();
    followWatch();
    connect(&m_settings, &ui::SettingsPort::settingsChanged, this, &Recorder::readSettings);
    readSettings();
}

void Recorder::readSettings()
{
    const std::vector<UserId> excluded = m_settings.settings().excluded;
    m_call.setExcluded({excluded.begin(), excluded.end()});
    emit activityResumed();
}

void Recorder::setExcluded(UserId speaker, bool excluded)
{
    ui::Settings settings = m_settings.settings();
    std::erase(settings.excluded, speaker);
    if (excluded)
        settings.excluded.push_back(speaker);
    m_settings.setSettings(settings);
}

void Recorder::followListening()
{
    connect(&m_listening, &Listening::changed, this, [this] {
        if (const auto problem = explain(m_listening.state()))
            raise(*problem);
        else
            resolve(QLatin1String(kListeningKey));
        emit activityResumed();
    });
}

QString Recorder::nameOf(UserId user) const
{
    return m_login.gateway().directory().displayName(m_call.guild(), user);
}

void Recorder::followAlarms()
{
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
    connect(&m_call, &CallRecorder::warningChanged, this, [this](CallWarning warning, bool holds) {
        if (holds)
            raise(explain(warning));
        else
            resolve(warningKey(warning));
    });
    connect(&m_call, &CallRecorder::moved, this, [this](ChannelId to) {
        m_notice.moveTo(to);
        const auto* channel = m_login.gateway().directory().channel(m_call.guild(), to);
        raise(explainMoved(channel != nullptr ? channel->name : tr("another channel")));
    });
}

void Recorder::followEncryption()
{
    connect(&m_call, &CallRecorder::daveChanged, this, &Recorder::activityResumed);
    connect(&m_call, &CallRecorder::undecryptable, this, [this](UserId user) {
        raise(explainUndecryptable(
            user, m_login.gateway().directory().displayName(m_call.guild(), user)));
        emit activityResumed();
    });
    connect(&m_call, &CallRecorder::decryptableAgain, this, [this](UserId user) {
        resolve(undecryptableKey(user));
        emit activityResumed();
    });
    connect(&m_codes, &VerificationCodes::ready, this, &Recorder::verificationCodeReady);
}

void Recorder::followRecording()
{
    using recording::RecordingError;
    const auto tell = [this] { emit recordStateChanged(recordState()); };
    connect(&m_call, &CallRecorder::recordingStarted, this, [this, tell] {
        for (const LossKind kind : {LossKind::UnknownSpeaker, LossKind::Undecryptable,
                                    LossKind::ThisComputer, LossKind::Misplaced})
            resolve(lossKey(kind)); // of an earlier recording
        for (const During during : {During::Start, During::Recording, During::Stop})
            resolve(recordingKey(during));
        for (const char* key : {kNextPartKey, kGoOnKey})
            resolve(QLatin1String(key));
        m_diskTrouble = RecordingError::None;
        tell();
    });
    connect(&m_call, &CallRecorder::recordingPaused, this, tell);
    connect(&m_call, &CallRecorder::recordingResumed, this, tell);
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
            [this, tell](const QString& path, RecordingError error) {
                m_lastPath = path;
                m_notice.end();
                resolve(QLatin1String(kNoticeRemovedKey));
                m_diskTrouble = RecordingError::None;
                resolve(recordingKey(During::Recording));
                if (error != RecordingError::None)
                    raise(explain(error, path, During::Stop));
                tell();
                emit recordingFinished(path);
            });
}

/// From here on the banner speaks of what is left to save.
void Recorder::beginSaving()
{
    showDiskTrouble();
    emit recordStateChanged(recordState());
}

void Recorder::showDiskTrouble()
{
    if (m_diskTrouble != recording::RecordingError::None && m_call.writer() != nullptr)
        raise(explain(m_diskTrouble, recordingPath(),
                      m_call.isRecording() ? During::Recording : During::Saving));
}

void Recorder::logIn(const SecretBytes& token)
{
    const bool sameLogin = m_hasToken && m_token.equals(token);
    m_token = token;
    m_hasToken = true;
    m_gatewayTrouble.reset();
    resolve(QStringLiteral("gateway.token"));
    if (sameLogin && !m_loginChanges)
        m_login.gateway().start(token);
    else
        changeLogin();
    emit accountChanged();
}

void Recorder::logOut()
{
    m_token = {};
    m_hasToken = false;
    changeLogin();
    emit accountChanged();
}

/// Only the old token can take the mark off the old bot's name.
void Recorder::changeLogin()
{
    if (!std::exchange(m_loginChanges, true)) {
        leaveChannel();
        m_notice.end();
    }
    if (m_call.phase() != CallRecorder::Phase::Idle || !m_notice.isIdle())
        return; // called again
    m_loginChanges = false;
    if (m_hasToken)
        m_login.gateway().start(m_token);
    else
        m_login.gateway().stop();
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
    beginSaving();
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
    view.id = m_login.gateway().self();
    view.demo = m_login.isDemo();
    view.gatewayRoundTrip = m_gatewayRoundTrip;
    return view;
}

void Recorder::followGateway(GatewayState state)
{
    if (state == GatewayState::Online) {
        m_gatewayTrouble.reset();
        resolve(QStringLiteral("gateway.retrying"));
    }
    emit accountChanged();
    rebuildGuilds();
}

void Recorder::followPhase()
{
    if (m_call.phase() == CallRecorder::Phase::Joining) {
        if (m_settings.settings().listenAtJoin)
            m_listening.setOn(true);
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
    if (m_call.phase() == CallRecorder::Phase::Idle) {
        cancelNotice();
        if (m_loginChanges) // from the event loop: the call is still ending
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (m_loginChanges)
                        changeLogin();
                },
                Qt::QueuedConnection);
    }
    m_listening.follow(m_call.pool());
    offerGoingOn();
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

void Recorder::joinChannel(GuildId guild, ChannelId channel)
{
    resolve(QStringLiteral("join"));
    if (place() != Place(guild, channel))
        cancelNotice();
    m_call.join(guild, channel);
}

void Recorder::leaveChannel()
{
    cancelNotice();
    m_call.leave();
    beginSaving();
}

void Recorder::startRecording()
{
    const QString folder = recordingsFolder();
    const auto free = bytesFreeIn(folder);
    const DiskOutlook outlook = outlookOf(free.value_or(UINT64_MAX),
                                          paceOf(0, {}, std::max<std::size_t>(1, m_order.size())));
    if (outlook.room == DiskRoom::Urgent)
        raise(explainNoRoomToBegin(outlook, folder));
    else
        startRecordingAnyway();
}

void Recorder::startRecordingAnyway()
{
    m_goOnIn.clear();
    askForNotice();
}

void Recorder::goOnRecording()
{
    const ui::RecordingView* const here = leftBehindHere();
    if (here == nullptr)
        return;
    m_goOnIn = here->path;
    askForNotice();
}

void Recorder::askForNotice()
{
    if (m_noticeAsked || m_call.writer() != nullptr || m_call.phase() == CallRecorder::Phase::Idle)
        return;
    resolve(QLatin1String(kNoNoticeKey));
    m_noNoticeIn.reset();
    const ui::Settings settings = m_settings.settings();
    m_noticeAsked = place();
    m_notice.begin(m_call.guild(), m_call.channel(), {settings.markNickname, settings.postNotice});
}

void Recorder::followNotice()
{
    const bool stillAsking = m_notice.nickname() == NoticeStand::Asked
        || m_notice.message() == NoticeStand::Asked; // what settled was cancelled since
    if (!m_noticeAsked || stillAsking)
        return;
    if (*std::exchange(m_noticeAsked, std::nullopt) != place()) {
        askForNotice(); // moved since: they were told elsewhere
        return;
    }
    if (!m_notice.needsAcknowledgement()) {
        beginRecording(m_notice.notes());
        return;
    }
    m_notice.end();
    m_noNoticeIn = place();
    raise(explainNoNotice(m_notice.nickname(), m_notice.message()));
}

/// What was asked for in one call says nothing about the next.
void Recorder::cancelNotice()
{
    m_noNoticeIn.reset();
    resolve(QLatin1String(kNoNoticeKey));
    if (!std::exchange(m_noticeAsked, std::nullopt))
        return;
    m_goOnIn.clear();
    m_notice.end();
}

void Recorder::putNoticeBack()
{
    constexpr std::chrono::milliseconds kPatience {1000};
    m_notice.end();
    if (m_notice.isIdle())
        return;
    QEventLoop loop;
    connect(&m_notice, &NoticeKeeper::ended, &loop, &QEventLoop::quit);
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    loop.exec();
}

void Recorder::recordWithoutNotice()
{
    resolve(QLatin1String(kNoNoticeKey));
    const bool here = m_noNoticeIn == place();
    m_noNoticeIn.reset();
    if (here && m_call.writer() == nullptr && m_call.phase() != CallRecorder::Phase::Idle)
        beginRecording(m_notice.notes());
}

QString Recorder::recordingsFolder() const
{
    const QString chosen = m_settings.settings().recordingsFolder;
    return chosen.isEmpty() ? defaultRecordingsFolder() : chosen;
}

void Recorder::beginRecording(const QStringList& notes)
{
    const ui::LiveSnapshot now = snapshot();
    const QString folder = recordingsFolder();
    exporter::NameFacts facts;
    facts.server = now.guildName;
    facts.channel = now.channelName;
    facts.when = QDateTime::currentDateTime();
    const QString name = exporter::recordingFileName(exporter::defaultRecordingTemplate(), facts);
    const QString left = std::exchange(m_goOnIn, {});
    const auto started
        = left.isEmpty() ? m_call.startRecording(folder, name) : m_call.goOnRecording(left);
    if (!started) {
        m_notice.end();
        raise(left.isEmpty() ? explain(started.error(), folder, During::Start)
                             : explain(started.error(), left, During::Change));
        return;
    }
    for (const QString& line : notes)
        m_call.noteNotice(line);
}

// ------------------------------------------------------------------- what a crash left behind

void Recorder::noteLeftBehind(std::vector<ui::RecordingView> recordings)
{
    m_leftBehind = std::move(recordings);
    if (m_leftBehind.empty())
        resolve(QLatin1String(kLeftBehindKey));
    else if (!std::exchange(m_toldOfLeftBehind, true))
        raise(explainLeftBehind());
    offerGoingOn();
}

/// Not older than a day: a call that still runs, or a session that does.
const ui::RecordingView* Recorder::leftBehindHere() const
{
    constexpr qint64 kDay = 24 * 3600;
    const auto isHere = [this](const ui::RecordingView& view) {
        return view.channel == m_call.channel() && view.partsMissing == 0
            && view.started.secsTo(QDateTime::currentDateTime())
            < kDay + std::chrono::duration_cast<std::chrono::seconds>(view.length).count();
    };
    const auto found = std::ranges::find_if(m_leftBehind, isHere);
    return found == m_leftBehind.end() ? nullptr : &*found;
}

void Recorder::offerGoingOn()
{
    const bool canBegin
        = m_call.phase() == CallRecorder::Phase::InCall && m_call.writer() == nullptr;
    const ui::RecordingView* const here = canBegin ? leftBehindHere() : nullptr;
    if (here != nullptr)
        raise(explainCanGoOn(here->title));
    else
        resolve(QLatin1String(kGoOnKey));
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
    cancelNotice();
    m_call.stopRecording();
    beginSaving();
}

void Recorder::continueRecordingIn(const QString& folder)
{
    m_call.continueRecordingIn(folder);
}

void Recorder::giveUpSaving()
{
    m_call.giveUpSaving();
}

void Recorder::addMarker(const QString& text)
{
    m_call.addMarker(text);
}

void Recorder::setListening(bool on)
{
    m_listening.setOn(on);
}

void Recorder::setListeningVolume(double volume)
{
    m_listening.setVolume(volume);
}

void Recorder::listenTo(UserId speaker, const ui::ListeningChoice& choice)
{
    m_listening.choose(speaker, choice);
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

void Recorder::requestVerificationCode(UserId speaker)
{
    const QList<DaveMember>& roster = m_call.dave().roster;
    const auto own = std::ranges::find(roster, m_login.gateway().self(), &DaveMember::user);
    const auto other = std::ranges::find(roster, speaker, &DaveMember::user);
    if (own == roster.end() || other == roster.end() || own == other)
        emit verificationCodeReady(speaker, {});
    else
        m_codes.request(*own, *other);
}

} // namespace lavalier::app
