#include "ui/widgets/call_chips.h"

#include "ui/icons.h"
#include "ui/text/calls_text.h"
#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/parts.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace lavalier::ui {
namespace {

constexpr int kIcon = 18;
constexpr int kSide = 11;
constexpr int kChipGap = 9;
constexpr int kLeastText = 96;
constexpr int kMostText = 260;
constexpr int kClockGap = 8;

struct Look {
    QString icon;
    QColor ThemeTokens::*colour;
};

Look lookOf(const CallView& call)
{
    if (isTroubled(call) || call.call == CallState::Reconnecting)
        return {QStringLiteral("warning"), &ThemeTokens::attentionText};
    switch (call.record) {
    case RecordState::Recording:
        return {QStringLiteral("record"), &ThemeTokens::recordText};
    case RecordState::Paused:
        return {QStringLiteral("pause"), &ThemeTokens::attentionText};
    case RecordState::Finishing:
        return {QStringLiteral("stop"), &ThemeTokens::recordText};
    case RecordState::Idle:
        break;
    }
    return {QStringLiteral("voice"), &ThemeTokens::secondary};
}

} // namespace

CallChip::CallChip(QWidget* parent)
    : QPushButton(parent)
{
    setCheckable(true);
    setAutoExclusive(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void CallChip::setCall(const CallView& call, const QString& keys)
{
    const QString clock = isRecorded(call) ? clockText(call.recorded) : QString();
    const QString state = callWords(call);
    const QString place = callPlace(call);
    if (m_call != call)
        update();
    m_call = call;
    m_clock = clock;
    if (place == m_place && state == m_state && keys == m_keys && !toolTip().isEmpty())
        return; // a name that changes each second would be read each second
    m_place = place;
    m_state = state;
    m_keys = keys;
    setAccessibleName(m_place + QStringLiteral(", ") + m_state);
    QString tip = m_place + u'\n' + m_state;
    if (!keys.isEmpty())
        tip += u'\n' + tr("Show this call (%1)").arg(keys);
    setToolTip(plainToolTip(tip));
    updateGeometry();
}

QSize CallChip::sizeFor(int textWidth) const
{
    const QFontMetrics small(scaledFont(font(), 0.88));
    return {kSide + kIcon + kChipGap + textWidth + kSide,
            fontMetrics().height() + small.height() + 14};
}

QSize CallChip::sizeHint() const
{
    const QFontMetrics above(scaledFont(font(), 0.95, QFont::DemiBold));
    const QFontMetrics below(scaledFont(font(), 0.88, QFont::DemiBold));
    const int clock = m_clock.isEmpty() ? 0 : below.horizontalAdvance(m_clock) + kClockGap;
    const int widest
        = std::max(above.horizontalAdvance(m_place), below.horizontalAdvance(m_state) + clock);
    return sizeFor(std::clamp(widest + 4, kLeastText, kMostText));
}

QSize CallChip::minimumSizeHint() const
{
    return sizeFor(kLeastText);
}

void CallChip::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    painter.drawControl(QStyle::CE_PushButtonBevel, option);

    const ThemeTokens& tokens = currentTokens();
    const auto place = [this](const QRect& logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    const Look look = lookOf(m_call);
    const QRect icon(kSide, (height() - kIcon) / 2, kIcon, kIcon);
    painter.drawPixmap(place(icon),
                       themedPixmap(look.icon, tokens.*look.colour, kIcon, devicePixelRatioF()));

    const QFont bold = scaledFont(font(), 0.95, QFont::DemiBold);
    const QFont small = scaledFont(font(), 0.88, QFont::DemiBold);
    const int left = icon.right() + 1 + kChipGap;
    const int room = width() - left - kSide;
    const int above = QFontMetrics(bold).height();
    const int below = QFontMetrics(small).height();
    const int top = (height() - above - below - 1) / 2;
    const auto side = Qt::AlignVCenter | Qt::AlignLeading;
    painter.setFont(bold);
    painter.setPen(isChecked() ? tokens.text : tokens.secondary);
    painter.drawText(place({left, top, room, above}),
                     int(QStyle::visualAlignment(layoutDirection(), side)),
                     QFontMetrics(bold).elidedText(m_place, Qt::ElideRight, room));
    painter.setFont(small);
    const QFontMetrics metrics(small);
    int clock = m_clock.isEmpty() ? 0 : metrics.horizontalAdvance(m_clock) + 2;
    const bool both = metrics.horizontalAdvance(m_state) + kClockGap + clock <= room;
    if (isTroubled(m_call) && !both)
        clock = 0; // who is not recorded matters more than for how long
    if (clock > 0) {
        painter.setPen(tokens.text);
        painter.drawText(place({left + room - clock, top + above + 1, clock, below}),
                         int(Qt::AlignCenter), m_clock);
    }
    const int words = room - (clock > 0 ? clock + kClockGap : 0);
    painter.setPen(tokens.*look.colour);
    painter.drawText(place({left, top + above + 1, words, below}),
                     int(QStyle::visualAlignment(layoutDirection(), side)),
                     metrics.elidedText(m_state, Qt::ElideRight, words));
}

CallChips::CallChips(QWidget* parent)
    : QScrollArea(parent)
    , m_row(new QWidget(this))
{
    setObjectName(QStringLiteral("CallChips"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setAccessibleName(tr("Calls"));
    m_row->setObjectName(QStringLiteral("page"));
    auto* layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(20, 10, 20, 2);
    layout->setSpacing(8);
    layout->addStretch(1);
    setWidget(m_row);
    m_row->installEventFilter(this);
    hide();
}

void CallChips::setCalls(const std::vector<CallView>& calls, GuildId shown, const QStringList& keys)
{
    const std::size_t wanted = calls.size() > 1 ? calls.size() : 0;
    auto* layout = static_cast<QHBoxLayout*>(m_row->layout());
    while (m_chips.size() > wanted) {
        m_chips.back()->hide();
        m_chips.back()->deleteLater(); // we may be inside its click
        m_chips.pop_back();
    }
    const bool more = m_chips.size() < wanted;
    while (m_chips.size() < wanted) {
        auto* chip = new CallChip(m_row);
        layout->insertWidget(static_cast<int>(m_chips.size()), chip);
        connect(chip, &QPushButton::toggled, this, [this, chip](bool on) {
            if (on)
                emit chosen(chip->guild());
        });
        m_chips.push_back(chip);
    }
    if (more)
        keepInTabOrder(this, {m_chips.begin(), m_chips.end()});
    for (std::size_t i = 0; i < wanted; ++i) {
        CallChip* const chip = m_chips[i];
        chip->setCall(calls[i], keys.value(static_cast<qsizetype>(i)));
        const QSignalBlocker still(chip);
        if (calls[i].guild == shown)
            chip->setChecked(true);
        if (calls[i].guild == shown && shown != m_shown)
            QMetaObject::invokeMethod(
                this, [this, chip] { ensureWidgetVisible(chip, 20, 0); }, Qt::QueuedConnection);
    }
    m_shown = shown;
    setVisible(wanted > 0);
    fitHeight();
}

void CallChips::fitHeight()
{
    const bool wider = m_row->minimumSizeHint().width() > width();
    setFixedHeight(m_row->sizeHint().height()
                   + (wider ? horizontalScrollBar()->sizeHint().height() : 0));
}

void CallChips::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fitHeight();
}

bool CallChips::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_row && event->type() == QEvent::LayoutRequest)
        fitHeight();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace lavalier::ui
