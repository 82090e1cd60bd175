#include "ui/widgets/live_waveform.h"

#include "ui/theme.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

#include <cmath>

namespace lavalier::ui {

namespace {

QColor flowColour(Flow flow, const ThemeTokens& tokens)
{
    QColor safe = tokens.flowing;
    safe.setAlphaF(0.4F);
    switch (flow) {
    case Flow::NotRecording:
    case Flow::OnDisk:
        break;
    case Flow::Paused:
        return lossColour(LossMark::Paused, tokens);
    case Flow::Waiting:
        return tokens.attention;
    case Flow::CutOff:
        return lossColour(LossMark::Outage, tokens);
    case Flow::Lost:
        return lossColour(LossMark::Silent, tokens);
    case Flow::Undecryptable:
        return lossColour(LossMark::Undecryptable, tokens);
    case Flow::NotWritten:
        return lossColour(LossMark::NotWritten, tokens);
    }
    return safe;
}

} // namespace

LiveWaveform::LiveWaveform(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("LiveWaveform"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LiveWaveform::setSource(UserId speaker, std::shared_ptr<const WaveHistory> history,
                             std::shared_ptr<const WaveTimes> times)
{
    if (m_speaker == speaker && m_history == history)
        return;
    m_speaker = speaker;
    m_history = std::move(history);
    m_times = std::move(times);
    redraw();
}

void LiveWaveform::setDimmed(bool dimmed)
{
    if (m_dimmed != dimmed) {
        m_dimmed = dimmed;
        redraw();
    }
}

void LiveWaveform::advance()
{
    if (!m_history || m_ring.isNull())
        return;
    const std::int64_t end = m_history->end();
    if (end - m_drawn >= m_columns) {
        redraw();
        return;
    }
    if (end == m_drawn)
        return;
    QPainter painter(&m_ring);
    for (; m_drawn < end; ++m_drawn)
        drawColumn(painter, m_drawn);
    update();
}

int LiveWaveform::slot(std::int64_t number) const
{
    return static_cast<int>(((number % m_columns) + m_columns) % m_columns) * kColumnWidth;
}

void LiveWaveform::redraw()
{
    m_columns = columnsIn(width());
    if (m_columns <= 0 || height() <= kLossHeight) {
        m_ring = {};
        return;
    }
    const qreal ratio = devicePixelRatioF();
    m_ring = QImage(QSize(m_columns * kColumnWidth, height()) * ratio, QImage::Format_RGB32);
    m_ring.setDevicePixelRatio(ratio);
    m_drawn = m_history ? m_history->end() : 0;
    QPainter painter(&m_ring);
    for (std::int64_t number = m_drawn - m_columns; number < m_drawn; ++number)
        drawColumn(painter, number);
    update();
}

void LiveWaveform::drawColumn(QPainter& painter, std::int64_t number)
{
    const ThemeTokens& tokens = currentTokens();
    const int left = slot(number);
    const WaveColumn column = m_history ? m_history->at(number) : WaveColumn {};
    const int room = height() - kLossHeight;
    painter.fillRect(left, 0, kColumnWidth, height(), tokens.surface);
    // A root of the amplitude: quiet speech is seen, loud speech keeps its shape.
    const double amplitude
        = column.peakDb <= -60 ? 0.0 : std::pow(10.0, std::min(column.peakDb, 0.0F) / 20.0 * 0.6);
    const double tall = std::max(1.0, amplitude * (room - 8));
    QColor trace = traceColour(m_speaker.value(), tokens);
    if (column.peakDb <= -60)
        trace.setAlphaF(0.45F);
    if (m_dimmed || column.flow == Flow::Waiting)
        trace.setAlphaF(0.35F);
    painter.fillRect(QRectF(left, (room - tall) / 2, kColumnWidth - 1, tall), trace);
    if (column.flow != Flow::NotRecording)
        painter.fillRect(left, room, kColumnWidth, kLossHeight, flowColour(column.flow, tokens));
    if (m_times && m_times->at(number).marker) {
        for (int y = 0; y < height(); y += 6)
            painter.fillRect(left, y, 1, 3, tokens.accent);
    }
}

WaveColumn LiveWaveform::columnAt(int x, std::chrono::milliseconds& ago) const
{
    const int back = (width() - 1 - x) / kColumnWidth;
    ago = back * kWaveColumn;
    return m_history && x >= 0 && x < width() ? m_history->at(m_drawn - 1 - back) : WaveColumn {};
}

const LiveMarker* LiveWaveform::markerAt(int x) const
{
    if (!m_times)
        return nullptr;
    const std::int64_t column = m_drawn - 1 - (width() - 1 - x) / kColumnWidth;
    const LiveMarker* found = nullptr;
    for (const LiveMarker& marker : m_times->markers)
        if (std::abs(marker.column - column) <= 1)
            found = &marker;
    return found;
}

void LiveWaveform::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const ThemeTokens& tokens = currentTokens();
    if (!m_ring.isNull() && m_ring.devicePixelRatio() != devicePixelRatioF())
        redraw();
    if (m_ring.isNull()) {
        painter.fillRect(event->rect(), tokens.surface);
        return;
    }
    const int wide = m_columns * kColumnWidth;
    const int spare = width() - wide;
    if (spare > 0)
        painter.fillRect(0, 0, spare, height(), tokens.surface);
    // The ring's seam lies at the next slot to be written: the oldest column.
    const int seam = slot(m_drawn);
    const qreal ratio = m_ring.devicePixelRatio();
    const auto part = [&](int from, int to) {
        return QRectF(from * ratio, 0, (to - from) * ratio, m_ring.height());
    };
    painter.drawImage(QPointF(spare, 0), m_ring, part(seam, wide));
    if (seam > 0)
        painter.drawImage(QPointF(spare + wide - seam, 0), m_ring, part(0, seam));
}

void LiveWaveform::resizeEvent(QResizeEvent*)
{
    redraw();
}

void LiveWaveform::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        redraw();
    QWidget::changeEvent(event);
}

} // namespace lavalier::ui
