#include "app/desktop_notifier.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QStringList>
#include <QVariantMap>

namespace lavalier::app {

bool showDesktopNote(const QString& title, const QString& text)
{
    const auto service = QStringLiteral("org.freedesktop.Notifications");
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface()->isServiceRegistered(service).value())
        return false;
    QDBusMessage call
        = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/Notifications"),
                                         service, QStringLiteral("Notify"));
    // The body may hold markup by the specification, and names are other people's.
    call << QStringLiteral("Lavalier") << 0U << QStringLiteral("lavalier") << title
         << text.toHtmlEscaped() << QStringList() << QVariantMap() << -1;
    bus.asyncCall(call);
    return true;
}

} // namespace lavalier::app
