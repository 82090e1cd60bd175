#include "app/level_log.h"

#include <algorithm>
#include <cmath>

namespace lavalier::app {

void LevelLog::add(const std::vector<pool::SpeakerLevel>& levels)
{
    for (const pool::SpeakerLevel& reading : levels) {
        Readings& known = m_speakers[reading.user];
        known.peakDb = std::max(known.peakDb, reading.peakDb);
        const bool fresh = reading.framesDecoded != known.framesDecoded;
        known.framesDecoded = reading.framesDecoded;
        if (!fresh || !reading.talking || !std::isfinite(reading.averageDb))
            continue;
        const float step = std::round((reading.averageDb - level::kSilenceDb) * kStepsPerDb);
        ++known.averages[static_cast<std::size_t>(
            std::clamp(step, 0.0F, static_cast<float>(kSteps - 1)))];
        ++known.count;
    }
}

std::optional<SpokenLevel> LevelLog::of(UserId user) const
{
    const auto found = m_speakers.find(user);
    if (found == m_speakers.end())
        return std::nullopt;
    SpokenLevel level {found->second.peakDb};
    std::uint64_t seen = 0;
    for (std::size_t step = 0; 2 * seen < found->second.count; ++step) {
        seen += found->second.averages[step];
        level.typicalDb = level::kSilenceDb + static_cast<float>(step) / kStepsPerDb;
    }
    return level;
}

} // namespace lavalier::app
