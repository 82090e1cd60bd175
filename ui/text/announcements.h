#pragma once

#include "ui/ports/recorder_port.h"

#include <QStringList>

namespace lavalier::ui {

/// What has to be said aloud about the step from one moment of the call to the next; nearly always
/// nothing, and never what a problem says anyway. For those who do not see the window.
///
/// `wasThere`: the call of `now` ran already while another one, or none, was shown. In a call that
/// is only shown now nothing has happened.
QStringList announcementsAfter(const LiveSnapshot& before, const LiveSnapshot& now,
                               bool wasThere = false);

} // namespace lavalier::ui
