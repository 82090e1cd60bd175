#pragma once

#include <QString>

#include <cstdint>

namespace lavalier::ui {

/// "148 MB" in the locale's digits; thousands, as disks are sold.
QString sizeText(std::uint64_t bytes);
/// "0.2 %"; never "0.0 %" when something was lost.
QString percentText(double percent);
/// "−18.4 dB" with a real minus sign, or "silent" at the floor.
QString decibelText(double db);

} // namespace lavalier::ui
