#include "sinks/live/reordering_sink.h"

namespace lavalier::live {
namespace {

void add(ReorderCounters& sum, const ReorderCounters& part)
{
    sum.passed += part.passed;
    sum.late += part.late;
    sum.duplicates += part.duplicates;
    sum.givenUp += part.givenUp;
}

} // namespace

ReorderingSink::ReorderingSink(Forward forward)
    : m_forward(std::move(forward))
{
}

void ReorderingSink::onAudio(std::span<const OpusFrame> frames)
{
    const std::lock_guard lock(m_mutex);
    m_ready.clear();
    for (const OpusFrame& frame : frames) {
        if (m_streams.size() >= kMaxStreams && !m_streams.contains(frame.stream))
            forgetIdleStreams();
        m_streams[frame.stream].add(frame, frame.arrival, m_ready);
    }
    if (!m_ready.empty())
        m_forward(m_ready);
}

void ReorderingSink::onRtcp(const RtcpPacket&) { }

void ReorderingSink::cleanup()
{
    const std::lock_guard lock(m_mutex);
    m_ready.clear();
    for (auto& [stream, buffer] : m_streams) {
        buffer.flush(m_ready);
        add(m_gone, buffer.counters());
    }
    m_streams.clear();
    if (!m_ready.empty())
        m_forward(m_ready);
}

void ReorderingSink::flushDue(SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    m_ready.clear();
    for (auto& [stream, buffer] : m_streams)
        buffer.timePassed(now, m_ready);
    if (!m_ready.empty())
        m_forward(m_ready);
}

ReorderCounters ReorderingSink::counters() const
{
    const std::lock_guard lock(m_mutex);
    ReorderCounters sum = m_gone;
    for (const auto& [stream, buffer] : m_streams)
        add(sum, buffer.counters());
    return sum;
}

void ReorderingSink::forgetIdleStreams()
{
    std::erase_if(m_streams, [this](const auto& entry) {
        if (!entry.second.isEmpty())
            return false;
        add(m_gone, entry.second.counters());
        return true;
    });
}

} // namespace lavalier::live
