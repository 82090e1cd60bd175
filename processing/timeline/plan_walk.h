#pragma once

#include "processing/timeline/track_timeline.h"

namespace lavalier::timeline {

/// Tells how much of the track each step of a plan takes, bends included.
///
/// Use:     give it every step in order; between steps it may be copied.
class PlanWalk {
public:
    /// The samples a step puts out before any bending; none for one that only says something.
    static SampleCount samplesIn(const PlanStep& step);

    /// What the step takes on the track. Within a bend these are rounded so that they add up.
    SampleCount take(const PlanStep& step);
    /// Whether the step taken last is bent.
    bool isBent() const { return m_bent; }

private:
    BendStep m_bend;
    SampleCount m_taken; ///< of the bend, what went in
    SampleCount m_put; ///< and came out
    bool m_bent = false;
};

} // namespace lavalier::timeline
