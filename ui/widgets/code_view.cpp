#include "ui/widgets/code_view.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kDigits = 5;
constexpr int kDigitGap = 26;
constexpr int kRowGap = 8;

int cellOf(const QFontMetrics& metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

CodeView::CodeView(int columns, QWidget* parent)
    : QLabel(parent)
    , m_columns(columns)
{
    setTextFormat(Qt::PlainText);
    setFont(scaledFont(font(), 1.55, QFont::DemiBold));
    setLayoutDirection(Qt::LeftToRight); // digits run one way everywhere
}

void CodeView::setCode(const QString& code, int groups)
{
    setText(code);
    setAccessibleName(code);
    m_groups = code.isEmpty() ? QStringList(groups, QString(kDigits, u'·'))
                              : code.split(u' ', Qt::SkipEmptyParts);
    updateGeometry();
    update();
}

int CodeView::paintGroups(QPainter* painter, const QFont& font, QPointF baseline,
                          const QString& groups)
{
    const QFontMetrics metrics(font);
    const int cell = cellOf(metrics);
    int x = 0;
    for (const QChar c : groups) {
        if (c == u' ') {
            x += cell * 3 / 4;
            continue;
        }
        if (painter != nullptr) {
            const double inset = (cell - metrics.horizontalAdvance(c)) / 2.0;
            painter->drawText(baseline + QPointF(x + inset, 0), QString(c));
        }
        x += cell;
    }
    return x;
}

QSize CodeView::sizeHint() const
{
    const int count = static_cast<int>(m_groups.size());
    const int columns = std::min(m_columns, std::max(1, count));
    const int rows = (count + m_columns - 1) / m_columns;
    const QFontMetrics metrics = fontMetrics();
    return {columns * cellOf(metrics) * kDigits + (columns - 1) * kDigitGap,
            std::max(1, rows) * metrics.height() + std::max(0, rows - 1) * kRowGap};
}

void CodeView::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(text().isEmpty() ? tokens.faint : tokens.text);
    const QFontMetrics metrics = fontMetrics();
    const int wide = cellOf(metrics) * kDigits + kDigitGap;
    const int left = (width() - sizeHint().width()) / 2;
    for (int i = 0; i < static_cast<int>(m_groups.size()); ++i) {
        const int top = i / m_columns * (metrics.height() + kRowGap);
        paintGroups(&painter, font(), QPointF(left + i % m_columns * wide, top + metrics.ascent()),
                    m_groups[i]);
    }
}

} // namespace lavalier::ui
