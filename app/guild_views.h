#pragma once

#include "ui/ports/recorder_port.h"
#include "voice/gateway/guild_directory.h"

#include <unordered_map>
#include <vector>

namespace lavalier::app {

/// The servers as the window lists them, made from what the gateway told.
///
/// A server is made anew when something of it changed; a bot may be in hundreds, and somebody joins
/// a channel in one of them all the time.
/// Thread:  any, one at a time.
class GuildViews {
public:
    /// True when anything looks different now.
    bool follow(const gateway::GuildDirectory& directory, WallTime now);
    const std::vector<ui::GuildView>& all() const { return m_all; }

private:
    std::vector<ui::GuildView> m_all;
    std::unordered_map<GuildId, std::uint64_t> m_revisions; ///< of those in m_all
};

} // namespace lavalier::app
