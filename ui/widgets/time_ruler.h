#pragma once

#include "ui/models/wave_history.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace lavalier::ui {

/// Times above the waveforms: of the recording while one runs, before now otherwise. A marker that
/// is set stands here as a flag from that moment on, with its words beside it and in its tooltip.
class TimeRuler : public QWidget {
    Q_OBJECT
public:
    explicit TimeRuler(QWidget* parent = nullptr);
    void setStrip(int left, int width);
    /// The source has grown, or got a marker.
    void advance(std::shared_ptr<const WaveTimes> times);
    /// Something in sight was recorded.
    bool showsRecording() const { return m_recorded; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// A marker in sight: its pole, and where its words stand if there is room for them.
    struct Flag {
        const LiveMarker* marker;
        int pole;
        QRect words;
        QString shown;
    };
    std::vector<Flag> flags() const;
    int leftOf(std::int64_t column) const;
    QFont small() const;

    std::shared_ptr<const WaveTimes> m_times;
    int m_left = 0;
    int m_width = 0;
    bool m_recorded = false;
};

} // namespace lavalier::ui
