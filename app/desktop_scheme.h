#pragma once

#include "ui/theme.h"

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusVariant;

namespace lavalier::app {

/// What the desktop prefers, light or dark, as its portal says.
///
/// Qt 6.4 has no colour scheme hint of its own. Where nothing is preferred, which is what GNOME
/// says while it is light, or where there is no portal, the palette Qt started with decides.
/// Thread:  GUI; never waits for the bus.
/// Source:  XDG desktop portal, org.freedesktop.appearance color-scheme.
class DesktopScheme : public QObject {
    Q_OBJECT
public:
    explicit DesktopScheme(QObject* parent = nullptr);
    void ask();
    /// The portal's answer: 1 dark, 2 light, 0 and what it may say in future no preference.
    void adopt(const QVariant& answer);

signals:
    void schemePreferred(std::optional<lavalier::ui::ColourScheme> scheme);

private slots:
    void followChange(const QString& group, const QString& key, const QDBusVariant& value);
};

} // namespace lavalier::app
