#include "ui/models/time_scale.h"

#include <array>
#include <cstdint>

namespace lavalier::ui {

double TimeScale::tickFor(double leastPixels) const
{
    const double least = perPixel * leastPixels;
    static constexpr std::array kTicks {0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005,  0.01,
                                        0.02,   0.05,   0.1,    0.2,   0.5,   1.0,    2.0,
                                        5.0,    10.0,   15.0,   30.0,  60.0,  120.0,  300.0,
                                        600.0,  900.0,  1800.0, 3600., 7200., 14400., 21600.};
    const auto* fits = std::ranges::lower_bound(kTicks, least);
    return fits == kTicks.end() ? 86'400.0 : *fits;
}

std::vector<double> TimeScale::ticks(double tick, double width, double length) const
{
    std::vector<double> moments;
    const double end = std::min(secondsAt(width), length + tick * 1e-6);
    const auto first = static_cast<std::int64_t>(std::floor(start / tick));
    for (std::int64_t i = std::max<std::int64_t>(first, 0); double(i) * tick <= end; ++i)
        moments.push_back(double(i) * tick);
    return moments;
}

} // namespace lavalier::ui
