#pragma once

#include "sinks/exporter/render_pipe.h"

#include <optional>

namespace lavalier::exporter {

/// Finds the packet that killed a render worker, by giving ever smaller runs of steps to new ones.
///
/// Looks between what the dead worker said it had put out and what it was sent. Nothing when no
/// run kills again: then it was not a packet.
std::optional<std::int64_t> findPoison(const timeline::TrackPlan& plan, render::TrackSource& source,
                                       const PipeOrder& order,
                                       const render::RenderCounters& counters,
                                       const std::atomic<bool>& cancelled);

} // namespace lavalier::exporter
