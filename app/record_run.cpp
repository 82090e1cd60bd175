#include "app/record_run.h"

#include "app/encryption_json.h"
#include "app/explain.h"
#include "app/export_run.h"
#include "app/places.h"
#include "app/settings_store.h"
#include "app/terminal.h"
#include "sinks/exporter/file_names.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QThread>

#include <algorithm>

namespace lavalier::app {
namespace {

using namespace std::chrono_literals;

/// Logging in includes rate limits and a slow network; beyond this somebody should look.
constexpr auto kLoginPatience = 30s;
/// Guilds follow the login one by one; a channel that is not there by then is unknown.
constexpr auto kChannelPatience = 5s;
constexpr auto kLevelInterval = 100ms;
/// For one single file instead of a file and its log; a file that is not merged is whole all the
/// same.
constexpr auto kClosePatience = 5s;
/// Who is terminated has two seconds in all, of which a disk in trouble may take 1.5.
constexpr std::chrono::milliseconds kPatienceWhenTerminated = 1500ms;
constexpr std::chrono::milliseconds kLeastClosePatience = 300ms;
/// What nearly every frame of Discord's holds.
constexpr auto kFrameLength = 20ms;

} // namespace

RecordRun::RecordRun(RecordCommand command, const Clock& clock, Part part, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_clock(clock)
    , m_part(part)
{
    for (QTimer* timer : {&m_patience, &m_length, &m_closing})
        timer->setSingleShot(true);
    m_length.setTimerType(Qt::PreciseTimer);
    connect(&m_patience, &QTimer::timeout, this, &RecordRun::giveUpWaiting);
    connect(&m_length, &QTimer::timeout, this, &RecordRun::stopRecording);
    connect(&m_closing, &QTimer::timeout, this, &RecordRun::tellEnd);
    m_levelTimer.setInterval(kLevelInterval);
    connect(&m_levelTimer, &QTimer::timeout, this, [this] {
        m_recorder->flushLive();
        if (auto* pool = m_recorder->pool())
            m_levels.add(pool->takeLevels());
    });
}

RecordRun::~RecordRun() = default;

void RecordRun::start(const std::optional<SecretBytes>& token)
{
    if (m_step == Step::Done || !checkOutput())
        return; // stopped while the token was looked for, or unable to export
    auto login = Login::create(m_command.connect, m_clock);
    if (!login) {
        fail({{}, ui::Problem::Severity::Error, login.error(), {}, {}, {}, {}}, ExitCode::Internal);
        return;
    }
    m_ownLogin = std::move(*login);
    m_login = m_ownLogin.get();
    m_ownAwake = std::make_unique<StayAwake>();
    followSleep(*m_ownAwake);
    makeNotice({});
    followCall();
    followGateway();
    say(m_login->isDemo() ? tr("Starting the simulated call …") : tr("Logging in …"));
    const auto demoToken = m_login->demoToken();
    m_login->gateway().start(demoToken ? *demoToken : token.value_or(SecretBytes()));
}

void RecordRun::startIn(Login& login, StayAwake& awake, CallRecorder::PaceBeside paceBeside)
{
    m_login = &login;
    followSleep(awake);
    if (!checkOutput())
        return;
    followCall();
    m_recorder->shareDisk(std::move(paceBeside));
    followGateway();
}

void RecordRun::followSleep(StayAwake& awake)
{
    m_awake = &awake;
    if (m_part != Part::Further) // of several one says it for all
        connect(&awake, &StayAwake::unavailable, this,
                [] { printNote(asText(explain(MachineWarning::MaySleep))); });
}

void RecordRun::makeNotice(GuildId only)
{
    m_notice = std::make_unique<NoticeKeeper>(m_login->gateway(), m_login->endpoints(),
                                              m_login->isDemo() ? QString() : stateFolder(), only);
    connect(m_notice.get(), &NoticeKeeper::settled, this, &RecordRun::followNotice);
    connect(m_notice.get(), &NoticeKeeper::removed, this, [this] {
        m_recorder->noteNotice(QStringLiteral("consent: nickname mark removed by somebody"));
        say(asText(explainNoticeRemoved()));
    });
    connect(m_notice.get(), &NoticeKeeper::untold, this, [this] {
        m_recorder->noteNotice(QStringLiteral("consent: no notice in the channel it goes on in"));
        say(asText(explainUntold()));
    });
    connect(m_notice.get(), &NoticeKeeper::ended, this, [this] {
        if (m_ending && !m_fileIsOpen)
            tellEnd();
    });
}

void RecordRun::followCall()
{
    CallRecorder::Settings settings;
    settings.workerProgram = workerProgram();
    if (const auto calls = static_cast<int>(m_command.further.size()) + 1; calls > 1)
        settings.workerCount = std::max(1, QThread::idealThreadCount() / calls);
    // Without somebody to read levels nothing is decoded before the export.
    settings.decoding = m_command.json ? CallRecorder::Decoding::Live : CallRecorder::Decoding::No;
    m_recorder = std::make_unique<CallRecorder>(m_login->gateway(), m_login->endpoints(), m_clock,
                                                settings);
    std::vector<UserId> excluded = m_command.excluded;
    if (!m_login->isDemo()) {
        const SettingsStore saved(SettingsStore::defaultFile());
        if (saved.isDamaged())
            say(asText(explainSettingsDamaged()));
        std::ranges::copy(saved.settings().excluded, std::back_inserter(excluded));
    }
    m_recorder->setExcluded({excluded.begin(), excluded.end()});
    connect(
        m_recorder.get(), &CallRecorder::joinRefused, this, [this](gateway::JoinVerdict verdict) {
            const auto* channel
                = m_login->gateway().directory().channel(m_recorder->guild(), m_command.channel);
            fail(explain(verdict, channel != nullptr ? channel->name : toString(m_command.channel)),
                 exitCodeOf(verdict));
        });
    connect(&m_login->network(), &NetworkSigns::back, m_recorder.get(),
            &CallRecorder::networkIsBack);
    connect(m_recorder.get(), &CallRecorder::phaseChanged, this, &RecordRun::followPhase);
    connect(m_recorder.get(), &CallRecorder::callEnded, this, &RecordRun::followCallEnd);
    connect(m_recorder.get(), &CallRecorder::recordingFinished, this,
            &RecordRun::followRecordingEnd, Qt::QueuedConnection); // after the writer's own words
    connect(m_recorder.get(), &CallRecorder::recordingTroubled, this,
            [this](recording::RecordingError error) {
                if (m_step == Step::Recording)
                    say(asText(explain(error, m_path)));
                else
                    say(tr("The disk does not take the end of the recording (%1). Trying "
                           "until it does; Ctrl+C gives up.")
                            .arg(explain(error, m_path).whatHappened));
                hurryWithoutAFile();
            });
    connect(m_recorder.get(), &CallRecorder::diskRoomChanged, this,
            [this](const DiskOutlook& outlook) {
                if (outlook.room != DiskRoom::Plenty)
                    say(asText(explainLowDisk(outlook)));
            });
    connect(m_recorder.get(), &CallRecorder::deafenedChanged, this, [this](bool deafened) {
        if (deafened)
            say(asText(explainDeafened()));
        else if (m_step <= Step::Recording)
            say(tr("The bot is no longer deafened."));
    });
    connect(m_recorder.get(), &CallRecorder::lossNoticed, this,
            [this](LossKind kind, quint64 total) { say(asText(explain(kind, total))); });
    connect(m_recorder.get(), &CallRecorder::endUncertain, this,
            [this] { say(asText(explainEndUncertain())); });
    connect(m_recorder.get(), &CallRecorder::recordingContinued, this,
            [this](const QString& path, recording::RecordingError) {
                say(asText(explainNextPart(path)));
            });
    connect(m_recorder.get(), &CallRecorder::daveChanged, this, &RecordRun::followDave);
    connect(m_recorder.get(), &CallRecorder::stalled, this, &RecordRun::followStall);
    connect(m_recorder.get(), &CallRecorder::strangerChanged, this, &RecordRun::followStranger);
    connect(m_recorder.get(), &CallRecorder::warningChanged, this,
            [this](CallWarning warning, bool holds) {
                if (holds)
                    say(asText(explain(warning)));
                if (warning != CallWarning::PathSilent)
                    return;
                if (!holds && m_step == Step::Recording)
                    say(tr("The voice server is heard again."));
                printAlarm(QStringLiteral("path"), {}, holds);
            });
    connect(m_recorder.get(), &CallRecorder::moved, this, [this](ChannelId to) {
        m_notice->moveTo(to);
        const auto* channel = m_login->gateway().directory().channel(m_recorder->guild(), to);
        say(asText(explainMoved(channel != nullptr ? channel->name : toString(to))));
    });
    connect(m_recorder.get(), &CallRecorder::undecryptable, this, [this](UserId user) {
        say(asText(explainUndecryptable(user, nameOf(user))));
        printAlarm(QStringLiteral("encryption"), {user}, true);
    });
    connect(m_recorder.get(), &CallRecorder::decryptableAgain, this, [this](UserId user) {
        if (m_step == Step::Recording) {
            say(tr("%1 is decrypted again.").arg(nameOf(user)));
            printAlarm(QStringLiteral("encryption"), {user}, false);
        }
    });
    connect(m_recorder.get(), &CallRecorder::recordingRecovered, this,
            [this] { say(tr("The disk takes audio again; what was held is written.")); });
}

void RecordRun::followGateway()
{
    gateway::GatewayClient& gateway = m_login->gateway();
    connect(&gateway, &gateway::GatewayClient::failed, this,
            [this](gateway::GatewayError error, int code) {
                if (m_step <= Step::Joining)
                    failLogin(explain(error, code), exitCodeOf(error));
                else if (m_part != Part::Further)
                    printNote(asText(explain(error, code)));
            });
    connect(&gateway, &gateway::GatewayClient::retrying, this,
            [this](gateway::GatewayError error, int code, std::chrono::milliseconds) {
                // Tries may follow each other closely; the same words are said once.
                const QString told = asText(explain(error, code));
                if (std::exchange(m_gatewayTrouble, told) != told && m_part != Part::Further)
                    printNote(told);
            });
    connect(&gateway, &gateway::GatewayClient::stateChanged, this,
            [this](gateway::GatewayState state) {
                if (state == gateway::GatewayState::Online)
                    m_gatewayTrouble.clear();
            });
    connect(&gateway, &gateway::GatewayClient::stateChanged, this, &RecordRun::lookForChannel);
    connect(&gateway, &gateway::GatewayClient::directoryChanged, this, &RecordRun::lookForChannel);
    m_patience.start(kLoginPatience);
}

/// What would spoil the export is said before anybody talks, not after.
bool RecordRun::checkOutput()
{
    using exporter::ExportError;
    const auto refuse = [this](ExportError error) {
        ui::Problem problem = explain(exporter::ExportFailure {error, {}, {}}, {});
        problem.whatIsSafe = tr("Nothing was recorded yet.");
        fail(problem, ExitCode::Export);
        return false;
    };
    if (exporter::needsWorker(m_command.output) && !exporter::isProgramAvailable(workerProgram()))
        return refuse(ExportError::WorkerMissing);
    if (exporter::needsFfmpeg(m_command.output)
        && !exporter::isProgramAvailable(m_command.output.ffmpegProgram))
        return refuse(ExportError::FfmpegMissing);
    QTemporaryFile probe(
        QDir(m_command.output.folder).filePath(QStringLiteral(".lavalier-XXXXXX")));
    if (!QDir().mkpath(m_command.output.folder) || !probe.open())
        return refuse(ExportError::FolderNotWritable);
    if (probe.write("\n") != 1 || !probe.flush())
        return refuse(ExportError::DiskFull);
    return true;
}

void RecordRun::lookForChannel()
{
    if (m_step != Step::LoggingIn || m_login->gateway().state() != gateway::GatewayState::Online)
        return;
    m_loggedIn = true;
    const ChannelId channel
        = m_command.channel.isValid() ? m_command.channel : m_login->demoChannel();
    const gateway::Guild* guild = m_login->gateway().directory().guildOfChannel(channel);
    if (guild == nullptr || !guild->available
        || (m_command.guild && guild->id != *m_command.guild)) {
        if (m_patience.interval() != std::chrono::milliseconds(kChannelPatience).count())
            m_patience.start(kChannelPatience);
        return;
    }
    m_patience.stop();
    m_step = Step::Joining;
    const auto* found = m_login->gateway().directory().channel(guild->id, channel);
    m_place = {{QStringLiteral("guild"),
                QJsonObject {{QStringLiteral("id"), toString(guild->id)},
                             {QStringLiteral("name"), guild->name}}},
               {QStringLiteral("channel"),
                QJsonObject {{QStringLiteral("id"), toString(channel)},
                             {QStringLiteral("name"), found->name}}}};
    if (m_part != Part::Alone)
        makeNotice(guild->id); // each looks after its own server
    say(tr("Joining %1 in %2 …").arg(found->name, guild->name));
    m_recorder->join(guild->id, channel);
}

void RecordRun::giveUpWaiting()
{
    if (m_login->gateway().state() != gateway::GatewayState::Online) {
        failLogin(explainNotReached(), ExitCode::Network);
        return;
    }
    const auto& directory = m_login->gateway().directory();
    const auto verdict = m_command.guild && directory.guild(*m_command.guild) == nullptr
        ? gateway::JoinVerdict::UnknownGuild
        : gateway::JoinVerdict::UnknownChannel;
    fail(explain(verdict, toString(m_command.channel)), ExitCode::Channel);
}

void RecordRun::followPhase()
{
    if (m_recorder->phase() == CallRecorder::Phase::InCall && m_step == Step::Joining)
        tellTheCall();
    else if (m_recorder->phase() == CallRecorder::Phase::Reconnecting)
        say(tr("The connection to the voice server was lost; reconnecting. Recording goes on."));
}

void RecordRun::tellTheCall()
{
    if (std::exchange(m_noticeAsked, true))
        return; // the connection was lost and is back meanwhile
    if (m_command.notice.isEmpty()) {
        beginRecording();
        m_recorder->noteNotice(
            QStringLiteral("consent: no notice; who recorded says that everybody knows"));
        return;
    }
    m_notice->begin(m_recorder->guild(), m_recorder->channel(), m_command.notice);
}

/// Not before the people in the call were told, or somebody says that they know.
void RecordRun::followNotice()
{
    if (m_step != Step::Joining)
        return;
    if (m_notice->needsAcknowledgement()) {
        fail(explainNoNotice(m_notice->nickname(), m_notice->message()), ExitCode::Notice);
        return;
    }
    beginRecording();
    for (const QString& line : m_notice->notes())
        m_recorder->noteNotice(line);
    if (!m_notice->isShown())
        say(tr("This stand-in for Discord takes no notice: nobody was told."));
}

void RecordRun::beginRecording()
{
    const QString folder = m_command.recordingsFolder.isEmpty() ? defaultRecordingsFolder()
                                                                : m_command.recordingsFolder;
    exporter::NameFacts facts;
    facts.server = m_place[QStringLiteral("guild")][QStringLiteral("name")].toString();
    facts.channel = m_place[QStringLiteral("channel")][QStringLiteral("name")].toString();
    facts.when = QDateTime::currentDateTime();
    const QString name = exporter::recordingFileName(exporter::defaultRecordingTemplate(), facts);
    const DiskOutlook outlook = outlookOf(bytesFreeIn(folder).value_or(UINT64_MAX),
                                          paceOf(0, {}, 1) + m_recorder->paceBeside(folder));
    if (outlook.room == DiskRoom::Urgent && !m_command.lowDisk) {
        ui::Problem problem = explainNoRoomToBegin(outlook, folder);
        problem.whatToDo = tr("Free some space, choose another folder with --recordings, or "
                              "record all the same with --low-disk.");
        fail(problem, ExitCode::Recording);
        return;
    }
    const bool goesOn = !m_command.continued.isEmpty();
    const auto started = goesOn ? m_recorder->goOnRecording(m_command.continued)
                                : m_recorder->startRecording(folder, name);
    if (!started) {
        fail(goesOn ? explain(started.error(), m_command.continued, During::Change)
                    : explain(started.error(), folder, During::Start),
             ExitCode::Recording);
        return;
    }
    using recording::RecordingWriter;
    const RecordingWriter* const writer = m_recorder->writer();
    m_fileIsOpen = true;
    connect(writer, &RecordingWriter::stopped, this,
            [this](recording::RecordingError, quint64 framesNotWritten) {
                m_framesNotWritten = framesNotWritten;
            });
    connect(writer, &RecordingWriter::closed, this, [this] {
        m_fileIsOpen = false;
        if (m_ending && m_notice->isIdle())
            tellEnd();
    });
    m_step = Step::Recording;
    m_path = m_recorder->writer()->path();
    m_levelTimer.start();
    if (m_command.length)
        m_length.start(*m_command.length);
    say(tr("Recording into %1. Ctrl+C stops and exports.").arg(QDir::toNativeSeparators(m_path)));
    if (!m_login->isDemo()) // in which nobody talks who would be missed
        m_grip = m_awake->hold();
}

void RecordRun::stopRecording()
{
    if (m_step != Step::Recording)
        return;
    m_step = Step::Finishing;
    m_length.stop();
    m_levelTimer.stop();
    hurryWithoutAFile();
    m_recorder->leave();
}

/// A file that was removed does not come back, and here nobody can choose another folder.
void RecordRun::hurryWithoutAFile()
{
    const auto* const writer = m_recorder->writer();
    if (m_step == Step::Finishing && writer != nullptr
        && writer->status().problem == recording::RecordingError::FileRemoved)
        m_recorder->writer()->setPatience(recording::Patience::Short);
}

void RecordRun::interrupt()
{
    if (m_step == Step::Recording)
        stopRecording();
    else if (m_step == Step::Finishing && m_recorder->writer() != nullptr)
        m_recorder->writer()->giveUp();
    else if (m_step == Step::Exporting)
        m_export->cancel();
    else if (m_ending)
        tellEnd();
    else if (m_step < Step::Recording) {
        say(tr("Stopped before anything was recorded."));
        end(ExitCode::Recording);
    }
}

void RecordRun::terminate()
{
    m_wantsExport = false;
    if (!m_terminated)
        m_terminated = m_clock.now();
    if (m_recorder)
        m_recorder->hurry();
    if (m_recorder && m_recorder->writer() != nullptr)
        m_recorder->writer()->setPatience(recording::Patience::Short);
    if (m_step != Step::Finishing)
        interrupt();
}

void RecordRun::followCallEnd(control::StopReason reason, int closeCode)
{
    if (reason == control::StopReason::Left)
        return;
    const ui::Problem problem
        = explain(reason, closeCode, m_path,
                  m_login->gateway().joinVerdict(m_recorder->guild(), m_recorder->channel()),
                  m_place[QStringLiteral("channel")][QStringLiteral("name")].toString());
    if (m_step == Step::Joining) {
        fail(problem, exitCodeOf(reason));
        return;
    }
    say(asText(problem));
    m_result = exitCodeOf(reason);
}

void RecordRun::followRecordingEnd(const QString& path, recording::RecordingError error)
{
    m_path = path;
    m_grip.reset();
    m_notice->end();
    m_length.stop();
    m_levelTimer.stop();
    m_recordingError = error;
    if (error != recording::RecordingError::None) {
        say(asText(explain(error, path, During::Stop)));
        m_result = ExitCode::Recording;
    }
    if (m_framesNotWritten > 0) {
        const std::chrono::duration<double> speech = m_framesNotWritten * kFrameLength;
        say(tr("The recording is stopped. %1 frames (%2 s of speech) could not be written.")
                .arg(m_framesNotWritten)
                .arg(speech.count(), 0, 'f', 1));
        m_result = ExitCode::Recording;
    }
    for (const auto& entry : describeUndecryptable())
        say(tr("%1: %2 frames were heard, but never decrypted; they are missing.")
                .arg(entry[QStringLiteral("speaker")].toString())
                .arg(entry[QStringLiteral("frames")].toInteger()));
    if (m_wantsExport) {
        beginExport();
        return;
    }
    if (m_command.json)
        tellSummary(describeRecording());
    else
        printResult(path);
    end(m_result);
}

void RecordRun::beginExport()
{
    m_step = Step::Exporting;
    exporter::ExportRequest request = m_command.output;
    request.recordingPath = m_path;
    request.workerProgram = workerProgram();
    if (m_part != Part::Alone)
        request.folder = QDir(request.folder).filePath(QFileInfo(m_path).completeBaseName());
    m_export = std::make_unique<exporter::ExportJob>(request);
    connect(m_export.get(), &exporter::ExportJob::finished, this, &RecordRun::report,
            Qt::QueuedConnection);
    say(tr("Exporting …"));
    m_export->start();
}

void RecordRun::fail(const ui::Problem& problem, ExitCode code)
{
    say(asText(problem));
    end(code);
}

/// Of several runs one says for all that nobody got in; after that each speaks for itself.
void RecordRun::failLogin(const ui::Problem& problem, ExitCode code)
{
    if (m_part == Part::Alone || (m_loggedIn && !m_place.isEmpty())) {
        fail(problem, code);
        return;
    }
    if (m_loggedIn) // in a server that has not come yet
        printNote(toString(m_command.channel) + QStringLiteral(": ") + asText(problem));
    else if (m_part == Part::First)
        printNote(asText(problem));
    end(code);
}

void RecordRun::abandon(ExitCode code)
{
    if (m_step < Step::Recording)
        end(code);
}

void RecordRun::end(ExitCode code)
{
    if (m_step == Step::Done)
        return;
    m_step = Step::Done;
    m_grip.reset();
    m_patience.stop();
    m_ending = code;
    // Other runs may go on for hours with the login that our call would hold on to.
    if (m_recorder && m_recorder->phase() != CallRecorder::Phase::Idle)
        m_recorder->leave();
    if (m_notice)
        m_notice->end();
    if (m_fileIsOpen || (m_notice && !m_notice->isIdle()))
        m_closing.start(closePatience());
    else
        tellEnd();
}

std::chrono::milliseconds RecordRun::closePatience() const
{
    if (!m_terminated)
        return kClosePatience;
    const auto left = *m_terminated + kPatienceWhenTerminated - m_clock.now();
    return std::max(kLeastClosePatience,
                    std::chrono::duration_cast<std::chrono::milliseconds>(left));
}

void RecordRun::tellEnd()
{
    if (!m_ending)
        return;
    m_closing.stop();
    const ExitCode code = *std::exchange(m_ending, std::nullopt);
    // Never from inside a signal of what the receiver may now destroy.
    QMetaObject::invokeMethod(
        this, [this, code] { emit finished(code); }, Qt::QueuedConnection);
}

} // namespace lavalier::app
