#include "ui/widgets/channel_delegate.h"

#include "ui/icons.h"
#include "ui/models/channels_model.h"
#include "ui/theme.h"
#include "ui/widgets/avatar.h"

#include <QPainter>
#include <QTreeView>

namespace lavalier::ui {

namespace {

ChannelsModel::Kind kindOf(const QModelIndex& index)
{
    return static_cast<ChannelsModel::Kind>(index.data(ChannelsModel::KindRole).toInt());
}

} // namespace

QSize ChannelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height();
    switch (kindOf(index)) {
    case ChannelsModel::Kind::Guild:
        return {100, line + 20};
    case ChannelsModel::Kind::Category:
        return {100, line + 10};
    case ChannelsModel::Kind::Channel:
        return {100, line + 13};
    case ChannelsModel::Kind::Member:
        return {100, line + 8};
    }
    return {100, line};
}

void ChannelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const ThemeTokens& tokens = currentTokens();
    const auto kind = kindOf(index);
    const bool mirror = option.direction == Qt::RightToLeft;
    const auto* view = qobject_cast<const QTreeView*>(option.widget);
    const bool expanded = view && view->isExpanded(index);
    const bool blocked = index.data(ChannelsModel::BlockedRole).toBool();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const qreal ratio = painter->device()->devicePixelRatioF();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(8, 1, -8, -1);
    if (selected || hovered || option.state & QStyle::State_HasFocus) {
        const bool focused = option.state & QStyle::State_HasFocus
            && option.state & QStyle::State_KeyboardFocusChange;
        QColor hover = tokens.text;
        hover.setAlphaF(0.05F);
        painter->setPen(focused ? QPen(tokens.accent, 1.5) : Qt::NoPen);
        painter->setBrush(selected ? tokens.selection : hovered ? hover : QColor(Qt::transparent));
        painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    }

    int left = 8; // from the leading edge of the row
    int right = 8; // from the trailing edge
    const auto place = [&](int from, int wide, int high) {
        const int y = row.center().y() - high / 2 + (high % 2 == 0 ? 1 : 0);
        return mirror ? QRect(row.right() + 1 - from - wide, y, wide, high)
                      : QRect(row.left() + from, y, wide, high);
    };
    const auto drawIcon = [&](const QString& name, const QColor& colour, int from, int size) {
        painter->drawPixmap(place(from, size, size), themedPixmap(name, colour, size, ratio));
    };

    QFont font = option.font;
    QColor colour = tokens.secondary;
    const QString chevron = expanded ? QStringLiteral("chevron")
        : mirror                     ? QStringLiteral("chevron-left")
                                     : QStringLiteral("chevron-right");
    switch (kind) {
    case ChannelsModel::Kind::Guild: {
        const QRect badge = place(left, 22, 22);
        paintAvatar(*painter, badge, index.data(ChannelsModel::IdRole).toULongLong(),
                    index.data().toString(), {}, 7);
        left += 22 + 9;
        right += 18;
        drawIcon(chevron, tokens.faint, row.width() - 8 - 14, 14);
        font = scaledFont(font, 1, QFont::DemiBold);
        colour = tokens.text;
        break;
    }
    case ChannelsModel::Kind::Category:
        drawIcon(chevron, tokens.faint, left + 8, 12);
        left += 26;
        font = scaledFont(font, 0.88, QFont::DemiBold);
        break;
    case ChannelsModel::Kind::Channel: {
        const bool current = index.data(ChannelsModel::CurrentRole).toBool();
        const QString icon = blocked                        ? QStringLiteral("lock")
            : index.data(ChannelsModel::StageRole).toBool() ? QStringLiteral("stage")
                                                            : QStringLiteral("voice");
        // What cannot be joined is dimmer, yet to be read.
        colour = blocked && !current ? tokens.secondary
            : selected || current    ? tokens.text
                                     : tokens.channel;
        left += 24;
        drawIcon(icon, current ? tokens.flowing : blocked ? tokens.faint : colour, left, 16);
        left += 16 + 8;
        if (selected || current)
            font = scaledFont(font, 1, QFont::DemiBold);
        break;
    }
    case ChannelsModel::Kind::Member: {
        left += 50;
        const bool talking = index.data(ChannelsModel::TalkingRole).toBool();
        const QRectF dot = QRectF(place(left, 8, 8)).adjusted(0.5, 0.5, -0.5, -0.5);
        painter->setPen(Qt::NoPen);
        if (talking) {
            QColor halo = tokens.flowing;
            halo.setAlphaF(0.3F);
            painter->setBrush(halo);
            painter->drawEllipse(dot.adjusted(-3, -3, 3, 3));
        }
        painter->setBrush(talking ? tokens.flowing : tokens.faint);
        painter->drawEllipse(dot);
        left += 8 + 9;
        font = scaledFont(font, 0.95);
        colour = talking ? tokens.text : tokens.secondary;
        if (index.data(ChannelsModel::MutedRole).toBool()) {
            drawIcon(QStringLiteral("muted"), tokens.secondary, row.width() - right - 13, 13);
            right += 19;
        }
        break;
    }
    }

    const QString detail = index.data(ChannelsModel::DetailRole).toString();
    const int line = option.fontMetrics.height();
    if (!detail.isEmpty()) {
        const QFont small = scaledFont(option.font, 0.92);
        const int wide = QFontMetrics(small).horizontalAdvance(detail) + 1;
        painter->setLayoutDirection(Qt::LeftToRight); // "0 / 4" is a number
        painter->setFont(small);
        painter->setPen(tokens.secondary);
        painter->drawText(place(row.width() - right - wide, wide, line), int(Qt::AlignCenter),
                          detail);
        right += wide + 8;
    }
    const QFontMetrics metrics(font);
    const int room = row.width() - left - right;
    painter->setFont(font);
    painter->setPen(colour);
    const auto side = Qt::AlignAbsolute | (mirror ? Qt::AlignRight : Qt::AlignLeft);
    painter->drawText(place(left, room, line), int(side | Qt::AlignVCenter),
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, room));
    painter->restore();
}

} // namespace lavalier::ui
