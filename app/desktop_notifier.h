#pragma once

#include <QString>

namespace lavalier::app {

/// Shows a note through the desktop's own notification service. Returns at once; false where there
/// is none, and then the tray may show it.
///
/// Thread:  GUI. The words are plain text; markup in them is shown, not obeyed.
bool showDesktopNote(const QString& title, const QString& text);

/// Has the desktop's bus know the window of the first start by the id of its menu entry. Asked for,
/// not waited for; two profiles share one name.
void takeDesktopName();

} // namespace lavalier::app
