#pragma once

#include "ui/models/announcement_gate.h"
#include "ui/models/meter_ballistics.h"

#include <QPixmap>
#include <QWidget>

namespace lavalier::ui {

/// A horizontal dBFS meter: average solid, sample peak behind it, a held peak, a clip lamp.
///
/// Repaints only the columns that changed since the last levels: moving from −30 to −29 dB costs
/// a handful of pixels. The bar is prepared once per size and colour scheme and then copied.
/// Accessible as a level with value averageDb (−60 to 0); changes are announced at most once a
/// second.
/// The scale keeps its direction in right-to-left layouts, like every measuring scale and timeline.
/// Thread:  GUI.
class LevelBar : public QWidget {
    Q_OBJECT
public:
    enum class Detail { BarOnly, WithScale };

    explicit LevelBar(QWidget* parent = nullptr);

    void setSpeaker(const QString& name);
    void setDetail(Detail detail);
    /// Shows what the ballistics say at `now`.
    void showLevels(const MeterBallistics& levels, SteadyTime now);

    double averageDb() const { return m_shown.average(); }
    double peakDb() const { return m_shown.peak(); }
    QString valueText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void clipResetRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Columns {
        int average = 0;
        int peak = 0;
        int hold = -1; ///< −1 is none
        bool clipped = false;

        bool operator==(const Columns&) const = default;
    };

    QRect barRect() const;
    QRect clipRect() const;
    QRect holdRect(int column) const;
    Columns columnsOf(const MeterBallistics& levels) const;
    void prepare();
    void announce(SteadyTime now);

    Detail m_detail = Detail::WithScale;
    MeterBallistics m_shown;
    Columns m_columns;
    QPixmap m_solid, m_faded, m_empty; ///< the whole bar in its three states
    AnnouncementGate m_announcements;
};

/// Teaches Qt's accessibility about meters and waveforms; call once before the first is shown.
void installMeterAccessibility();

} // namespace lavalier::ui
