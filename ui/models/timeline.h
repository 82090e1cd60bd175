#pragma once

#include "ui/models/time_scale.h"

#include <QObject>

#include <optional>

namespace lavalier::ui {

/// Which part of a recording is shown how large, and where in it one stands.
///
/// Ruler and waves of one page share it, so that they always agree.
/// Units:   seconds and logical pixels; x is counted from the left, also right to left: time runs
///          from left to right everywhere.
/// Thread:  GUI.
class Timeline : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void setLength(double seconds);
    void setWidth(int pixels);
    double length() const { return m_length; }
    int width() const { return m_width; }

    const TimeScale& scale() const { return m_scale; }
    double start() const { return m_scale.start; } ///< at x = 0
    double perPixel() const { return m_scale.perPixel; }
    double shown() const { return m_scale.perPixel * m_width; }
    double xOf(double seconds) const { return m_scale.xOf(seconds); }
    double secondsAt(double x) const { return m_scale.secondsAt(x); }
    bool isFitted() const;

    void fit();
    void show(double from, double to);
    /// Larger than 1 shows less, finer; what is at `x` stays there.
    void zoom(double factor, double x);
    void zoomAtCursor(double factor); ///< or the middle, when the cursor is out of sight
    void scrollTo(double start);
    /// Scrolls no more than it must; `ahead` turns a page, for a playhead.
    void reveal(double seconds, bool ahead = false);

    double cursor() const { return m_cursor; }
    std::optional<std::pair<double, double>> selection() const;
    void setCursor(double seconds); ///< and ends the selection
    /// From where the selection began, or the cursor, to there; the cursor goes along.
    void select(double to);
    void selectSpan(double from, double to);
    void clearSelection();

    std::optional<double> playhead() const { return m_playhead; }
    void setPlayhead(std::optional<double> seconds);

signals:
    void viewChanged();
    void cursorChanged();
    void playheadChanged(std::optional<double> before);

private:
    double finest() const { return 1.0 / 48'000 / 8; } ///< eight pixels a sample
    double coarsest() const;
    void setView(double start, double perPixel);

    double m_length = 0;
    int m_width = 1;
    TimeScale m_scale;
    double m_cursor = 0;
    std::optional<double> m_anchor; ///< the selection's other end
    std::optional<double> m_playhead;
    bool m_untouched = true; ///< fitted, and stays so when the window changes
};

} // namespace lavalier::ui
