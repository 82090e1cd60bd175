#include "ui/widgets/lock_button.h"

#include "ui/icons.h"
#include "ui/text/encryption_text.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/code_view.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kLockPad = 12;
constexpr int kIcon = 18;
constexpr int kLockGap = 10;
constexpr int kLeading = 3;

QColor toned(const ThemeTokens& tokens, const QString& tone)
{
    return tone == QLatin1String("flowing")  ? tokens.flowingText
        : tone == QLatin1String("attention") ? tokens.attentionText
                                             : tokens.secondary;
}

} // namespace

LockButton::LockButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("LockButton"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool LockButton::hasCode() const
{
    return m_encryption.state == Encryption::On && !m_encryption.privacyCode.isEmpty();
}

QFont LockButton::titleFont() const
{
    return scaledFont(font(), 0.92, QFont::DemiBold);
}

QFont LockButton::smallFont() const
{
    return scaledFont(font(), 0.92);
}

void LockButton::setEncryption(const EncryptionView& encryption, ChannelKind kind)
{
    if (m_encryption == encryption && m_kind == kind && !accessibleName().isEmpty())
        return;
    m_encryption = encryption;
    m_kind = kind;
    setText(encryptionTitle(encryption, kind));
    setAccessibleName(text());
    QString spoken = encryptionSentence(encryption, kind);
    if (hasCode())
        spoken = epochNote(encryption) + QStringLiteral(". ")
            + tr("Privacy code: %1").arg(encryption.privacyCode) + QStringLiteral(". ") + spoken;
    setAccessibleDescription(spoken);
    setToolTip(plainToolTip(spoken));
    updateGeometry();
    update();
}

void LockButton::setDetail(Detail detail)
{
    if (m_detail == detail)
        return;
    m_detail = detail;
    updateGeometry();
    update();
}

int LockButton::widthOf(Detail detail) const
{
    constexpr int kFrame = kLockPad + kIcon + kLockPad;
    if (detail == Detail::Icon)
        return kFrame;
    const QString epoch = epochNote(m_encryption);
    int words = QFontMetrics(titleFont()).horizontalAdvance(text());
    if (!epoch.isEmpty())
        words += QFontMetrics(smallFont()).horizontalAdvance(QStringLiteral(" · ") + epoch);
    if (detail == Detail::Full) {
        const int below = hasCode()
            ? CodeView::paintGroups(nullptr, smallFont(), {}, m_encryption.privacyCode)
            : QFontMetrics(smallFont()).horizontalAdvance(encryptionNote(m_encryption));
        words = std::max(words, below);
    }
    return kFrame + kLockGap + words + 2;
}

QSize LockButton::sizeHint() const
{
    const int line = QFontMetrics(titleFont()).height();
    const int high = m_detail == Detail::Full ? 2 * line + kLeading + 10 : std::max(28, line + 10);
    return {widthOf(m_detail), high};
}

void LockButton::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    const QString tone = encryptionTone(m_encryption, m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor line = tokens.line;
    if (!tone.isEmpty()) {
        line = tone == QLatin1String("flowing") ? tokens.flowing : tokens.attention;
        line.setAlphaF(0.5F);
    }
    const bool focused = hasFocus();
    painter.setPen(QPen(focused ? tokens.accent : line, focused ? 2 : 1));
    QColor fill = tokens.surface;
    if (isDown())
        fill = tokens.selection;
    painter.setBrush(fill);
    const qreal inset = focused ? 1 : 0.5;
    const qreal corner = m_detail == Detail::Full ? 12 : height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), corner, corner);
    if (underMouse() && !isDown()) {
        QColor veil = tokens.text;
        veil.setAlphaF(0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(veil);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), corner, corner);
    }

    const auto mirrored = [&](const QRect& rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    const QColor colour = toned(tokens, tone);
    painter.drawPixmap(
        mirrored(QRect(kLockPad, (height() - kIcon) / 2, kIcon, kIcon)),
        themedPixmap(encryptionIcon(m_encryption), colour, kIcon, devicePixelRatioF()));
    if (m_detail == Detail::Icon)
        return;

    const bool mirror = layoutDirection() == Qt::RightToLeft;
    const QFontMetrics bold(titleFont());
    const QFontMetrics small(smallFont());
    const int left = kLockPad + kIcon + kLockGap;
    const int room = width() - left - kLockPad;
    const int block = m_detail == Detail::Full ? 2 * bold.height() + kLeading : bold.height();
    const int top = (height() - block) / 2;
    const Qt::Alignment lead
        = Qt::AlignVCenter | (mirror ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    const int titleWide = bold.horizontalAdvance(text());
    painter.setFont(titleFont());
    painter.setPen(colour);
    painter.drawText(mirrored(QRect(left, top, titleWide + 1, bold.height())), int(lead), text());
    const QString epoch = epochNote(m_encryption);
    if (!epoch.isEmpty()) {
        painter.setFont(smallFont());
        painter.setPen(tokens.secondary);
        painter.setLayoutDirection(layoutDirection()); // the dot stands beside the title
        painter.drawText(mirrored(QRect(left + titleWide, top, room - titleWide, bold.height())),
                         int(lead), QStringLiteral(" · ") + epoch);
    }
    if (m_detail != Detail::Full)
        return;
    painter.setFont(smallFont());
    const QRect below = mirrored(QRect(left, top + bold.height() + kLeading, room, small.height()));
    if (hasCode()) {
        painter.setPen(tokens.text);
        CodeView::paintGroups(&painter, smallFont(),
                              QPointF(below.left(), below.top() + small.ascent()),
                              m_encryption.privacyCode);
    } else {
        painter.setPen(tokens.secondary);
        painter.drawText(below, int(lead), encryptionNote(m_encryption));
    }
}

void LockButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void LockButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace lavalier::ui
