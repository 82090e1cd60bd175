#pragma once

#include "voice/base/clock.h"

#include <optional>
#include <utility>

namespace lavalier::recording {

/// Which frames a pause keeps out of the file: the one place where that is decided.
///
/// By when they arrived, each for itself: neither the order in which they are handed over nor how
/// long they were held for a key or a name matters. The timeline cuts what remains by position.
class PauseGate {
public:
    /// Frames already under way when Pause was pressed still count (design.md section 6).
    static constexpr std::chrono::milliseconds kGrace {250};

    void pause(SteadyTime now)
    {
        if (!m_since)
            m_since = now;
    }
    void resume(SteadyTime now)
    {
        if (m_since)
            m_last = {*m_since, now};
        m_since.reset();
    }
    bool keepsOut(SteadyTime arrival) const
    {
        if (m_since && arrival >= *m_since + kGrace)
            return true;
        return arrival >= m_last.first + kGrace && arrival < m_last.second;
    }

private:
    std::optional<SteadyTime> m_since;
    std::pair<SteadyTime, SteadyTime> m_last {}; ///< the pause before, ended
};

} // namespace lavalier::recording
