#pragma once

#include "processing/timeline/pause_map.h"
#include "processing/timeline/run_anchors.h"

namespace lavalier::timeline {

/// A run with what was lost at its two ends.
struct PlacedRun {
    std::uint32_t line = 0; ///< higher is newer
    Run run;
    Samples lostBefore = 0; ///< just before the first packet
    Samples lostAfter = 0; ///< just after the last
    std::int64_t packetsLostAfter = 0; ///< of those missing before the next run's first packet
    bool lostWithinSpeech = false; ///< lostBefore reaches back to the run before: one long hole
    std::size_t next = 0; ///< packets before this one are dealt with
};

/// A stretch of the recording that belongs to one run.
struct Piece {
    std::size_t run = 0; ///< index into the placed runs
    Samples from = 0;
    Samples to = 0;
};

/// Says where each run's losses lie. Losses of a pause are not losses: `missing` of the line's
/// packets is corrected.
std::vector<PlacedRun> layOutRuns(std::uint32_t lineNumber, StreamLine& line,
                                  const std::vector<Run>& runs, const PauseMap& pauses);

/// Gives every stretch of the recording to one run, a newer line's before an older's.
/// The pieces are in order and do not overlap, except among runs of one line, where the
/// earlier has the right of way.
std::vector<Piece> sharePieces(const std::vector<StreamLine>& lines,
                               const std::vector<PlacedRun>& runs);

} // namespace lavalier::timeline
