#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace lavalier::ui {

/// Between the moments of a recording and the pixels it is drawn on: the one arithmetic that ruler
/// and waves share.
///
/// Units:   seconds and logical pixels; x is counted from the left, as time goes.
/// Thread:  any; a value.
struct TimeScale {
    double start = 0; ///< at x = 0
    double perPixel = 1; ///< seconds; never zero

    double xOf(double seconds) const { return (seconds - start) / perPixel; }
    double xOf(std::chrono::milliseconds time) const { return xOf(secondsOf(time)); }
    double secondsAt(double x) const { return start + x * perPixel; }
    std::chrono::milliseconds timeAt(double x) const { return timeOf(secondsAt(x)); }

    /// Where a span is drawn, at least so wide.
    struct Stretch {
        double from = 0;
        double to = 0;
        double width() const { return to - from; }
        /// How far it is from x; 0 within.
        double distance(double x) const { return std::max({0.0, from - x, x - to}); }
    };
    Stretch stretchOf(double from, double to, double leastPixels = 0) const
    {
        const double x = xOf(from);
        return {x, std::max(x + leastPixels, xOf(to))};
    }
    Stretch stretchOf(std::chrono::milliseconds from, std::chrono::milliseconds to,
                      double leastPixels = 0) const
    {
        return stretchOf(secondsOf(from), secondsOf(to), leastPixels);
    }

    /// The distance between labelled ticks of a ruler whose labels need so many pixels.
    double tickFor(double leastPixels) const;
    /// Moments of such ticks from the left edge's own, or the one before it, to the right edge;
    /// none before zero or after `length`.
    std::vector<double> ticks(double tick, double width, double length) const;

    static double secondsOf(std::chrono::milliseconds time)
    {
        return std::chrono::duration<double>(time).count();
    }
    static std::chrono::milliseconds timeOf(double seconds)
    {
        return std::chrono::milliseconds(std::llround(seconds * 1000));
    }

    bool operator==(const TimeScale&) const = default;
};

} // namespace lavalier::ui
