#include "sinks/recording/mark_shelf.h"

#include <algorithm>

namespace lavalier::recording {

MarkShelf::MarkShelf(QString recordingPath, std::vector<Speaker> speakers,
                     const std::atomic<bool>& cancelled)
    : m_path(std::move(recordingPath))
    , m_speakers(std::move(speakers))
    , m_cancelled(cancelled)
{
}

Result<render::SpeakerMarks, RecordingError> MarkShelf::take(UserId user)
{
    const std::scoped_lock lock(m_mutex);
    if (auto there = m_ahead.extract(user))
        return std::move(there.mapped());
    auto reader = RecordingReader::open(m_path);
    if (!reader)
        return Failure {reader.error()};
    (*reader)->abandonWhen(&m_cancelled);
    const std::vector<UserId> group = nextGroup(user);
    ++m_looks;
    auto found = (*reader)->marksOf(group);
    m_skipped += (*reader)->skippedRows();
    if (!found)
        return Failure {found.error() == render::SourceError::Damaged
                            ? RecordingError::Damaged
                            : RecordingError::InputOutput};
    for (std::size_t i = 1; i < group.size(); ++i)
        m_ahead.insert_or_assign(group[i], std::move((*found)[i]));
    return std::move(found->front());
}

/// The one who is asked for, and as many of those after as fit.
std::vector<UserId> MarkShelf::nextGroup(UserId first) const
{
    std::vector<UserId> group {first};
    auto next = std::ranges::find(m_speakers, first, &Speaker::user);
    if (next == m_speakers.end())
        return group;
    std::uint64_t frames = std::min(next->frames, kMostAtOnce);
    for (++next; next != m_speakers.end(); ++next) {
        frames += std::min(next->frames, kMostAtOnce + 1);
        if (frames > kMostAtOnce)
            break;
        group.push_back(next->user);
    }
    return group;
}

} // namespace lavalier::recording
