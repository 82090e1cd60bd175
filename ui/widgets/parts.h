#pragma once

#include "ui/theme.h"

#include <QFrame>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

class QComboBox;
class QHBoxLayout;
class QInputDialog;
class QMessageBox;

namespace lavalier::ui {

/// One line of plain text that is cut with an ellipsis and shows the whole as tooltip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setFullText(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Time in digits of equal width, whatever the font offers.
class ClockLabel : public QLabel {
    Q_OBJECT
public:
    explicit ClockLabel(QWidget* parent = nullptr);
    void setTime(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int cell(QChar c) const;
};

/// A drawing in a token's colour that follows the theme.
class IconLabel : public QLabel {
    Q_OBJECT
public:
    IconLabel(const QString& icon, QColor ThemeTokens::*colour, int size,
              QWidget* parent = nullptr);
    void setIcon(const QString& icon, QColor ThemeTokens::*colour);

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();

    QString m_icon;
    QColor ThemeTokens::*m_colour;
    int m_size;
};

/// A button whose icon follows the theme and whose words may be left out where room is short;
/// its accessible name stays.
class IconButton : public QPushButton {
    Q_OBJECT
public:
    /// `kind` picks the look in the style sheet: plain, primary, record, quiet or link.
    IconButton(const QString& icon, const QString& text, const QString& kind = {},
               QWidget* parent = nullptr);

    void setWords(const QString& text, const QString& accessibleName = {});
    const QString& words() const { return m_words; } ///< also of a narrow one
    void setIconName(const QString& icon);
    void setKind(const QString& kind);
    /// Icon only; the words become the tooltip.
    void setNarrow(bool narrow);
    int wideHint() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    QString spaced(const QString& words) const;

    QString m_iconName;
    QString m_words;
    QString m_kind;
    bool m_narrow = false;
};

/// A rounded fact in the header: icon, words, one strong value.
class Chip : public QFrame {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    /// `tone` is empty, flowing, attention or record.
    void setFact(const QString& icon, const QString& words, const QString& strong,
                 const QString& tone);

private:
    IconLabel* m_icon;
    QLabel* m_words;
    QLabel* m_strong;
    QString m_tone = QStringLiteral("?");
};

/// A page's worth of nothing: a drawing, what this place is for, and a way on.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& icon, QWidget* parent = nullptr);
    void setWords(const QString& title, const QString& sentence);
    void setIcon(const QString& icon);
    /// Placed below the words.
    void addContent(QWidget* content);

private:
    IconLabel* m_icon;
    QLabel* m_title;
    QLabel* m_sentence;
    QWidget* m_column;
};

/// Has Tab reach what is in `container` where the container stands, whenever it was made.
void keepInTabOrder(QWidget* container, const QList<QWidget*>& inOrder);
/// Has a row be chosen when an assistive technology toggles it, which by itself only highlights it.
void letRowsBeChosen(QComboBox* box);
/// In our own drawing; the style's pictures are of another time.
void setQuestionIcon(QMessageBox& box, const QString& icon);
/// Asks for one line beside the window, which goes on working, and so do its keys: a text must not
/// stand between somebody and Stop. It is gone with its answer, textValueSelected(), or without.
QInputDialog* askForLine(QWidget* window, const QString& title, const QString& label,
                         const QString& text = {});
/// A dialog larger than the screen would have its buttons out of reach.
void fitToScreen(QWidget& dialog);
QLabel* plainLabel(const QString& text, const char* tone = nullptr, QWidget* parent = nullptr);
/// Sets a dynamic property the style sheet selects by, and has the widget restyled.
void setLook(QWidget* widget, const char* property, const QString& value);

} // namespace lavalier::ui
