#include "app/recording_rules.h"

#include <utility>

namespace lavalier::app {

RecordingRules::Action RecordingRules::update(const Facts& facts, const Wishes& wishes,
                                              SteadyTime now)
{
    if (facts.reconnecting)
        return Action::None;
    if (std::exchange(m_channel, facts.channel) != facts.channel)
        m_armed = true;
    if (!facts.inCall) {
        m_armed = true;
        m_aloneSince.reset();
        return Action::None;
    }
    if (!facts.recording || facts.people > 0)
        m_aloneSince.reset();
    else if (!m_aloneSince)
        m_aloneSince = now;

    if (facts.recording) {
        m_armed = false;
        if (wishes.stopWhenOnlyBots && m_aloneSince && now - *m_aloneSince >= kAlone) {
            m_aloneSince.reset();
            return Action::Stop;
        }
        return Action::None;
    }
    if (wishes.startWithPeople <= 0 || facts.people < wishes.startWithPeople) {
        m_armed = true;
        return Action::None;
    }
    if (!m_armed)
        return Action::None;
    m_armed = false;
    return Action::Start;
}

} // namespace lavalier::app
