#pragma once

#include <QFrame>

namespace lavalier::ui {

/// A card over the window, beside what it tells about. Esc, a click elsewhere or a resize closes
/// it, and the keyboard goes back to where it was.
class Popover : public QFrame {
    Q_OBJECT
public:
    /// Parentage follows the anchor's window. Dies when closed.
    explicit Popover(QWidget* anchor);

    /// Call when filled: takes its place and the keyboard.
    void present(QWidget* focus);
    void dismiss();

signals:
    void dismissed();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    /// Beside the anchor, inside the window; again when the content changed its size.
    void place();

private:
    QWidget* m_anchor;
    QWidget* m_before = nullptr; ///< had the keyboard
    bool m_gone = false;
};

} // namespace lavalier::ui
