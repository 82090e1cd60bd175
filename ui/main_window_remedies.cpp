// What the main window does about a problem, and what it asks before it ends.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/pages/live_page.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/settings_page.h"
#include "ui/text/calls_text.h"
#include "ui/text/remote_text.h"
#include "ui/tray.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

namespace lavalier::ui {

void MainWindow::tryAgain(const QString& problem)
{
    const auto about
        = [&](const char* prefix) { return problem.startsWith(QLatin1String(prefix)); };
    if (about("export")) {
        reopenExport(problem, false);
    } else if (about("gateway.")) {
        m_recorder.logInAgain();
    } else if (about("join") || about("call")) {
        const auto& all = m_problems->problems();
        const auto known = std::ranges::find(all, problem, &Problem::key);
        const bool isCalls = known != all.end() && known->guild.isValid();
        const auto last = m_lastJoined.find(isCalls ? known->guild : m_lastJoinedIn);
        const CallView* const running = last != m_lastJoined.end() ? callIn(last->first) : nullptr;
        if (last != m_lastJoined.end() && (!running || running->call == CallState::None))
            m_recorder.joinChannel(last->first, last->second);
        else if (m_last.call == CallState::None)
            join();
    } else if (about("recovery.failed")) {
        for (const RecordingView& view : m_library.recordings()) {
            if (recoveryKey(view.path) != problem)
                continue;
            m_problems->resolve(problem); // it is being done again
            m_library.recover(view.path);
            break;
        }
    } else if (about("recording.read") || about("recording.change")) {
        m_library.refresh();
    } else if (about("recording") && showCallOf(problem)) {
        if (m_last.call == CallState::InCall && m_last.record == RecordState::Idle)
            m_recorder.startRecording();
    }
}

void MainWindow::carryOut(const QString& problem, Problem::Remedy remedy)
{
    switch (remedy) {
    case Problem::Remedy::None:
        break;
    case Problem::Remedy::OpenSettings:
        showPage(Page::Settings);
        break;
    case Problem::Remedy::EnterToken:
        showPage(Page::Settings);
        m_settingsPage->focusToken();
        break;
    case Problem::Remedy::ChooseFolder:
        if (problem.startsWith(QLatin1String("export"))) {
            reopenExport(problem, true);
            break;
        }
        showPage(Page::Settings);
        m_settingsPage->chooseRecordingsFolder();
        break;
    case Problem::Remedy::RecordWithoutNotice:
        if (showCallOf(problem))
            m_recorder.recordWithoutNotice();
        break;
    case Problem::Remedy::RecordElsewhere:
        if (showCallOf(problem))
            recordElsewhere();
        break;
    case Problem::Remedy::ShowFolder: {
        const auto& all = m_library.recordings();
        if (!m_lastFinished.isEmpty() || !all.empty())
            m_library.showInFolder(m_lastFinished.isEmpty() ? all.front().path : m_lastFinished);
        break;
    }
    case Problem::Remedy::TryAgain:
        tryAgain(problem);
        break;
    case Problem::Remedy::RecordAnyway:
        if (showCallOf(problem))
            m_recorder.startRecordingAnyway();
        break;
    case Problem::Remedy::GoOn:
        if (showCallOf(problem))
            m_recorder.goOnRecording();
        break;
    case Problem::Remedy::StartPlainly:
        emit plainStartRequested();
        break;
    case Problem::Remedy::Report:
        showReport();
        break;
    case Problem::Remedy::OpenRecordings:
        m_problems->resolve(problem); // the page says it too
        m_recorder.dismissProblem(problem);
        m_recordings->closeReview();
        showPage(Page::Recordings);
        break;
    }
}

void MainWindow::askBeforeQuitting()
{
    if (findChild<QMessageBox*>(QStringLiteral("QuitQuestion")))
        return;
    const auto running = static_cast<int>(std::ranges::count_if(m_calls, isRecorded));
    auto* question = new QMessageBox(
        QMessageBox::Question, tr("Quit Lavalier"),
        running > 1 ? tr("%n recording(s) are running. What was said so far is safe on disk.",
                         nullptr, running)
                    : tr("A recording is running. What was said so far is safe on disk."),
        QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("QuitQuestion"));
    setQuestionIcon(*question, QStringLiteral("warning"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    auto* stop = question->addButton(tr("Stop and quit"), QMessageBox::AcceptRole);
    auto* tray
        = m_tray ? question->addButton(tr("Keep in tray"), QMessageBox::ActionRole) : nullptr;
    question->setEscapeButton(question->addButton(tr("Keep recording"), QMessageBox::RejectRole));
    connect(question, &QMessageBox::buttonClicked, this,
            [this, stop, tray](QAbstractButton* button) {
                if (tray != nullptr && button == static_cast<QAbstractButton*>(tray)) {
                    keepInTray();
                    emit quitDropped();
                    return;
                }
                if (button != static_cast<QAbstractButton*>(stop))
                    return;
                m_last.record = m_recorder.snapshot().record;
                readCalls(SteadyClock::now());
                if (!anyRecorded()) { // it ended while the question stood
                    close();
                    return;
                }
                m_quitTroubles.clear();
                m_quitWhenStopped = true; // recordingFinished() closes
                settleMarkers();
                m_recorder.stopAllRecordings();
            });
    connect(question, &QMessageBox::rejected, this, &MainWindow::quitDropped);
    question->open();
}

void MainWindow::askBeforeGivingUp(bool andQuit)
{
    delete findChild<QMessageBox*>(QStringLiteral("GiveUpQuestion")); // its number is an old one
    const auto held = m_recorder.snapshot().framesHeld;
    auto* question = new QMessageBox(
        QMessageBox::Warning, tr("Saving is not done"),
        tr("%n frame(s) of audio are held in memory and would be lost.", nullptr,
           static_cast<int>(std::min<std::uint64_t>(held, std::numeric_limits<int>::max()))),
        QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("GiveUpQuestion"));
    setQuestionIcon(*question, QStringLiteral("warning"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Lavalier goes on trying to save them. Free some space on the "
                                    "disk, or choose another folder."));
    auto* lose = question->addButton(andQuit ? tr("Close anyway") : tr("Lose them"),
                                     QMessageBox::DestructiveRole);
    auto* keep = question->addButton(tr("Keep trying"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(question, &QMessageBox::buttonClicked, this,
            [this, lose, andQuit, guild = m_last.guild](QAbstractButton* button) {
                if (button != static_cast<QAbstractButton*>(lose))
                    return;
                if (m_last.guild != guild && !m_recorder.showCall(guild)) { // saved after all
                    if (andQuit)
                        close();
                    return;
                }
                if (m_recorder.snapshot().record == RecordState::Idle) { // saved after all
                    if (andQuit)
                        close();
                    return;
                }
                m_quitTroubles.clear();
                if (andQuit)
                    m_givenUp = guild;
                m_recorder.giveUpSaving();
            });
    connect(question, &QMessageBox::rejected, this, [this] {
        if (!m_quitWhenStopped) // else it still closes once all is saved
            emit quitDropped();
    });
    question->open();
}

} // namespace lavalier::ui
