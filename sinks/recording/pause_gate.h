#pragma once

#include "voice/base/clock.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

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
        if (!m_since)
            return;
        std::erase_if(m_ended, [now](const auto& pause) { return now - pause.second > kHeld; });
        m_ended.emplace_back(*std::exchange(m_since, std::nullopt), now);
    }
    bool keepsOut(SteadyTime arrival) const
    {
        if (m_since && arrival >= *m_since + kGrace)
            return true;
        return std::ranges::any_of(m_ended, [arrival](const auto& pause) {
            return arrival >= pause.first + kGrace && arrival < pause.second;
        });
    }

private:
    /// Nothing is held for longer, for a key, a name or its turn.
    static constexpr std::chrono::seconds kHeld {30};

    std::optional<SteadyTime> m_since;
    std::vector<std::pair<SteadyTime, SteadyTime>> m_ended; ///< the latest pauses
};

} // namespace lavalier::recording
