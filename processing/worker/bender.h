#pragma once

#include "voice/base/audio_units.h"

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

struct soxr;

namespace lavalier::worker {

/// Stretches audio by parts per million, one section after the other without a seam between them.
///
/// Use:     add a section, feed what belongs to it, add the next before feeding on; finish().
/// Shape:   what comes out lags by some milliseconds; after finish() it is exactly the sections'
///          `out` in all, whatever was fed.
/// Source:  libsoxr with a variable rate: same input, same samples.
class Bender {
public:
    /// Nullopt when there is no memory for one.
    static std::optional<Bender> create(int channels);

    void add(SampleCount in, SampleCount out);
    /// Interleaved; what comes out is appended to `out`.
    void feed(std::span<const float> samples, std::vector<float>& out);
    void finish(std::vector<float>& out);

private:
    struct Delete {
        void operator()(soxr* resampler) const;
    };
    struct Section {
        double ratio; ///< in per out
        std::int64_t left; ///< still to come out
    };

    Bender(soxr* resampler, int channels)
        : m_resampler(resampler)
        , m_channels(channels)
    {
    }
    std::size_t pull(const float* samples, std::size_t count, std::size_t& taken,
                     std::vector<float>& out);

    std::unique_ptr<soxr, Delete> m_resampler;
    int m_channels;
    std::deque<Section> m_sections;
    bool m_ratioSet = false;
};

} // namespace lavalier::worker
