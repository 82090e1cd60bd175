#pragma once

#include "processing/render/peaks.h"
#include "ui/ports/review_port.h"

#include <memory>

namespace lavalier::app {

/// Samples of a stretch that is looked at closely.
struct WaveDetail {
    std::int64_t first = 0; ///< on the track
    std::vector<std::int16_t> samples;

    bool covers(std::int64_t from, std::int64_t to) const
    {
        return first <= from && first + std::ssize(samples) >= to;
    }
};

/// A track's waveform as the window draws it: peaks, and samples where it is looked at closely.
///
/// Thread:  any; never changes.
class Wave final : public ui::TrackWave {
public:
    explicit Wave(std::shared_ptr<const render::Peaks> peaks,
                  std::shared_ptr<const WaveDetail> detail = nullptr);

    void columns(double fromSeconds, double secondsPerColumn,
                 std::span<ui::WaveExtent> out) const override;
    const std::shared_ptr<const render::Peaks>& peaks() const { return m_peaks; }
    const std::shared_ptr<const WaveDetail>& detail() const { return m_detail; }

    /// Below so many seconds a column, peaks alone would be seen as steps.
    static constexpr double kCoarse = 2.0 * render::Peaks::kBase / kSampleRate;

private:
    const std::shared_ptr<const render::Peaks> m_peaks;
    const std::shared_ptr<const WaveDetail> m_detail;
};

} // namespace lavalier::app
