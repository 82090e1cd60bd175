#include "app/call_sink.h"

#include <algorithm>
#include <utility>

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
        else if (m_expects)
            keep(m_keptFrames, passed);
    }
    if (m_live != nullptr && !passed.empty())
        m_live->onAudio(passed);
}

void CallSink::onSealed(std::span<const SealedPacket> packets)
{
    const std::lock_guard lock(m_mutex);
    std::vector<SealedPacket> passed;
    if (m_writer == nullptr && !m_expects)
        return;
    std::ranges::remove_copy_if(
        packets, std::back_inserter(passed),
        [this](const SealedPacket& packet) { return m_excluded.contains(packet.user); });
    if (m_writer != nullptr)
        m_writer->noteSealed(passed);
    else
        keep(m_keptSealed, std::span<const SealedPacket>(passed));
}

template <typename T> void CallSink::keep(std::vector<T>& kept, std::span<const T> more)
{
    const auto room = std::min(more.size(), kMaxKept - kept.size());
    kept.insert(kept.end(), more.begin(), more.begin() + static_cast<std::ptrdiff_t>(room));
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

void CallSink::expectWriter()
{
    const std::lock_guard lock(m_mutex);
    m_expects = true;
}

void CallSink::setWriter(recording::RecordingWriter* writer)
{
    const std::lock_guard lock(m_mutex);
    m_writer = writer;
    m_expects = false;
    const auto frames = std::exchange(m_keptFrames, {});
    const auto sealed = std::exchange(m_keptSealed, {});
    if (m_writer == nullptr)
        return;
    m_writer->append(frames); // of those before its beginning it takes none
    m_writer->noteSealed(sealed);
}

} // namespace lavalier::app
