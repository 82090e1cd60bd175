#include "app/call_sink.h"

#include <algorithm>

namespace lavalier::app {

void CallSink::onAudio(std::span<const OpusFrame> frames)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_writer != nullptr)
            write(frames);
    }
    if (m_live != nullptr)
        m_live->onAudio(frames);
}

void CallSink::write(std::span<const OpusFrame> frames)
{
    if (!m_pausedSince) {
        m_writer->append(frames);
        return;
    }
    // A tick's frames are in order of arrival, so those that still count come first.
    const SteadyTime end = *m_pausedSince + kLateFrames;
    const auto firstLate = std::ranges::find_if(
        frames, [end](const OpusFrame& frame) { return frame.arrival >= end; });
    const auto kept = static_cast<std::size_t>(firstLate - frames.begin());
    if (kept > 0)
        m_writer->append(frames.first(kept));
    m_discarded += frames.size() - kept;
}

void CallSink::onRtcp(const RtcpPacket&) { }

void CallSink::cleanup()
{
    if (m_live != nullptr)
        m_live->cleanup();
}

void CallSink::setWriter(recording::RecordingWriter* writer)
{
    const std::lock_guard lock(m_mutex);
    m_writer = writer;
    m_pausedSince.reset();
}

void CallSink::pause(SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    m_pausedSince = now;
}

void CallSink::resume()
{
    const std::lock_guard lock(m_mutex);
    m_pausedSince.reset();
}

std::uint64_t CallSink::discarded() const
{
    const std::lock_guard lock(m_mutex);
    return m_discarded;
}

} // namespace lavalier::app
