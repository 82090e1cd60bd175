#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace lavalier::receive {

/// Notices when somebody is heard and nothing of it can be decrypted, so that the person at the
/// screen learns of it while there is still time to act.
///
/// A frame that waits for its key counts as one that could not be read: nothing of it is recorded
/// yet. What was under way when a key changed is too little to alarm anybody, unless more of it
/// comes soon and still nothing could be read.
/// Thread:  any, one at a time. Reads no clock.
class DecryptionWatch {
public:
    /// With the receiver's tick added, two seconds.
    static constexpr std::chrono::milliseconds kPatience {1800};
    static constexpr std::uint32_t kFrames = 10;
    /// A second word within kMemory needs only so many.
    static constexpr std::uint32_t kMoreFrames = 3;
    static constexpr std::chrono::seconds kMemory {10};

    struct Change {
        UserId user;
        bool readable;
    };

    void read(UserId user);
    void unreadable(UserId user, SteadyTime arrival);
    /// Nobody is heard under this name any more.
    void forget(UserId user);
    void timePassed(SteadyTime now);

    /// An alarm may be due without another frame.
    bool isWatching() const { return m_pending; }
    std::uint64_t alarms() const { return m_alarms; }
    std::vector<Change> takeChanges() { return std::exchange(m_changes, {}); }

private:
    struct Streak {
        SteadyTime since;
        std::uint32_t frames = 0;
        bool alarmed = false;
        bool rested = false; ///< too little to alarm, so far
    };

    std::unordered_map<UserId, Streak> m_streaks; // of those whose last frame was unreadable
    bool m_pending = false;
    std::uint64_t m_alarms = 0;
    std::vector<Change> m_changes;
};

} // namespace lavalier::receive
