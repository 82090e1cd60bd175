#include "ui/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>

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

namespace {

QPixmap drawn(QSvgRenderer& renderer, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

} // namespace

QIcon applicationIcon()
{
    QIcon icon;
    QSvgRenderer renderer(QStringLiteral(":/icons/lavalier.svg"));
    for (const int size : {16, 24, 32, 48, 64, 128, 256, 512})
        icon.addPixmap(drawn(renderer, size));
    return icon;
}

namespace {

void paintMark(QPainter& painter, StateMark mark, int size)
{
    const qreal side = size * 0.56;
    const QRectF at(size - side, size - side, side, side);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor edge(0x15, 0x17, 0x1b);
    painter.setPen(QPen(edge, std::max(1.0, size / 24.0)));
    const QRectF inner = at.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06);
    switch (mark) {
    case StateMark::None:
        break;
    case StateMark::Recording:
        painter.setBrush(QColor(0xe5, 0x48, 0x4d));
        painter.drawEllipse(inner);
        break;
    case StateMark::Paused:
        painter.setBrush(QColor(0xe2, 0xa0, 0x3f));
        painter.drawRect(QRectF(inner.left(), inner.top(), inner.width() * 0.38, inner.height()));
        painter.drawRect(QRectF(inner.right() - inner.width() * 0.38, inner.top(),
                                inner.width() * 0.38, inner.height()));
        break;
    case StateMark::Trouble:
        painter.setBrush(QColor(0xe2, 0xa0, 0x3f));
        painter.drawPolygon(QPolygonF(
            {{inner.center().x(), inner.top()}, inner.bottomRight(), inner.bottomLeft()}));
        break;
    }
}

} // namespace

QIcon applicationIcon(StateMark mark)
{
    QFile file(QStringLiteral(":/icons/lavalier.svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // Its lamp is out: where a state is shown, red means that something is recorded.
    QByteArray drawing = file.readAll();
    drawing.replace("#e5484d", "#4a515c");
    QSvgRenderer renderer(drawing);
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128}) {
        QPixmap pixmap = drawn(renderer, size);
        QPainter painter(&pixmap);
        paintMark(painter, mark, size);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace lavalier::ui
