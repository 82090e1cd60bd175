#include "app/call_sink.h"

#include <algorithm>
#include <utility>

namespace lavalier::app {

void CallSink::onAudio(std::span<const OpusFrame> frames)
{
    std::span<const OpusFrame> passed = frames;
    {
        const std::lock_guard lock(m_mutex);
        passed = withoutExcluded(frames, m_passed);
        if (m_writer != nullptr && !passed.empty())
            m_writer->append(passed);
        else if (m_kept)
            keep(m_kept->frames, passed);
    }
    if (m_live != nullptr && !passed.empty())
        m_live->onAudio(passed);
}

void CallSink::onSealed(std::span<const SealedPacket> packets)
{
    const std::lock_guard lock(m_mutex);
    const auto passed = withoutExcluded(packets, m_passedSealed);
    if (m_writer != nullptr)
        m_writer->noteSealed(passed);
    else if (m_kept)
        keep(m_kept->sealed, passed);
}

/// Copied into `room` only where somebody is left out.
template <typename T>
std::span<const T> CallSink::withoutExcluded(std::span<const T> all, std::vector<T>& room) const
{
    const auto isExcluded = [this](const T& one) { return m_excluded.contains(one.user); };
    if (m_excluded.empty() || std::ranges::none_of(all, isExcluded))
        return all;
    room.clear();
    std::ranges::remove_copy_if(all, std::back_inserter(room), isExcluded);
    return room;
}

template <typename T> void CallSink::keep(std::vector<T>& kept, std::span<const T> more)
{
    const auto some = more.first(std::min(more.size(), kMaxKept - kept.size()));
    kept.insert(kept.end(), some.begin(), some.end());
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
    m_kept.emplace();
}

void CallSink::setWriter(recording::RecordingWriter* writer)
{
    const std::lock_guard lock(m_mutex);
    m_writer = writer;
    const auto kept = std::exchange(m_kept, std::nullopt);
    if (m_writer == nullptr || !kept)
        return;
    m_writer->append(kept->frames); // of those before its beginning it takes none
    m_writer->noteSealed(kept->sealed);
}

} // namespace lavalier::app
