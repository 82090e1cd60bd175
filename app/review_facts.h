#pragma once

#include "processing/timeline/pause_map.h"
#include "processing/timeline/track_report.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_types.h"
#include "ui/ports/review_port.h"

namespace lavalier::app {

/// What a recording says of itself, as read in one go.
struct ReviewFacts {
    recording::RecordingSummary summary;
    recording::Edits edits;
    std::vector<timeline::PauseSpan> pauses;
    std::chrono::microseconds length {0};
    bool newer = false; ///< made by a later version
};

/// Between the recording's clock, which edits are kept in, and the tracks, where pauses are cut.
class TrackTime {
public:
    TrackTime(const std::vector<timeline::PauseSpan>& pauses, std::chrono::microseconds length);

    std::chrono::milliseconds onTrack(std::chrono::microseconds recording) const;
    /// What is cut out lies before the moment at the cut.
    std::chrono::microseconds onRecording(std::chrono::milliseconds track) const;
    std::chrono::milliseconds length() const;

private:
    timeline::PauseMap m_map;
};

/// Fills in what the facts know, and leaves waves, mutes and solos as they are.
void apply(const ReviewFacts& facts, ui::ReviewView& view);

} // namespace lavalier::app
