#pragma once

#include "app/call_recorder.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/level_log.h"
#include "app/login.h"
#include "app/notice_keeper.h"
#include "app/stay_awake.h"
#include "sinks/exporter/export_job.h"
#include "ui/ports/problem.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace lavalier::app {

/// `lavalier record` of one channel: log in, join, record, stop, export, report. The engine of the
/// window, without one.
///
/// Thread:  the main one. finished() comes once, after the last line was printed.
class RecordRun : public QObject {
    Q_OBJECT
public:
    /// Of several runs with one login the first speaks of it; each begins its lines with its server
    /// and prints no document of its own.
    enum class Part { Alone, First, Further };

    RecordRun(RecordCommand command, const Clock& clock, Part part = Part::Alone,
              QObject* parent = nullptr);
    ~RecordRun() override;

    /// `token` is not used by the demo.
    void start(const std::optional<SecretBytes>& token);
    /// With somebody else's login, which then begins; both outlive us.
    void startIn(Login& login, StayAwake& awake, CallRecorder::PaceBeside paceBeside);
    /// Ends what has not begun to record; somebody else said why.
    void abandon(ExitCode code);
    bool isExporting() const { return m_step >= Step::Exporting; }
    /// Bytes a second that the recording grows by; zero without one.
    double pace() const { return m_recorder ? m_recorder->pace() : 0; }
    /// Whether that grows in `folder`.
    bool fills(const QString& folder) const { return m_recorder && m_recorder->fills(folder); }
    /// What `--json` tells of it; before the end, and where nothing was recorded, only where it is.
    const QJsonObject& summary() const { return m_summary.isEmpty() ? m_place : m_summary; }
    /// SIGINT: stop and export. Again while the disk refuses the last rows: lose them. While
    /// exporting: cancel the export.
    void interrupt();
    /// SIGTERM: finish the file, name it, export nothing.
    void terminate();

signals:
    void finished(lavalier::app::ExitCode code);

private:
    enum class Step { LoggingIn, Joining, Recording, Finishing, Exporting, Done };

    void followGateway();
    void followSleep(StayAwake& awake);
    void followCall();
    void makeNotice(GuildId only);
    void lookForChannel();
    void giveUpWaiting();
    void followPhase();
    bool checkOutput();
    void tellTheCall();
    void followNotice();
    void beginRecording();
    void stopRecording();
    void hurryWithoutAFile();
    void followRecordingEnd(const QString& path, recording::RecordingError error);
    void followCallEnd(control::StopReason reason, int closeCode);
    void beginExport();
    void report();
    void followDave(const DaveFacts& facts);
    void followStranger(bool heard, const QList<UserId>& maybe);
    void followStall(Stalled where, const QList<UserId>& users);
    void printAlarm(const QString& what, const QList<UserId>& users, bool holds) const;
    QString nameOf(UserId user) const;
    QJsonArray describeUndecryptable() const;
    QJsonObject describeRecording() const;
    void fail(const ui::Problem& problem, ExitCode code);
    void failLogin(const ui::Problem& problem, ExitCode code);
    void say(const QString& text) const;
    void say(QJsonObject json) const;
    void tellSummary(const QJsonObject& json);
    void end(ExitCode code);
    void tellEnd();
    std::chrono::milliseconds closePatience() const;

    const RecordCommand m_command;
    const Clock& m_clock;
    const Part m_part;
    std::unique_ptr<Login> m_ownLogin; ///< of a run alone
    Login* m_login = nullptr;
    std::unique_ptr<StayAwake> m_ownAwake; ///< of a run alone
    StayAwake* m_awake = nullptr;
    StayAwake::Grip m_grip; ///< while recording
    std::unique_ptr<CallRecorder> m_recorder;
    std::unique_ptr<NoticeKeeper> m_notice;
    std::unique_ptr<exporter::ExportJob> m_export;
    LevelLog m_levels;
    QTimer m_patience; ///< for the login and the channel to appear
    QTimer m_length;
    QTimer m_levelTimer;
    QTimer m_closing; ///< for the index, the merge of the log, and the bot's old name
    Step m_step = Step::LoggingIn;
    bool m_loggedIn = false; ///< whether the gateway was ever there
    bool m_noticeAsked = false;
    bool m_wantsExport = true;
    std::optional<SteadyTime> m_terminated;
    QString m_path;
    recording::RecordingError m_recordingError = recording::RecordingError::None;
    std::uint64_t m_framesNotWritten = 0;
    bool m_fileIsOpen = false; ///< the index and the merge of the log are under way
    QJsonObject m_place;
    QJsonObject m_summary;
    DaveFacts m_dave; ///< as told last
    QString m_gatewayTrouble; ///< as told last, since the main gateway was last online
    /// What the run ends with even when the export works, because the call ended before its time.
    ExitCode m_result = ExitCode::Ok;
    std::optional<ExitCode> m_ending; ///< what the run ends with as soon as the file is closed
};

} // namespace lavalier::app
