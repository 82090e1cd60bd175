#pragma once

#include "voice/base/clock.h"
#include "voice/control/control_timing.h"

#include <optional>

namespace lavalier::control {

/// How long to wait before the next try, and when to stop trying.
///
/// Patience is counted in time, not tries: a network that is away for ten minutes must not end a
/// four-hour recording, a server that never worked is given up soon. Delays grow to spare a server
/// that refuses us; a network that is away needs no sparing, and gets it only in the long run.
/// Thread:  any, one at a time. Reads no clock; its jitter follows from the timing's seed.
class ReconnectPlan {
public:
    /// Who failed us: nobody was there; somebody refused or left us; or only the web socket went,
    /// and what it stands for goes on.
    enum class Peer { Silent, Answered, Resumable };

    explicit ReconnectPlan(const ControlTiming& timing)
        : m_timing(timing)
        , m_jitter(timing.seed)
    {
    }

    /// One more failure: the wait before the next try, or nullopt when patience is over.
    std::optional<std::chrono::milliseconds> failed(Peer peer, SteadyTime now);
    /// A connection worked; its age decides when it is lost whether the past is forgotten.
    void worked(SteadyTime now);
    /// Called when a working connection is lost.
    void lost(SteadyTime now);

    int failures() const { return m_failures; }
    /// How long failures have been going on; zero before the first.
    std::chrono::milliseconds troubled(SteadyTime now) const;
    bool everWorked() const { return m_everWorked; }

private:
    std::chrono::milliseconds delay(std::chrono::milliseconds ceiling);

    ControlTiming m_timing;
    std::uint64_t m_jitter;
    int m_failures = 0;
    int m_refusals = 0; ///< those by somebody who was there
    bool m_everWorked = false;
    std::optional<SteadyTime> m_workingSince;
    std::optional<SteadyTime> m_troubleSince;
};

} // namespace lavalier::control
