#pragma once

#include "ui/theme.h"

#include <QObject>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace lavalier::app {

/// What the desktop prefers, light or dark, as its portal says.
///
/// Qt 6.4 has no colour scheme hint of its own. Without a portal nothing is emitted and the
/// palette Qt started with decides.
/// Thread:  GUI; never waits for the bus.
/// Source:  XDG desktop portal, org.freedesktop.appearance color-scheme.
class DesktopScheme : public QObject {
    Q_OBJECT
public:
    explicit DesktopScheme(QObject* parent = nullptr);
    void ask();

signals:
    void schemePreferred(lavalier::ui::ColourScheme scheme);

private slots:
    void followChange(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void adopt(uint preference);
};

} // namespace lavalier::app
