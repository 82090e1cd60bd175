#pragma once

#include "voice/base/strong_id.h"

#include <QPixmap>
#include <QRect>
#include <QString>

class QPainter;
class QWidget;

namespace lavalier::ui {

/// A round picture with initials on the colour of an id. `ring` is drawn around it when valid.
void paintAvatar(QPainter& painter, const QRectF& circle, std::uint64_t id, const QString& name,
                 const QColor& ring = {}, qreal radius = -1);

} // namespace lavalier::ui
