#pragma once

#include "ui/ports/review_port.h"

#include <QPixmap>
#include <QWidget>

namespace lavalier::ui {

class Timeline;

/// One track's waveform with its loss lane, as far as the timeline shows it.
///
/// The mouse sets the cursor, drags a selection and zooms (Ctrl and wheel); the keyboard moves the
/// cursor and, with Shift, selects. Assistive tools see a slider over the recording's time.
class WaveView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kLossHeight = 5;

    explicit WaveView(Timeline& timeline, QWidget* parent = nullptr);

    /// `name` as it may be shown.
    void setTrack(const ReviewTrack& track, const QString& name);
    void setMarkers(const std::vector<ReviewMarker>& markers);
    void setTrim(const std::optional<TimeSpan>& trim);
    void setHeard(bool heard); ///< else it is drawn dimmed

    Timeline& timeline() const { return m_timeline; }
    QString valueText() const; ///< where the cursor is, and how loud it is there

signals:
    /// Looked for by a click or a key: playing goes on from there.
    void sought();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void redraw();
    void drawWave(QPainter& painter, qreal ratio);
    void drawLosses(QPainter& painter);
    void drawOver(QPainter& painter);
    const LossSpan* lossAt(double x) const;
    void invalidate();

    Timeline& m_timeline;
    ReviewTrack m_track;
    QString m_name;
    std::vector<double> m_markers; ///< seconds
    std::optional<TimeSpan> m_trim;
    bool m_heard = true;
    QPixmap m_picture;
    int m_pressedAt = -1;
    bool m_dragging = false;
};

void installWaveAccessibility();

} // namespace lavalier::ui
