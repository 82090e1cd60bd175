#include "voice/receive/waiting_room.h"

namespace lavalier::receive {

qsizetype WaitingRoom::costOf(const OpusFrame& frame)
{
    return frame.payload.size() + qsizetype {sizeof(OpusFrame)};
}

void WaitingRoom::hold(OpusFrame frame)
{
    m_bytes += costOf(frame);
    const auto held = m_frames.insert(m_frames.end(), std::move(frame));
    auto& stream = m_byStream[held->ssrc];
    stream.push_back(held);
    if (stream.size() > m_limits.perStream)
        giveUp(stream.front());
    while (m_bytes > m_limits.bytes)
        giveUp(m_frames.begin());
}

std::vector<OpusFrame> WaitingRoom::take(Ssrc ssrc)
{
    std::vector<OpusFrame> taken;
    const auto found = m_byStream.find(ssrc);
    if (found == m_byStream.end())
        return taken;
    taken.reserve(found->second.size());
    for (const Frames::iterator frame : found->second) {
        m_bytes -= costOf(*frame);
        taken.push_back(std::move(*frame));
        m_frames.erase(frame);
    }
    m_byStream.erase(found);
    return taken;
}

void WaitingRoom::timePassed(SteadyTime now)
{
    // A frame tried again and held again stands behind younger ones and may stay a little longer.
    while (!m_frames.empty() && now - m_frames.front().arrival > m_limits.patience)
        giveUp(m_frames.begin());
}

std::size_t WaitingRoom::count(Ssrc ssrc) const
{
    const auto found = m_byStream.find(ssrc);
    return found == m_byStream.end() ? 0 : found->second.size();
}

std::vector<Ssrc> WaitingRoom::waitingStreams() const
{
    std::vector<Ssrc> streams;
    streams.reserve(m_byStream.size());
    for (const auto& [ssrc, frames] : m_byStream)
        streams.push_back(ssrc);
    return streams;
}

void WaitingRoom::giveUp(Frames::iterator frame)
{
    // Of one stream the globally oldest frame is also the stream's own oldest.
    const auto stream = m_byStream.find(frame->ssrc);
    stream->second.pop_front();
    if (stream->second.empty())
        m_byStream.erase(stream);
    m_bytes -= costOf(*frame);
    frame->payload.clear();
    m_expired.push_back(std::move(*frame));
    m_frames.erase(frame);
}

} // namespace lavalier::receive
