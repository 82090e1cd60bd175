#pragma once

#include "ui/models/poll_pace.h"
#include "ui/models/transport_state.h"
#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/rehearsal_port.h"
#include "ui/ports/report_port.h"
#include "ui/ports/settings_port.h"
#include "ui/theme.h"
#include "voice/base/clock.h"

#include <QMainWindow>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

class QAction;
class QFileDialog;
class QInputDialog;
class QMenu;
class QStackedWidget;

namespace lavalier::ui {

class CallChips;
class ChannelSidebar;
class CodePopover;
class ExportDialog;
class ExportsStrip;
class Language;
class LivePage;
class PageHeader;
class ProblemStack;
class RecordingsPage;
class SettingsPage;
class SetupAssistant;
class ShortcutHelp;
class TransportBar;
class Tray;
struct Actions;

/// Lavalier's window: channels on the left, the call or the recordings in the middle, one row of
/// transport below.
///
/// Draws values and speaks through its ports, which must outlive it. Theme and language follow the
/// settings port at once; what the system prefers is handed in by setSystemColourScheme().
/// Levels are polled at most 30 times a second, only while the window can be seen and something
/// moves.
/// Thread:  GUI.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum class Page { Live, Recordings, Settings };

    MainWindow(RecorderPort& recorder, LibraryPort& library, ExportPort& exporter,
               SettingsPort& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// From the desktop portal; matters while the theme setting is "System". Nothing, and what
    /// holds before anybody spoke: as the palette was that Qt started with.
    void setSystemColourScheme(std::optional<ColourScheme> scheme);
    /// What keeps the helper programs in their place, for About.
    void setConfinement(const QString& sentence) { m_confinement = sentence; }
    void showPage(Page page);
    Page page() const { return m_page; }
    /// What the set-up assistant rehearses with; must outlive the window.
    void setRehearsal(RehearsalPort& rehearsal) { m_rehearsal = &rehearsal; }
    /// What a report is made by; must outlive the window.
    void setReporter(ReportPort& reporter) { m_reporter = &reporter; }
    /// Shows the window in front of all others, from the tray too.
    void bringToFront();
    /// Recordings are about to end: what is typed by now for a marker of theirs is set.
    void settleMarkers() { settleMarkerQuestion(m_markerOf.guild); }
    /// Into the tray where there is one, else as an icon.
    void startQuietly();
    /// For a note that the desktop has no service for; nothing without a tray.
    void showTrayNote(const QString& title, const QString& text);
    /// How often the window asks for levels just now (for tests and the curious).
    Pace pace() const { return m_pace; }

public slots:
    void showExportDialog();
    void showShortcuts();
    void showAbout();
    void showSetup();
    void showReport();

signals:
    /// The demo was enough: start the window that records for real.
    void demoLeft();
    void plainStartRequested();
    /// close() led to a question, and the answer is that the window stays.
    void quitDropped();
    /// A look around without a bot; somebody else starts it.
    void demoRequested();
    /// Worth telling somebody who does not look at the window; switched off kinds never come.
    void notificationWanted(const QString& title, const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// The recording that something is asked of.
    struct AskedOf {
        GuildId guild;
        QString file; ///< the one it is in now
    };

    QString m_confinement;
    void buildInterface();
    void buildActions();
    void buildMenus();
    void addReviewMenu();
    void connectParts();
    void followSettings();
    void refreshState(); ///< what depends on call, record and account state
    void poll();
    void followUnrecorded();
    void wake();
    void setPace(Pace pace);
    void join();
    void togglePause();
    void addMarker(const QString& text);
    void addMarkerWithText();
    void setMarkerAsked(const QString& text);
    void settleMarkerQuestion(GuildId ending);
    void recordingFinished(const QString& path);
    void carryOut(const QString& problem, Problem::Remedy remedy);
    void tryAgain(const QString& problem);
    // main_window_calls.cpp
    bool readCalls(SteadyTime now); ///< true when more than a clock moved
    void followCalls();
    void showCall(GuildId guild);
    void stepCall(int by);
    void nameCallActions();
    QStringList keysOfCalls() const;
    bool anyRecorded() const;
    const CallView* callIn(GuildId guild) const;
    AskedOf shownRecording() const;
    const CallView* stillRecorded(const AskedOf& asked) const; ///< null once it has ended
    void dropQuestionsOfEnded();
    bool bringCall(GuildId guild); ///< to be commanded now; false when it is over
    Problem labelled(Problem problem) const; ///< with its server, where there are several calls
    void labelProblems();
    bool showCallOf(const QString& problem); ///< false when that call is over
    CallView recordingOf(const QString& file) const;
    QString placeIn(const CallView& call) const; ///< the channel; its server too, if needed
    void reopenExport(const QString& problem, bool chooseFolder);
    void openExportDialog(const RecordingView& recording);
    const RecordingView* listed(const QString& path) const;
    RecordingView savedRecording() const; ///< the last finished, listed yet or not
    std::optional<RecordingView> exportTarget() const;
    void followLibrary();
    void noteProblem(const Problem& problem);
    void askBeforeQuitting();
    void showEncryption();
    void copyPrivacyCode();
    void fillVerifyMenu();
    void fillSpeakerMenu();
    void listenTo(UserId speaker, const ListeningChoice& choice);
    void fillExportsMenu();
    void retryExport(int id);
    void verify(UserId speaker);
    void followEncryption(const LiveSnapshot& before);
    void askBeforeGivingUp(bool andQuit); ///< of what the disk does not take
    void stop();
    void recordElsewhere();
    // main_window_desktop.cpp
    void buildTray();
    void applyShortcuts();
    void keepInTray();
    void showStateOutside(const QString& title); ///< title bar, taskbar, tray
    void rememberPlace(); ///< what the next start begins with
    void tell(bool Settings::*wish, const QString& title, const QString& text);

    RecorderPort& m_recorder;
    LibraryPort& m_library;
    ExportPort& m_exporter;
    SettingsPort& m_settings;
    std::optional<ColourScheme> m_systemScheme;
    std::unique_ptr<Language> m_language;

    LiveSnapshot m_last;
    std::vector<CallView> m_calls; ///< the shown one among them
    SteadyTime m_callsAt {}; ///< when they were asked for
    GuildId m_toldShown; ///< the shown one, as announced last
    std::map<QString, CallView> m_files; ///< by path: what was recorded into it
    TransportState m_transportState;
    Page m_page = Page::Live;
    Pace m_pace = Pace::Asleep;
    QTimer m_timer;
    QString m_lastFinished;
    bool m_lastFinishedListed = false;
    std::map<GuildId, ChannelId> m_lastJoined;
    GuildId m_lastJoinedIn;
    bool m_sidebarMoved = false; ///< by hand, since it was kept
    bool m_toldOfTray = false; ///< that closing led into it
    bool m_quitWhenStopped = false;
    std::optional<GuildId> m_givenUp; ///< ends without what it could not save, and then we quit
    QSet<QString> m_quitTroubles; ///< that came while stopping and still hold
    bool m_rebuilding = false;
    QString m_builtIn; ///< the language the interface was made in

    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<Tray> m_tray; ///< null without one
    QString m_outside; ///< the state as shown there
    ChannelSidebar* m_sidebar = nullptr;
    PageHeader* m_header = nullptr;
    CallChips* m_chips = nullptr;
    ProblemStack* m_problems = nullptr;
    QStackedWidget* m_pages = nullptr;
    LivePage* m_live = nullptr;
    RecordingsPage* m_recordings = nullptr;
    SettingsPage* m_settingsPage = nullptr;
    ExportsStrip* m_exports = nullptr;
    TransportBar* m_transport = nullptr;
    QPointer<ExportDialog> m_exportDialog;
    QPointer<SetupAssistant> m_setup;
    QPointer<QInputDialog> m_markerQuestion;
    AskedOf m_markerOf;
    QPointer<QFileDialog> m_elsewhere;
    AskedOf m_elsewhereOf;
    QPointer<ShortcutHelp> m_help;
    RehearsalPort* m_rehearsal = nullptr;
    ReportPort* m_reporter = nullptr;
    QPointer<CodePopover> m_codePopover;
    QPointer<QMenu> m_verifyMenu;
    QPointer<QMenu> m_speakerMenu;
    QPointer<QMenu> m_exportsMenu;
    QPointer<QAction> m_listMenu; ///< shown with the list of recordings
    QPointer<QAction> m_reviewMenu; ///< shown while a recording is open
};

} // namespace lavalier::ui
