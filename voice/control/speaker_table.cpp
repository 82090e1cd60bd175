#include "voice/control/speaker_table.h"

#include <algorithm>

namespace lavalier::control {

SpeakerTable::Verdict SpeakerTable::name(UserId user, Ssrc ssrc, Source source)
{
    const auto own = m_byUser.find(user);
    const auto owner = m_owners.find(ssrc);
    if (own != m_byUser.end() && own->second.ssrc == ssrc) {
        if (source == Source::Speaking)
            own->second.source = source;
        return Verdict::Known;
    }
    const bool wasSpoken = own != m_byUser.end() && own->second.source == Source::Speaking;
    const bool isSpoken
        = owner != m_owners.end() && m_byUser.at(owner->second).source == Source::Speaking;
    if (source == Source::Video && (wasSpoken || isSpoken))
        return Verdict::Known;
    if (owner != m_owners.end())
        drop(UserId(owner->second));
    drop(user);
    if (m_byUser.size() >= kMaxSpeakers)
        return Verdict::Full;
    m_byUser.insert({user, {ssrc, source, ++m_named}});
    m_owners.insert({ssrc, user});
    return Verdict::News;
}

void SpeakerTable::drop(UserId user)
{
    const auto own = m_byUser.find(user);
    if (own == m_byUser.end())
        return;
    m_owners.erase(own->second.ssrc);
    m_byUser.erase(own);
}

void SpeakerTable::clear()
{
    m_byUser.clear();
    m_owners.clear();
}

std::vector<SpeakerTable::Speaker> SpeakerTable::speakers() const
{
    std::vector<std::pair<std::uint64_t, Speaker>> ordered;
    ordered.reserve(m_byUser.size());
    for (const auto& [user, entry] : m_byUser)
        ordered.push_back({entry.order, {user, entry.ssrc}});
    std::ranges::sort(ordered, {}, [](const auto& item) { return item.first; });
    std::vector<Speaker> speakers;
    speakers.reserve(ordered.size());
    for (const auto& item : ordered)
        speakers.push_back(item.second);
    return speakers;
}

} // namespace lavalier::control
