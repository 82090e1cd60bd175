#pragma once

#include "ui/ports/review_port.h"

#include <QWidget>

namespace lavalier::ui {

class Timeline;

/// The time above the waves, with the markers as flags that can be dragged.
class ReviewRuler : public QWidget {
    Q_OBJECT
public:
    explicit ReviewRuler(Timeline& timeline, QWidget* parent = nullptr);

    void setMarkers(const std::vector<ReviewMarker>& markers, bool editable);
    void setTrim(const std::optional<TimeSpan>& trim);
    QSize sizeHint() const override;

signals:
    void sought();
    void markerMoved(const QString& key, std::chrono::milliseconds to);
    void markerOpened(const QString& key); ///< to be edited
    void markerMenuRequested(const QString& key, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    const ReviewMarker* markerAt(const QPoint& place) const;
    double placeOf(const ReviewMarker& marker) const; ///< seconds, also while it is dragged
    int flagTop() const;

    Timeline& m_timeline;
    std::vector<ReviewMarker> m_markers;
    std::optional<TimeSpan> m_trim;
    bool m_editable = false;
    QString m_dragged; ///< key
    double m_draggedTo = 0;
    QPoint m_pressed;
    bool m_moved = false;
    bool m_seeking = false;
};

} // namespace lavalier::ui
