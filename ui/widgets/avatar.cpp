#include "ui/widgets/avatar.h"

#include "ui/text/remote_text.h"
#include "ui/theme.h"

#include <QImage>
#include <QPainter>

namespace lavalier::ui {
namespace {

void paintRing(QPainter& painter, const QRectF& circle, const QColor& ring)
{
    if (!ring.isValid())
        return;
    painter.setBrush(Qt::NoBrush);
    const qreal away = circle.width() < 30 ? 3 : 4;
    painter.setPen(QPen(ring, 2));
    painter.drawEllipse(circle.adjusted(-away, -away, away, away));
}

} // namespace

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
    paintRing(painter, circle, ring);
    painter.restore();
}

void paintPicture(QPainter& painter, const QRectF& circle, const QImage& picture,
                  const QColor& ring)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Scaled at once to the screen's own pixels: a brush that shrinks as it fills is jagged.
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QSize pixels = (circle.size() * ratio).toSize();
    QImage scaled
        = picture.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    scaled = scaled.copy((scaled.width() - pixels.width()) / 2,
                         (scaled.height() - pixels.height()) / 2, pixels.width(), pixels.height());
    scaled.setDevicePixelRatio(ratio);
    QBrush brush(scaled);
    painter.setBrushOrigin(circle.topLeft());
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawEllipse(circle);
    paintRing(painter, circle, ring);
    painter.restore();
}

} // namespace lavalier::ui
