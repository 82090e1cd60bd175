#pragma once

#include "voice/base/opus_frame.h"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace lavalier::live {

/// What became of the frames of one stream on their way through the buffer.
struct ReorderCounters {
    std::uint64_t passed = 0;
    std::uint64_t late = 0; ///< came after their place had been given up
    std::uint64_t duplicates = 0;
    std::uint64_t givenUp = 0; ///< places no frame came for in time

    bool operator==(const ReorderCounters&) const = default;
};

/// Puts the frames of one stream back into the order of their sequence numbers.
///
/// A gap is waited for until the oldest frame behind it is kPatience old or kMaxHeld frames wait;
/// the deadline belongs to the frame that waits, so a gap that closed leaves none behind.
/// Thread:  any, one at a time. Reads no clock.
class ReorderBuffer {
public:
    static constexpr std::chrono::milliseconds kPatience {120};
    static constexpr std::size_t kMaxHeld = 64;

    /// Takes a frame and appends to `ready` whatever can go on now, in order.
    void add(OpusFrame frame, SteadyTime now, std::vector<OpusFrame>& ready);
    /// Gives up gaps whose time is over.
    void timePassed(SteadyTime now, std::vector<OpusFrame>& ready);
    /// Everything still held, in order; the end of the stream.
    void flush(std::vector<OpusFrame>& ready);

    bool isEmpty() const { return m_held.empty(); }
    const ReorderCounters& counters() const { return m_counters; }

private:
    void release(std::vector<OpusFrame>& ready);
    void releaseFirst(std::vector<OpusFrame>& ready);

    std::optional<SequenceNumber> m_next;
    std::map<SequenceNumber, OpusFrame> m_held;
    ReorderCounters m_counters;
};

} // namespace lavalier::live
