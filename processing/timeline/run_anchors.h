#pragma once

#include "processing/timeline/clock_drift.h"

namespace lavalier::timeline {

/// Where the distance between media clock and recording was measured, within a run.
struct Knot {
    Samples media = 0;
    Samples shift = 0;
};

/// Packets that RTP alone places against each other, and where the run lies as a whole.
struct Run {
    std::size_t first = 0; ///< of the line's packets
    std::size_t end = 0; ///< one past the last
    Samples shift = 0; ///< position on the recording = media clock + shift
    std::size_t anchor = 0; ///< which of the line's: where its clock began anew last
    std::vector<Knot> knots {}; ///< of a run that is resampled: its shift runs from one to the next

    bool isBent() const { return !knots.empty(); }
    /// Where a position of the media clock lies on the recording. Never falls.
    Samples place(Samples media) const;
};

struct LineAnchors {
    std::vector<Run> runs; ///< in order; neighbours overlap only where audio must be cut
    ClockDrift drift;
    std::int64_t anchors = 0; ///< envelopes begun
    Samples inserted = 0; ///< by corrections within one envelope
    Samples removed = 0;
    Samples resampled = 0; ///< by bending runs
    Samples owed = 0; ///< largest correction a run could not take
};

/// Splits a line into runs and places each by the lower envelope of arrival minus RTP.
///
/// May add breaks to the line: a clock that stood still while nothing was sent leaves no trace
/// but a step of the envelope. A run whose clock drifts by kBendFrom or more is bent, if it may be.
enum class Bending { Allowed, Forbidden };
inline constexpr Samples kBendFrom = kSampleRate / 100;
LineAnchors anchorRuns(StreamLine& line, Bending bending);

} // namespace lavalier::timeline
