#pragma once

#include "voice/base/strong_id.h"

#include <QPixmap>
#include <QRect>
#include <QString>

class QImage;
class QPainter;
class QWidget;

namespace lavalier::ui {

/// A round picture with initials on the colour of an id. `ring` is drawn around it when valid.
void paintAvatar(QPainter& painter, const QRectF& circle, std::uint64_t id, const QString& name,
                 const QColor& ring = {}, qreal radius = -1);

/// The same with a picture of one's own in place of the initials.
void paintPicture(QPainter& painter, const QRectF& circle, const QImage& picture,
                  const QColor& ring = {});

} // namespace lavalier::ui
