#pragma once

#include "processing/pool/decode_pool.h"

#include <QJsonObject>

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace lavalier::app {

/// What a speaker's meter showed over a whole recording.
struct SpokenLevel {
    float peakDb = level::kSilenceDb; ///< highest
    /// Median of the 300 ms averages while talking, to a tenth.
    float typicalDb = level::kSilenceDb;
};

/// Gathers live levels, so that a run without a window can say how loud each speaker was.
class LevelLog {
public:
    void add(const std::vector<pool::SpeakerLevel>& levels);
    std::optional<SpokenLevel> of(UserId user) const;

private:
    static constexpr int kStepsPerDb = 10;
    static constexpr std::size_t kSteps = kStepsPerDb * 100 + 1; ///< kSilenceDb to 0

    /// How often each level was read: as large after a day as after a minute.
    struct Readings {
        float peakDb = level::kSilenceDb;
        std::uint64_t framesDecoded = 0;
        std::uint64_t count = 0;
        std::array<std::uint32_t, kSteps> averages {};
    };
    std::unordered_map<UserId, Readings> m_speakers;
};

} // namespace lavalier::app
