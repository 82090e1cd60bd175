#pragma once

#include "sinks/recording/recording_reader.h"

#include <memory>
#include <mutex>

namespace lavalier::review {

/// The plans of one recording's tracks, each made when it is first asked for and then shared.
///
/// Pauses are cut, as an export does by default.
/// Thread:  any.
class PlanShelf {
public:
    using Plan = std::shared_ptr<const timeline::TrackPlan>;

    /// Null when the recording cannot be read, or its reader was told to give up.
    Plan planOf(recording::RecordingReader& reader, UserId user);

private:
    std::mutex m_mutex;
    std::map<UserId, Plan> m_plans;
};

} // namespace lavalier::review
