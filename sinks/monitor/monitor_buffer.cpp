#include "sinks/monitor/monitor_buffer.h"

namespace lavalier::monitor {

void MonitorBuffer::push(std::span<const float> stereo)
{
    if (m_ring.empty())
        m_ring.resize(kMost * 2);
    std::size_t frames = stereo.size() / 2;
    if (frames > kMost) { // only the newest can be played at all
        m_dropped += frames - kMost;
        stereo = stereo.subspan((frames - kMost) * 2);
        frames = kMost;
    }
    if (m_count + frames > kMost) {
        const std::size_t over = m_count + frames - kMost;
        m_head = (m_head + over) % kMost;
        m_count -= over;
        m_dropped += over;
    }
    for (std::size_t i = 0; i < frames; ++i) {
        const std::size_t at = (m_head + m_count) % kMost;
        m_ring[at * 2] = stereo[i * 2];
        m_ring[at * 2 + 1] = stereo[i * 2 + 1];
        ++m_count;
    }
}

} // namespace lavalier::monitor
