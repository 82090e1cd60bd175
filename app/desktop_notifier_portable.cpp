#include "app/desktop_notifier.h"

namespace lavalier::app {

bool showDesktopNote(const QString&, const QString&)
{
    return false;
}

void takeDesktopName() { }

} // namespace lavalier::app
