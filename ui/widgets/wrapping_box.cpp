#include "ui/widgets/wrapping_box.h"

#include "ui/theme.h"

#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kWrapped = Qt::TextWordWrap | Qt::TextShowMnemonic;
constexpr int kLeastLetters = 14; ///< in a line

} // namespace

WrappingBox::WrappingBox(const QString& text, QWidget* parent)
    : QCheckBox(text, parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int WrappingBox::besideWords() const
{
    return sizeHint().width() - fontMetrics().size(Qt::TextShowMnemonic, text()).width();
}

int WrappingBox::aroundLine() const
{
    return std::max(0, sizeHint().height() - fontMetrics().height());
}

int WrappingBox::heightForWidth(int width) const
{
    const QRect room(0, 0, std::max(1, width - besideWords()), 10'000);
    return fontMetrics().boundingRect(room, kWrapped, text()).height() + aroundLine();
}

QSize WrappingBox::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    const int least = besideWords() + fontMetrics().averageCharWidth() * kLeastLetters;
    return {std::min(hint.width(), least), hint.height()};
}

void WrappingBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    QRect words = style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this);
    words.setTop(aroundLine() / 2);
    words.setBottom(height());
    // The box stands beside the first line.
    option.text.clear();
    option.rect.setHeight(sizeHint().height());
    painter.drawControl(QStyle::CE_CheckBox, option);
    const ThemeTokens& tokens = currentTokens();
    painter.setPen(!isEnabled() ? tokens.faint : hasFocus() ? tokens.accent : tokens.text);
    const auto lead = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(words, kWrapped | Qt::AlignTop | lead, text());
}

} // namespace lavalier::ui
