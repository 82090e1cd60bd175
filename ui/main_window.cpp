#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/icons.h"
#include "ui/language.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/live_page.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/token_form.h"
#include "ui/text/announcements.h"
#include "ui/text/calls_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/tray.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/call_chips.h"
#include "ui/widgets/code_popover.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/level_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/problem_banner.h"
#include "ui/widgets/shortcut_help.h"
#include "ui/widgets/transport_bar.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QInputDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lavalier::ui {

MainWindow::MainWindow(RecorderPort& recorder, LibraryPort& library, ExportPort& exporter,
                       SettingsPort& settings, QWidget* parent)
    : QMainWindow(parent)
    , m_recorder(recorder)
    , m_library(library)
    , m_exporter(exporter)
    , m_settings(settings)
    , m_language(std::make_unique<Language>())
{
    installMeterAccessibility();
    setObjectName(QStringLiteral("MainWindow"));
    resize(1280, 800);
    setMinimumSize(760, 500);
    m_timer.setParent(this); // found by its name
    m_timer.setObjectName(QStringLiteral("poll"));
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::poll);
    followSettings();
    setWindowIcon(applicationIcon());
    restoreGeometry(m_settings.settings().windowGeometry); // of another screen: moved onto this one
    buildInterface();

    connect(&m_recorder, &RecorderPort::accountChanged, this, &MainWindow::refreshState);
    connect(&m_recorder, &RecorderPort::guildsChanged, this,
            [this] { m_sidebar->setGuilds(m_recorder.guilds()); });
    connect(&m_recorder, &RecorderPort::callStateChanged, this, &MainWindow::wake);
    connect(&m_recorder, &RecorderPort::recordStateChanged, this, &MainWindow::followCalls);
    connect(&m_recorder, &RecorderPort::callsChanged, this, &MainWindow::followCalls);
    connect(&m_recorder, &RecorderPort::activityResumed, this, &MainWindow::wake);
    connect(&m_recorder, &RecorderPort::problemRaised, this, &MainWindow::noteProblem);
    connect(&m_recorder, &RecorderPort::problemRaised, this, &MainWindow::followUnrecorded);
    connect(&m_recorder, &RecorderPort::problemResolved, this, &MainWindow::followUnrecorded);
    connect(&m_recorder, &RecorderPort::problemResolved, this, [this](const QString& key) {
        m_problems->resolve(key);
        m_quitTroubles.remove(key);
    });
    connect(&m_recorder, &RecorderPort::recordingFinished, this, &MainWindow::recordingFinished);
    connect(&m_recorder, &RecorderPort::verificationCodeReady, this,
            [this](UserId speaker, const QString& code) {
                if (m_codePopover && m_codePopover->speaker() == speaker)
                    m_codePopover->setSpeakerCode(code);
            });
    connect(&m_exporter, &ExportPort::exportChanged, this, [this](const ExportView& view) {
        if (view.isClip) // whoever asked for it waits for it
            return;
        m_exports->showExport(view);
        if (view.state == ExportState::Done)
            tell(&Settings::notifyExport, tr("Tracks exported"), cleanRemote(view.recordingTitle));
        else if (view.state == ExportState::Failed)
            tell(&Settings::notifyExport, tr("The export failed"),
                 cleanRemote(view.recordingTitle));
    });
    connect(&m_settings, &SettingsPort::settingsChanged, this, &MainWindow::followSettings);
    connect(&m_library, &LibraryPort::recordingsChanged, this, &MainWindow::followLibrary);
}

MainWindow::~MainWindow()
{
    m_settings.disconnect(this); // nobody follows any more
    if (isVisible())
        rememberPlace();
}

void MainWindow::followSettings()
{
    const Settings now = m_settings.settings();
    applyTheme(*qApp, chosenScheme(now.theme, m_systemScheme.value_or(nativeScheme(*qApp))));
    if (m_actions) {
        applyShortcuts();
        buildTray();
    }
    m_language->apply(now.language); // sends LanguageChange, which builds the interface anew
}

void MainWindow::setSystemColourScheme(std::optional<ColourScheme> scheme)
{
    m_systemScheme = scheme;
    followSettings();
}

void MainWindow::buildInterface()
{
    m_builtIn = m_language->applied();
    m_tray.reset(); // its menu holds the actions of before
    buildActions();
    buildMenus();
    buildTray();
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    m_sidebar = new ChannelSidebar(splitter);
    m_sidebar->setMinimumWidth(200);
    auto* column = new QWidget(splitter);
    column->setObjectName(QStringLiteral("page"));
    m_header = new PageHeader(column);
    m_chips = new CallChips(column);
    m_problems = new ProblemStack(column);
    m_pages = new QStackedWidget(column);
    m_live = new LivePage(m_pages);
    m_recordings = new RecordingsPage(m_library, m_pages);
    if (ReviewPage* review = m_recordings->review())
        review->setExporter(m_exporter);
    addReviewMenu();
    applyShortcuts();
    m_settingsPage = new SettingsPage(m_settings, m_exporter, m_pages);
    QList<QAction*> commands = actions() + m_recordings->menuActions();
    if (const ReviewPage* review = m_recordings->review())
        commands += review->menuActions();
    m_settingsPage->setActions(commands);
    for (QWidget* page : {static_cast<QWidget*>(m_live), static_cast<QWidget*>(m_recordings),
                          static_cast<QWidget*>(m_settingsPage)})
        m_pages->addWidget(page);
    m_pages->setMinimumHeight(40); // where all is tight, pages scroll and words are not cut
    m_exports = new ExportsStrip(column);
    m_transport = new TransportBar(column);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_chips);
    layout->addWidget(m_problems);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_exports);
    layout->addWidget(m_transport);
    splitter->addWidget(m_sidebar);
    splitter->addWidget(column);
    splitter->setStretchFactor(1, 1);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    m_sidebar->setMaximumWidth(std::max(m_sidebar->minimumWidth(), width() * 2 / 5));
    const int chosen = m_settings.settings().sidebarWidth;
    const int usual = std::max(248, m_sidebar->fontMetrics().averageCharWidth() * 36);
    if (chosen > 0)
        splitter->setSizes({chosen, std::max(1, width() - chosen - splitter->handleWidth())});
    else
        splitter->setSizes({usual, 1000});
    connect(splitter, &QSplitter::splitterMoved, this, [this] { m_sidebarMoved = true; });
    m_live->setAlwaysCompact(m_actions->compact->isChecked());
    setCentralWidget(splitter);
    connectParts();

    readCalls(SteadyClock::now());
    labelProblems();
    m_exports->setExports(m_exporter.exports());
    m_sidebar->setGuilds(m_recorder.guilds());
    showPage(m_page);
    wake();
    m_sidebar->focusChannels(); // a blinking search field is no way to begin
}

void MainWindow::connectParts()
{
    connect(m_sidebar, &ChannelSidebar::selectionChanged, this, &MainWindow::refreshState);
    connect(m_sidebar, &ChannelSidebar::joinRequested, this, &MainWindow::join);
    connect(m_sidebar, &ChannelSidebar::settingsRequested, this,
            [this] { showPage(m_page == Page::Settings ? Page::Live : Page::Settings); });
    connect(m_chips, &CallChips::chosen, this, &MainWindow::showCall);
    connect(m_header, &PageHeader::tabChosen, this,
            [this](int tab) { showPage(tab == 0 ? Page::Live : Page::Recordings); });
    connect(m_header, &PageHeader::encryptionClicked, m_actions->encryption, &QAction::trigger);
    connect(m_header, &PageHeader::demoClicked, m_actions->demo, &QAction::trigger);
    connect(m_header, &PageHeader::listenClicked, m_actions->listen, &QAction::trigger);
    connect(m_header, &PageHeader::volumeChosen, this, [this](double volume) {
        m_recorder.setListeningVolume(volume);
        wake();
    });
    connect(m_live, &LivePage::listeningChosen, this, &MainWindow::listenTo);
    connect(m_live, &LivePage::verifyRequested, this, &MainWindow::verify);
    connect(m_live, &LivePage::excludeRequested, &m_recorder, &RecorderPort::setExcluded);
    connect(m_problems, &ProblemStack::dismissed, &m_recorder, &RecorderPort::dismissProblem);
    connect(m_problems, &ProblemStack::remedyChosen, this, &MainWindow::carryOut);
    connect(m_live, &LivePage::setupRequested, m_actions->setup, &QAction::trigger);
    connect(m_live, &LivePage::demoRequested, m_actions->demo, &QAction::trigger);
    connect(m_live->tokenForm(), &TokenForm::tokenEntered, &m_settings, &SettingsPort::setToken);
    connect(m_settingsPage, &SettingsPage::closed, this, [this] { showPage(Page::Live); });
    connect(m_recordings, &RecordingsPage::exportRequested, this, &MainWindow::showExportDialog);
    connect(m_recordings, &RecordingsPage::selectionChanged, this, &MainWindow::refreshState);
    connect(m_recordings, &RecordingsPage::reviewShown, this, &MainWindow::refreshState);
    connect(m_recordings, &RecordingsPage::problemRaised, m_problems, &ProblemStack::add);
    connect(m_recordings, &RecordingsPage::folderRequested, this, [this] {
        showPage(Page::Settings);
        m_settingsPage->chooseRecordingsFolder();
    });
    connect(m_exports, &ExportsStrip::cancelRequested, &m_exporter, &ExportPort::cancelExport);
    connect(m_exports, &ExportsStrip::retryRequested, this, &MainWindow::retryExport);
    connect(m_exports, &ExportsStrip::showRequested, &m_exporter, &ExportPort::showExported);
    connect(m_exports, &ExportsStrip::reportRequested, &m_exporter, &ExportPort::saveReport);
    connect(m_exports, &ExportsStrip::problemRaised, m_problems, &ProblemStack::add);
    connect(m_exports, &ExportsStrip::showSavedRequested, &m_library, &LibraryPort::showInFolder);
    connect(m_exports, &ExportsStrip::exportSavedRequested, this, [this](const QString& path) {
        m_lastFinished = path;
        openExportDialog(savedRecording());
    });
    connect(m_transport, &TransportBar::joinClicked, m_actions->join, &QAction::trigger);
    connect(m_transport, &TransportBar::leaveClicked, m_actions->leave, &QAction::trigger);
    connect(m_transport, &TransportBar::recordClicked, m_actions->record, &QAction::trigger);
    connect(m_transport, &TransportBar::pauseClicked, m_actions->pause, &QAction::trigger);
    connect(m_transport, &TransportBar::stopClicked, m_actions->stop, &QAction::trigger);
    connect(m_transport, &TransportBar::markerClicked, m_actions->marker, &QAction::trigger);
    connect(m_transport, &TransportBar::exportClicked, m_actions->exportTracks, &QAction::trigger);
}

void MainWindow::showPage(Page page)
{
    m_page = page;
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_header->setTab(page == Page::Live ? 0 : page == Page::Recordings ? 1 : -1);
    m_actions->live->setChecked(page == Page::Live);
    m_actions->recordings->setChecked(page == Page::Recordings);
    if (page == Page::Recordings)
        m_library.refresh();
    refreshState();
    wake();
}

void MainWindow::refreshState()
{
    if (!m_sidebar || !m_transport)
        return;
    const AccountView account = m_recorder.account();
    m_sidebar->setAccount(account);
    m_live->setAccount(account);

    const auto selected = m_sidebar->selected();
    const ChannelView* channel = selected ? m_sidebar->model().view(*selected) : nullptr;
    const GuildView* guild = selected ? m_sidebar->model().guildOf(*selected) : nullptr;
    LivePage::Selection selection;
    if (channel)
        selection
            = {true, channel->name, static_cast<int>(channel->members.size()), channel->block};
    selection.anyServer = !m_recorder.guilds().empty();
    m_live->setSelection(selection);
    const bool called = m_last.call != CallState::None;
    if (called)
        m_header->setPlace(m_last.channelName, placeBelow(m_last));
    else if (m_page == Page::Recordings) // what is chosen on the left is not what is shown
        m_header->setPlace(tr("Recordings"), accountSentence(account));
    else if (channel && guild && m_page == Page::Live)
        m_header->setPlace(channel->name, guild->name);
    else
        m_header->setPlace(tr("Lavalier"),
                           account.state == AccountState::Online && m_page == Page::Live
                               ? tr("No channel chosen")
                               : accountSentence(account));

    TransportFacts facts;
    facts.call = m_last.call;
    facts.record = m_last.record;
    facts.channelSelected
        = channel && channel->block == JoinBlock::None && account.state == AccountState::Online;
    if (const CallView* there = selected ? callIn(selected->guild) : nullptr)
        facts.selectedIsCurrent
            = there->call != CallState::None && there->channel == selected->channel;
    facts.selectedElsewhere = selected && selected->guild != m_last.guild
        && !(callIn(selected->guild) && isRecorded(*callIn(selected->guild)));
    facts.somethingToExport = exportTarget().has_value();
    facts.diskTrouble = m_last.diskTrouble;
    m_transportState = transportState(facts);
    m_transport->setCommands(m_transportState);
    m_actions->join->setEnabled(m_transportState.join.enabled);
    m_actions->leave->setEnabled(m_transportState.leave.enabled);
    m_actions->record->setEnabled(m_transportState.record.enabled);
    m_actions->pause->setEnabled(m_transportState.pause.enabled);
    m_actions->pause->setText(m_transportState.paused ? tr("&Resume") : tr("&Pause"));
    m_actions->stop->setEnabled(m_transportState.stop.enabled);
    m_actions->marker->setEnabled(m_transportState.marker.enabled);
    m_actions->markerWithText->setEnabled(m_transportState.marker.enabled);
    m_actions->exportTracks->setEnabled(m_transportState.exportTracks.enabled);
    if (m_reviewMenu && m_recordings)
        m_reviewMenu->setVisible(m_page == Page::Recordings && m_recordings->isReviewing());
    if (m_listMenu && m_recordings)
        m_listMenu->setVisible(m_page == Page::Recordings && !m_recordings->isReviewing());
    m_actions->demo->setText(account.demo ? tr("Leave the &demo") : tr("Look around in the &demo"));
    m_actions->demo->setEnabled(account.demo || !called);
    m_header->setDemo(account.demo);
    m_actions->setup->setEnabled(!account.demo);
    m_actions->encryption->setEnabled(m_last.call == CallState::InCall
                                      || m_last.call == CallState::Reconnecting);
    m_actions->listen->setEnabled(called || m_last.listening != Listening::Off);
    m_actions->listen->setChecked(m_last.listening != Listening::Off);
    for (QAction* step : {m_actions->louder, m_actions->quieter})
        step->setEnabled(m_last.listening != Listening::Off);
    m_actions->copyCode->setEnabled(m_last.encryption.state == Encryption::On);

    dropQuestionsOfEnded();
    nameCallActions();
    showStateOutside(titleOf(m_calls, m_last.guild));
}

void MainWindow::poll()
{
    if (!m_live)
        return;
    const LiveSnapshot snapshot = m_recorder.snapshot();
    const SteadyTime now = SteadyClock::now();
    const bool changed = snapshot != m_last;
    const bool stateChanged = snapshot.call != m_last.call || snapshot.record != m_last.record
        || snapshot.channel != m_last.channel || snapshot.guild != m_last.guild
        || snapshot.channelName != m_last.channelName || snapshot.diskTrouble != m_last.diskTrouble
        || snapshot.encryption.state != m_last.encryption.state || snapshot.notice != m_last.notice
        || snapshot.listening != m_last.listening || snapshot.unrecorded != m_last.unrecorded;
    const LiveSnapshot before = std::exchange(m_last, snapshot);
    const bool wasThere = snapshot.call != CallState::Joining && callIn(snapshot.guild) != nullptr;
    const bool callsDue = stateChanged || now - m_callsAt >= kSlowPoll;
    const bool callsChanged = callsDue && readCalls(now);
    m_live->showSnapshot(snapshot, now);
    if (changed) {
        for (const QString& sentence : announcementsAfter(before, snapshot, wasThere))
            announce(this, sentence);
        m_sidebar->setLive(snapshot);
        m_transport->setLive(snapshot);
        const bool headerChanged = stateChanged || before.lossPercent != snapshot.lossPercent
            || before.voiceRoundTrip != snapshot.voiceRoundTrip
            || before.encryption != snapshot.encryption
            || before.listeningVolume != snapshot.listeningVolume
            || before.channelKind != snapshot.channelKind;
        if (headerChanged)
            m_header->setLive(snapshot);
        followEncryption(before);
    }
    if (stateChanged || callsChanged)
        refreshState();
    Motion motion;
    motion.metersAtRest = m_live->metersAtRest();
    motion.stripsFlat = m_live->stripsFlat();
    motion.lanesShown = m_page == Page::Live;
    motion.otherFilesGrow = std::ranges::any_of(m_calls, [this](const CallView& call) {
        return call.guild != m_last.guild && isRecorded(call) && call.record != RecordState::Paused;
    });
    setPace(paceAfter(before, snapshot, motion));
}

void MainWindow::wake()
{
    if (isVisible() && !isMinimized())
        poll();
    else
        setPace(Pace::Asleep);
}

/// Where nobody polls, title and tray are all that is seen.
void MainWindow::followUnrecorded()
{
    if (m_pace != Pace::Asleep || !m_live)
        return;
    const QStringList unrecorded = m_recorder.snapshot().unrecorded;
    const bool changed = std::exchange(m_last.unrecorded, unrecorded) != unrecorded;
    if (readCalls(SteadyClock::now()) || changed)
        refreshState();
}

void MainWindow::setPace(Pace pace)
{
    const bool seen = isVisible() && !isMinimized();
    m_pace = seen ? pace : Pace::Asleep;
    if (m_pace == Pace::Asleep) {
        m_timer.stop();
        return;
    }
    const auto interval = m_pace == Pace::Fast ? kFastPoll : kSlowPoll;
    if (!m_timer.isActive() || m_timer.intervalAsDuration() != interval)
        m_timer.start(interval);
}

const RecordingView* MainWindow::listed(const QString& path) const
{
    const auto& all = m_library.recordings();
    const auto found = std::ranges::find(all, path, &RecordingView::path);
    return found == all.end() ? nullptr : &*found;
}

RecordingView MainWindow::savedRecording() const
{
    if (const RecordingView* view = listed(m_lastFinished))
        return *view;
    RecordingView view;
    view.path = m_lastFinished;
    const QString channel = recordingOf(m_lastFinished).channelName;
    view.title = channel.isEmpty() ? tr("Last recording") : channel;
    return view;
}

std::optional<RecordingView> MainWindow::exportTarget() const
{
    const auto ready = [](const RecordingView& view) {
        return view.state == RecordingState::Finished || view.state == RecordingState::Interrupted;
    };
    if (m_page == Page::Recordings && m_recordings) {
        const RecordingView* selected = m_recordings->selected();
        return selected && ready(*selected) ? std::optional(*selected) : std::nullopt;
    }
    if (!m_lastFinished.isEmpty()) {
        // Saved a moment ago, and not listed before the library has read the folder.
        const RecordingView* view = listed(m_lastFinished);
        if (view ? ready(*view) || m_library.isLoading()
                 : m_library.isLoading() && !m_lastFinishedListed)
            return savedRecording();
    }
    const auto& all = m_library.recordings();
    const auto newest = std::ranges::find_if(all, ready);
    return newest == all.end() ? std::nullopt : std::optional(*newest);
}

void MainWindow::recordingFinished(const QString& path)
{
    m_lastFinished = path;
    m_lastFinishedListed = false;
    tell(&Settings::notifyStop, tr("Recording saved"), placeIn(recordingOf(path)));
    m_library.refresh();
    if (m_page != Page::Recordings)
        m_exports->setSaved(savedRecording());
    const GuildId where = recordingOf(path).guild;
    if (where == m_last.guild) // the file is closed; the state may tell so a moment later
        m_last.record = RecordState::Idle;
    readCalls(SteadyClock::now());
    refreshState();
    if (m_givenUp == where) { // whatever its saving came to; others may still be saving
        m_givenUp.reset();
        m_quitTroubles.clear();
        m_quitWhenStopped = true;
    }
    const bool quit = m_quitWhenStopped && m_quitTroubles.isEmpty() && !anyRecorded();
    const bool asked = m_quitWhenStopped;
    if (!anyRecorded())
        m_quitWhenStopped = false;
    if (quit)
        close();
    else if (asked && !m_quitWhenStopped)
        emit quitDropped(); // what went wrong is to be seen
}

void MainWindow::noteProblem(const Problem& problem)
{
    const Problem named = labelled(problem);
    m_problems->add(named);
    if (problem.severity != Problem::Severity::Notice)
        tell(&Settings::notifyProblem, tr("Lavalier needs attention"), named.whatHappened);
    // Whoever asked to stop and quit must see that the recording did not end well.
    if (m_quitWhenStopped && problem.severity == Problem::Severity::Error
        && problem.key.startsWith(QLatin1String("recording")))
        m_quitTroubles.insert(problem.key);
}

void MainWindow::followLibrary()
{
    // What was just saved is known by its path first and by its facts when the library has read it.
    if (const RecordingView* view = listed(m_lastFinished)) {
        m_lastFinishedListed = true;
        if (view->state != RecordingState::Recording && view->length.count() > 0)
            m_exports->setSaved(*view);
    } else if (m_lastFinishedListed && !m_library.isLoading()) { // it was there and went: trash
        m_lastFinished.clear();
        m_lastFinishedListed = false;
        m_exports->setSaved(std::nullopt);
    }
    if (m_exportDialog) {
        if (const RecordingView* view = listed(m_exportDialog->recordingPath()))
            m_exportDialog->setRecording(*view);
    }
    refreshState();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        wake();
    if (event->type() == QEvent::LanguageChange && m_sidebar && !m_rebuilding
        && m_builtIn != m_language->applied()) {
        // Every text is made where its widget is made, so a new language means new widgets. Not
        // from inside the event: the combo box that asked for it is still on the stack.
        m_rebuilding = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                const auto selected = m_sidebar->selected();
                rememberPlace();
                m_rebuilding = false;
                delete m_codePopover;
                delete m_help;
                menuBar()->clear();
                delete takeCentralWidget();
                m_sidebar = nullptr;
                m_live = nullptr;
                m_recordings = nullptr;
                m_chips = nullptr;
                m_transport = nullptr;
                buildInterface();
                if (selected)
                    m_sidebar->select(*selected);
                m_header->setLive(m_last);
                m_transport->setLive(m_last);
                m_sidebar->setLive(m_last);
                m_sidebar->setCalls(m_calls);
            },
            Qt::QueuedConnection);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    readCalls(SteadyClock::now());
    // By the window's own button; whatever closes it from within means to end.
    // The tray is asked for again: panels come and go. Who said that it shall end is not kept in.
    const bool mayStay = event->spontaneous() && !m_quitWhenStopped && !m_givenUp
        && m_settings.settings().closeToTray;
    if (mayStay)
        buildTray();
    if (mayStay && m_tray) {
        event->ignore();
        keepInTray();
        if (!std::exchange(m_toldOfTray, true))
            emit notificationWanted(tr("Lavalier is still running"),
                                    tr("Its icon in the tray brings the window back."));
        return;
    }
    if (!anyRecorded() || !isVisible()) {
        event->accept();
        return;
    }
    event->ignore();
    const auto stuck = std::ranges::find_if(m_calls, [](const CallView& call) {
        return call.record == RecordState::Finishing && call.diskTrouble;
    });
    const bool allEnd = std::ranges::all_of(m_calls, [](const CallView& call) {
        return !isRecorded(call) || call.record == RecordState::Finishing;
    });
    if (stuck != m_calls.end() && allEnd) {
        showCall(stuck->guild);
        askBeforeGivingUp(true);
    } else if (!allEnd || !m_quitWhenStopped) {
        askBeforeQuitting();
    }
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    if (m_sidebar) // with large fonts it would push the call out of a small window
        m_sidebar->setMaximumWidth(std::max(m_sidebar->minimumWidth(), width() * 2 / 5));
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    wake();
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    rememberPlace();
    setPace(Pace::Asleep);
}

} // namespace lavalier::ui
