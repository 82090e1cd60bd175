#include "processing/pool/affinity.h"

#include <algorithm>

namespace lavalier::pool {

std::size_t Affinity::workerFor(UserId user, StreamId stream)
{
    auto known = m_byUser.find(user);
    if (known == m_byUser.end()) {
        known = m_byUser.emplace(user, Speaker {leastBusy(), {}}).first;
        ++m_speakers[known->second.worker];
    }
    if (m_owner.try_emplace(stream, user).second)
        known->second.streams.insert(stream);
    return known->second.worker;
}

std::optional<std::size_t> Affinity::forget(StreamId stream)
{
    const auto owner = m_owner.find(stream);
    if (owner == m_owner.end())
        return std::nullopt;
    const auto speaker = m_byUser.find(owner->second);
    m_owner.erase(owner);
    const std::size_t worker = speaker->second.worker;
    speaker->second.streams.erase(stream);
    if (speaker->second.streams.empty()) {
        --m_speakers[worker];
        m_byUser.erase(speaker);
    }
    return worker;
}

/// The first with room, so that few workers start; the emptiest when all are full.
std::size_t Affinity::leastBusy() const
{
    const auto room = std::ranges::find_if(
        m_speakers, [](std::size_t count) { return count < kSpeakersPerWorker; });
    const auto chosen = room != m_speakers.end() ? room : std::ranges::min_element(m_speakers);
    return static_cast<std::size_t>(chosen - m_speakers.begin());
}

} // namespace lavalier::pool
