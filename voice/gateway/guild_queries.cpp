// The questions GuildDirectory answers; what changes it is in guild_directory.cpp.
#include "voice/gateway/guild_directory.h"

#include "voice/base/snowflake.h"

#include <algorithm>

namespace lavalier::gateway {

std::vector<const Guild*> GuildDirectory::guilds() const
{
    std::vector<const Guild*> all;
    all.reserve(m_guilds.size());
    for (const auto& [id, guild] : m_guilds)
        all.push_back(&guild);
    std::ranges::sort(all, [](const Guild* a, const Guild* b) {
        const int byName = a->name.compare(b->name, Qt::CaseInsensitive);
        return byName != 0 ? byName < 0 : a->id < b->id;
    });
    return all;
}

const Guild* GuildDirectory::guild(GuildId id) const
{
    const auto found = m_guilds.find(id);
    return found == m_guilds.end() ? nullptr : &found->second;
}

const Channel* GuildDirectory::channel(GuildId guildId, ChannelId id) const
{
    const Guild* in = guild(guildId);
    if (in == nullptr)
        return nullptr;
    const auto found = in->channels.find(id);
    return found == in->channels.end() ? nullptr : &found->second;
}

const Guild* GuildDirectory::guildOfChannel(ChannelId id) const
{
    const auto found = m_guildOfChannel.find(id);
    return found == m_guildOfChannel.end() ? nullptr : guild(found->second);
}

std::vector<const Channel*> GuildDirectory::channelsInOrder(GuildId guildId) const
{
    std::vector<const Channel*> channels;
    if (const Guild* in = guild(guildId)) {
        channels.reserve(in->order.size());
        for (const ChannelId id : in->order)
            channels.push_back(&in->channels.at(id));
    }
    return channels;
}

std::span<const UserId> GuildDirectory::occupants(GuildId guildId, ChannelId channelId) const
{
    const Guild* in = guild(guildId);
    if (in == nullptr)
        return {};
    const auto found = in->occupants.find(channelId);
    return found == in->occupants.end() ? std::span<const UserId>() : std::span(found->second);
}

const VoiceState* GuildDirectory::voiceState(GuildId guildId, UserId user) const
{
    const Guild* in = guild(guildId);
    if (in == nullptr)
        return nullptr;
    const auto found = in->voiceStates.find(user);
    return found == in->voiceStates.end() ? nullptr : &found->second;
}

const Member* GuildDirectory::member(GuildId guildId, UserId user) const
{
    const Guild* in = guild(guildId);
    if (in == nullptr)
        return nullptr;
    const auto found = in->members.find(user);
    return found == in->members.end() ? nullptr : &found->second;
}

QString GuildDirectory::displayName(GuildId guildId, UserId user) const
{
    if (const Member* known = member(guildId, user);
        known != nullptr && !known->displayName().isEmpty())
        return known->displayName();
    return user == m_self && !m_selfName.isEmpty() ? m_selfName : toString(user);
}

std::optional<Permissions> GuildDirectory::ownPermissions(GuildId guildId, ChannelId channelId,
                                                          WallTime now) const
{
    const Guild* in = guild(guildId);
    const Channel* where = channel(guildId, channelId);
    const Member* me = member(guildId, m_self);
    if (in == nullptr || where == nullptr || me == nullptr)
        return std::nullopt;
    const auto everyone = in->roles.find(RoleId(guildId.value()));
    if (everyone == in->roles.end() && in->owner != m_self)
        return std::nullopt;
    const auto isUnreadable = [in](RoleId id) {
        const auto role = in->roles.find(id);
        return role != in->roles.end() && !role->second.permissionsKnown;
    };
    if (isUnreadable(RoleId(guildId.value())) || std::ranges::any_of(me->roles, isUnreadable))
        return std::nullopt;
    return effectivePermissions(*in, *where, *me, now);
}

JoinVerdict GuildDirectory::joinVerdict(GuildId guildId, ChannelId channelId, WallTime now) const
{
    const Guild* in = guild(guildId);
    if (in == nullptr)
        return JoinVerdict::UnknownGuild;
    if (!in->available)
        return JoinVerdict::ServerUnavailable;
    const Channel* where = channel(guildId, channelId);
    if (where == nullptr)
        return JoinVerdict::UnknownChannel;
    if (!where->carriesVoice())
        return JoinVerdict::NotAVoiceChannel;
    const auto permissions = ownPermissions(guildId, channelId, now);
    if (permissions) {
        if (!permissions->has(kViewChannel))
            return JoinVerdict::NotVisible;
        if (!permissions->has(kConnect)) {
            const Member* me = member(guildId, m_self);
            const bool timedOut = me->timedOutUntil && *me->timedOutUntil > now;
            return timedOut ? JoinVerdict::TimedOut : JoinVerdict::NoConnectPermission;
        }
    }
    const auto present = occupants(guildId, channelId);
    const bool inside = std::ranges::find(present, m_self) != present.end();
    const bool full
        = where->userLimit > 0 && std::cmp_greater_equal(present.size(), where->userLimit);
    if (full && !inside && !(permissions && permissions->has(kMoveMembers)))
        return JoinVerdict::Full;
    return JoinVerdict::Allowed;
}

} // namespace lavalier::gateway
