// The commands of the main window: actions, menus and the dialogs they open.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/command_keys.h"
#include "ui/icons.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/live_page.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/report_dialog.h"
#include "ui/pages/review_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/setup_assistant.h"
#include "ui/text/calls_text.h"
#include "ui/text/remote_text.h"
#include "ui/tray.h"
#include "ui/widgets/drag_handle.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/problem_banner.h"
#include "ui/widgets/shortcut_help.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <limits>

namespace lavalier::ui {

void MainWindow::buildActions()
{
    m_actions = std::make_unique<Actions>();
    Actions& a = *m_actions;
    const auto make = [&](const QString& text, const QString& name, const QKeySequence& keys) {
        auto* action = new QAction(text, &a.owner);
        action->setObjectName(name);
        action->setShortcut(keys);
        rememberStandardKeys(*action, CommandPlace::Everywhere);
        addAction(action); // shortcuts work wherever the keyboard is in this window
        return action;
    };
    const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    a.join = make(tr("&Join"), QStringLiteral("actionJoin"), ctrl(Qt::Key_J));
    a.leave = make(tr("&Leave"), QStringLiteral("actionLeave"), ctrl(Qt::Key_L));
    a.nextCall = make(tr("&Next call"), QStringLiteral("actionNextCall"), ctrl(Qt::Key_Tab));
    a.previousCall = make(tr("&Previous call"), QStringLiteral("actionPreviousCall"),
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab));
    for (std::size_t i = 0; i < a.callAt.size(); ++i) {
        // In the menu its words are those of the call.
        auto* action
            = make(tr("Show call %1").arg(i + 1), QStringLiteral("actionCall%1").arg(i + 1),
                   QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + static_cast<int>(i))));
        action->setCheckable(true);
        action->setVisible(false); // until there are so many
        connect(action, &QAction::triggered, this, [this, i] {
            if (i < m_calls.size())
                showCall(m_calls[i].guild);
        });
        a.callAt[i] = action;
    }
    a.record = make(tr("&Record"), QStringLiteral("actionRecord"), ctrl(Qt::Key_R));
    a.pause = make(tr("&Pause"), QStringLiteral("actionPause"), ctrl(Qt::Key_P));
    a.stop = make(tr("&Stop"), QStringLiteral("actionStop"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    a.marker = make(tr("Set &marker"), QStringLiteral("actionMarker"), ctrl(Qt::Key_M));
    a.markerWithText = make(tr("Set marker with &text …"), QStringLiteral("actionMarkerText"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    a.exportTracks = make(tr("&Export …"), QStringLiteral("actionExport"), ctrl(Qt::Key_E));
    a.encryption = make(tr("&Encryption …"), QStringLiteral("actionEncryption"), ctrl(Qt::Key_K));
    a.copyCode = make(tr("Copy privacy &code"), QStringLiteral("actionCopyCode"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K));
    a.listen = make(tr("&Listen"), QStringLiteral("actionListen"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    a.louder = make(tr("Lou&der"), QStringLiteral("actionLouder"), ctrl(Qt::Key_Up));
    a.quieter = make(tr("&Quieter"), QStringLiteral("actionQuieter"), ctrl(Qt::Key_Down));
    a.live = make(tr("&Live"), QStringLiteral("actionLive"), ctrl(Qt::Key_1));
    a.recordings = make(tr("&Recordings"), QStringLiteral("actionRecordings"), ctrl(Qt::Key_2));
    a.find = make(tr("&Find"), QStringLiteral("actionFind"), ctrl(Qt::Key_F));
    a.compact = make(tr("&Compact lanes"), QStringLiteral("actionCompact"),
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    a.resetClips = make(tr("Reset clip &lamps"), QStringLiteral("actionResetClips"),
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    a.settings = make(tr("&Settings"), QStringLiteral("actionSettings"), ctrl(Qt::Key_Comma));
    a.setup = make(tr("Set-up &assistant …"), QStringLiteral("actionSetup"), {});
    a.demo = make(tr("Look around in the &demo"), QStringLiteral("actionDemo"), {});
    a.shortcuts = make(tr("&Keyboard and help"), QStringLiteral("actionShortcuts"),
                       QKeySequence(Qt::Key_F1));
    a.report = make(tr("Report a &problem …"), QStringLiteral("actionReport"), {});
    a.about = make(tr("&About Lavalier"), QStringLiteral("actionAbout"), {});
    a.quit = make(tr("&Quit"), QStringLiteral("actionQuit"), ctrl(Qt::Key_Q));
    a.settings->setMenuRole(QAction::PreferencesRole);
    a.about->setMenuRole(QAction::AboutRole);
    a.quit->setMenuRole(QAction::QuitRole);
    for (QAction* action : {a.live, a.recordings, a.compact, a.listen})
        action->setCheckable(true);

    connect(a.join, &QAction::triggered, this, &MainWindow::join);
    connect(a.leave, &QAction::triggered, this, [this] {
        settleMarkerQuestion(m_last.guild);
        m_recorder.leaveChannel();
    });
    connect(a.nextCall, &QAction::triggered, this, [this] { stepCall(1); });
    connect(a.previousCall, &QAction::triggered, this, [this] { stepCall(-1); });
    connect(a.record, &QAction::triggered, &m_recorder, &RecorderPort::startRecording);
    connect(a.pause, &QAction::triggered, this, &MainWindow::togglePause);
    connect(a.stop, &QAction::triggered, this, &MainWindow::stop);
    connect(a.marker, &QAction::triggered, this, [this] { addMarker({}); });
    connect(a.markerWithText, &QAction::triggered, this, &MainWindow::addMarkerWithText);
    connect(a.exportTracks, &QAction::triggered, this, &MainWindow::showExportDialog);
    connect(a.encryption, &QAction::triggered, this, &MainWindow::showEncryption);
    connect(a.copyCode, &QAction::triggered, this, &MainWindow::copyPrivacyCode);
    connect(a.listen, &QAction::triggered, this, [this] {
        m_recorder.setListening(m_last.listening == Listening::Off);
        wake();
    });
    for (QAction* step : {a.louder, a.quieter})
        connect(step, &QAction::triggered, this, [this, up = step == a.louder] {
            m_recorder.setListeningVolume(
                std::clamp(m_last.listeningVolume + (up ? 0.1 : -0.1), 0.0, 1.0));
            wake();
        });
    connect(a.live, &QAction::triggered, this, [this] { showPage(Page::Live); });
    connect(a.recordings, &QAction::triggered, this, [this] { showPage(Page::Recordings); });
    connect(a.find, &QAction::triggered, this, [this] {
        if (m_page == Page::Settings)
            m_settingsPage->focusSearch();
        else if (m_page == Page::Recordings)
            m_recordings->focusSearch();
        else
            m_sidebar->focusSearch();
    });
    a.compact->setChecked(m_settings.settings().compactLanes);
    connect(a.compact, &QAction::toggled, this, [this](bool on) {
        m_live->setAlwaysCompact(on);
        Settings next = m_settings.settings();
        next.compactLanes = on;
        m_settings.setSettings(next);
    });
    connect(a.resetClips, &QAction::triggered, this, [this] { m_live->resetClips(); });
    connect(a.settings, &QAction::triggered, this, [this] { showPage(Page::Settings); });
    connect(a.setup, &QAction::triggered, this, &MainWindow::showSetup);
    connect(a.demo, &QAction::triggered, this, [this] {
        if (m_recorder.account().demo)
            emit demoLeft();
        else
            emit demoRequested();
    });
    connect(a.report, &QAction::triggered, this, &MainWindow::showReport);
    connect(a.shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(a.about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(a.quit, &QAction::triggered, this, [this] {
        if (!isVisible())
            bringToFront(); // a question needs a window to stand before
        close();
    });
}

void MainWindow::buildMenus()
{
    const Actions& a = *m_actions;
    QMenu* call = menuBar()->addMenu(tr("&Call"));
    call->addActions({a.join, a.leave});
    call->addSeparator();
    call->addActions({a.nextCall, a.previousCall});
    for (QAction* at : a.callAt)
        call->addAction(at);
    call->addSeparator();
    call->addActions({a.encryption, a.copyCode});
    m_verifyMenu = call->addMenu(tr("&Verify a speaker"));
    connect(m_verifyMenu, &QMenu::aboutToShow, this, &MainWindow::fillVerifyMenu);
    fillVerifyMenu();
    m_speakerMenu = call->addMenu(tr("Spea&ker"));
    m_speakerMenu->setObjectName(QStringLiteral("SpeakerMenu"));
    connect(m_speakerMenu, &QMenu::aboutToShow, this, &MainWindow::fillSpeakerMenu);
    fillSpeakerMenu();
    call->addSeparator();
    call->addActions({a.listen, a.louder, a.quieter});
    call->addSeparator();
    call->addActions({a.settings, a.quit});
    QMenu* recording = menuBar()->addMenu(tr("&Recording"));
    recording->addActions({a.record, a.pause, a.stop});
    recording->addSeparator();
    recording->addActions({a.marker, a.markerWithText});
    recording->addSeparator();
    recording->addAction(a.exportTracks);
    m_exportsMenu = recording->addMenu(tr("E&xports"));
    connect(m_exportsMenu, &QMenu::aboutToShow, this, &MainWindow::fillExportsMenu);
    fillExportsMenu();
    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions({a.live, a.recordings, a.find});
    view->addSeparator();
    view->addActions({a.compact, a.resetClips});
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addActions({a.shortcuts, a.setup, a.demo});
    help->addSeparator();
    help->addActions({a.report, a.about});
}

void MainWindow::addReviewMenu()
{
    auto* edit = new QMenu(tr("&Edit"), menuBar());
    if (const ReviewPage* review = m_recordings->review()) {
        for (QAction* action : review->menuActions()) {
            if (!action) {
                edit->addSeparator();
                continue;
            }
            rememberStandardKeys(*action, CommandPlace::OpenRecording);
            edit->addAction(action);
        }
    }
    const auto menus = menuBar()->actions();
    m_reviewMenu = menuBar()->insertMenu(menus.value(2), edit); // before View
    m_reviewMenu->setVisible(false);
    auto* list = new QMenu(tr("&Edit"), menuBar()); // the one or the other is there
    for (QAction* action : m_recordings->menuActions())
        rememberStandardKeys(*action, CommandPlace::RecordingsList);
    list->addActions(m_recordings->menuActions());
    m_listMenu = menuBar()->insertMenu(menus.value(2), list);
    m_listMenu->setVisible(false);
}

void MainWindow::join()
{
    const auto channel = m_sidebar->selected();
    if (!channel)
        return;
    const CallView* const there = callIn(channel->guild);
    const bool joined = there && there->call != CallState::None
        && there->channel == channel->channel && there->guild != m_last.guild;
    if (joined) {
        showPage(Page::Live);
        showCall(channel->guild);
    } else if (m_transportState.join.enabled) {
        showPage(Page::Live);
        m_lastJoined[channel->guild] = channel->channel;
        m_lastJoinedIn = channel->guild;
        m_recorder.joinChannel(channel->guild, channel->channel);
    }
}

void MainWindow::togglePause()
{
    if (m_last.record == RecordState::Paused)
        m_recorder.resumeRecording();
    else
        m_recorder.pauseRecording();
}

void MainWindow::stop()
{
    if (m_last.record == RecordState::Finishing) {
        askBeforeGivingUp(false);
        return;
    }
    settleMarkerQuestion(m_last.guild);
    m_recorder.stopRecording();
}

void MainWindow::recordElsewhere()
{
    delete m_elsewhere; // of another recording, perhaps
    m_elsewhere = new QFileDialog(this, tr("Go on recording in"), QDir::homePath());
    m_elsewhere->setObjectName(QStringLiteral("RecordElsewhere"));
    m_elsewhere->setAttribute(Qt::WA_DeleteOnClose);
    m_elsewhere->setFileMode(QFileDialog::Directory);
    m_elsewhere->setOption(QFileDialog::ShowDirsOnly);
    m_elsewhereOf = shownRecording();
    connect(m_elsewhere, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        // It may have ended, and another call be shown since.
        readCalls(SteadyClock::now());
        if (stillRecorded(m_elsewhereOf)
            && (m_last.guild == m_elsewhereOf.guild || bringCall(m_elsewhereOf.guild)))
            m_recorder.continueRecordingIn(folder);
    });
    m_elsewhere->show(); // what still can be held goes on, and can be stopped
}

/// Shown only if there is something it can stand in: a recording may end while its text is asked
/// for.
void MainWindow::addMarker(const QString& text)
{
    if (m_last.record != RecordState::Recording && m_last.record != RecordState::Paused)
        return;
    m_recorder.addMarker(cleanRemote(text));
    m_live->mark(text);
}

void MainWindow::addMarkerWithText()
{
    settleMarkerQuestion(m_markerOf.guild); // of another moment, perhaps of another call
    m_markerQuestion = askForLine(this, tr("Marker"), tr("What happens here?"));
    m_markerOf = shownRecording();
    connect(m_markerQuestion, &QInputDialog::textValueSelected, this, &MainWindow::setMarkerAsked);
}

void MainWindow::setMarkerAsked(const QString& text)
{
    readCalls(SteadyClock::now());
    if (stillRecorded(m_markerOf)
        && (m_last.guild == m_markerOf.guild || bringCall(m_markerOf.guild)))
        addMarker(text);
}

/// A recording ends while the text of its marker is typed: what is there by then counts.
void MainWindow::settleMarkerQuestion(GuildId ending)
{
    if (!m_markerQuestion || m_markerOf.guild != ending)
        return;
    const GuildId shown = m_last.guild;
    if (!m_markerQuestion->textValue().trimmed().isEmpty())
        m_markerQuestion->accept();
    delete m_markerQuestion;
    if (m_last.guild != shown)
        bringCall(shown);
}

void MainWindow::showSetup()
{
    if (!m_setup) {
        m_setup = new SetupAssistant(m_recorder, m_settings, m_rehearsal, this);
        m_setup->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_setup, &SetupAssistant::demoRequested, this, &MainWindow::demoRequested);
    }
    m_setup->show();
    m_setup->raise();
    m_setup->activateWindow();
}

void MainWindow::showReport()
{
    if (!m_reporter)
        return;
    auto* dialog = new ReportDialog(*m_reporter, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::showShortcuts()
{
    if (!m_help) {
        m_help = new ShortcutHelp(menuBar()->actions(), this);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showAbout()
{
    auto* box
        = new QMessageBox(QMessageBox::NoIcon, tr("About Lavalier"),
                          QStringLiteral("Lavalier " LAVALIER_VERSION), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(applicationIcon().pixmap(64, 64));
    box->setInformativeText(
        tr("Records Discord voice channels on your own computer: one clean, aligned track per "
           "speaker.\n\n"
           "MIT licence. Nothing leaves this computer but the connection to Discord.")
        + (m_confinement.isEmpty() ? QString() : QStringLiteral("\n\n") + m_confinement));
    box->setModal(false); // as a message box is by itself
    box->show();
}

} // namespace lavalier::ui
