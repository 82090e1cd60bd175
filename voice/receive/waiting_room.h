#pragma once

#include "voice/base/opus_frame.h"

#include <deque>
#include <list>
#include <unordered_map>
#include <vector>

namespace lavalier::receive {

/// Keeps frames whose speaker or key is not known yet.
///
/// Bounded in time, per SSRC and in bytes; whoever waited longest gives way, and takeExpired()
/// tells whose frames were given up.
/// Thread:  any, one at a time. Reads no clock.
class WaitingRoom {
public:
    struct Limits {
        std::chrono::seconds patience {10};
        std::size_t perStream = 512;
        qsizetype bytes = qsizetype {8} << 20; ///< with what each frame costs beyond its payload
    };
    WaitingRoom() = default;
    explicit WaitingRoom(Limits limits)
        : m_limits(limits)
    {
    }

    void hold(OpusFrame frame);
    /// All frames of an SSRC in the order they came.
    std::vector<OpusFrame> take(Ssrc ssrc);
    void timePassed(SteadyTime now);
    /// The frames given up since the last call, without their payloads.
    std::vector<OpusFrame> takeExpired() { return std::exchange(m_expired, {}); }

    bool isEmpty() const { return m_frames.empty(); }
    std::size_t count(Ssrc ssrc) const;
    std::vector<Ssrc> waitingStreams() const;

private:
    using Frames = std::list<OpusFrame>;

    static qsizetype costOf(const OpusFrame& frame);
    void giveUp(Frames::iterator frame);

    Limits m_limits;
    Frames m_frames; // oldest first
    std::unordered_map<Ssrc, std::deque<Frames::iterator>> m_byStream;
    std::vector<OpusFrame> m_expired;
    qsizetype m_bytes = 0;
};

} // namespace lavalier::receive
