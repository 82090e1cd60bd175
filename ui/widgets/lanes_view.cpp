#include "ui/widgets/lanes_view.h"

#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/level_bar.h"
#include "ui/widgets/live_waveform.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

namespace lavalier::ui {

namespace {

constexpr int kMargin = 20;
constexpr int kComfortable = 74;
constexpr int kTightest = 62;
constexpr int kCompact = 34;
constexpr std::size_t kComfortableAlways = 8;
constexpr int kCompactWidth = 440;

} // namespace

LanesView::LanesView(QWidget* parent)
    : QWidget(parent)
    , m_ruler(new TimeRuler(this))
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget)
{
    m_content->setObjectName(QStringLiteral("page"));
    m_scroll->setWidget(m_content);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setAccessibleName(tr("Speakers"));
    m_scroll->viewport()->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_ruler);
    layout->addWidget(m_scroll, 1);
}

void LanesView::setAlwaysCompact(bool compact)
{
    m_alwaysCompact = compact;
    arrange();
}

void LanesView::showLanes(const SpeakersModel& model, const SpeakersModel::Changes& changes,
                          SteadyTime now)
{
    const auto& lanes = model.lanes();
    if (changes.structure || lanes.size() != m_lanes.size())
        syncLanes(model);
    else
        for (const std::size_t i : changes.facts)
            m_lanes[i]->setFacts(lanes[i], model.times());
    for (std::size_t i = 0; i < lanes.size(); ++i)
        m_lanes[i]->showLevels(lanes[i], now);
    if (changes.columns > 0) {
        for (Lane* lane : m_lanes)
            lane->advanceWave();
        m_ruler->advance(model.times());
    }
}

void LanesView::syncLanes(const SpeakersModel& model)
{
    const auto& lanes = model.lanes();
    while (m_lanes.size() > lanes.size()) {
        delete m_lanes.back();
        m_lanes.pop_back();
    }
    while (m_lanes.size() < lanes.size()) {
        auto* lane = new Lane(m_content);
        connect(lane, &Lane::clipResetRequested, this, &LanesView::clipResetRequested);
        connect(lane, &Lane::verifyRequested, this, &LanesView::verifyRequested);
        connect(lane, &Lane::excludeRequested, this, &LanesView::excludeRequested);
        connect(lane, &Lane::listeningChosen, this, &LanesView::listeningChosen);
        m_lanes.push_back(lane);
        lane->show();
    }
    QList<QWidget*> controls;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        m_lanes[i]->setFacts(lanes[i], model.times());
        for (auto* button : m_lanes[i]->findChildren<QPushButton*>())
            controls.append(button);
    }
    keepInTabOrder(m_content, controls);
    arrange();
}

void LanesView::arrange()
{
    const QSize room = m_scroll->viewport()->size();
    const int wide = room.width() - 2 * kMargin;
    if (wide <= 0)
        return;
    const int count = static_cast<int>(m_lanes.size());
    const int gap = 8;
    const bool fits = count * (kTightest + gap) <= room.height();
    const bool comfortable = !m_alwaysCompact && (m_lanes.size() <= kComfortableAlways || fits);
    m_ruler->setVisible(comfortable && count > 0);

    if (comfortable) {
        // At larger fonts a lane grows with its words.
        const int needed = fontMetrics().height() * 2 + 30;
        const int share = count > 0 ? room.height() / count - gap : kComfortable;
        const int high = std::max(needed, std::clamp(share, kTightest, kComfortable));
        for (int i = 0; i < count; ++i) {
            Lane* lane = m_lanes[static_cast<std::size_t>(i)];
            lane->setDensity(Lane::Density::Comfortable);
            lane->setGeometry(kMargin, i * (high + gap), wide, high);
        }
        m_content->resize(room.width(), count * (high + gap));
        const QRect wave = Lane::waveRect({wide, high}, QFontMetrics(font()),
                                          layoutDirection() == Qt::RightToLeft);
        m_ruler->setStrip(kMargin + wave.left(), wave.width());
        return;
    }
    const int columnGap = 10;
    const int rowGap = 6;
    const int columns
        = std::clamp((wide + columnGap) / (kCompactWidth + columnGap), 1, std::max(1, count));
    const int rows = (count + columns - 1) / std::max(1, columns);
    const int columnWidth = (wide - (columns - 1) * columnGap) / columns;
    const int high = std::max(kCompact, fontMetrics().height() + 14);
    const bool mirror = layoutDirection() == Qt::RightToLeft;
    for (int i = 0; i < count; ++i) {
        Lane* lane = m_lanes[static_cast<std::size_t>(i)];
        lane->setDensity(Lane::Density::Compact);
        const int column = mirror ? columns - 1 - i / rows : i / rows;
        lane->setGeometry(kMargin + column * (columnWidth + columnGap),
                          12 + i % rows * (high + rowGap), columnWidth, high);
    }
    m_content->resize(room.width(), 12 + rows * (high + rowGap));
}

bool LanesView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void LanesView::resizeEvent(QResizeEvent*)
{
    arrange();
}

void LanesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        arrange();
    QWidget::changeEvent(event);
}

TimeRuler::TimeRuler(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(fontMetrics().height() + 10);
}

void TimeRuler::setStrip(int left, int width)
{
    if (m_left != left || m_width != width) {
        m_left = left;
        m_width = width;
        update();
    }
}

void TimeRuler::advance(std::shared_ptr<const WaveTimes> times)
{
    m_times = std::move(times);
    bool recorded = false;
    const int columns = LiveWaveform::columnsIn(m_width);
    for (std::int64_t n = m_times->end() - columns; n < m_times->end() && !recorded; ++n)
        recorded = m_times->at(n).recordedMs >= 0;
    // Without a recording the labels count back from now and never move.
    if (recorded || m_recorded)
        update(m_left, 0, m_width, height());
    m_recorded = recorded;
}

void TimeRuler::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setFont(scaledFont(font(), 0.85));
    painter.setPen(tokens.secondary);
    const QFontMetrics metrics(painter.font());
    const int baseline = height() - 5 - metrics.descent();
    const int right = m_left + m_width;
    const QString now = tr("now");
    int freeUntil = right - metrics.horizontalAdvance(now);
    painter.drawText(freeUntil, baseline, now);
    freeUntil -= 14;
    const int columns = LiveWaveform::columnsIn(m_width);
    const std::int64_t end = m_times ? m_times->end() : 0;
    const auto label = [&](int x, const QString& text, const QColor& colour) {
        const QString shown = metrics.elidedText(text, Qt::ElideRight, 120);
        const int wide = metrics.horizontalAdvance(shown);
        const int left = x - wide / 2;
        if (left + wide > freeUntil || left < m_left)
            return;
        painter.setPen(colour);
        painter.drawText(left, baseline, shown);
        freeUntil = left - 14;
    };
    if (!m_recorded) {
        const int perLabel
            = static_cast<int>(std::chrono::seconds(10) / kWaveColumn) * LiveWaveform::kColumnWidth;
        for (int i = 1; i * perLabel < m_width; ++i)
            label(right - i * perLabel, tr("−%1 s").arg(QLocale().toString(i * 10)),
                  tokens.secondary);
        return;
    }
    for (std::int64_t number = end - 1; number >= end - columns; --number) {
        const TimeColumn column = m_times->at(number);
        const int x = right - static_cast<int>(end - number) * LiveWaveform::kColumnWidth;
        if (column.marker) {
            const QString text = cleanRemote(column.markerText);
            label(x, text.isEmpty() ? tr("marker") : text, tokens.accent);
        } else if (column.recordedMs >= 0) {
            const auto before = m_times->at(number - 1).recordedMs;
            if (before >= 0 && before / 10'000 != column.recordedMs / 10'000)
                label(x, clockText(std::chrono::milliseconds(column.recordedMs / 10'000 * 10'000)),
                      tokens.secondary);
        }
    }
}

} // namespace lavalier::ui
