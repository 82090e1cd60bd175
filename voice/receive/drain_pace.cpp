#include "voice/receive/drain_pace.h"

#include "voice/receive/udp_socket.h"

#include <algorithm>
#include <utility>

namespace lavalier::receive {

DrainPace::DrainPace(int receiveBufferBytes, SteadyTime now)
    : m_half(static_cast<std::uint64_t>(receiveBufferBytes / 2 / kBufferBytesPerDatagram))
    , m_usual(drainInterval(receiveBufferBytes))
    , m_interval(m_usual)
    , m_measured(m_usual)
    , m_lastDrain(now)
    , m_windowBegan(now)
{
}

void DrainPace::drained(std::size_t datagrams, std::uint64_t dropped, SteadyTime now)
{
    const std::uint64_t arrived = datagrams + dropped;
    const auto since = now - std::exchange(m_lastDrain, now);
    m_inWindow += arrived;
    if (dropped > 0 || datagrams > m_half)
        hurry(std::min(timeToFill(arrived, since), kWary), now);
    if (const auto window = now - m_windowBegan; window >= kWindow) {
        m_measured = std::clamp(timeToFill(m_inWindow, window), kShortest, m_usual);
        m_windowBegan = now;
        m_inWindow = 0;
        if (m_measured < m_usual)
            hurry(m_measured, now);
    }
    if (now >= m_calmAt)
        m_interval = m_measured;
}

/// How long half of the buffer would last at this pace.
std::chrono::milliseconds DrainPace::timeToFill(std::uint64_t arrived,
                                                SteadyTime::duration span) const
{
    const auto half = static_cast<SteadyTime::rep>(m_half);
    const auto filled
        = span * half / static_cast<SteadyTime::rep>(std::max<std::uint64_t>(arrived, 1));
    return std::chrono::duration_cast<std::chrono::milliseconds>(filled);
}

/// The shortest of a while holds: who floods in bursts comes again.
void DrainPace::hurry(std::chrono::milliseconds interval, SteadyTime now)
{
    if (interval > m_interval)
        return;
    m_interval = std::max(interval, kShortest);
    m_calmAt = now + kCalm;
}

} // namespace lavalier::receive
