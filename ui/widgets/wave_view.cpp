#include "ui/widgets/wave_view.h"

#include "ui/models/timeline.h"
#include "ui/text/durations.h"
#include "ui/text/loss_text.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

/// A root of the amplitude, as in the live lanes: quiet speech is seen, loud speech keeps its
/// shape.
double heightOf(float amplitude)
{
    return std::copysign(std::pow(std::min(std::abs(double(amplitude)), 1.0), 0.6), amplitude);
}

} // namespace

WaveView::WaveView(Timeline& timeline, QWidget* parent)
    : QWidget(parent)
    , m_timeline(timeline)
{
    setObjectName(QStringLiteral("WaveView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
    connect(&timeline, &Timeline::viewChanged, this, &WaveView::invalidate);
    connect(&timeline, &Timeline::cursorChanged, this, [this] {
        update();
        if (hasFocus()) {
            QAccessibleValueChangeEvent event(this, m_timeline.cursor());
            QAccessible::updateAccessibility(&event);
        }
    });
    connect(&timeline, &Timeline::playheadChanged, this, [this](std::optional<double> before) {
        for (const auto& at : {before, m_timeline.playhead()})
            if (at)
                update(int(m_timeline.xOf(*at)) - 2, 0, 5, height());
    });
}

void WaveView::setTrack(const ReviewTrack& track, const QString& name)
{
    const bool same = m_track.wave == track.wave && m_track.losses == track.losses
        && m_track.id == track.id && m_track.waveProgress == track.waveProgress
        && m_track.waveFailed == track.waveFailed && m_track.gain == track.gain;
    m_track = track;
    m_name = name;
    setAccessibleName(tr("Waveform of %1").arg(name));
    setAccessibleDescription(lossLaneText(track.losses));
    if (!same)
        invalidate();
}

void WaveView::setMarkers(const std::vector<ReviewMarker>& markers)
{
    std::vector<double> places;
    for (const ReviewMarker& marker : markers)
        places.push_back(TimeScale::secondsOf(marker.at));
    if (places == m_markers)
        return;
    m_markers = std::move(places);
    update();
}

void WaveView::setTrim(const std::optional<TimeSpan>& trim)
{
    if (m_trim != trim) {
        m_trim = trim;
        update();
    }
}

void WaveView::setHeard(bool heard)
{
    if (m_heard != heard) {
        m_heard = heard;
        invalidate();
    }
}

QString WaveView::valueText() const
{
    const double at = m_timeline.cursor();
    QString text = positionText(TimeScale::timeOf(at));
    if (!m_track.wave)
        return text;
    WaveExtent column;
    m_track.wave->columns(at, 0.05, {&column, 1});
    const float peak = std::max(column.high, -column.low);
    if (peak < 0.001F)
        return text + QStringLiteral(", ") + tr("silence");
    const double decibel = 20 * std::log10(double(peak));
    return text + QStringLiteral(", ")
        + tr("%1 dB").arg(QLocale().toString(std::round(decibel), 'f', 0));
}

void WaveView::invalidate()
{
    m_picture = {};
    update();
}

void WaveView::redraw()
{
    const qreal ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(currentTokens().surface);
    QPainter painter(&m_picture);
    drawWave(painter, ratio);
    drawLosses(painter);
}

/// One column for each pixel the screen has, however many there are to a unit.
void WaveView::drawWave(QPainter& painter, qreal ratio)
{
    const ThemeTokens& tokens = currentTokens();
    const int room = height() - kLossHeight;
    QColor trace = traceColour(m_track.id.value(), tokens);
    if (!m_heard)
        trace.setAlphaF(0.35F);
    const double middle = room / 2.0;
    const double reach = middle - 4;
    if (!m_track.wave) {
        painter.setPen(m_track.waveFailed ? tokens.attentionText : tokens.secondary);
        const int percent = int(m_track.waveProgress * 100);
        painter.drawText(QRect(12, 0, width() - 24, room), Qt::AlignVCenter | Qt::AlignLeft,
                         m_track.waveFailed ? tr("The waveform could not be drawn.")
                             : percent > 0
                             ? tr("Drawing the waveform … %1")
                                   .arg(QLocale().toString(percent) + QStringLiteral(" %"))
                             : tr("The waveform waits to be drawn …"));
        return;
    }
    const auto columns = static_cast<std::size_t>(std::ceil(width() * ratio));
    std::vector<WaveExtent> waves(columns);
    m_track.wave->columns(m_timeline.start(), m_timeline.perPixel() / ratio, waves);
    const auto factor = static_cast<float>(std::pow(10.0, m_track.gain / 20));
    const auto end = m_timeline.xOf(m_timeline.length());
    const double line = 1 / ratio;
    QColor flat = trace;
    flat.setAlphaF(0.4F * float(trace.alphaF()));
    for (std::size_t i = 0; i < columns; ++i) {
        const double x = double(i) / ratio;
        if (x >= end)
            break;
        const double top = middle - heightOf(waves[i].high * factor) * reach;
        const double bottom = middle - heightOf(waves[i].low * factor) * reach;
        const bool silent = bottom - top < line;
        painter.fillRect(
            QRectF(x, silent ? middle - line / 2 : top, line, silent ? line : bottom - top),
            silent ? flat : trace);
    }
}

void WaveView::drawLosses(QPainter& painter)
{
    const ThemeTokens& tokens = currentTokens();
    const int top = height() - kLossHeight;
    if (m_track.wave) {
        QColor safe = tokens.flowing;
        safe.setAlphaF(0.35F);
        const double end = std::min<double>(width(), m_timeline.xOf(m_timeline.length()));
        painter.fillRect(QRectF(0, top, end, kLossHeight), safe);
    }
    // A loss of one packet must be seen on eight hours: at least two pixels, and where several
    // fall together the last is not hidden by the first.
    double drawnTo = -1;
    for (const LossSpan& loss : m_track.losses) {
        if (loss.mark == LossMark::Paused)
            continue; // a cut, drawn by the ruler
        const auto lost = m_timeline.scale().stretchOf(loss.start, loss.start + loss.length, 2);
        if (lost.to < 0 || lost.from > width() || lost.to <= drawnTo)
            continue;
        painter.fillRect(QRectF(lost.from, top, lost.width(), kLossHeight),
                         lossColour(loss.mark, tokens));
        drawnTo = lost.to;
    }
}

void WaveView::drawOver(QPainter& painter)
{
    const ThemeTokens& tokens = currentTokens();
    const auto veil = [&](double from, double to) {
        QColor dim = tokens.background;
        dim.setAlphaF(0.7F);
        if (to > from)
            painter.fillRect(QRectF(from, 0, to - from, height()), dim);
    };
    if (m_trim) {
        const auto kept = m_timeline.scale().stretchOf(m_trim->first, m_trim->second);
        veil(0, std::min<double>(width(), kept.from));
        veil(std::max(0.0, kept.to), width());
    }
    if (const auto selection = m_timeline.selection()) {
        QColor wash = tokens.accent;
        wash.setAlphaF(0.22F);
        const auto chosen = m_timeline.scale().stretchOf(selection->first, selection->second);
        painter.fillRect(QRectF(chosen.from, 0, chosen.width(), height()), wash);
    }
    for (const double marker : m_markers) {
        const int x = int(std::floor(m_timeline.xOf(marker)));
        if (x < 0 || x > width())
            continue;
        for (int y = 0; y < height(); y += 6)
            painter.fillRect(x, y, 1, 3, tokens.accent);
    }
    const double cursor = m_timeline.xOf(m_timeline.cursor());
    QColor line = tokens.text;
    line.setAlphaF(0.75F);
    painter.fillRect(QRectF(std::floor(cursor), 0, 1, height()), line);
    if (const auto playhead = m_timeline.playhead())
        painter.fillRect(QRectF(std::floor(m_timeline.xOf(*playhead)), 0, 2, height()),
                         tokens.flowing);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void WaveView::paintEvent(QPaintEvent*)
{
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        redraw();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    drawOver(painter);
}

void WaveView::resizeEvent(QResizeEvent*)
{
    invalidate();
}

void WaveView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::FontChange)
        invalidate();
    QWidget::changeEvent(event);
}

const LossSpan* WaveView::lossAt(double x) const
{
    const LossSpan* nearest = nullptr;
    double best = 4; // pixels
    for (const LossSpan& loss : m_track.losses) {
        const double away
            = m_timeline.scale().stretchOf(loss.start, loss.start + loss.length).distance(x);
        if (away < best) {
            best = away;
            nearest = &loss;
        }
    }
    return nearest;
}

bool WaveView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const bool low = help->pos().y() >= height() - kLossHeight - 4;
    const LossSpan* loss = low ? lossAt(help->pos().x()) : nullptr;
    const QString where = positionText(m_timeline.scale().timeAt(help->pos().x()));
    QToolTip::showText(
        help->globalPos(),
        plainToolTip(loss ? lossSpanText(*loss) : m_name + QStringLiteral(" · ") + where), this);
    return true;
}

void WaveView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressedAt = event->pos().x();
    m_dragging = event->modifiers() & Qt::ShiftModifier;
    const double at = m_timeline.secondsAt(event->position().x());
    if (m_dragging)
        m_timeline.select(at);
    else
        m_timeline.setCursor(at);
}

void WaveView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressedAt < 0)
        return;
    if (!m_dragging && std::abs(event->pos().x() - m_pressedAt) < 4)
        return;
    m_dragging = true;
    m_timeline.select(m_timeline.secondsAt(event->position().x()));
}

void WaveView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_pressedAt < 0)
        return;
    m_pressedAt = -1;
    m_dragging = false;
    emit sought();
}

void WaveView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        m_timeline.zoom(std::pow(1.2, turn.y() / 60.0), event->position().x());
        event->accept();
    } else if (event->modifiers() & Qt::ShiftModifier || std::abs(turn.x()) > std::abs(turn.y())) {
        const int by = turn.x() != 0 ? turn.x() : turn.y();
        m_timeline.scrollTo(m_timeline.start() - by * m_timeline.perPixel());
        event->accept();
    } else {
        event->ignore(); // the rows scroll
    }
}

void WaveView::keyPressEvent(QKeyEvent* event)
{
    constexpr double kStep = 10; // pixels
    const double page = m_timeline.shown() * 0.8;
    double to = m_timeline.cursor();
    switch (event->key()) {
    case Qt::Key_Left:
        to -= kStep * m_timeline.perPixel();
        break;
    case Qt::Key_Right:
        to += kStep * m_timeline.perPixel();
        break;
    case Qt::Key_PageUp:
        to -= page;
        break;
    case Qt::Key_PageDown:
        to += page;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = m_timeline.length();
        break;
    case Qt::Key_Escape:
        if (!m_timeline.selection())
            return QWidget::keyPressEvent(event);
        m_timeline.clearSelection();
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return QWidget::keyPressEvent(event); // a shortcut of the page
    if (event->modifiers() & Qt::ShiftModifier)
        m_timeline.select(to);
    else
        m_timeline.setCursor(to);
    m_timeline.reveal(m_timeline.cursor());
    emit sought();
}

} // namespace lavalier::ui
