#pragma once

#include "processing/timeline/track_timeline.h"

namespace lavalier::render {

/// The part [from, to) of a plan as a plan of its own, which sounds as that part of the whole does.
///
/// A decoder that begins within speech needs a few packets to find its level: they come first, as
/// steps of zero samples. Stretches and lengths of losses are of the part; counts of packets and
/// what was measured of the clock stay those of the whole.
/// Bounds:  clamped to the plan.
timeline::TrackPlan cropPlan(const timeline::TrackPlan& plan, SampleCount from, SampleCount to);

} // namespace lavalier::render
