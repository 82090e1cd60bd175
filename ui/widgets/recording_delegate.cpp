#include "ui/widgets/recording_delegate.h"

#include "ui/models/recordings_model.h"
#include "ui/theme.h"
#include "ui/widgets/avatar.h"

#include <QPainter>

namespace lavalier::ui {

namespace {

constexpr int kRowMargin = 20;
constexpr int kRowGap = 8;
constexpr int kRowPad = 14;
constexpr std::size_t kFaces = 5;

} // namespace

QSize RecordingDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, option.fontMetrics.height() * 2 + 24 + kRowGap};
}

void RecordingDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex&) const
{
    const QRect card = option.rect.adjusted(kRowMargin, 0, -kRowMargin, -kRowGap);
    // Over both lines: half of one looks like a mistake.
    const int wide = std::min(card.width() / 2, 520);
    const int left = option.direction == Qt::RightToLeft ? card.right() + 1 - kRowPad + 10 - wide
                                                         : card.left() + kRowPad - 10;
    editor->setGeometry(left, card.top() + 4, wide, card.height() - 8);
}

void RecordingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const ThemeTokens& tokens = currentTokens();
    const bool mirror = option.direction == Qt::RightToLeft;
    const bool selected = option.state & QStyle::State_Selected;
    const auto* model = qobject_cast<const RecordingsModel*>(index.model());
    const RecordingView* view = model ? model->at(index) : nullptr;
    if (!view)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(kRowMargin, 0, -kRowMargin, -kRowGap);
    // A thick line where the keyboard is, a thin one where it was.
    const bool focused = option.state & QStyle::State_HasFocus;
    painter->setPen(QPen(selected ? tokens.accent : tokens.line, selected && focused ? 2.5 : 1));
    painter->setBrush(selected ? tokens.selection : tokens.surface);
    painter->drawRoundedRect(QRectF(card).adjusted(1.25, 1.25, -1.25, -1.25), 12, 12);

    const QFont bold = scaledFont(option.font, 1, QFont::DemiBold);
    const QFont small = scaledFont(option.font, 0.92);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);
    const int line = option.fontMetrics.height();
    const int first = card.top() + (card.height() - 2 * line - 4) / 2;
    const int second = first + line + 4;
    const auto box = [&](int from, int wide, int y) {
        return mirror ? QRect(card.right() + 1 - from - wide, y, wide, line)
                      : QRect(card.left() + from, y, wide, line);
    };
    const auto lead = Qt::AlignAbsolute | (mirror ? Qt::AlignRight : Qt::AlignLeft);
    const auto trail = Qt::AlignAbsolute | (mirror ? Qt::AlignLeft : Qt::AlignRight);

    // Trailing: when, and length with size; before them the faces.
    const QString when = index.data(RecordingsModel::WhenRole).toString();
    const QString facts = index.data(RecordingsModel::FactsRole).toString();
    const int factsWide
        = std::max(smallMetrics.horizontalAdvance(when), smallMetrics.horizontalAdvance(facts)) + 2;
    painter->setFont(small);
    painter->setPen(tokens.text);
    painter->drawText(box(card.width() - kRowPad - factsWide, factsWide, first),
                      int(trail | Qt::AlignVCenter), when);
    painter->setPen(tokens.secondary);
    painter->drawText(box(card.width() - kRowPad - factsWide, factsWide, second),
                      int(trail | Qt::AlignVCenter), facts);
    int trailing = kRowPad + factsWide + 18;

    const bool faces = card.width() > 560;
    if (faces && !view->speakers.empty()) {
        const int side = 26;
        const int step = 20;
        const std::size_t shown = std::min(view->speakers.size(), kFaces);
        const bool more = view->speakers.size() > kFaces;
        const int count = static_cast<int>(shown) + (more ? 1 : 0);
        const int wide = side + (count - 1) * step;
        const int y = card.center().y() - side / 2 + 1;
        for (int i = count - 1; i >= 0; --i) {
            const int from = card.width() - trailing - wide + i * step;
            const int x = mirror ? card.right() + 1 - from - side : card.left() + from;
            const QRectF circle(x, y, side, side);
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? tokens.selection : tokens.surface);
            painter->drawEllipse(circle.adjusted(-2, -2, 2, 2));
            if (more && i == count - 1) {
                painter->setBrush(tokens.meterTrack);
                painter->drawEllipse(circle);
                painter->setFont(scaledFont(option.font, 0.78, QFont::DemiBold));
                painter->setPen(tokens.text);
                painter->drawText(circle, int(Qt::AlignCenter),
                                  QStringLiteral("+%1").arg(view->speakers.size() - kFaces));
                continue;
            }
            const RecordedSpeaker& speaker = view->speakers[static_cast<std::size_t>(i)];
            paintAvatar(*painter, circle, speaker.id.value(), speaker.name);
        }
        trailing += wide + 18;
    }

    const int room = card.width() - kRowPad - trailing;
    const QString state = index.data(RecordingsModel::StateRole).toString();
    int titleRoom = room;
    const QFont badge = scaledFont(option.font, 0.82, QFont::DemiBold);
    const int stateWide = state.isEmpty() ? 0 : QFontMetrics(badge).horizontalAdvance(state) + 18;
    titleRoom -= stateWide > 0 ? stateWide + 8 : 0;
    const QString title
        = boldMetrics.elidedText(index.data().toString(), Qt::ElideRight, titleRoom);
    painter->setFont(bold);
    painter->setPen(tokens.text);
    const int titleWide = boldMetrics.horizontalAdvance(title);
    painter->drawText(box(kRowPad, titleRoom, first), int(lead | Qt::AlignVCenter), title);
    if (stateWide > 0) {
        const bool live = view->state == RecordingState::Recording;
        const QColor colour = live ? tokens.recordText : tokens.attentionText;
        QColor wash = live ? tokens.record : tokens.attention;
        wash.setAlphaF(0.16F);
        const QRect pill = box(kRowPad + titleWide + 8, stateWide, first);
        painter->setPen(Qt::NoPen);
        painter->setBrush(wash);
        painter->drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
        painter->setFont(badge);
        painter->setPen(colour);
        painter->drawText(pill, int(Qt::AlignCenter), state);
    }
    painter->setFont(small);
    painter->setPen(tokens.secondary);
    painter->drawText(box(kRowPad, room, second), int(lead | Qt::AlignVCenter),
                      smallMetrics.elidedText(index.data(RecordingsModel::WhereRole).toString(),
                                              Qt::ElideRight, room));
    painter->restore();
}

} // namespace lavalier::ui
