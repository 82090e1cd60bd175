#include "ui/widgets/lanes_view.h"

#include "ui/widgets/level_bar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/time_ruler.h"

#include <QEvent>
#include <QPushButton>
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
        showMarkers(model);
    }
}

void LanesView::showMarkers(const SpeakersModel& model)
{
    const bool recorded = m_ruler->showsRecording();
    m_ruler->advance(model.times());
    if (recorded != m_ruler->showsRecording())
        arrange();
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
    // Whether the ruler is shown depends on this, so this must not depend on whether it is shown.
    const bool fits = count * (kTightest + gap) <= height() - m_ruler->minimumHeight();
    const bool comfortable = !m_alwaysCompact && (m_lanes.size() <= kComfortableAlways || fits);
    // Without waveforms it is there for the markers.
    m_ruler->setVisible(count > 0 && (comfortable || m_ruler->showsRecording()));

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
    m_ruler->setStrip(kMargin, wide);
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

} // namespace lavalier::ui
