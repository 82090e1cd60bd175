#include "ui/widgets/parts.h"

#include "ui/icons.h"
#include "ui/text/remote_text.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QMessageBox>
#include <QPainter>
#include <QScreen>
#include <QStyle>
#include <QVBoxLayout>

namespace lavalier::ui {

QLabel* plainLabel(const QString& text, const char* tone, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    if (tone)
        label->setProperty("tone", QLatin1String(tone));
    return label;
}

void keepInTabOrder(QWidget* container, const QList<QWidget*>& inOrder)
{
    // Qt only chains what takes the keyboard, so the place is that of the last before us that does.
    QWidget* at = container->previousInFocusChain();
    while (at != container && (at->focusPolicy() == Qt::NoFocus || container->isAncestorOf(at)))
        at = at->previousInFocusChain();
    if (at == container)
        return;
    for (QWidget* next : inOrder) {
        if (next == at || next->focusPolicy() == Qt::NoFocus)
            continue;
        QWidget::setTabOrder(at, next);
        at = next;
    }
}

void letRowsBeChosen(QComboBox* box)
{
    const auto* view = box->view();
    QObject::connect(
        view->selectionModel(), &QItemSelectionModel::selectionChanged, box,
        [box] {
            // The pointer and the keyboard move the current row along with the highlight.
            const QModelIndexList rows = box->view()->selectionModel()->selectedIndexes();
            if (rows.size() != 1 || rows.first() == box->view()->currentIndex())
                return;
            box->view()->setCurrentIndex(rows.first());
            box->setCurrentIndex(rows.first().row());
            box->hidePopup();
            emit box->activated(box->currentIndex());
        },
        Qt::QueuedConnection); // the highlight comes first
}

void setQuestionIcon(QMessageBox& box, const QString& icon)
{
    constexpr int kSide = 32;
    box.setIconPixmap(
        themedPixmap(icon, currentTokens().attentionText, kSide, box.devicePixelRatioF()));
}

QInputDialog* askForLine(QWidget* window, const QString& title, const QString& label,
                         const QString& text)
{
    // A window's shortcuts work from its tool windows, but not from a dialog.
    auto* dialog = new QInputDialog(window, Qt::Tool);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    dialog->resize(std::max(420, dialog->fontMetrics().averageCharWidth() * 60),
                   dialog->sizeHint().height());
    fitToScreen(*dialog);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

void fitToScreen(QWidget& dialog)
{
    constexpr int kFrame = 40; // what the desktop draws around it
    const QSize room = dialog.screen()->availableGeometry().size() - QSize(8, kFrame);
    dialog.resize(dialog.size().boundedTo(room));
}

void setLook(QWidget* widget, const char* property, const QString& value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    for (QWidget* child : widget->findChildren<QWidget*>()) {
        child->style()->unpolish(child);
        child->style()->polish(child);
    }
    widget->update();
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString& text)
{
    if (text == this->text())
        return;
    setText(text);
    setToolTip(plainToolTip(text));
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 6),
            fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter.drawText(rect(), int(side | Qt::AlignVCenter | Qt::AlignAbsolute),
                     fontMetrics().elidedText(text(), Qt::ElideRight, width()));
}

ClockLabel::ClockLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void ClockLabel::setTime(const QString& text)
{
    if (text == this->text())
        return;
    const bool sameWidth = text.size() == this->text().size();
    setText(text);
    if (!sameWidth)
        updateGeometry();
}

int ClockLabel::cell(QChar c) const
{
    const QFontMetrics metrics = fontMetrics();
    if (!c.isDigit())
        return metrics.horizontalAdvance(c) + 1;
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

QSize ClockLabel::sizeHint() const
{
    int wide = 0;
    for (const QChar c : text())
        wide += cell(c);
    return {wide + 2, fontMetrics().height()};
}

void ClockLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    int x = 0;
    for (const QChar c : text()) {
        const int wide = cell(c);
        painter.drawText(QRect(x, 0, wide, height()), Qt::AlignCenter, QString(c));
        x += wide;
    }
}

IconLabel::IconLabel(const QString& icon, QColor ThemeTokens::*colour, int size, QWidget* parent)
    : QLabel(parent)
    , m_icon(icon)
    , m_colour(colour)
    , m_size(size)
{
    setFixedSize(size, size);
    draw();
}

void IconLabel::setIcon(const QString& icon, QColor ThemeTokens::*colour)
{
    if (m_icon == icon && m_colour == colour)
        return;
    m_icon = icon;
    m_colour = colour;
    draw();
}

void IconLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        draw();
}

void IconLabel::draw()
{
    if (!m_icon.isEmpty())
        setPixmap(themedPixmap(m_icon, currentTokens().*m_colour, m_size, devicePixelRatioF()));
}

IconButton::IconButton(const QString& icon, const QString& text, const QString& kind,
                       QWidget* parent)
    : QPushButton(parent)
    , m_iconName(icon)
    , m_kind(kind)
{
    if (!kind.isEmpty())
        setProperty("kind", kind);
    setIconSize({16, 16});
    setWords(text);
    draw();
}

/// Styled buttons leave no air between icon and words.
QString IconButton::spaced(const QString& words) const
{
    return m_iconName.isEmpty() ? words : u' ' + words;
}

void IconButton::setWords(const QString& text, const QString& accessible)
{
    m_words = text;
    setText(m_narrow ? QString() : spaced(text));
    setAccessibleName(accessible.isEmpty() ? text : accessible);
    if (m_narrow)
        setToolTip(text);
}

void IconButton::setIconName(const QString& icon)
{
    if (m_iconName != icon) {
        m_iconName = icon;
        draw();
    }
}

void IconButton::setKind(const QString& kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        setLook(this, "kind", kind);
        draw();
    }
}

void IconButton::setNarrow(bool narrow)
{
    if (m_narrow == narrow || m_iconName.isEmpty())
        return;
    m_narrow = narrow;
    setText(narrow ? QString() : spaced(m_words));
    setToolTip(narrow ? m_words : QString());
    setProperty("narrow", narrow);
    style()->unpolish(this);
    style()->polish(this);
    updateGeometry();
}

int IconButton::wideHint() const
{
    const QFontMetrics metrics(scaledFont(font(), 1, QFont::DemiBold));
    return metrics.horizontalAdvance(spaced(m_words)) + (m_iconName.isEmpty() ? 0 : 22) + 34;
}

void IconButton::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        draw();
}

void IconButton::draw()
{
    if (m_iconName.isEmpty())
        return;
    // The application's palette: the style sheet puts its own colours into the widget's.
    const ThemeTokens& tokens = currentTokens();
    const QColor colour = m_kind == QLatin1String("primary") ? tokens.onAccent
        : m_kind == QLatin1String("record")                  ? tokens.onRecord
        : m_kind == QLatin1String("link")                    ? tokens.accent
                                                             : tokens.text;
    const bool filled = m_kind == QLatin1String("primary") || m_kind == QLatin1String("record");
    setIcon(themedIcon(m_iconName, colour, filled ? tokens.secondary : tokens.faint));
}

Chip::Chip(QWidget* parent)
    : QFrame(parent)
    , m_icon(new IconLabel({}, &ThemeTokens::secondary, 14, this))
    , m_words(plainLabel({}, nullptr, this))
    , m_strong(plainLabel({}, nullptr, this))
{
    setProperty("kind", QStringLiteral("chip"));
    setFixedHeight(std::max(26, fontMetrics().height() + 8));
    m_strong->setProperty("strong", true);
    m_words->setFont(scaledFont(font(), 0.92));
    m_strong->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 0, 10, 0);
    layout->setSpacing(6);
    layout->addWidget(m_icon);
    layout->addWidget(m_words);
    layout->addWidget(m_strong);
}

void Chip::setFact(const QString& icon, const QString& words, const QString& strong,
                   const QString& tone)
{
    m_icon->setVisible(!icon.isEmpty());
    const auto colour = tone == QLatin1String("flowing") ? &ThemeTokens::flowingText
        : tone == QLatin1String("attention")             ? &ThemeTokens::attentionText
        : tone == QLatin1String("record")                ? &ThemeTokens::recordText
                                                         : &ThemeTokens::secondary;
    m_icon->setIcon(icon, colour);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_strong->setText(strong);
    m_strong->setVisible(!strong.isEmpty());
    setAccessibleName(strong.isEmpty() ? words : words + u' ' + strong);
    if (m_tone != tone) {
        m_tone = tone;
        setLook(this, "tone", tone);
    }
}

EmptyState::EmptyState(const QString& icon, QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(icon, &ThemeTokens::faint, 56, this))
    , m_title(plainLabel({}, nullptr, this))
    , m_sentence(plainLabel({}, "secondary", this))
    , m_column(new QWidget(this))
{
    setObjectName(QStringLiteral("page"));
    m_title->setFont(scaledFont(font(), 1.35, QFont::DemiBold));
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_column->setMaximumWidth(480);
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(24, 0, 24, 0);
    column->setSpacing(10);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    auto* centre = new QHBoxLayout;
    centre->addStretch(1);
    centre->addWidget(m_column, 20);
    centre->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(4);
    layout->addLayout(centre);
    layout->addStretch(5);
}

void EmptyState::setWords(const QString& title, const QString& sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void EmptyState::setIcon(const QString& icon)
{
    m_icon->setIcon(icon, &ThemeTokens::faint);
}

void EmptyState::addContent(QWidget* content)
{
    auto* column = static_cast<QVBoxLayout*>(m_column->layout());
    column->addSpacing(10);
    column->addWidget(content);
}

} // namespace lavalier::ui
