#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/clock.h"

#include <array>
#include <deque>
#include <span>

namespace lavalier::level {

/// What meters call silence; nothing reads lower.
inline constexpr float kSilenceDb = -100.0F;
/// From here on a channel counts as clipped: -0.1 dBFS (product-expectations R3).
inline constexpr float kClipAmplitude = 0.98855309F;

/// One block of PCM, measured.
///
/// Units:  amplitudes with 1.0 as full scale; power is the mean square of the louder channel.
struct BlockLevel {
    SampleCount samples;
    float peak = 0;
    float power = 0;
    std::array<bool, 2> clipped {}; ///< left, right
    bool sideHeard = false; ///< left and right differ audibly

    bool operator==(const BlockLevel&) const = default;
};

/// Measures interleaved stereo; an odd trailing sample is ignored. NaN counts as silence.
BlockLevel measureStereo(std::span<const float> interleaved);
/// Only whether left and right differ audibly, for a tenth of the work.
bool isSideHeard(std::span<const float> interleaved);

/// Sample peak in dBFS: a full-scale sine (and square) reads 0.
float peakDecibels(float amplitude);
/// RMS in dBFS by AES17: a full-scale sine reads 0, a full-scale square +3.
float powerDecibels(double meanSquare);

/// The average of one speaker's last 300 ms.
///
/// Shape:   a window of exactly 14,400 samples, silent at the start. Packets that stop coming
///          are silence once kHold has passed, so the reading falls without anyone feeding it.
/// Thread:  any, one at a time; the time is an argument.
class LevelMeter {
public:
    static constexpr SampleCount kWindow {kSampleRate * 3 / 10};
    /// Longer than the longest packet with its jitter: within it a late packet is not silence.
    static constexpr std::chrono::milliseconds kHold {150};

    void add(const BlockLevel& block, SteadyTime now);
    float averageDb(SteadyTime now) const;
    /// True once the whole window is silence.
    bool isSilent(SteadyTime now) const;

private:
    struct Span {
        std::int64_t samples;
        double power;
    };

    std::int64_t silenceOwed(SteadyTime now) const;
    void push(std::int64_t samples, double power);
    double energyOfLatest(std::int64_t samples) const;

    std::deque<Span> m_spans; ///< oldest first, together kWindow or a little more
    std::int64_t m_held = 0;
    SteadyTime m_fedUntil;
};

} // namespace lavalier::level
