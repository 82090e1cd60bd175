#include "app/lamp_tracker.h"

#include <algorithm>

namespace lavalier::app {

std::array<ui::Lamp, 4> LampTracker::update(const Counts& counts, Wanted wanted, SteadyTime now)
{
    const std::array<std::uint64_t, 4> values {counts.heard, counts.decrypted, counts.decoded,
                                               counts.onDisk};
    const std::array<bool, 4> expected {true, true, wanted.decoding, wanted.recording};
    // Before this look is read: whoever did not look for long missed the rest.
    if (m_hearing && now - m_stages[0].moved >= kFlowing) {
        m_hearing = false;
        m_restSince = m_stages[0].moved + kFlowing;
        m_heardAtRest = m_stages[0].count;
    }
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        Stage& stage = m_stages[i];
        if (stage.count != values[i])
            stage = {values[i], now, counts.heard, now};
    }
    const Stage& heard = m_stages[0];
    const bool hearing = heard.count != 0 && now - heard.moved < kFlowing;
    if (hearing && !m_hearing) {
        for (Stage& stage : m_stages)
            goOnOwing(stage, now);
    }
    m_hearing = hearing;

    std::array<ui::Lamp, 4> lamps {};
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        if (!hearing || !expected[i]) {
            lamps[i] = ui::Lamp::Idle;
            // A stage that was not wanted owes nothing for that time.
            if (!expected[i])
                m_stages[i] = {values[i], now, counts.heard, now};
            continue;
        }
        const auto still = now - m_stages[i].owingSince;
        lamps[i] = still < kFlowing ? ui::Lamp::Flowing
            : still < kStarved      ? ui::Lamp::Attention
                                    : ui::Lamp::Starved;
    }
    return lamps;
}

/// Somebody is heard again after a rest.
void LampTracker::goOnOwing(Stage& stage, SteadyTime now) const
{
    const auto owed = m_restSince - stage.owingSince;
    const bool owes = m_heardAtRest >= stage.heard + kOwed;
    const bool remembers = owes && (now - m_restSince < kMemory || owed >= kStarved);
    stage.owingSince = remembers ? now - owed : now;
}

} // namespace lavalier::app
