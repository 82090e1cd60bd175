#include "processing/pool/level_board.h"

#include <algorithm>

namespace lavalier::pool {

void LevelBoard::answered(const FrameAnswer& answer, SteadyTime now)
{
    Speaker& speaker = m_speakers[answer.user];
    speaker.level.user = answer.user;
    if (answer.poisoned || answer.level.error != wire::ErrorCode::None) {
        ++speaker.level.framesRefused;
        return;
    }
    const wire::PacketLevel& heard = answer.level;
    ++speaker.level.framesDecoded;
    speaker.level.clipped |= heard.clippedLeft || heard.clippedRight;
    speaker.level.sideHeard |= heard.sideHeard;
    speaker.peak = std::max(speaker.peak, heard.peak);
    speaker.meter.add({heard.samples, heard.peak, heard.power, {}, heard.sideHeard}, now);
    if (!answer.silence)
        speaker.lastVoice = now;
}

std::map<UserId, AnswerCounts> LevelBoard::answers() const
{
    std::map<UserId, AnswerCounts> answers;
    for (const auto& [user, speaker] : m_speakers)
        answers[user] = {speaker.level.framesDecoded, speaker.level.framesRefused};
    return answers;
}

std::vector<SpeakerLevel> LevelBoard::take(SteadyTime now)
{
    std::vector<SpeakerLevel> levels;
    levels.reserve(m_speakers.size());
    for (auto& [user, speaker] : m_speakers) {
        speaker.level.peakDb = level::peakDecibels(speaker.peak);
        speaker.level.averageDb = speaker.meter.averageDb(now);
        speaker.level.talking = speaker.lastVoice && now - *speaker.lastVoice <= kTalkingFor;
        levels.push_back(speaker.level);
        speaker.level.clipped = false;
        speaker.peak = 0;
    }
    return levels;
}

} // namespace lavalier::pool
