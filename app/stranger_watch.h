#pragma once

#include "voice/base/clock.h"
#include "voice/base/media_counters.h"

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace lavalier::app {

/// Notices when somebody is heard and Discord does not say who: their frames wait, and nothing of
/// them reaches the recording.
///
/// Thread:  any, one at a time; the time is an argument.
class StrangerWatch {
public:
    /// With a look every quarter of a second, and counters as old as a tenth, somebody is told
    /// within two.
    static constexpr std::chrono::milliseconds kPatience {1250};
    /// Who comes into a channel is announced by so many frames of silence, and by no name.
    static constexpr std::uint64_t kFew = 5;

    struct Told {
        bool heard = false;
        std::vector<UserId> maybe; ///< who is here and has no audio of their own; sorted

        bool operator==(const Told&) const = default;
    };

    void named(UserId user, Ssrc ssrc);
    void left(UserId user);
    /// With it all SSRCs are new.
    void connectionBegins() { m_names.clear(); }
    /// `present`: who may be talking. Nothing when it was told already.
    std::optional<Told> look(const MediaCounters& counters, std::span<const UserId> present,
                             SteadyTime now);
    /// The call is over.
    std::optional<Told> clear();

private:
    std::optional<Told> tell(Told now);

    std::unordered_map<Ssrc, UserId> m_names;
    std::unordered_map<Ssrc, SteadyTime> m_waitingSince;
    Told m_told;
};

} // namespace lavalier::app
