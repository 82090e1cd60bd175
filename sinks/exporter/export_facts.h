#pragma once

#include "sinks/exporter/file_names.h"
#include "sinks/exporter/track_export.h"

namespace lavalier::exporter {

/// What an export has to know of the recording before the first track is made.
struct ExportFacts {
    QString title;
    int partsMissing = 0;
    bool logDamaged = false;
    std::uint64_t datagramsDropped = 0; ///< by this computer, in the whole recording
    TrackTags tags; ///< of the whole: no speaker, no number
    NameFacts names; ///< the same
    SampleCount from; ///< the part of the tracks that is exported
    SampleCount to;
    std::vector<TrackOrder> orders; ///< one per track
};

/// Reads them, and puts into the request what was left to the recording: where it ends, and what
/// the edits say of trim, gains and who is left out. What the request names itself wins.
Result<ExportFacts, ExportFailure> readFacts(ExportRequest& request,
                                             const std::atomic<bool>& cancelled);

} // namespace lavalier::exporter
