#include "ui/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace lavalier::ui {

QPixmap themedPixmap(const QString& name, const QColor& colour, int size, qreal ratio)
{
    const QString key
        = QStringLiteral("lavalier/%1/%2/%3/%4").arg(name, colour.name()).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return pixmap;
    QByteArray drawing = file.readAll();
    drawing.replace("#000000", colour.name().toLatin1());
    pixmap = QPixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(drawing).render(&painter, QRectF(QPointF(0, 0), QSizeF(pixmap.size())));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon themedIcon(const QString& name, const QColor& colour, const QColor& disabled)
{
    QIcon icon;
    for (const int size : {16, 20, 24}) {
        for (const int ratio : {1, 2}) {
            icon.addPixmap(themedPixmap(name, colour, size, ratio));
            if (disabled.isValid())
                icon.addPixmap(themedPixmap(name, disabled, size, ratio), QIcon::Disabled);
        }
    }
    return icon;
}

QIcon applicationIcon()
{
    QIcon icon;
    QSvgRenderer renderer(QStringLiteral(":/icons/lavalier.svg"));
    for (const int size : {16, 24, 32, 48, 64, 128, 256, 512}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, size, size));
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace lavalier::ui
