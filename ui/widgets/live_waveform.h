#pragma once

#include "ui/models/wave_history.h"
#include "voice/base/strong_id.h"

#include <QImage>
#include <QWidget>

#include <memory>

namespace lavalier::ui {

/// The scrolling waveform of one speaker with the loss lane below it; now is at the right.
///
/// Columns are drawn once into a ring of pixels; scrolling by one copies the ring and draws only
/// the new column.
class LiveWaveform : public QWidget {
    Q_OBJECT
public:
    static constexpr int kColumnWidth = 3; ///< two pixels of wave, one of air
    static constexpr int kLossHeight = 4;

    explicit LiveWaveform(QWidget* parent = nullptr);

    void setSource(UserId speaker, std::shared_ptr<const WaveHistory> history,
                   std::shared_ptr<const WaveTimes> times);
    void setDimmed(bool dimmed);
    /// The source has grown.
    void advance();

    /// What is drawn there, and how long ago it was.
    WaveColumn columnAt(int x, std::chrono::milliseconds& ago) const;

    /// Whose line is there; null for none.
    const LiveMarker* markerAt(int x) const;

    static int columnsIn(int width) { return width / kColumnWidth; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void redraw();
    void drawColumn(QPainter& painter, std::int64_t number);
    int slot(std::int64_t number) const;

    UserId m_speaker;
    std::shared_ptr<const WaveHistory> m_history;
    std::shared_ptr<const WaveTimes> m_times;
    bool m_dimmed = false;
    QImage m_ring;
    int m_columns = 0;
    std::int64_t m_drawn = 0; ///< columns before this one are in the ring
};

} // namespace lavalier::ui
