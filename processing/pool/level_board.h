#pragma once

#include "processing/pool/decode_pool.h"
#include "processing/pool/frame_ledger.h"

#include <map>

namespace lavalier::pool {

/// What each speaker's meter reads, from answers as they come.
///
/// Thread:  any, one at a time; the time is an argument.
class LevelBoard {
public:
    static constexpr std::chrono::milliseconds kTalkingFor {250};

    void answered(const FrameAnswer& answer, SteadyTime now);
    /// In order of user id; peaks and clips start anew.
    std::vector<SpeakerLevel> take(SteadyTime now);
    std::map<UserId, AnswerCounts> answers() const;

private:
    struct Speaker {
        SpeakerLevel level;
        level::LevelMeter meter;
        float peak = 0;
        std::optional<SteadyTime> lastVoice;
    };
    std::map<UserId, Speaker> m_speakers;
};

} // namespace lavalier::pool
