#pragma once

#include "voice/base/clock.h"
#include "voice/control/control_timing.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace lavalier::control {

/// When a beat is due, what its round trip was and when the peer is gone.
///
/// Gone means three beats without an answer when the fourth is due, or no frame at all for a
/// minute. Units:   nonces are milliseconds of the steady clock. Thread:  any, one at a time. Reads
/// no clock.
class Heartbeat {
public:
    static constexpr std::size_t kMaxUnanswered = 3;
    static constexpr std::chrono::milliseconds kDoubtAfter {2'000};

    /// Hello came: beats start one interval from now.
    Heartbeat(std::chrono::milliseconds offered, const ControlTiming& timing, SteadyTime now);

    bool isDue(SteadyTime now) const { return now >= m_nextBeat; }
    bool peerIsGone(SteadyTime now) const;
    /// Long before that: a server which answers beats has been silent since one that was sent more
    /// than kDoubtAfter ago, or three times as long as the last answer took.
    bool isInDoubt(SteadyTime now) const;
    SteadyTime nextDeadline() const;

    /// A beat goes out now; returns its nonce.
    std::int64_t beat(SteadyTime now);
    /// Any frame shows life.
    void heard(SteadyTime now) { m_lastHeard = now; }
    /// Op 6. An answer without its nonce shows life all the same, but no round trip.
    std::optional<std::chrono::milliseconds> answered(std::optional<std::int64_t> nonce,
                                                      SteadyTime now);
    std::chrono::milliseconds interval() const { return m_interval; }

private:
    struct Beat {
        std::int64_t nonce;
        SteadyTime sent;
    };

    std::chrono::milliseconds m_interval;
    std::chrono::milliseconds m_silence;
    SteadyTime m_nextBeat;
    SteadyTime m_lastHeard;
    bool m_everAnswered = false;
    std::chrono::milliseconds m_lastTrip {};
    std::deque<Beat> m_unanswered;
};

} // namespace lavalier::control
