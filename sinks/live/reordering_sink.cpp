#include "sinks/live/reordering_sink.h"

#include <algorithm>

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

ReorderingSink::ReorderingSink(Forward forward, Ended ended)
    : m_forward(std::move(forward))
    , m_ended(std::move(ended))
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

void ReorderingSink::connectionOpened(ConnectionId connection)
{
    const std::lock_guard lock(m_mutex);
    m_ready.clear();
    std::vector<StreamId> over;
    for (auto entry = m_streams.begin(); entry != m_streams.end();) {
        auto& [stream, buffer] = *entry;
        if (stream.value() >> 32 >= connection.value()) { // see strong_id.h
            ++entry;
            continue;
        }
        buffer.flush(m_ready);
        add(m_gone, buffer.counters());
        over.push_back(stream);
        entry = m_streams.erase(entry);
    }
    if (!m_ready.empty())
        m_forward(m_ready);
    if (m_ended)
        std::ranges::for_each(over, m_ended);
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
        if (m_ended)
            m_ended(entry.first);
        return true;
    });
}

} // namespace lavalier::live
