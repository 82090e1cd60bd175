#pragma once

#include "voice/base/clock.h"

#include <cmath>

namespace lavalier::ui {

/// Lets a meter's value be announced to assistive tools at most once a second, and only when it
/// changed by something one would mention.
class AnnouncementGate {
public:
    static constexpr std::chrono::seconds kEvery {1};
    static constexpr double kWorthMentioning = 0.5; // dB

    bool passes(double value, SteadyTime now)
    {
        if (m_any && (std::abs(value - m_value) < kWorthMentioning || now - m_at < kEvery))
            return false;
        m_any = true;
        m_value = value;
        m_at = now;
        return true;
    }

private:
    bool m_any = false;
    double m_value = 0;
    SteadyTime m_at {};
};

} // namespace lavalier::ui
