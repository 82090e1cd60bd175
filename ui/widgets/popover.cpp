#include "ui/widgets/popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QPointer>

#include <algorithm>

namespace lavalier::ui {

namespace {

constexpr int kPopoverMargin = 12;
constexpr int kPopoverGap = 6;

} // namespace

Popover::Popover(QWidget* anchor)
    : QFrame(anchor->window())
    , m_anchor(anchor)
{
    setProperty("kind", QStringLiteral("popover"));
    setAttribute(Qt::WA_StyledBackground);
    setFocusPolicy(Qt::NoFocus);
    connect(anchor, &QObject::destroyed, this, &Popover::dismiss);
}

void Popover::present(QWidget* focus)
{
    m_before = QApplication::focusWidget();
    if (m_before != nullptr)
        connect(m_before, &QObject::destroyed, this, [this] { m_before = nullptr; });
    ensurePolished();
    place();
    show();
    raise();
    focus->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        // A press on the anchor takes the keyboard first and is then for the event filter.
        if (now != nullptr && now->window() == window() && now != this && now != m_anchor
            && !isAncestorOf(now)) {
            m_before = nullptr; // the keyboard is where it is wanted
            dismiss();
        }
    });
}

void Popover::place()
{
    // Words that wrap need their own height, not the one of a guessed width; and what has no style
    // yet guesses wrong.
    for (QWidget* part : findChildren<QWidget*>())
        part->ensurePolished();
    layout()->invalidate();
    const int wide = std::clamp(sizeHint().width(), minimumWidth(), maximumWidth());
    resize(wide,
           layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide)
                                         : sizeHint().height());
    const QWidget* there = parentWidget();
    const QRect beside(m_anchor->mapTo(there, QPoint()), m_anchor->size());
    const bool mirror = layoutDirection() == Qt::RightToLeft;
    int left = mirror ? beside.right() + 1 - width() : beside.left();
    left = std::clamp(left, kPopoverMargin,
                      std::max(kPopoverMargin, there->width() - width() - kPopoverMargin));
    int top = beside.bottom() + kPopoverGap;
    if (top + height() > there->height() - kPopoverMargin)
        top = beside.top() - kPopoverGap - height();
    top = std::clamp(top, kPopoverMargin,
                     std::max(kPopoverMargin, there->height() - height() - kPopoverMargin));
    move(left, top);
}

void Popover::dismiss()
{
    if (std::exchange(m_gone, true))
        return;
    qApp->removeEventFilter(this);
    qApp->disconnect(this);
    hide();
    if (m_before != nullptr && m_before->isVisible())
        m_before->setFocus(Qt::PopupFocusReason);
    emit dismissed();
    deleteLater();
}

bool Popover::event(QEvent* event)
{
    const bool handled = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible())
        place(); // longer words, a code that came
    return handled;
}

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget != nullptr && widget->window() == window() && widget != this
            && !isAncestorOf(widget)) {
            const bool onAnchor = widget == m_anchor;
            dismiss();
            return onAnchor; // a second press on the anchor only closes
        }
    } else if (watched == window() && event->type() == QEvent::Resize) {
        dismiss();
    }
    return QFrame::eventFilter(watched, event);
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace lavalier::ui
