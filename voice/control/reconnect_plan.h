#pragma once

#include "voice/base/clock.h"
#include "voice/control/control_timing.h"

#include <optional>

namespace lavalier::control {

/// How long to wait before the next try, and when to stop trying.
///
/// Patience is counted in time, not tries: a network that is away for ten minutes must not end a
/// four-hour recording, a server that never worked is given up soon.
/// Thread:  any, one at a time. Reads no clock.
class ReconnectPlan {
public:
    explicit ReconnectPlan(const ControlTiming& timing)
        : m_timing(timing)
    {
    }

    /// One more failure: the wait before the next try, or nullopt when patience is over.
    std::optional<std::chrono::milliseconds> failed(SteadyTime now);
    /// A connection worked; its age decides when it is lost whether the past is forgotten.
    void worked(SteadyTime now);
    /// Called when a working connection is lost.
    void lost(SteadyTime now);

    int failures() const { return m_failures; }
    bool everWorked() const { return m_everWorked; }

private:
    ControlTiming m_timing;
    int m_failures = 0;
    bool m_everWorked = false;
    std::optional<SteadyTime> m_workingSince;
    std::optional<SteadyTime> m_troubleSince;
};

} // namespace lavalier::control
