#include "ui/widgets/time_ruler.h"

#include "ui/icons.h"
#include "ui/text/durations.h"
#include "ui/text/marker_text.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/live_waveform.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <climits>

namespace lavalier::ui {

namespace {

constexpr int kFlagSize = 14;
constexpr int kMostWords = 120;
constexpr int kLeastWords = 16; ///< fewer pixels hold no word
constexpr int kBetween = 14; ///< two labels

} // namespace

TimeRuler::TimeRuler(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("TimeRuler"));
    setAccessibleName(tr("Time and markers"));
    setAccessibleDescription(tr("no markers"));
    setFixedHeight(std::max(fontMetrics().height(), kFlagSize) + 10);
}

void TimeRuler::setStrip(int left, int width)
{
    if (m_left != left || m_width != width) {
        m_left = left;
        m_width = width;
        update();
    }
}

QFont TimeRuler::small() const
{
    return scaledFont(font(), 0.85);
}

/// Columns are numbered; the one that is still being filled is at the very right.
int TimeRuler::leftOf(std::int64_t column) const
{
    return m_left + m_width
        - static_cast<int>(m_times->end() - column) * LiveWaveform::kColumnWidth;
}

void TimeRuler::advance(std::shared_ptr<const WaveTimes> times)
{
    m_times = std::move(times);
    bool recorded = false;
    const int columns = LiveWaveform::columnsIn(m_width);
    for (std::int64_t n = m_times->end() - columns; n < m_times->end() && !recorded; ++n)
        recorded = m_times->at(n).recordedMs >= 0;
    // Without a recording the labels count back from now and never move.
    if (recorded || m_recorded || !m_times->markers.empty())
        update();
    m_recorded = recorded;
    QStringList told;
    for (const LiveMarker& marker : m_times->markers)
        told.append(clockText(marker.at) + u' ' + markerWords(marker));
    const QString all = told.isEmpty() ? tr("no markers") : told.join(QStringLiteral(", "));
    if (accessibleDescription() != all)
        setAccessibleDescription(all);
}

/// From the newest to the oldest; words give way to the neighbours' flags.
std::vector<TimeRuler::Flag> TimeRuler::flags() const
{
    std::vector<Flag> all;
    if (!m_times)
        return all;
    const QFontMetrics metrics(small());
    const auto& markers = m_times->markers;
    const int right = m_left + m_width;
    for (std::size_t i = markers.size(); i-- > 0;) {
        const int pole = leftOf(markers[i].column);
        if (pole < m_left)
            break;
        const QString words = markerWords(markers[i]);
        const int wish = std::min(kMostWords, metrics.horizontalAdvance(words) + 1);
        // After the flag as in a recording that is reviewed; before it while there is no room yet.
        const int next = all.empty() ? right : all.back().pole - 4;
        const int before
            = i > 0 ? std::max(m_left, leftOf(markers[i - 1].column) + kFlagSize + 4) : m_left;
        const int after = pole + kFlagSize + 2;
        Flag flag {&markers[i], pole, {}, {}};
        if (after + wish <= next || !all.empty())
            flag.words = {after, 0, std::min(wish, next - after), height()};
        else if (pole - 4 - before >= kLeastWords)
            flag.words = QRect(QPoint(std::max(before, pole - 4 - wish), 0),
                               QPoint(pole - 5, height() - 1));
        if (flag.words.width() < kLeastWords)
            flag.words = {};
        else
            flag.shown = metrics.elidedText(words, Qt::ElideRight, flag.words.width());
        all.push_back(flag);
    }
    return all;
}

bool TimeRuler::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (const Flag& flag : flags()) {
            const QRect hand(flag.pole - 3, 0, kFlagSize + 3, height());
            if (!hand.contains(help->pos()) && !flag.words.contains(help->pos()))
                continue;
            QToolTip::showText(help->globalPos(), plainToolTip(markerText(*flag.marker)), this);
            return true;
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void TimeRuler::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setFont(small());
    painter.setLayoutDirection(Qt::LeftToRight); // as time goes
    const QFontMetrics metrics(painter.font());
    const int baseline = height() - 5 - metrics.descent();
    const int right = m_left + m_width;

    std::vector<std::pair<int, int>> taken; // from, to
    int drawn
        = INT_MAX; // where the flag after it stands; poles closer than one flag share the newest
    for (const Flag& flag : flags()) {
        painter.fillRect(flag.pole, 4, 1, height() - 4, tokens.accent);
        if (flag.pole + kFlagSize <= drawn) {
            painter.drawPixmap(QPointF(flag.pole, 4),
                               themedPixmap(QStringLiteral("marker"), tokens.accent, kFlagSize,
                                            devicePixelRatioF()));
            drawn = flag.pole;
        }
        taken.emplace_back(flag.pole, flag.pole + kFlagSize);
        if (flag.words.isEmpty())
            continue;
        painter.setPen(tokens.text);
        painter.drawText(flag.words.left(), baseline, flag.shown);
        taken.emplace_back(flag.words.left(), flag.words.right());
    }
    const auto label = [&](int left, const QString& text) {
        const int wide = metrics.horizontalAdvance(text);
        const bool free
            = left >= m_left && left + wide <= right
            && std::ranges::none_of(taken, [&](const auto& other) {
                   return left < other.second + kBetween && left + wide + kBetween > other.first;
               });
        if (!free)
            return;
        painter.setPen(tokens.secondary);
        painter.drawText(left, baseline, text);
        taken.emplace_back(left, left + wide);
    };
    const auto centred
        = [&](int x, const QString& text) { label(x - metrics.horizontalAdvance(text) / 2, text); };
    const QString now = tr("now");
    label(right - metrics.horizontalAdvance(now), now);
    const int columns = LiveWaveform::columnsIn(m_width);
    if (!m_recorded) {
        const int perLabel
            = static_cast<int>(std::chrono::seconds(10) / kWaveColumn) * LiveWaveform::kColumnWidth;
        for (int i = 1; i * perLabel < m_width; ++i)
            centred(right - i * perLabel, tr("−%1 s").arg(QLocale().toString(i * 10)));
        return;
    }
    for (std::int64_t number = m_times->end() - 1; number >= m_times->end() - columns; --number) {
        const auto here = m_times->at(number).recordedMs;
        const auto before = m_times->at(number - 1).recordedMs;
        if (here >= 0 && before >= 0 && before / 10'000 != here / 10'000)
            centred(leftOf(number), clockText(std::chrono::milliseconds(here / 10'000 * 10'000)));
    }
}

} // namespace lavalier::ui
