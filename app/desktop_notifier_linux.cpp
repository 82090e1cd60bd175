#include "app/desktop_notifier.h"

#include "app/places.h"

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
    const QString id = QLatin1String(kDesktopId);
    // The body may hold markup by the specification, and names are other people's.
    call << QStringLiteral("Lavalier") << 0U << id << title << text.toHtmlEscaped() << QStringList()
         << QVariantMap {{QStringLiteral("desktop-entry"), id}} << -1;
    bus.asyncCall(call);
    return true;
}

void takeDesktopName()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const auto service = QStringLiteral("org.freedesktop.DBus");
    QDBusMessage call = QDBusMessage::createMethodCall(
        service, QStringLiteral("/org/freedesktop/DBus"), service, QStringLiteral("RequestName"));
    // In line behind a window that is about to end, or that is of another profile.
    call << QString::fromLatin1(kDesktopId) << 0U;
    bus.asyncCall(call); // registerService() would wait for the bus
}

} // namespace lavalier::app
