#include "sinks/review/plan_shelf.h"

namespace lavalier::review {

PlanShelf::Plan PlanShelf::planOf(recording::RecordingReader& reader, UserId user)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_plans.find(user); found != m_plans.end())
            return found->second;
    }
    // Outside the lock: reading takes a while, and making one twice does no harm.
    const auto marks = reader.marks(user);
    const auto pauses = reader.pauses();
    const auto length = reader.length();
    if (!marks || !pauses || !length)
        return nullptr;
    auto plan = std::make_shared<const timeline::TrackPlan>(
        timeline::planTrack(*marks, *pauses, *length, {}));
    const std::scoped_lock lock(m_mutex);
    return m_plans.emplace(user, std::move(plan)).first->second;
}

} // namespace lavalier::review
