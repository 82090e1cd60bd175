#pragma once

#include "sinks/exporter/sound_file.h"

#include <memory>
#include <optional>
#include <vector>

namespace lavalier::exporter {

/// How loud a sound is as a whole.
struct LoudnessReading {
    std::optional<double> lufs; ///< integrated, gated; nothing: too soft or too short to tell
    double truePeakDb = 0; ///< dBTP; minus infinity when all is silent

    bool operator==(const LoudnessReading&) const = default;
};

/// Nothing when it cannot be read, or is cancelled.
/// Source:  EBU R 128, ITU-R BS.1770; measured by libebur128.
std::optional<LoudnessReading> measure(const SoundFile& sound, const std::atomic<bool>& cancelled);

/// Keeps true peaks below a ceiling: looks 5 ms ahead, goes down smoothly and comes back slowly.
///
/// Thread:  one sound each; blocks in their order. What comes out is `kDelay` samples late.
/// Source:  ITU-R BS.1770-4, annex 2, for the peaks between samples.
class PeakLimiter {
public:
    static constexpr SampleCount kDelay {240 + 6};

    PeakLimiter(int channels, double gainDb, double ceilingDb);
    void process(std::span<float> block);

private:
    float neededGain(std::span<const float> frame);

    const std::size_t m_channels;
    const float m_gain;
    const float m_ceiling;
    std::vector<float> m_history; ///< the last taps of each channel
    std::vector<float> m_delayed; ///< frames on their way
    std::size_t m_at = 0; ///< in both rings below
    std::vector<float> m_wanted; ///< gains that frames on their way need
    std::vector<float> m_lowest;
    float m_release = 1;
    double m_sum;
};

/// More would lift the noise of a room, or a few words of somebody far away, to full speech.
inline constexpr double kMaxLoudnessGainDb = 20;

/// What was done to a sound.
struct AppliedGain {
    double gainDb = 0; ///< before limiting
    std::optional<double> lufs; ///< reached, where it was asked for and can be told
};

/// Gain in place, and the limiter where peaks would pass the ceiling; `target` LUFS are met within
/// a fifth of a unit unless that takes more than the greatest gain. What has no loudness is only
/// kept below the ceiling. Nothing when the file could not be read or written, or is cancelled.
std::optional<AppliedGain> applyGain(const SoundFile& sound, double gainDb,
                                     std::optional<double> target,
                                     const std::atomic<bool>& cancelled);

/// The gain that brings it there without limiting anything: less than asked where peaks forbid
/// more. Zero for what has no loudness.
double gainWithin(const LoudnessReading& reading, double target);

} // namespace lavalier::exporter
