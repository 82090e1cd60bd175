#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>

namespace lavalier::timeline {

/// The smallest of the values in a window that only moves forward; constant time per value.
class SlidingMinimum {
public:
    void add(std::size_t index, std::int64_t value)
    {
        while (!m_candidates.empty() && m_candidates.back().value >= value)
            m_candidates.pop_back();
        m_candidates.push_back({index, value});
    }
    void dropBefore(std::size_t index)
    {
        while (!m_candidates.empty() && m_candidates.front().index < index)
            m_candidates.pop_front();
    }
    void clear() { m_candidates.clear(); }
    bool isEmpty() const { return m_candidates.empty(); }
    /// Of an empty window: half the largest number, so that differences stay in range.
    std::int64_t minimum() const
    {
        return m_candidates.empty() ? std::numeric_limits<std::int64_t>::max() / 2
                                    : m_candidates.front().value;
    }

private:
    struct Candidate {
        std::size_t index;
        std::int64_t value;
    };
    std::deque<Candidate> m_candidates; // values rise from front to back
};

} // namespace lavalier::timeline
