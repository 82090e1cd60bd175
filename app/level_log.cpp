#include "app/level_log.h"

#include <algorithm>

namespace lavalier::app {

void LevelLog::add(const std::vector<pool::SpeakerLevel>& levels)
{
    for (const pool::SpeakerLevel& reading : levels) {
        Readings& known = m_speakers[reading.user];
        known.peakDb = std::max(known.peakDb, reading.peakDb);
        const bool fresh = reading.framesDecoded != known.framesDecoded;
        known.framesDecoded = reading.framesDecoded;
        if (fresh && reading.talking && known.averages.size() < kMaxReadings)
            known.averages.push_back(reading.averageDb);
    }
}

std::optional<SpokenLevel> LevelLog::of(UserId user) const
{
    const auto found = m_speakers.find(user);
    if (found == m_speakers.end())
        return std::nullopt;
    SpokenLevel level {found->second.peakDb};
    if (!found->second.averages.empty()) {
        std::vector<float> sorted = found->second.averages;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        level.typicalDb = *middle;
    }
    return level;
}

} // namespace lavalier::app
