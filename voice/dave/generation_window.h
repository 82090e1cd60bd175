#pragma once

#include "voice/base/clock.h"

#include <cstdint>
#include <deque>

namespace lavalier::dave {

/// Which generations of a sender's ratchet may be tried, so that a forged counter cannot make us
/// run the ratchet far ahead, and keys that were left behind die.
///
/// Units:   a generation covers 2^24 frames and travels as the top byte of the counter.
/// Thread:  one at a time; reads no clock.
/// Source:  DAVE protocol, "ratchet generation limits".
class GenerationWindow {
public:
    static constexpr std::uint32_t kMaxGap = 250;
    static constexpr std::uint32_t kWrap = 256;
    /// More than any sender makes: 50 frames of audio, twice 60 of video.
    static constexpr std::int64_t kMaxFramesPerSecond = 170;
    static constexpr std::chrono::seconds kRetention {10};

    explicit GenerationWindow(SteadyTime created)
        : m_created(created)
    {
    }

    /// The lowest generation from `oldest` on whose last byte is `wire`.
    static std::uint32_t unwrap(std::uint32_t oldest, std::uint8_t wire);
    /// A counter as a number that never wraps.
    static std::uint64_t wholeNonce(std::uint32_t generation, std::uint32_t counter);

    bool allows(std::uint32_t generation, SteadyTime now) const;
    /// A frame of this generation authenticated; older ones have 10 s from the first time.
    void record(std::uint32_t generation, SteadyTime now);
    void timePassed(SteadyTime now);

    std::uint32_t oldest() const { return m_oldest; }
    std::uint32_t newest() const { return m_newest; }

private:
    struct Step {
        std::uint32_t generation; // becomes the oldest
        SteadyTime at;
    };

    SteadyTime m_created;
    std::uint32_t m_oldest = 0;
    std::uint32_t m_newest = 0;
    std::deque<Step> m_steps; // ascending
};

} // namespace lavalier::dave
