#pragma once

#include "processing/pool/decode_pool.h"

#include <QJsonObject>

#include <optional>
#include <unordered_map>
#include <vector>

namespace lavalier::app {

/// What a speaker's meter showed over a whole recording.
struct SpokenLevel {
    float peakDb = level::kSilenceDb; ///< highest
    float typicalDb = level::kSilenceDb; ///< median of the 300 ms averages while talking
};

/// Gathers live levels, so that a run without a window can say how loud each speaker was.
class LevelLog {
public:
    void add(const std::vector<pool::SpeakerLevel>& levels);
    std::optional<SpokenLevel> of(UserId user) const;

private:
    /// A day at ten readings a second; beyond that the median does not move any more.
    static constexpr std::size_t kMaxReadings = 864'000;

    struct Readings {
        float peakDb = level::kSilenceDb;
        std::uint64_t framesDecoded = 0;
        std::vector<float> averages;
    };
    std::unordered_map<UserId, Readings> m_speakers;
};

} // namespace lavalier::app
