#include "ui/models/meter_ballistics.h"

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

float onScale(float db)
{
    // Not a number counts as silence: it came from another process.
    return std::isnan(db) ? MeterBallistics::kFloorDb
                          : std::clamp(db, MeterBallistics::kFloorDb, MeterBallistics::kTopDb);
}

} // namespace

void MeterBallistics::feed(float peakDb, float averageDb, bool clipped, SteadyTime now)
{
    const float seconds
        = m_started && now > m_last ? std::chrono::duration<float>(now - m_last).count() : 0.0F;
    const float fall = kFallPerSecond * seconds;
    m_started = true;
    m_last = std::max(m_last, now);

    const float peak = onScale(peakDb);
    m_peak = std::max(peak, std::max(kFloorDb, m_peak - fall));
    m_average = std::max(onScale(averageDb), std::max(kFloorDb, m_average - fall));
    if (m_peak >= m_hold) {
        m_hold = m_peak;
        m_heldAt = now;
    } else if (now - m_heldAt > kHold) {
        m_hold = std::max(m_peak, m_hold - fall);
    }
    if (clipped || (!std::isnan(peakDb) && peakDb >= kClipDb))
        m_clipped = true;
}

} // namespace lavalier::ui
