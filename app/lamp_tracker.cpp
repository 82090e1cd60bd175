#include "app/lamp_tracker.h"

#include <algorithm>

namespace lavalier::app {

std::array<ui::Lamp, 4> LampTracker::update(const Counts& counts, Wanted wanted, SteadyTime now)
{
    const std::array<std::uint64_t, 4> values {counts.heard, counts.decrypted, counts.decoded,
                                               counts.onDisk};
    const std::array<bool, 4> expected {true, true, wanted.decoding, wanted.recording};
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        Stage& stage = m_stages[i];
        if (stage.count != values[i]) {
            stage = {values[i], now};
        }
    }
    const Stage& heard = m_stages[0];
    const bool hearing = heard.count != 0 && now - heard.moved < kFlowing;
    if (hearing && !m_hearing)
        m_heardSince = now;
    m_hearing = hearing;

    std::array<ui::Lamp, 4> lamps {};
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        if (!hearing || !expected[i]) {
            lamps[i] = ui::Lamp::Idle;
            // A stage that was not wanted owes nothing for that time.
            if (!expected[i])
                m_stages[i].moved = now;
            continue;
        }
        const auto still = now - std::max(m_stages[i].moved, m_heardSince);
        lamps[i] = still < kFlowing ? ui::Lamp::Flowing
            : still < kStarved      ? ui::Lamp::Attention
                                    : ui::Lamp::Starved;
    }
    return lamps;
}

} // namespace lavalier::app
