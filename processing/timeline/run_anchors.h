#pragma once

#include "processing/timeline/clock_drift.h"

namespace lavalier::timeline {

/// Packets that RTP alone places against each other, and where the run lies as a whole.
struct Run {
    std::size_t first = 0; ///< of the line's packets
    std::size_t end = 0; ///< one past the last
    Samples shift = 0; ///< position on the recording = media clock + shift
};

struct LineAnchors {
    std::vector<Run> runs; ///< in order; neighbours overlap only where audio must be cut
    ClockDrift drift;
    std::int64_t anchors = 0; ///< envelopes begun
    Samples inserted = 0; ///< by corrections within one envelope
    Samples removed = 0;
    Samples owed = 0; ///< largest correction a run could not take
};

/// Splits a line into runs and places each by the lower envelope of arrival minus RTP.
///
/// May add breaks to the line: a clock that stood still while nothing was sent leaves no trace
/// but a step of the envelope.
LineAnchors anchorRuns(StreamLine& line);

} // namespace lavalier::timeline
