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
    font.setPixelSize(std::max(7, static_cast<int>(circle.height() * 0.36)));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(circle, Qt::AlignCenter, initials(name));
    if (ring.isValid()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ring, 2));
        painter.drawEllipse(circle.adjusted(-4, -4, 4, 4));
    }
    painter.restore();
}

} // namespace lavalier::ui
