#include "app/call_sink.h"

#include <algorithm>

namespace lavalier::app {

void CallSink::onAudio(std::span<const OpusFrame> frames)
{
    std::span<const OpusFrame> passed = frames;
    {
        const std::lock_guard lock(m_mutex);
        const auto isExcluded
            = [this](const OpusFrame& frame) { return m_excluded.contains(frame.user); };
        if (!m_excluded.empty() && std::ranges::any_of(frames, isExcluded)) {
            m_passed.clear();
            std::ranges::remove_copy_if(frames, std::back_inserter(m_passed), isExcluded);
            passed = m_passed;
        }
        if (m_writer != nullptr && !passed.empty())
            m_writer->append(passed);
    }
    if (m_live != nullptr && !passed.empty())
        m_live->onAudio(passed);
}

void CallSink::onSealed(std::span<const SealedPacket> packets)
{
    const std::lock_guard lock(m_mutex);
    if (m_writer != nullptr)
        m_writer->noteSealed(packets);
}

void CallSink::onRtcp(const RtcpPacket&) { }

void CallSink::cleanup()
{
    if (m_live != nullptr)
        m_live->cleanup();
}

void CallSink::setExcluded(std::unordered_set<UserId> users)
{
    const std::lock_guard lock(m_mutex);
    m_excluded = std::move(users);
}

void CallSink::setWriter(recording::RecordingWriter* writer)
{
    const std::lock_guard lock(m_mutex);
    m_writer = writer;
}

} // namespace lavalier::app
