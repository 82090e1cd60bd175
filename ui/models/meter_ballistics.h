#pragma once

#include "voice/base/clock.h"

namespace lavalier::ui {

/// How a level meter moves: rises at once, falls 20 dB in 1.7 s, holds the peak for 2 s.
///
/// Units:   dBFS, shown from −60 to 0; time is handed in and must not run backwards.
/// Source:  product expectations R3 (the fall of an IEC 60268-18 peak programme meter).
class MeterBallistics {
public:
    static constexpr float kFloorDb = -60.0F;
    static constexpr float kTopDb = 0.0F;
    static constexpr float kFallPerSecond = 20.0F / 1.7F;
    static constexpr float kClipDb = -0.1F;
    static constexpr std::chrono::seconds kHold {2};

    /// One snapshot's levels; also moves time on.
    void feed(float peakDb, float averageDb, bool clipped, SteadyTime now);
    void resetClip() { m_clipped = false; }

    float peak() const { return m_peak; }
    float average() const { return m_average; }
    /// The highest peak of the last two seconds, then falling.
    float hold() const { return m_hold; }
    bool clipped() const { return m_clipped; }
    bool atRest() const
    {
        return m_peak <= kFloorDb && m_average <= kFloorDb && m_hold <= kFloorDb;
    }

private:
    float m_peak = kFloorDb;
    float m_average = kFloorDb;
    float m_hold = kFloorDb;
    bool m_clipped = false;
    bool m_started = false;
    SteadyTime m_heldAt {};
    SteadyTime m_last {};
};

} // namespace lavalier::ui
