#include "sinks/live/reorder_buffer.h"

#include <algorithm>

namespace lavalier::live {

void ReorderBuffer::add(OpusFrame frame, SteadyTime now, std::vector<OpusFrame>& ready)
{
    if (!m_next)
        m_next = frame.sequence;
    if (frame.sequence < *m_next) {
        ++m_counters.late;
    } else {
        const SequenceNumber sequence = frame.sequence;
        if (!m_held.emplace(sequence, std::move(frame)).second)
            ++m_counters.duplicates;
    }
    release(ready);
    while (m_held.size() > kMaxHeld)
        releaseFirst(ready);
    timePassed(now, ready);
}

void ReorderBuffer::timePassed(SteadyTime now, std::vector<OpusFrame>& ready)
{
    while (!m_held.empty()) {
        const auto oldest = std::ranges::min_element(
            m_held, {}, [](const auto& entry) { return entry.second.arrival; });
        if (now - oldest->second.arrival < kPatience)
            return;
        releaseFirst(ready);
    }
}

void ReorderBuffer::flush(std::vector<OpusFrame>& ready)
{
    while (!m_held.empty())
        releaseFirst(ready);
}

void ReorderBuffer::release(std::vector<OpusFrame>& ready)
{
    while (!m_held.empty() && m_held.begin()->first == *m_next) {
        ready.push_back(std::move(m_held.begin()->second));
        m_held.erase(m_held.begin());
        m_next = *m_next + SequenceNumber(1);
        ++m_counters.passed;
    }
}

void ReorderBuffer::releaseFirst(std::vector<OpusFrame>& ready)
{
    const SequenceNumber first = m_held.begin()->first;
    m_counters.givenUp += static_cast<std::uint64_t>((first - *m_next).value());
    m_next = first;
    release(ready);
}

} // namespace lavalier::live
