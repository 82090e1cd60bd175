#pragma once

#include "processing/timeline/track_timeline.h"
#include "sinks/recording/mark_shelf.h"

#include <memory>
#include <optional>

namespace lavalier::review {

/// The plans of one recording's tracks, each made when it is first asked for and then shared.
///
/// Pauses are cut, as an export does by default. What is known of the packets comes through the
/// index of a finished file; without one it is read for several tracks at a time, as every look
/// then costs a scan of the whole recording.
/// Thread:  any; one that asks while another reads waits for it.
class PlanShelf {
public:
    using Plan = std::shared_ptr<const timeline::TrackPlan>;
    /// A plan takes about as much memory as its packets' numbers: whoever needs it once should not
    /// have it kept.
    enum class Keep { No, Yes };

    /// Speakers as for recording::MarkShelf. Nothing more is made once `cancelled` is set.
    PlanShelf(QString recordingPath, std::vector<recording::MarkShelf::Speaker> speakers,
              std::shared_ptr<const std::atomic<bool>> cancelled);

    /// Null when the recording cannot be read, or it was cancelled.
    Plan planOf(UserId user, Keep keep = Keep::Yes);
    /// Where the recording cannot be read, as far as the making of this plan showed.
    std::vector<timeline::CausedSpan> damageOf(UserId user);

private:
    struct Axis {
        std::vector<timeline::PauseSpan> pauses;
        std::chrono::microseconds length {0};
    };
    bool open();
    Result<render::SpeakerMarks, recording::RecordingError> marksOf(UserId user);

    const QString m_path;
    const std::shared_ptr<const std::atomic<bool>> m_cancelled; ///< shared with who opened it
    std::mutex m_mutex; // all below
    recording::MarkShelf m_marks;
    std::unique_ptr<recording::RecordingReader> m_reader;
    std::optional<Axis> m_axis;
    std::map<UserId, Plan> m_plans;
    std::map<UserId, std::vector<timeline::CausedSpan>> m_damage;
};

} // namespace lavalier::review
