#pragma once

#include <QLabel>

namespace lavalier::ui {

/// A code to be read aloud: groups of digits in columns, every digit as wide as the next.
///
/// Accessible as a label whose text is the whole code, groups apart by single spaces.
class CodeView : public QLabel {
    Q_OBJECT
public:
    /// `columns` groups stand side by side.
    explicit CodeView(int columns, QWidget* parent = nullptr);

    /// "12345 67890 …"; while it is empty, dots stand where `groups` groups will be.
    void setCode(const QString& code, int groups);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// Draws one line of groups with its left edge there; returns its width. Null: only measures.
    static int paintGroups(QPainter* painter, const QFont& font, QPointF baseline,
                           const QString& groups);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_groups;
    const int m_columns;
};

} // namespace lavalier::ui
