#pragma once

#include "voice/simulator/script.h"

#include <map>

namespace lavalier::simulator {

/// Where a user sits, as VOICE_STATE_UPDATE tells it. One per user and guild.
struct Presence {
    UserId user {};
    GuildId guild {};
    ChannelId channel {};
    QString sessionId {}; ///< the gateway session that joined; made up for scripted people
    bool selfMute = false;
    bool selfDeaf = false;
    bool serverMute = false;
    bool serverDeaf = false;
    bool suppressed = false; ///< audience of a stage

    bool silent() const { return selfMute || serverMute || suppressed; }
    bool deafened() const { return selfDeaf || serverDeaf; }
};

/// Users, guilds, channels and who sits where, right now.
///
/// Errors:  lookups of unknown ids return nullptr.
/// Thread:  one at a time; the simulator's.
class World {
public:
    explicit World(const SimulatorScript& script);

    void addBot(const ScriptUser& bot);
    void rename(GuildId guild, UserId user, const QString& nick);

    const std::map<GuildId, ScriptGuild>& guilds() const { return m_guilds; }
    const ScriptGuild* guild(GuildId id) const;
    const ScriptChannel* channel(GuildId guild, ChannelId id) const;
    const ScriptGuild* guildOf(ChannelId channel) const;
    const ScriptUser* user(UserId id) const;
    const ScriptMember* member(GuildId guild, UserId user) const;

    /// Null when the user sits nowhere in that guild.
    const Presence* presence(GuildId guild, UserId user) const;
    std::vector<const Presence*> presences(GuildId guild) const;
    std::vector<UserId> occupants(GuildId guild, ChannelId channel) const;
    void seat(const Presence& presence);
    void unseat(GuildId guild, UserId user);

    /// Effective permission bits (discord-voice, "Permissions").
    std::uint64_t permissions(GuildId guild, UserId user, ChannelId channel) const;
    std::uint64_t basePermissions(GuildId guild, UserId user) const;
    /// Whether Discord would answer a join at all; when not, it says nothing.
    bool mayJoin(GuildId guild, UserId user, ChannelId channel) const;

private:
    std::map<UserId, ScriptUser> m_users;
    std::map<GuildId, ScriptGuild> m_guilds;
    std::map<std::pair<GuildId, UserId>, Presence> m_presences;
};

} // namespace lavalier::simulator
