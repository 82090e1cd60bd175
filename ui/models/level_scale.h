#pragma once

#include "ui/models/meter_ballistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lavalier::ui {

/// Where a decibel stands on a meter of a given width. Linear in dB, 0 dBFS at the right end.
struct LevelScale {
    static constexpr std::array<int, 5> kLabels {-60, -40, -20, -9, 0};
    static constexpr float kLowZoneEnd = -20.0F;
    static constexpr float kMidZoneEnd = -9.0F;

    int width = 0;

    constexpr double exactX(double db) const
    {
        const double span = MeterBallistics::kTopDb - MeterBallistics::kFloorDb;
        return std::clamp((db - MeterBallistics::kFloorDb) / span, 0.0, 1.0) * width;
    }
    int x(double db) const { return static_cast<int>(std::lround(exactX(db))); }
};

} // namespace lavalier::ui
