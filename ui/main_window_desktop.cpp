// The window and the desktop around it: title bar, taskbar, tray, notes, shortcuts.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/command_keys.h"
#include "ui/icons.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/text/calls_text.h"
#include "ui/tray.h"

#include <QAction>
#include <QApplication>

#include <algorithm>
#include <utility>

namespace lavalier::ui {

void MainWindow::buildTray()
{
    const bool wanted = m_settings.settings().trayIcon && Tray::isThere();
    if (wanted == (m_tray != nullptr))
        return;
    if (!wanted) {
        m_tray.reset();
        if (!isVisible() && !QApplication::quitOnLastWindowClosed())
            bringToFront(); // nobody must be without a way back to the window
        return;
    }
    m_tray = std::make_unique<Tray>(*m_actions);
    connect(m_tray.get(), &Tray::opened, this, &MainWindow::bringToFront);
    m_outside.clear();
}

void MainWindow::applyShortcuts()
{
    const QMap<QString, QString> chosen = m_settings.settings().shortcuts;
    QList<QAction*> commands = actions();
    if (m_recordings)
        commands += m_recordings->menuActions();
    if (m_recordings && m_recordings->review())
        commands += m_recordings->review()->menuActions();
    commands.removeAll(nullptr); // separators
    // A later Lavalier may have a standard that somebody chose for something else.
    QList<const QAction*> first;
    for (QAction* action : commands) {
        const auto it = chosen.find(action->objectName());
        if (it == chosen.end())
            continue;
        applyKeys(*action, *it);
        first.append(action);
    }
    for (QAction* action : commands)
        if (!chosen.contains(action->objectName()))
            applyStandardKeys(*action, first);
}

void MainWindow::showStateOutside(const QString& title)
{
    setWindowTitle(title);
    const auto paused = [](const CallView& call) {
        return !isRecorded(call) || call.record == RecordState::Paused;
    };
    const StateMark mark = !anyRecorded()          ? StateMark::None
        : std::ranges::any_of(m_calls, isTroubled) ? StateMark::Trouble
        : std::ranges::all_of(m_calls, paused)     ? StateMark::Paused
                                                   : StateMark::Recording;
    // Icons are drawn anew, so only when there is something else to show.
    const QString outside = title + QChar(static_cast<char16_t>(mark));
    if (m_outside == outside)
        return;
    m_outside = outside;
    const QIcon icon = applicationIcon(mark);
    setWindowIcon(icon);
    if (m_tray)
        m_tray->setState(icon, title);
}

void MainWindow::tell(bool Settings::*wish, const QString& title, const QString& text)
{
    if (!isActiveWindow() && m_settings.settings().*wish)
        emit notificationWanted(title, text);
}

void MainWindow::rememberPlace()
{
    Settings next = m_settings.settings();
    next.windowGeometry = saveGeometry();
    if (std::exchange(m_sidebarMoved, false))
        next.sidebarWidth = m_sidebar->width();
    next.listeningVolume = m_recorder.snapshot().listeningVolume;
    if (next != m_settings.settings())
        m_settings.setSettings(next);
}

void MainWindow::showTrayNote(const QString& title, const QString& text)
{
    if (m_tray)
        m_tray->showNote(title, text);
}

void MainWindow::keepInTray()
{
    // A message box that closes must not be taken for the last window.
    QApplication::setQuitOnLastWindowClosed(false);
    hide();
}

void MainWindow::startQuietly()
{
    if (m_tray)
        keepInTray();
    else
        showMinimized();
}

void MainWindow::bringToFront()
{
    QApplication::setQuitOnLastWindowClosed(true);
    if (isMinimized())
        showNormal();
    else
        show();
    raise();
    activateWindow();
}

} // namespace lavalier::ui
