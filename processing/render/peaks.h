#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/byte_reader.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace lavalier::render {

/// The lowest and highest sample of a stretch; 1 is full scale.
struct Extremes {
    float low = 0;
    float high = 0;

    bool operator==(const Extremes&) const = default;
};

/// A waveform at every scale: extremes of 1024 samples, of 4096, and so on up to one for all.
///
/// Shape:   stored as one signed byte each, the root of the amplitude, so that -60 dB is seen.
/// Thread:  any; never changes.
class Peaks {
public:
    static constexpr std::int64_t kBase = 1024; ///< samples of the finest step
    static constexpr std::int64_t kFactor = 4; ///< how many steps of one level make the next

    Peaks() = default;

    SampleCount length() const { return m_length; }
    /// Extremes of `samples` from `from` on, once for each column; outside the track is silence.
    /// A column takes in whole steps: at its edges up to a quarter of it more, or one finest step.
    void columns(double from, double samplesPerColumn, std::span<Extremes> out) const;

    QByteArray toBytes() const;
    /// Nothing when the bytes are not what toBytes() makes.
    static std::optional<Peaks> fromBytes(ByteView bytes);

    bool operator==(const Peaks&) const = default;

private:
    friend class PeaksBuilder;
    struct Step {
        std::int8_t low = 0;
        std::int8_t high = 0;

        bool operator==(const Step&) const = default;
    };
    using Level = std::vector<Step>;

    SampleCount m_length;
    std::vector<Level> m_levels; ///< finest first
};

/// Takes a track's samples in order.
class PeaksBuilder {
public:
    void add(std::span<const float> samples);
    void addSilence(std::int64_t samples);
    /// What was added so far; the builder goes on.
    Peaks peaks() const;

private:
    void take(float low, float high, std::int64_t samples);

    Peaks::Level m_steps;
    float m_low = 0;
    float m_high = 0;
    std::int64_t m_inStep = 0;
    std::int64_t m_length = 0;
};

} // namespace lavalier::render
