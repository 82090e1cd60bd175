#pragma once

#include "processing/timeline/stream_line.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

namespace lavalier::timeline {

/// Quantiles of how late packets were, in steps of a tenth of a millisecond and constant memory.
class Delays {
public:
    void add(Samples delay)
    {
        if (m_counts.empty())
            m_counts.resize(static_cast<std::size_t>((kHighest - kLowest) / kStep) + 1);
        const Samples bounded = std::clamp(delay, kLowest, kHighest);
        ++m_counts[static_cast<std::size_t>((bounded - kLowest) / kStep)];
        m_largest = m_total == 0 ? delay : std::max(m_largest, delay);
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

/// How far a track lies from its sender's clock, free of jitter: of each stretch of packets the one
/// that the network delayed least is taken for undelayed. Where it was not, its delay counts as if
/// the track were wrong: nobody can tell the two apart.
class Residuals {
public:
    /// In the order of the track. Packets of one `clock` share a distance to ours.
    void add(Samples delay, std::uint64_t clock)
    {
        if (m_open.packets == 0 || m_open.clock != clock || m_open.packets == kPackets) {
            close();
            m_open = {clock, 0, delay};
        }
        ++m_open.packets;
        m_open.least = std::min(m_open.least, delay);
    }

    /// Of the sizes, weighed by packets; 100 is the largest.
    std::chrono::microseconds quantile(std::int64_t percent)
    {
        close();
        m_open = {};
        std::ranges::sort(m_closed, {}, [](const Stretch& it) { return std::abs(it.least); });
        std::int64_t total = 0;
        for (const Stretch& stretch : m_closed)
            total += stretch.packets;
        std::int64_t left = std::min(total * percent / 100, total - 1);
        for (const Stretch& stretch : m_closed) {
            if ((left -= stretch.packets) < 0)
                return durationOf(SampleCount(std::abs(stretch.least)));
        }
        return std::chrono::microseconds(0);
    }

private:
    /// Ten seconds of speech: the least of so many even delays of up to 200 ms is 0.4 ms.
    static constexpr std::int64_t kPackets = 500;
    static constexpr std::int64_t kTooFew = kPackets / 2;

    struct Stretch {
        std::uint64_t clock = 0;
        std::int64_t packets = 0;
        Samples least = 0;
    };

    void close()
    {
        if (m_open.packets == 0)
            return;
        // The least of a few says more of the network than of the track.
        Stretch* const before = m_closed.empty() ? nullptr : &m_closed.back();
        if (before && before->clock == m_open.clock
            && (m_open.packets < kTooFew || before->packets < kTooFew)) {
            before->packets += m_open.packets;
            before->least = std::min(before->least, m_open.least);
            return;
        }
        m_closed.push_back(m_open);
    }

    std::vector<Stretch> m_closed;
    Stretch m_open;
};

} // namespace lavalier::timeline
