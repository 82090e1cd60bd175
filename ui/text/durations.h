#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace lavalier::ui {

/// "1:02:03": hours without a leading zero, always three groups, never rounded up.
QString clockText(std::chrono::milliseconds time);
/// "1:02:03.450": a place in a recording, to the millisecond.
QString positionText(std::chrono::milliseconds time);
/// The place such a text, or "2:03", or "123.45", names; nothing when it names none.
std::optional<std::chrono::milliseconds> placeOf(const QString& text);
/// "1 h 12 min", "4 min 5 s", "48 s": a length as people say it.
QString lengthText(std::chrono::milliseconds length);
/// "room for 61 h" on the disk.
QString roomText(std::chrono::seconds room);

} // namespace lavalier::ui
