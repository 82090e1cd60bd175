#include "ui/widgets/lamp_row.h"

#include "ui/theme.h"

#include <QPainter>

namespace lavalier::ui {

void LampRow::paint(QPainter& painter, QPoint place, const std::array<Lamp, 4>& lamps,
                    const ThemeTokens& tokens, bool mirrored)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < 4; ++i) {
        const int slot = mirrored ? 3 - i : i;
        const Lamp lamp = lamps[static_cast<std::size_t>(i)];
        const bool trouble = lamp == Lamp::Attention;
        const int high = trouble ? kHeight : kLampHeight;
        QRectF rect(place.x() + slot * (kLampWidth + kGap), place.y() + (kHeight - high) / 2.0,
                    kLampWidth, high);
        if (lamp == Lamp::Starved) {
            painter.setPen(QPen(tokens.attention, 1.2));
            painter.setBrush(Qt::NoBrush);
            rect.adjust(0.6, -0.4, -0.6, 0.4);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(lamp == Lamp::Flowing ? tokens.flowing
                                 : trouble         ? tokens.attention
                                                   : tokens.meterTrack);
        }
        painter.drawRoundedRect(rect, 2, 2);
    }
    painter.restore();
}

} // namespace lavalier::ui
