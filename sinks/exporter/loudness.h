#pragma once

#include "sinks/exporter/sound_file.h"

#include <memory>
#include <optional>
#include <vector>

namespace lavalier::exporter {

/// How loud a sound is as a whole.
struct LoudnessReading {
    double lufs = 0; ///< integrated, gated
    double truePeakDb = 0; ///< dBTP

    bool operator==(const LoudnessReading&) const = default;
};

/// Nothing when it is silent, too short to tell, unreadable or cancelled.
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

/// Gain in place, and the limiter where peaks would pass the ceiling; `target` LUFS are met within
/// a fifth of a unit. False when the file could not be read or written.
bool applyGain(const SoundFile& sound, double gainDb, std::optional<double> target,
               const std::atomic<bool>& cancelled);

/// The gain that brings it there without limiting anything: less than asked where peaks forbid
/// more.
double gainWithin(const LoudnessReading& reading, double target);

} // namespace lavalier::exporter
