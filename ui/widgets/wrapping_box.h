#pragma once

#include <QCheckBox>

namespace lavalier::ui {

/// A check box whose words go on in a further line where they would be wider than there is room.
class WrappingBox : public QCheckBox {
    Q_OBJECT
public:
    explicit WrappingBox(const QString& text, QWidget* parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint& place) const override { return rect().contains(place); }
    void paintEvent(QPaintEvent* event) override;

private:
    int besideWords() const; ///< the box and what is around it
    int aroundLine() const; ///< above and below the words of one line
};

} // namespace lavalier::ui
