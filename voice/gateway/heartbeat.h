#pragma once

#include "voice/base/clock.h"

#include <optional>

namespace lavalier::gateway {

/// When a beat is due and when the peer counts as gone.
///
/// Two rules: no acknowledgement until the next beat is due (Discord's zombie rule), or not one
/// frame of any kind within kSilence after a beat. A call that comes late (the machine slept, the
/// window hung) gives the peer one more grace, because its answer may lie unread in the socket.
class Heartbeat {
public:
    enum class Verdict { Wait, Beat, Zombie };
    static constexpr std::chrono::milliseconds kSilence {5'000};
    static constexpr std::chrono::milliseconds kGrace {2'000};

    /// The first beat comes after a random part of the interval: `fraction` in [0, 1).
    Heartbeat(std::chrono::milliseconds interval, SteadyTime now, double fraction);

    Verdict check(SteadyTime now);
    void beaten(SteadyTime now);
    /// Any frame at all: the peer lives, even if it owes an acknowledgement.
    void heard(SteadyTime now) { m_lastHeard = now; }
    /// The round trip, when a beat was waiting for this.
    std::optional<std::chrono::milliseconds> acknowledged(SteadyTime now);
    /// For the answer to a beat.
    bool isWaiting() const { return m_unanswered.has_value(); }
    SteadyTime nextCheck() const;

private:
    SteadyTime zombieAt() const;

    std::chrono::milliseconds m_interval;
    SteadyTime m_nextBeat;
    SteadyTime m_lastHeard;
    std::optional<SteadyTime> m_unanswered; ///< when the beat was sent that waits for its answer
    std::optional<SteadyTime> m_graceUntil;
};

} // namespace lavalier::gateway
