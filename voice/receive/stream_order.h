#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/clock.h"

#include <array>
#include <optional>

namespace lavalier::receive {

/// Numbers the packets of one SSRC so that nothing wraps, and tells a lie from a new beginning.
///
/// A packet far from its stream, in sequence or in time, is held until the next one speaks for or
/// against it: one hostile packet moves nothing, a sender that really started anew begins a new
/// run with both. Time is judged against arrival, so a silence of any length is no jump.
///
/// Units:   sequence and ticks unwrapped within the run; both begin one whole turn above zero.
/// Thread:  any, one at a time. 8 KiB an object.
/// Source:  RFC 3550 appendix A.1; the window is Discord's habit (-1000 to +3000).
class StreamOrder {
public:
    enum class Verdict {
        Placed,
        Duplicate, ///< this number came before, with this timestamp
        Held, ///< a jump: keep the packet and let go of one held before
        NewRun, ///< numbers start anew; `held` says where the packet held before belongs
    };
    struct Place {
        SequenceNumber sequence;
        RtpTicks rtp;

        bool operator==(const Place&) const = default;
    };
    struct Answer {
        Verdict verdict = Verdict::Placed;
        Place place;
        std::optional<Place> held;

        bool operator==(const Answer&) const = default;
    };

    static constexpr std::int64_t kMaxLate = 1000;
    static constexpr std::int64_t kMaxAhead = 3000;
    /// After this the 32-bit clock may have turned unseen.
    static constexpr std::chrono::hours kLongSilence {6};

    Answer place(std::uint16_t sequence, std::uint32_t timestamp, SteadyTime arrival);
    /// The next packet begins a run; the count of missing packets stays.
    void endRun();

    bool isHolding() const { return m_held.has_value(); }
    /// Numbers never seen, in this run and those before.
    std::uint64_t missing() const;

private:
    struct Wire {
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
        SteadyTime arrival;
    };
    struct Anchor {
        Wire wire;
        Place place;
    };
    struct Seen {
        std::uint32_t sequence = 0;
        std::uint32_t timestamp = 0;
    };
    static constexpr std::size_t kRemembered = 1024;
    static_assert(kRemembered > kMaxLate);

    static std::optional<Place> relativeTo(const Anchor& anchor, const Wire& packet);
    std::optional<Answer> fit(const Wire& packet);
    Place begin(const Wire& packet);
    void advance(const Wire& packet, Place place);
    bool wasSeen(std::int64_t sequence) const;
    void see(std::int64_t sequence, std::uint32_t timestamp);

    std::optional<Anchor> m_last; // of the highest number
    std::optional<Anchor> m_beforeLast; // outvotes a last one that lied
    std::optional<Wire> m_held;
    std::array<Seen, kRemembered> m_seen {};
    std::int64_t m_first = 0;
    std::int64_t m_received = 0;
    std::uint64_t m_missingBefore = 0;
};

} // namespace lavalier::receive
