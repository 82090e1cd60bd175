#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lavalier::monitor {

/// The last moments of one speaker, waiting to be played; the oldest go when nobody does.
///
/// It starts to give only once kStart is there, so that a batch that comes a little late leaves no
/// hole; when it runs dry it waits for kStart again.
/// Units:   stereo frames at 48 kHz.
/// Thread:  any, one at a time.
class MonitorBuffer {
public:
    static constexpr std::size_t kStart = 48 * 80; ///< 80 ms: two ticks of the decode pool
    static constexpr std::size_t kMost = 48 * 400;

    /// Interleaved; a half frame at the end is left out.
    void push(std::span<const float> stereo);
    /// Adds up to `frames` frames, each sample times the gain of its frame; how many there were.
    /// `gain` is called once a frame.
    template <typename Gain> std::size_t addTo(std::span<float> stereo, Gain gain);

    std::size_t frames() const { return m_count; }
    std::uint64_t dropped() const { return m_dropped; } ///< frames that nobody played in time

private:
    std::vector<float> m_ring; ///< made at the first push
    std::size_t m_head = 0; ///< frame to be played next
    std::size_t m_count = 0;
    std::uint64_t m_dropped = 0;
    bool m_playing = false;
};

template <typename Gain> std::size_t MonitorBuffer::addTo(std::span<float> stereo, Gain gain)
{
    if (!m_playing && m_count < kStart)
        return 0;
    m_playing = true;
    const std::size_t wanted = stereo.size() / 2;
    std::size_t given = 0;
    for (; given < wanted && m_count > 0; ++given) {
        const float factor = gain();
        stereo[given * 2] += m_ring[m_head * 2] * factor;
        stereo[given * 2 + 1] += m_ring[m_head * 2 + 1] * factor;
        m_head = (m_head + 1) % kMost;
        --m_count;
    }
    m_playing = given == wanted;
    return given;
}

} // namespace lavalier::monitor
