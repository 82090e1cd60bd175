#include "ui/widgets/level_bar.h"

#include "ui/models/level_scale.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

namespace lavalier::ui {

namespace {

constexpr int kBarHeight = 9;
constexpr int kClipWidth = 12;
constexpr int kGap = 4;
constexpr int kHoldWidth = 2;
constexpr int kPeakWidth = 2;
constexpr std::chrono::seconds kAnnounceEvery {1};

QFont labelFont(const QWidget& widget)
{
    return scaledFont(widget.font(), 0.75);
}

QPixmap barPixmap(const ThemeTokens& tokens, QSize size, qreal ratio, double strength)
{
    const QString key = QStringLiteral("lavalier/meter/%1x%2@%3/%4/%5")
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio)
                            .arg(strength)
                            .arg(static_cast<int>(tokens.scheme));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap; // all meters of one width share one drawing
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(tokens.surface);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(QPointF(0, 0), QSizeF(size)), 3, 3);
    painter.fillPath(outline, tokens.meterTrack);
    if (strength > 0) {
        const auto at = [](double db) { return LevelScale {1}.exactX(db); };
        QLinearGradient zones(0, 0, size.width(), 0);
        zones.setColorAt(0, tokens.meterLow);
        zones.setColorAt(at(LevelScale::kLowZoneEnd) - 0.01, tokens.meterLow);
        zones.setColorAt(at(LevelScale::kLowZoneEnd) + 0.02, tokens.meterMid);
        zones.setColorAt(at(LevelScale::kMidZoneEnd) - 0.01, tokens.meterMid);
        zones.setColorAt(at(LevelScale::kMidZoneEnd) + 0.02, tokens.meterHigh);
        zones.setColorAt(at(-3), tokens.meterHigh);
        zones.setColorAt(1, tokens.record);
        painter.setOpacity(strength);
        painter.fillPath(outline, zones);
    }
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

LevelBar::LevelBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("LevelBar"));
    setAttribute(Qt::WA_OpaquePaintEvent); // nothing below us needs painting when a column changes
    setFocusPolicy(Qt::NoFocus);
}

void LevelBar::setSpeaker(const QString& name)
{
    const QString accessible = tr("%1 level").arg(cleanRemote(name));
    if (accessibleName() != accessible)
        setAccessibleName(accessible);
}

void LevelBar::setDetail(Detail detail)
{
    if (m_detail == detail)
        return;
    m_detail = detail;
    updateGeometry();
    prepare();
}

void LevelBar::showLevels(const MeterBallistics& levels, SteadyTime now)
{
    m_shown = levels;
    const Columns next = columnsOf(levels);
    if (next != m_columns) {
        const QRect bar = barRect();
        const auto between = [&](int a, int b) {
            return QRect(bar.left() + std::min(a, b), bar.top(), std::abs(a - b), bar.height());
        };
        QRegion dirty;
        if (next.average != m_columns.average)
            dirty += between(next.average, m_columns.average);
        if (next.peak != m_columns.peak) // with the edges, the old one and the new
            dirty += between(std::max(0, std::min(next.peak, m_columns.peak) - kPeakWidth),
                             std::max(next.peak, m_columns.peak));
        if (next.hold != m_columns.hold)
            dirty += QRegion(holdRect(m_columns.hold)) + holdRect(next.hold);
        if (next.clipped != m_columns.clipped)
            dirty += clipRect();
        m_columns = next;
        update(dirty);
    }
    announce(now);
}

QString LevelBar::valueText() const
{
    return decibelText(averageDb());
}

void LevelBar::announce(SteadyTime now)
{
    if (!QAccessible::isActive() || !m_announcements.passes(averageDb(), now))
        return;
    QAccessibleValueChangeEvent event(this, averageDb());
    QAccessible::updateAccessibility(&event);
}

QSize LevelBar::sizeHint() const
{
    const int labels
        = m_detail == Detail::WithScale ? QFontMetrics(labelFont(*this)).height() + 3 : 0;
    return {220, kBarHeight + labels};
}

QSize LevelBar::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

QRect LevelBar::barRect() const
{
    const int top = m_detail == Detail::WithScale ? 0 : (height() - kBarHeight) / 2;
    return {0, top, std::max(0, width() - kClipWidth - kGap), kBarHeight};
}

QRect LevelBar::clipRect() const
{
    const QRect bar = barRect();
    return {bar.right() + 1 + kGap, bar.top(), kClipWidth, bar.height()};
}

QRect LevelBar::holdRect(int column) const
{
    if (column < 0)
        return {};
    const QRect bar = barRect();
    return {bar.left() + std::min(column, std::max(0, bar.width() - kHoldWidth)), bar.top(),
            kHoldWidth, bar.height()};
}

LevelBar::Columns LevelBar::columnsOf(const MeterBallistics& levels) const
{
    const LevelScale scale {barRect().width()};
    Columns columns;
    columns.average = scale.x(levels.average());
    columns.peak = std::max(columns.average, scale.x(levels.peak()));
    columns.hold = levels.hold() > MeterBallistics::kFloorDb ? scale.x(levels.hold()) : -1;
    columns.clipped = levels.clipped();
    return columns;
}

void LevelBar::prepare()
{
    const ThemeTokens& tokens = currentTokens();
    const QSize size = barRect().size();
    if (!size.isEmpty()) {
        m_solid = barPixmap(tokens, size, devicePixelRatioF(), 1.0);
        m_faded = barPixmap(tokens, size, devicePixelRatioF(), 0.42);
        m_empty = barPixmap(tokens, size, devicePixelRatioF(), 0.0);
    }
    m_columns = columnsOf(m_shown);
    update();
}

void LevelBar::paintEvent(QPaintEvent* event)
{
    const ThemeTokens& tokens = currentTokens();
    if (m_solid.devicePixelRatio() != devicePixelRatioF())
        prepare();
    QPainter painter(this);
    const QRect bar = barRect();
    const auto copy = [&](const QPixmap& from, const QRect& part) {
        if (part.isEmpty())
            return;
        const qreal ratio = from.devicePixelRatio();
        painter.drawPixmap(part, from,
                           QRectF((part.left() - bar.left()) * ratio,
                                  (part.top() - bar.top()) * ratio, part.width() * ratio,
                                  part.height() * ratio)
                               .toRect());
    };
    for (const QRect& dirty : event->region()) {
        const QRect inBar = dirty & bar;
        if (!inBar.isEmpty()) {
            const auto columns = [&](int from, int to) {
                return inBar & QRect(bar.left() + from, bar.top(), to - from, bar.height());
            };
            copy(m_solid, columns(0, m_columns.average));
            // Faded alone could not be told from the track: the peak ends in an edge of full
            // colour.
            const int edge = std::max(m_columns.average, m_columns.peak - kPeakWidth);
            copy(m_faded, columns(m_columns.average, edge));
            copy(m_solid, columns(edge, m_columns.peak));
            copy(m_empty, columns(m_columns.peak, bar.width()));
            const QRect hold = holdRect(m_columns.hold) & inBar;
            if (!hold.isEmpty())
                painter.fillRect(hold, tokens.text);
        }
        if (inBar == dirty)
            continue; // the usual case: columns of the bar and nothing else
        for (const QRect& rest : QRegion(dirty) - bar)
            painter.fillRect(rest, tokens.surface);
        if (dirty.intersects(clipRect())) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_columns.clipped ? tokens.record : tokens.meterTrack);
            painter.drawRoundedRect(clipRect(), 3, 3);
        }
        if (m_detail != Detail::WithScale || dirty.bottom() <= bar.bottom())
            continue;
        painter.setLayoutDirection(Qt::LeftToRight); // a minus sign stands before its number
        painter.setFont(labelFont(*this));
        painter.setPen(tokens.secondary);
        const QFontMetrics metrics(painter.font());
        const LevelScale scale {bar.width()};
        const int baseline = bar.bottom() + 3 + metrics.ascent();
        int freeFrom = 0; // labels that would touch their left neighbour are left out
        for (const int db : LevelScale::kLabels) {
            const QString label
                = db == 0 ? QStringLiteral("0") : QChar(0x2212) + QString::number(-db);
            const int wide = metrics.horizontalAdvance(label);
            const int left = std::clamp(bar.left() + scale.x(db) - wide / 2, 0, width() - wide);
            if (left < freeFrom)
                continue;
            painter.drawText(left, baseline, label);
            freeFrom = left + wide + 4;
        }
    }
}

void LevelBar::resizeEvent(QResizeEvent*)
{
    prepare();
}

void LevelBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::FontChange)
        prepare();
    QWidget::changeEvent(event);
}

void LevelBar::mousePressEvent(QMouseEvent* event)
{
    if (m_columns.clipped
        && clipRect().adjusted(-4, -4, 4, 4).contains(event->position().toPoint()))
        emit clipResetRequested();
    else
        event->ignore();
}

} // namespace lavalier::ui
