#include "app/stranger_watch.h"

#include <algorithm>

namespace lavalier::app {

void StrangerWatch::named(UserId user, Ssrc ssrc)
{
    left(user); // a user has one SSRC
    m_names[ssrc] = user;
}

void StrangerWatch::left(UserId user)
{
    std::erase_if(m_names, [user](const auto& name) { return name.second == user; });
}

std::optional<StrangerWatch::Told>
StrangerWatch::look(const MediaCounters& counters, std::span<const UserId> present, SteadyTime now)
{
    Told told;
    std::unordered_map<Ssrc, SteadyTime> waiting;
    for (const StreamCounters& stream : counters.streams) {
        // Counters may be older than names: what they show as waiting is somebody's by now.
        const bool isNamed = stream.user.isValid() || m_names.contains(stream.ssrc);
        if (isNamed || stream.waiting <= kFew)
            continue;
        const auto before = m_waitingSince.find(stream.ssrc);
        const SteadyTime since = before != m_waitingSince.end() ? before->second : now;
        waiting[stream.ssrc] = since;
        told.heard = told.heard || now - since >= kPatience;
    }
    m_waitingSince = std::move(waiting);
    if (told.heard) {
        std::ranges::copy_if(present, std::back_inserter(told.maybe), [this](UserId user) {
            return std::ranges::none_of(m_names,
                                        [user](const auto& name) { return name.second == user; });
        });
        std::ranges::sort(told.maybe);
    }
    return tell(std::move(told));
}

std::optional<StrangerWatch::Told> StrangerWatch::clear()
{
    m_names.clear();
    m_waitingSince.clear();
    return tell({});
}

std::optional<StrangerWatch::Told> StrangerWatch::tell(Told now)
{
    if (now == m_told)
        return std::nullopt;
    m_told = std::move(now);
    return m_told;
}

} // namespace lavalier::app
