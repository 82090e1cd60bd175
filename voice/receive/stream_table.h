#pragma once

#include "voice/base/media_counters.h"
#include "voice/receive/stream_order.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace lavalier::receive {

/// What is known of one SSRC.
struct MediaStream {
    /// A packet that jumped, until the next one says what to think of it.
    struct HeldPacket {
        QByteArray payload; ///< empty: nothing worth delivering
        SteadyTime arrival;
        bool wanted = false; ///< it came while we were recording
    };

    StreamCounters counters; ///< also says whose stream it is
    StreamOrder order;
    std::uint64_t missingRetired = 0; ///< counted for whoever had the SSRC before
    StreamId id; ///< of the current run
    std::optional<HeldPacket> held;
    std::optional<SteadyTime> userUntil; ///< they left: packets under way are theirs until then
};

/// Finds streams by SSRC without a hash that allocates or a tree that is walked.
///
/// Bounded: add() returns null when full. Pointers stay valid until the stream is removed.
class StreamTable {
public:
    explicit StreamTable(std::size_t capacity);

    MediaStream* find(Ssrc ssrc) const;
    MediaStream* add(Ssrc ssrc);
    void remove(Ssrc ssrc);
    bool isFull() const { return m_streams.size() == m_capacity; }
    const std::vector<std::unique_ptr<MediaStream>>& all() const { return m_streams; }

private:
    struct Slot {
        Ssrc ssrc;
        MediaStream* stream = nullptr;
    };

    std::size_t slotOf(Ssrc ssrc) const;
    void link(MediaStream& stream);

    std::size_t m_capacity;
    std::vector<std::unique_ptr<MediaStream>> m_streams;
    std::vector<Slot> m_slots; // a power of two, at least half of them free
};

} // namespace lavalier::receive
