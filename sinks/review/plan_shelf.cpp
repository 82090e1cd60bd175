#include "sinks/review/plan_shelf.h"

namespace lavalier::review {

PlanShelf::PlanShelf(QString recordingPath, std::vector<recording::MarkShelf::Speaker> speakers,
                     std::shared_ptr<const std::atomic<bool>> cancelled)
    : m_path(std::move(recordingPath))
    , m_cancelled(std::move(cancelled))
    , m_marks(m_path, std::move(speakers), *m_cancelled)
{
}

bool PlanShelf::open()
{
    if (m_axis)
        return true;
    auto reader = recording::RecordingReader::open(m_path);
    if (!reader)
        return false;
    (*reader)->abandonWhen(m_cancelled.get());
    auto pauses = (*reader)->pauses();
    const auto length = (*reader)->length();
    if (!pauses || !length)
        return false;
    m_axis = Axis {*std::move(pauses), *length};
    m_reader = *std::move(reader);
    return true;
}

Result<render::SpeakerMarks, recording::RecordingError> PlanShelf::marksOf(UserId user)
{
    auto indexed = m_reader->indexedMarks(user);
    if (indexed && *indexed)
        return **std::move(indexed);
    return m_marks.take(user); // no index, or one that cannot be read
}

PlanShelf::Plan PlanShelf::planOf(UserId user, Keep keep)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_plans.find(user); found != m_plans.end())
        return found->second;
    if (*m_cancelled || !open())
        return nullptr;
    const auto packets = marksOf(user);
    if (!packets)
        return nullptr;
    m_damage.insert_or_assign(user, packets->damage);
    auto plan = std::make_shared<const timeline::TrackPlan>(
        timeline::planTrack(packets->marks, m_axis->pauses, m_axis->length, {}));
    if (keep == Keep::Yes)
        m_plans.emplace(user, plan);
    return plan;
}

std::vector<timeline::CausedSpan> PlanShelf::damageOf(UserId user)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_damage.find(user);
    return found == m_damage.end() ? std::vector<timeline::CausedSpan>() : found->second;
}

} // namespace lavalier::review
