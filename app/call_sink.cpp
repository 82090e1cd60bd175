#include "app/call_sink.h"

namespace lavalier::app {

void CallSink::onAudio(std::span<const OpusFrame> frames)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_writer != nullptr)
            m_writer->append(frames);
    }
    if (m_live != nullptr)
        m_live->onAudio(frames);
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
}

} // namespace lavalier::app
