#include "app/desktop_notifier.h"

namespace lavalier::app {

bool showDesktopNote(const QString&, const QString&)
{
    return false;
}

} // namespace lavalier::app
