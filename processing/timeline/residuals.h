#pragma once

#include "processing/timeline/stream_line.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace lavalier::timeline {

/// Quantiles of how late packets were, in steps of a tenth of a millisecond and constant memory.
class Residuals {
public:
    void add(Samples residual)
    {
        if (m_counts.empty())
            m_counts.resize(static_cast<std::size_t>((kHighest - kLowest) / kStep) + 1);
        const Samples bounded = std::clamp(residual, kLowest, kHighest);
        ++m_counts[static_cast<std::size_t>((bounded - kLowest) / kStep)];
        m_largest = m_total == 0 ? residual : std::max(m_largest, residual);
        ++m_total;
    }

    std::chrono::microseconds quantile(std::int64_t percent) const
    {
        const std::int64_t wanted = m_total * percent / 100;
        std::int64_t seen = 0;
        for (std::size_t at = 0; at < m_counts.size(); ++at) {
            seen += m_counts[at];
            if (seen > wanted)
                return durationOf(SampleCount(kLowest + static_cast<Samples>(at) * kStep));
        }
        return std::chrono::microseconds(0);
    }
    std::chrono::microseconds largest() const { return durationOf(SampleCount(m_largest)); }

private:
    static constexpr Samples kStep = 5;
    static constexpr Samples kLowest = -kSampleRate / 10;
    static constexpr Samples kHighest = 10 * kSampleRate;

    std::vector<std::uint32_t> m_counts;
    std::int64_t m_total = 0;
    Samples m_largest = 0;
};

} // namespace lavalier::timeline
