#include "ui/widgets/avatar.h"

#include "ui/text/remote_text.h"
#include "ui/theme.h"

#include <QPainter>

namespace lavalier::ui {

void paintAvatar(QPainter& painter, const QRectF& circle, std::uint64_t id, const QString& name,
                 const QColor& ring, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(identityColour(id));
    const qreal corner = radius < 0 ? circle.width() / 2 : radius;
    painter.drawRoundedRect(circle, corner, corner);
    QFont font = painter.font();
    font.setPixelSize(
        std::max(7, static_cast<int>(circle.height() * (circle.height() < 30 ? 0.42 : 0.36))));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(circle, Qt::AlignCenter, initials(name));
    if (ring.isValid()) {
        painter.setBrush(Qt::NoBrush);
        const qreal away = circle.width() < 30 ? 3 : 4;
        painter.setPen(QPen(ring, 2));
        painter.drawEllipse(circle.adjusted(-away, -away, away, away));
    }
    painter.restore();
}

} // namespace lavalier::ui
