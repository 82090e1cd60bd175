#pragma once

#include "app/lamp_tracker.h"
#include "voice/base/strong_id.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace lavalier::app {

/// Where a speaker's audio stops although the stage before it flows.
enum class Stalled {
    Decoder, ///< no level, nothing to listen to; the recording does not need it
    Disk, ///< heard, and nothing of it reaches the file
    Undecodable, ///< the decoder refuses it: what is recorded is no Opus
};

/// The lamps of everybody in a call, and an alarm for each stage that starves.
///
/// A starving stage is told once, and its end once: when it flows again, is no longer wanted, or
/// the speaker is gone. Who is heard and cannot be decrypted is the receiver's to tell, which knows
/// why. Thread:  any, one at a time; the time is an argument.
class SpeakerWatch {
public:
    using Lamps = std::array<ui::Lamp, 4>;
    struct Change {
        UserId user;
        Stalled where = Stalled::Disk;
        bool begins = true;

        bool operator==(const Change&) const = default;
    };

    /// `refused`: frames that the decoder answered with an error.
    void update(UserId user, const LampTracker::Counts& counts, std::uint64_t refused,
                LampTracker::Wanted wanted, SteadyTime now);
    Lamps lamps(UserId user) const;
    bool isStalled(UserId user, Stalled where) const;
    std::vector<Change> takeChanges() { return std::exchange(m_changes, {}); }
    /// The call is over, and with it every alarm.
    void clear();

private:
    struct Speaker {
        LampTracker tracker;
        Lamps lamps {};
        std::array<bool, 3> stalled {}; // by Stalled
        std::uint64_t refused = 0; ///< when a frame was decoded last
        std::uint64_t decrypted = 0; ///< likewise
        std::uint64_t decoded = 0;
    };

    std::unordered_map<UserId, Speaker> m_speakers;
    std::vector<Change> m_changes;
};

} // namespace lavalier::app
