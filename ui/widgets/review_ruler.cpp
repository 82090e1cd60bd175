#include "ui/widgets/review_ruler.h"

#include "ui/icons.h"
#include "ui/models/timeline.h"
#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

constexpr int kFlag = 14;
constexpr int kMostText = 280;

/// As many digits as the ticks need to differ.
QString labelOf(double seconds, double tick)
{
    const QString whole = clockText(TimeScale::timeOf(std::floor(seconds + 1e-9)));
    if (tick >= 1)
        return whole;
    const int digits = tick >= 0.1 ? 1 : tick >= 0.01 ? 2 : tick >= 0.001 ? 3 : 4;
    const double rest = std::max(0.0, seconds - std::floor(seconds + 1e-9));
    return whole + QString::number(rest, 'f', digits).mid(1);
}

} // namespace

ReviewRuler::ReviewRuler(Timeline& timeline, QWidget* parent)
    : QWidget(parent)
    , m_timeline(timeline)
{
    setObjectName(QStringLiteral("ReviewRuler"));
    setAccessibleName(tr("Time and markers"));
    setMouseTracking(true);
    connect(&timeline, &Timeline::viewChanged, this, qOverload<>(&QWidget::update));
    connect(&timeline, &Timeline::cursorChanged, this, qOverload<>(&QWidget::update));
    connect(&timeline, &Timeline::playheadChanged, this, qOverload<>(&QWidget::update));
}

QSize ReviewRuler::sizeHint() const
{
    return {200, fontMetrics().height() * 2 + 14};
}

int ReviewRuler::flagTop() const
{
    return fontMetrics().height() + 6;
}

void ReviewRuler::setMarkers(const std::vector<ReviewMarker>& markers, bool editable)
{
    m_markers = markers;
    m_editable = editable;
    QStringList words;
    for (const ReviewMarker& marker : markers)
        words.append(clockText(marker.at) + u' ' + cleanRemote(marker.text));
    setAccessibleDescription(words.isEmpty() ? tr("no markers") : words.join(QStringLiteral(", ")));
    update();
}

void ReviewRuler::setTrim(const std::optional<TimeSpan>& trim)
{
    m_trim = trim;
    update();
}

double ReviewRuler::placeOf(const ReviewMarker& marker) const
{
    return m_moved && marker.key == m_dragged ? m_draggedTo : TimeScale::secondsOf(marker.at);
}

void ReviewRuler::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    const QFont small = scaledFont(font(), 0.85);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setLayoutDirection(Qt::LeftToRight); // as time goes

    const TimeScale& scale = m_timeline.scale();
    const double tick = scale.tickFor(metrics.horizontalAdvance(QStringLiteral("00:00:00.0000")));
    for (const double at : scale.ticks(tick, m_timeline.width(), m_timeline.length())) {
        const double x = scale.xOf(at);
        painter.fillRect(QRectF(std::floor(x), flagTop() - 5, 1, 5), tokens.faint);
        painter.setPen(tokens.secondary);
        const QString label = labelOf(at, tick);
        const int wide = metrics.horizontalAdvance(label);
        if (x + 3 + wide <= width())
            painter.drawText(QPointF(x + 3, metrics.ascent() + 1), label);
    }
    if (m_trim) {
        const auto kept = scale.stretchOf(m_trim->first, m_trim->second);
        painter.fillRect(QRectF(kept.from, flagTop() - 5, kept.width(), 3), tokens.accent);
    }
    if (const auto selection = m_timeline.selection()) {
        QColor wash = tokens.accent;
        wash.setAlphaF(0.22F);
        const auto chosen = scale.stretchOf(selection->first, selection->second);
        painter.fillRect(QRectF(chosen.from, 0, chosen.width(), height()), wash);
    }
    // A flag's words end where the next flag stands.
    for (std::size_t i = 0; i < m_markers.size(); ++i) {
        const int x = int(std::floor(m_timeline.xOf(placeOf(m_markers[i]))));
        if (x < -kMostText || x > width())
            continue;
        painter.fillRect(x, flagTop() - 2, 1, height(), tokens.accent);
        painter.drawPixmap(
            QPointF(x, flagTop()),
            themedPixmap(QStringLiteral("marker"), tokens.accent, kFlag, devicePixelRatioF()));
        int room = kMostText;
        if (i + 1 < m_markers.size())
            room = std::min(room, int(m_timeline.xOf(placeOf(m_markers[i + 1]))) - x);
        room = std::min(room, width() - x) - kFlag - 4;
        if (room > 12) {
            painter.setPen(tokens.text);
            painter.drawText(
                QRect(x + kFlag + 2, flagTop(), room, metrics.height()),
                Qt::AlignVCenter | Qt::AlignLeft,
                metrics.elidedText(cleanRemote(m_markers[i].text), Qt::ElideRight, room));
        }
    }
    painter.fillRect(QRectF(std::floor(m_timeline.xOf(m_timeline.cursor())), 0, 1, height()),
                     tokens.text);
    if (const auto playhead = m_timeline.playhead())
        painter.fillRect(QRectF(std::floor(m_timeline.xOf(*playhead)), 0, 2, height()),
                         tokens.flowing);
}

const ReviewMarker* ReviewRuler::markerAt(const QPoint& place) const
{
    if (place.y() < flagTop() - 2)
        return nullptr;
    const ReviewMarker* found = nullptr;
    for (const ReviewMarker& marker : m_markers) {
        const double x = m_timeline.xOf(placeOf(marker));
        if (place.x() >= x - 3 && place.x() <= x + kFlag)
            found = &marker; // the one drawn last is on top
    }
    return found;
}

bool ReviewRuler::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const ReviewMarker* marker = markerAt(help->pos());
        const QString text = marker ? positionText(marker->at) + QStringLiteral(" · ")
                + (marker->text.isEmpty() ? tr("Marker") : cleanRemote(marker->text))
                                    : positionText(m_timeline.scale().timeAt(help->pos().x()));
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return QWidget::event(event);
}

void ReviewRuler::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->pos();
    m_moved = false;
    m_dragged.clear();
    if (const ReviewMarker* marker = markerAt(event->pos())) {
        m_dragged = marker->key;
        m_timeline.setCursor(TimeScale::secondsOf(marker->at));
        emit sought();
        return;
    }
    m_seeking = true;
    m_timeline.setCursor(m_timeline.secondsAt(event->position().x()));
}

void ReviewRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton) {
        setCursor(m_editable && markerAt(event->pos()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    const double at = m_timeline.secondsAt(event->position().x());
    if (m_seeking) {
        if (std::abs(event->pos().x() - m_pressed.x()) >= 4 || m_timeline.selection())
            m_timeline.select(at);
    } else if (!m_dragged.isEmpty() && m_editable
               && (m_moved || std::abs(event->pos().x() - m_pressed.x()) >= 4)) {
        m_moved = true;
        m_draggedTo = std::clamp(at, 0.0, m_timeline.length());
        update();
    }
}

void ReviewRuler::mouseReleaseEvent(QMouseEvent*)
{
    if (m_moved)
        emit markerMoved(m_dragged, TimeScale::timeOf(m_draggedTo));
    else if (m_seeking)
        emit sought();
    if (m_moved) { // shown there until the recording says so
        for (ReviewMarker& marker : m_markers)
            if (marker.key == m_dragged)
                marker.at = TimeScale::timeOf(m_draggedTo);
    }
    m_moved = m_seeking = false;
    m_dragged.clear();
    update();
}

void ReviewRuler::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const ReviewMarker* marker = markerAt(event->pos()); marker && m_editable)
        emit markerOpened(marker->key);
}

void ReviewRuler::contextMenuEvent(QContextMenuEvent* event)
{
    if (const ReviewMarker* marker = markerAt(event->pos()))
        emit markerMenuRequested(marker->key, event->globalPos());
}

void ReviewRuler::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier || std::abs(turn.x()) > std::abs(turn.y()))
        m_timeline.scrollTo(m_timeline.start()
                            - (turn.x() != 0 ? turn.x() : turn.y()) * m_timeline.perPixel());
    else
        m_timeline.zoom(std::pow(1.2, turn.y() / 60.0), event->position().x());
    event->accept();
}

} // namespace lavalier::ui
