#pragma once

#include "processing/timeline/track_input.h"
#include "processing/timeline/track_report.h"

#include <span>
#include <variant>
#include <vector>

namespace lavalier::timeline {

/// Decode the packet and keep `samples` of it after leaving out the first `skip`.
struct DecodeStep {
    std::int64_t row = 0;
    SampleCount start; ///< on the track
    SampleCount skip;
    SampleCount samples;

    bool operator==(const DecodeStep&) const = default;
};
/// The last missing frame, from the error correction inside the next packet if it carries any.
/// Always followed by the DecodeStep of that packet, which then has no skip.
struct FecStep {
    std::int64_t row = 0; ///< of the next packet
    SampleCount samples; ///< a multiple of 120

    bool operator==(const FecStep&) const = default;
};
struct ConcealStep {
    SampleCount samples;

    bool operator==(const ConcealStep&) const = default;
};
struct SilenceStep {
    SampleCount samples;

    bool operator==(const SilenceStep&) const = default;
};
/// What follows does not continue what came before, being another stream or a new talk spurt: a
/// decoder as new.
struct ResetStep {
    bool operator==(const ResetStep&) const = default;
};
/// The steps that follow, `in` samples in all, are put out as `out` samples: a run too long to wait
/// for a silence follows its sender's clock. One that comes when the one before is used up
/// goes on without a seam.
struct BendStep {
    SampleCount in;
    SampleCount out;

    bool operator==(const BendStep&) const = default;
};
using PlanStep = std::variant<DecodeStep, FecStep, ConcealStep, SilenceStep, ResetStep, BendStep>;

/// One user's track, sample by sample: what a renderer carries out in order.
///
/// Holds:  the samples of all steps add up to `length`, what bends are put out as in place of
///         what goes into them; no row is decoded twice.
struct TrackPlan {
    SampleCount length;
    std::vector<PlanStep> steps;
    LossReport losses;
    SyncReport sync;

    bool operator==(const TrackPlan&) const = default;
};

/// Places every packet of one user on the recording's time axis. The README tells how.
///
/// Marks:   all streams of the user, in any order; hostile values are refused and counted.
/// Length:  depends on recordingLength, pauses and keepPauses alone, so that all tracks of a
///          recording are equally long to the sample. At most kMaxRecording.
/// Thread:  any. Pure: the same input gives the same plan.
TrackPlan planTrack(std::span<const PacketMark> marks, std::span<const PauseSpan> pauses,
                    std::chrono::microseconds recordingLength, const TimelineOptions& options);

/// The length every track of such a recording has.
SampleCount trackLength(std::span<const PauseSpan> pauses,
                        std::chrono::microseconds recordingLength, const TimelineOptions& options);

/// Thirty days; what claims to be longer is cut there.
inline constexpr std::chrono::microseconds kMaxRecording = std::chrono::hours(24 * 30);

} // namespace lavalier::timeline
