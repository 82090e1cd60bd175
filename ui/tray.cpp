#include "ui/tray.h"

#include "ui/actions.h"
#include "ui/icons.h"

#include <QAction>

namespace lavalier::ui {

Tray::Tray(const Actions& actions)
{
    connect(m_menu.addAction(tr("Show Lavalier")), &QAction::triggered, this, &Tray::opened);
    m_menu.addSeparator();
    m_menu.addActions({actions.record, actions.pause, actions.stop, actions.marker});
    m_menu.addSeparator();
    m_menu.addAction(actions.quit);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    emit opened();
            });
    setState(applicationIcon(StateMark::None), QStringLiteral("Lavalier"));
    m_icon.show();
}

void Tray::setState(const QIcon& icon, const QString& words)
{
    m_icon.setIcon(icon);
    m_icon.setToolTip(words);
}

void Tray::showNote(const QString& title, const QString& text)
{
    m_icon.showMessage(title, text, applicationIcon());
}

} // namespace lavalier::ui
