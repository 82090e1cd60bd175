#pragma once

#include <QMenu>
#include <QSystemTrayIcon>

namespace lavalier::ui {

struct Actions;

/// Lavalier in the desktop's tray: state by icon and word, the commands one needs without the
/// window. Only made where a tray exists.
///
/// Thread:  GUI.
class Tray : public QObject {
    Q_OBJECT
public:
    explicit Tray(const Actions& actions);
    static bool isThere() { return s_assumed || QSystemTrayIcon::isSystemTrayAvailable(); }
    /// For tests, which run on no desktop.
    static void assumeThere(bool there) { s_assumed = there; }

    void setState(const QIcon& icon, const QString& words);
    void showNote(const QString& title, const QString& text);

signals:
    void opened(); ///< somebody wants to see the window

private:
    static inline bool s_assumed = false;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

} // namespace lavalier::ui
