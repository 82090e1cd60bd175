#pragma once

#include "ui/ports/recorder_port.h"

#include <QRect>

class QPainter;

namespace lavalier::ui {

struct ThemeTokens;

/// The four lamps of a lane: heard, decrypted, decoded, on disk.
///
/// Not by colour alone: trouble is taller, starved is hollow.
struct LampRow {
    static constexpr int kLampWidth = 14;
    static constexpr int kLampHeight = 4;
    static constexpr int kGap = 3;
    static constexpr int kWidth = 4 * kLampWidth + 3 * kGap;
    static constexpr int kHeight = 8;

    /// Draws into the upper left of `place`, kWidth × kHeight.
    static void paint(QPainter& painter, QPoint place, const std::array<Lamp, 4>& lamps,
                      const ThemeTokens& tokens, bool mirrored);
};

} // namespace lavalier::ui
