#pragma once

#include <QFrame>
#include <QList>

class QAbstractButton;
class QLabel;

namespace lavalier::ui {

class IconLabel;

/// A sentence or two in a coloured frame, and what can be done about it: beside the words, below
/// them where beside is no room.
///
/// Takes the height its words need at its width, so that nothing of them is cut however little room
/// there is.
class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Notice, Warning, Error };

    explicit Banner(Tone tone, QWidget* parent = nullptr);

    /// What happened, in bold, and the rest; either may be empty.
    void setWords(const QString& first, const QString& rest);
    /// A further line under the words.
    void addLine(QLabel* line);
    void addButton(QAbstractButton* button);
    /// Stays in the upper corner.
    void setCloseButton(QAbstractButton* close);
    /// What takes the keyboard, in reading order.
    QList<QWidget*> controls() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int arrange(int width, bool place) const;
    int placeButtons(int top, int left, int right, bool place) const;
    void settle();

    IconLabel* m_icon;
    QList<QLabel*> m_lines;
    QList<QAbstractButton*> m_buttons;
    QAbstractButton* m_close = nullptr;
};

} // namespace lavalier::ui
