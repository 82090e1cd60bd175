#pragma once

#include "processing/render/track_source.h"
#include "sinks/exporter/export_job.h"
#include "sinks/exporter/ogg_opus.h"

#include <atomic>
#include <functional>

namespace lavalier::exporter {

struct OpusTrackOrder {
    QString file; ///< exists, empty
    OpusHeader header; ///< preSkip is filled in
    SampleCount from; ///< of the plan
    SampleCount to;
};

struct OpusTrackResult {
    std::optional<ExportError> error;
    std::int64_t leftOut = 0; ///< packets that found no room
    std::vector<std::int64_t> refusedRows; ///< packets that no player takes
    SampleCount largestOffset; ///< of a packet from its place
};

/// Writes one speaker's stored packets into an Ogg Opus file, [from, to) of the plan, decoding
/// nothing.
OpusTrackResult writeOpusTrack(const timeline::TrackPlan& plan, render::TrackSource& source,
                               OpusTrackOrder order, const std::atomic<bool>& cancelled,
                               const std::function<void(double)>& progress);

/// Whether the file's first and last page are what writeOpusTrack() leaves for that length.
bool isWholeOpusTrack(const QString& file, SampleCount length);

} // namespace lavalier::exporter
