#include "ui/widgets/bot_card.h"

#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/avatar.h"

#include <QPainter>
#include <QStyle>

namespace lavalier::ui {
namespace {

constexpr int kSide = 48;

} // namespace

BotCard::BotCard(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void BotCard::setAccount(const AccountView& account)
{
    m_account = account;
    setAccessibleName(cleanRemote(account.name));
    setAccessibleDescription(accountSentence(account));
    update();
}

QSize BotCard::sizeHint() const
{
    return {320, std::max(kSide + 8, fontMetrics().height() * 2 + 12)};
}

void BotCard::paintEvent(QPaintEvent*)
{
    const ThemeTokens& tokens = currentTokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect& rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    const bool online = m_account.state == AccountState::Online;
    const QRectF face(mirrored(QRect(4, (height() - kSide) / 2, kSide, kSide)));
    const QColor ring = online ? tokens.flowing : QColor();
    if (m_account.picture.isNull())
        paintAvatar(painter, face, m_account.id.value(), m_account.name, ring);
    else
        paintPicture(painter, face, m_account.picture, ring);
    const int left = kSide + 18;
    const QFont bold = scaledFont(font(), 1.1, QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(tokens.text);
    const int lead
        = int(Qt::AlignVCenter | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    painter.drawText(
        mirrored(QRect(left, height() / 2 - QFontMetrics(bold).height() - 1, width() - left,
                       QFontMetrics(bold).height())),
        lead,
        QFontMetrics(bold).elidedText(cleanRemote(m_account.name), Qt::ElideRight, width() - left));
    painter.setFont(font());
    painter.setPen(online ? tokens.flowingText : tokens.secondary);
    painter.drawText(
        mirrored(QRect(left, height() / 2 + 2, width() - left, fontMetrics().height())), lead,
        accountSentence(m_account));
}

} // namespace lavalier::ui
