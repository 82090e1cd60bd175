#pragma once

#include "ui/models/wave_history.h"

#include <QString>

namespace lavalier::ui {

/// What somebody called a marker, or the word for one without a name.
QString markerWords(const LiveMarker& marker);
/// "1:12:47 · dragon" for the flag under the pointer.
QString markerText(const LiveMarker& marker);

} // namespace lavalier::ui
