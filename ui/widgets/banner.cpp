#include "ui/widgets/banner.h"

#include "ui/widgets/parts.h"

#include <QAbstractButton>
#include <QEvent>
#include <QLabel>
#include <QStyle>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kPad = 12;
constexpr int kAbove = 8;
constexpr int kGap = 10;
constexpr int kIcon = 18;
constexpr int kWordsAtLeast = 44; ///< characters beside the buttons; else these go below

} // namespace

Banner::Banner(Tone tone, QWidget* parent)
    : QFrame(parent)
    , m_icon(new IconLabel(
          tone == Tone::Notice ? QStringLiteral("notice") : QStringLiteral("warning"),
          tone == Tone::Notice ? &ThemeTokens::accent : &ThemeTokens::attentionText, kIcon, this))
{
    setProperty("kind", QStringLiteral("problem"));
    setProperty("severity",
                tone == Tone::Error        ? QStringLiteral("error")
                    : tone == Tone::Notice ? QStringLiteral("notice")
                                           : QStringLiteral("warning"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* first = plainLabel({}, nullptr, this);
    first->setFont(scaledFont(font(), 1, QFont::DemiBold));
    addLine(first);
    addLine(plainLabel({}, "secondary", this));
}

void Banner::setWords(const QString& first, const QString& rest)
{
    const QString words[] = {first, rest};
    for (qsizetype i = 0; i < 2; ++i) {
        m_lines[i]->setText(words[i]);
        m_lines[i]->setVisible(!words[i].isEmpty());
    }
    settle();
}

void Banner::addLine(QLabel* line)
{
    line->setParent(this);
    line->setWordWrap(true);
    m_lines.append(line);
}

void Banner::addButton(QAbstractButton* button)
{
    button->setParent(this);
    m_buttons.append(button);
}

void Banner::setCloseButton(QAbstractButton* close)
{
    close->setParent(this);
    m_close = close;
}

QList<QWidget*> Banner::controls() const
{
    QList<QWidget*> all(m_lines.begin(), m_lines.end());
    all.append(QList<QWidget*>(m_buttons.begin(), m_buttons.end()));
    if (m_close)
        all.append(m_close);
    return all;
}

int Banner::arrange(int width, bool place) const
{
    const auto put = [&](QWidget* widget, const QRect& where) {
        if (place)
            widget->setGeometry(
                QStyle::visualRect(layoutDirection(), QRect(0, 0, width, height()), where));
    };
    const int left = kPad + kIcon + kGap;
    int right = width - kPad;
    int high = kIcon;
    QSize corner;
    if (m_close) {
        corner = m_close->sizeHint();
        right = width - 6 - corner.width();
        high = std::max(high, corner.height());
    }
    int buttons = 0;
    for (const QAbstractButton* button : m_buttons)
        if (!button->isHidden()) {
            buttons += button->sizeHint().width() + kGap;
            high = std::max(high, button->sizeHint().height());
        }
    const bool beside = right - left - buttons >= kWordsAtLeast * fontMetrics().averageCharWidth();
    const int room = right - left - (beside ? buttons : kGap);
    int words = 0;
    for (const QLabel* line : m_lines)
        if (!line->isHidden())
            words += line->heightForWidth(room) + (words > 0 ? 2 : 0);
    const int top = kAbove;
    const int row = beside ? std::max(high, words) : words;
    int y = top + std::max(0, (row - words) / 2);
    put(m_icon, QRect(kPad, y, kIcon, kIcon));
    for (QLabel* line : m_lines) {
        if (line->isHidden())
            continue;
        const int tall = line->heightForWidth(room);
        put(line, QRect(left, y, room, tall));
        y += tall + 2;
    }
    if (m_close)
        put(m_close,
            QRect(QPoint(width - 6 - corner.width(),
                         top + (beside ? (row - corner.height()) / 2 : 0)),
                  corner));
    if (!beside)
        return placeButtons(top + std::max(row, corner.height()) + 6, left - 8, width - kPad, place)
            + kAbove; // a link's words under the words, its padding outside
    int x = right - buttons;
    for (QAbstractButton* button : m_buttons) {
        if (button->isHidden())
            continue;
        const QSize size = button->sizeHint();
        put(button, QRect(QPoint(x, top + (row - size.height()) / 2), size));
        x += size.width() + kGap;
    }
    return row + 2 * kAbove;
}

/// In lines, from the leading edge; where the last of them ends.
int Banner::placeButtons(int top, int left, int right, bool place) const
{
    int x = left;
    int bottom = top;
    for (QAbstractButton* button : m_buttons) {
        if (button->isHidden())
            continue;
        QSize size = button->sizeHint();
        size.setWidth(std::min(size.width(), right - left));
        if (x > left && x + size.width() > right) {
            x = left;
            top = bottom + 6;
        }
        if (place)
            button->setGeometry(
                QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(x, top), size)));
        x += size.width() + kGap;
        bottom = std::max(bottom, top + size.height());
    }
    return bottom;
}

int Banner::heightForWidth(int width) const
{
    return arrange(width, false);
}

QSize Banner::sizeHint() const
{
    const int wide = std::max(width(), 320);
    return {320, heightForWidth(wide)};
}

QSize Banner::minimumSizeHint() const
{
    return {200, heightForWidth(std::max(width(), 200))};
}

void Banner::settle()
{
    updateGeometry();
    arrange(width(), true);
}

bool Banner::event(QEvent* event)
{
    const bool handled = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange
        || event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::Polish)
        settle();
    return handled;
}

void Banner::resizeEvent(QResizeEvent*)
{
    settle();
}

} // namespace lavalier::ui
