#include "app/review_wave.h"

#include <algorithm>
#include <cmath>

namespace lavalier::app {

Wave::Wave(std::shared_ptr<const render::Peaks> peaks, std::shared_ptr<const WaveDetail> detail)
    : m_peaks(std::move(peaks))
    , m_detail(std::move(detail))
{
}

void Wave::columns(double fromSeconds, double secondsPerColumn, std::span<ui::WaveExtent> out) const
{
    const double from = fromSeconds * kSampleRate;
    const double wide = secondsPerColumn * kSampleRate;
    std::vector<render::Extremes> drawn(out.size());
    m_peaks->columns(from, wide, drawn);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = {drawn[i].low, drawn[i].high};
    if (!m_detail || secondsPerColumn > kCoarse)
        return;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto begin
            = static_cast<std::int64_t>(std::floor(from + wide * static_cast<double>(i)));
        // One sample more: neighbouring columns touch, however close one looks.
        const auto end = std::max(
            begin + 2,
            static_cast<std::int64_t>(std::ceil(from + wide * static_cast<double>(i + 1))) + 1);
        if (!m_detail->covers(begin, end))
            continue;
        const auto first = m_detail->samples.begin() + (begin - m_detail->first);
        const auto [low, high] = std::minmax_element(first, first + (end - begin));
        out[i] = {static_cast<float>(*low) / 32768.0F, static_cast<float>(*high) / 32768.0F};
    }
}

} // namespace lavalier::app
