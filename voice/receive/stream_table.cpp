#include "voice/receive/stream_table.h"

#include <algorithm>
#include <bit>

namespace lavalier::receive {

StreamTable::StreamTable(std::size_t capacity)
    : m_capacity(capacity)
    , m_slots(std::bit_ceil(capacity * 2))
{
}

std::size_t StreamTable::slotOf(Ssrc ssrc) const
{
    // Fibonacci hashing: servers hand SSRCs out in sequence, so the low bits alone would cluster.
    return (ssrc.value() * 0x9E3779B97F4A7C15ULL >> 32) & (m_slots.size() - 1);
}

MediaStream* StreamTable::find(Ssrc ssrc) const
{
    std::size_t slot = slotOf(ssrc);
    while (m_slots[slot].stream != nullptr && m_slots[slot].ssrc != ssrc)
        slot = (slot + 1) & (m_slots.size() - 1);
    return m_slots[slot].stream;
}

MediaStream* StreamTable::add(Ssrc ssrc)
{
    if (isFull())
        return nullptr;
    m_streams.push_back(std::make_unique<MediaStream>());
    m_streams.back()->counters.ssrc = ssrc;
    link(*m_streams.back());
    return m_streams.back().get();
}

void StreamTable::link(MediaStream& stream)
{
    std::size_t slot = slotOf(stream.counters.ssrc);
    while (m_slots[slot].stream != nullptr)
        slot = (slot + 1) & (m_slots.size() - 1);
    m_slots[slot] = {stream.counters.ssrc, &stream};
}

void StreamTable::remove(Ssrc ssrc)
{
    std::erase_if(m_streams, [&](const auto& stream) { return stream->counters.ssrc == ssrc; });
    // Rare enough to build anew; leaving holes would make every later search longer.
    std::ranges::fill(m_slots, Slot {});
    for (const auto& stream : m_streams)
        link(*stream);
}

} // namespace lavalier::receive
