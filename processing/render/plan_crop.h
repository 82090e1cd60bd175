#pragma once

#include "processing/timeline/loss_map.h"

namespace lavalier::render {

/// The part [from, to) of a plan as a plan of its own, which sounds as that part of the whole does.
///
/// A decoder that begins within speech needs a few packets to find its level: they come first, as
/// steps of zero samples. Stretches and lengths of losses are of the part; counts of packets and
/// what was measured of the clock stay those of the whole, and so do its holes: cropMap() divides
/// them.
/// Bounds:  clamped to the plan.
timeline::TrackPlan cropPlan(const timeline::TrackPlan& plan, SampleCount from, SampleCount to);

/// The part [from, to) of the map of a whole plan; a loss cut in two counts its packets by share.
/// Bounds:  clamped to the plan.
timeline::LossMap cropMap(const timeline::LossMap& map, const timeline::TrackPlan& plan,
                          SampleCount from, SampleCount to);

} // namespace lavalier::render
