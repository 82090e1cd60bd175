#include "voice/simulator/world.h"

#include <algorithm>

namespace lavalier::simulator {

namespace {

constexpr std::uint64_t kAllRights = ~std::uint64_t {0};

template <typename Range, typename Predicate> auto* findIn(Range& range, Predicate predicate)
{
    const auto found = std::ranges::find_if(range, predicate);
    return found == std::ranges::end(range) ? nullptr : &*found;
}

bool holdsRole(const ScriptMember& member, std::uint64_t role)
{
    return std::ranges::any_of(member.roles, [role](RoleId id) { return id.value() == role; });
}

} // namespace

World::World(const SimulatorScript& script)
{
    for (const ScriptUser& user : script.users)
        m_users.emplace(user.id, user);
    for (ScriptGuild guild : script.guilds) {
        const RoleId everyone(guild.id.value());
        if (!findIn(guild.roles,
                    [everyone](const ScriptRole& role) { return role.id == everyone; }))
            guild.roles.insert(guild.roles.begin(),
                               ScriptRole {everyone, QStringLiteral("@everyone")});
        m_guilds.emplace(guild.id, guild);
        for (const ScriptMember& member : guild.members) {
            if (!member.voice.isValid())
                continue;
            Presence presence {member.user, guild.id, member.voice};
            presence.selfMute = member.selfMute;
            presence.selfDeaf = member.selfDeaf;
            seat(presence);
        }
    }
}

void World::addBot(const ScriptUser& bot)
{
    m_users.insert_or_assign(bot.id, bot);
    for (auto& [id, guild] : m_guilds) {
        if (!member(id, bot.id))
            guild.members.push_back(ScriptMember {bot.id});
    }
}

void World::rename(GuildId guild, UserId user, const QString& nick)
{
    const auto found = m_guilds.find(guild);
    if (found == m_guilds.end())
        return;
    if (ScriptMember* member = findIn(found->second.members,
                                      [user](const ScriptMember& one) { return one.user == user; }))
        member->nick = nick;
}

const ScriptGuild* World::guild(GuildId id) const
{
    const auto found = m_guilds.find(id);
    return found == m_guilds.end() ? nullptr : &found->second;
}

const ScriptChannel* World::channel(GuildId guildId, ChannelId id) const
{
    const ScriptGuild* const owner = guild(guildId);
    return owner ? findIn(owner->channels, [id](const ScriptChannel& one) { return one.id == id; })
                 : nullptr;
}

const ScriptGuild* World::guildOf(ChannelId id) const
{
    const auto found = std::ranges::find_if(
        m_guilds, [&](const auto& entry) { return channel(entry.first, id) != nullptr; });
    return found == m_guilds.end() ? nullptr : &found->second;
}

const ScriptUser* World::user(UserId id) const
{
    const auto found = m_users.find(id);
    return found == m_users.end() ? nullptr : &found->second;
}

const ScriptMember* World::member(GuildId guildId, UserId id) const
{
    const ScriptGuild* const owner = guild(guildId);
    return owner ? findIn(owner->members, [id](const ScriptMember& one) { return one.user == id; })
                 : nullptr;
}

const Presence* World::presence(GuildId guildId, UserId id) const
{
    const auto found = m_presences.find({guildId, id});
    return found == m_presences.end() ? nullptr : &found->second;
}

std::vector<const Presence*> World::presences(GuildId guildId) const
{
    std::vector<const Presence*> there;
    for (const auto& [key, presence] : m_presences) {
        if (key.first == guildId)
            there.push_back(&presence);
    }
    return there;
}

std::vector<UserId> World::occupants(GuildId guildId, ChannelId channelId) const
{
    std::vector<UserId> there;
    for (const Presence* presence : presences(guildId)) {
        if (presence->channel == channelId)
            there.push_back(presence->user);
    }
    return there;
}

void World::seat(const Presence& presence)
{
    Presence seated = presence;
    if (seated.sessionId.isEmpty())
        seated.sessionId = QStringLiteral("scripted-%1").arg(seated.user.value());
    m_presences.insert_or_assign({seated.guild, seated.user}, seated);
}

void World::unseat(GuildId guildId, UserId id)
{
    m_presences.erase({guildId, id});
}

std::uint64_t World::basePermissions(GuildId guildId, UserId id) const
{
    const ScriptGuild* const owner = guild(guildId);
    const ScriptMember* const who = member(guildId, id);
    if (!owner || !who)
        return 0;
    if (owner->owner == id)
        return kAllRights;
    std::uint64_t rights = 0;
    for (const ScriptRole& role : owner->roles) {
        if (role.id.value() == guildId.value() || holdsRole(*who, role.id.value()))
            rights |= role.permissions;
    }
    return rights & permission::kAdministrator ? kAllRights : rights;
}

std::uint64_t World::permissions(GuildId guildId, UserId id, ChannelId channelId) const
{
    const ScriptChannel* const where = channel(guildId, channelId);
    const ScriptMember* const who = member(guildId, id);
    if (!where || !who)
        return 0;
    std::uint64_t rights = basePermissions(guildId, id);
    if (rights == kAllRights)
        return rights;
    // @everyone, then all roles together, then the member: each removes before it adds.
    const auto apply = [&](auto concerns) {
        std::uint64_t deny = 0;
        std::uint64_t allow = 0;
        for (const ScriptOverwrite& overwrite : where->overwrites) {
            if (!concerns(overwrite))
                continue;
            deny |= overwrite.deny;
            allow |= overwrite.allow;
        }
        rights = (rights & ~deny) | allow;
    };
    apply([&](const ScriptOverwrite& one) { return !one.isMember && one.id == guildId.value(); });
    apply([&](const ScriptOverwrite& one) {
        return !one.isMember && one.id != guildId.value() && holdsRole(*who, one.id);
    });
    apply([&](const ScriptOverwrite& one) { return one.isMember && one.id == id.value(); });
    return rights & permission::kViewChannel ? rights : 0;
}

bool World::mayJoin(GuildId guildId, UserId id, ChannelId channelId) const
{
    const ScriptChannel* const where = channel(guildId, channelId);
    if (!where || (where->kind != ChannelKind::Voice && where->kind != ChannelKind::Stage))
        return false;
    const std::uint64_t rights = permissions(guildId, id, channelId);
    if (!(rights & permission::kConnect))
        return false;
    const auto there = occupants(guildId, channelId);
    const bool full = where->userLimit > 0
        && there.size() >= static_cast<std::size_t>(where->userLimit)
        && !std::ranges::count(there, id);
    return !full || (rights & permission::kMoveMembers);
}

} // namespace lavalier::simulator
