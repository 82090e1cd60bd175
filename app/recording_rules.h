#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <optional>

namespace lavalier::app {

/// Starting and stopping by who is in the channel, for whoever asked for it.
///
/// A start happens once for each time the channel fills: whoever stops by hand is not overruled.
/// Thread:  any, one at a time; the time is an argument. Fed about once a second.
class RecordingRules {
public:
    enum class Action { None, Start, Stop };
    /// Somebody who was cut off has this long to come back.
    static constexpr std::chrono::seconds kAlone {60};

    struct Wishes {
        int startWithPeople = 0; ///< 0: never by itself
        bool stopWhenOnlyBots = false;
    };
    struct Facts {
        bool inCall = false;
        bool recording = false; ///< or paused, or being saved
        int people = 0; ///< in the channel, bots not counted
        bool reconnecting = false; ///< the same call, cut off for a moment
        ChannelId channel {};
    };

    Action update(const Facts& facts, const Wishes& wishes, SteadyTime now);

private:
    bool m_armed = true;
    ChannelId m_channel;
    std::optional<SteadyTime> m_aloneSince;
};

} // namespace lavalier::app
