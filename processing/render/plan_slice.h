#pragma once

#include "processing/timeline/track_timeline.h"

#include <vector>

namespace lavalier::render {

/// A stretch of a track, made ready for a worker that shall not put out silence.
struct PlanSlice {
    /// Silence that the caller puts in by itself, after so many samples of the plan.
    struct Gap {
        SampleCount after;
        SampleCount samples;

        bool operator==(const Gap&) const = default;
    };
    timeline::TrackPlan plan; ///< what has to be decoded; its steps begin anew at zero
    std::vector<Gap> gaps; ///< in order
    /// So much at the front of `plan` only warms the decoder up, or lies before `from`.
    SampleCount discard;
    SampleCount length; ///< of the stretch, gaps included, what is discarded left out
};

/// The samples [from, from + samples) of a plan, as far as it has them.
///
/// A decoder that begins in the middle of a talk spurt needs some packets to find its voice, so
/// up to four before `from` are decoded as well and thrown away.
/// Thread:  any. Pure.
PlanSlice sliceOf(const timeline::TrackPlan& plan, SampleCount from, SampleCount samples);

} // namespace lavalier::render
