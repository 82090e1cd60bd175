#include "voice/gateway/permissions.h"

#include "voice/gateway/guild.h"

#include <algorithm>

namespace lavalier::gateway {

namespace {

struct Change {
    Permissions allow;
    Permissions deny;

    Permissions applyTo(Permissions permissions) const { return permissions.without(deny) | allow; }
};

Permissions basePermissions(const Guild& guild, const Member& member)
{
    Permissions sum;
    const auto add = [&](RoleId id) {
        if (const auto role = guild.roles.find(id); role != guild.roles.end())
            sum = sum | role->second.permissions;
    };
    add(RoleId(guild.id.value())); // @everyone has the guild's id
    std::ranges::for_each(member.roles, add);
    return sum;
}

Permissions withOverwrites(Permissions permissions, const Guild& guild, const Channel& channel,
                           const Member& member)
{
    Change everyone;
    Change roles;
    Change own;
    for (const Overwrite& overwrite : channel.overwrites) {
        if (overwrite.target == Overwrite::Target::Member) {
            if (overwrite.id == member.id.value())
                own = {overwrite.allow, overwrite.deny};
        } else if (overwrite.id == guild.id.value()) {
            everyone = {overwrite.allow, overwrite.deny};
        } else if (std::ranges::find(member.roles, RoleId(overwrite.id)) != member.roles.end()) {
            roles.allow = roles.allow | overwrite.allow;
            roles.deny = roles.deny | overwrite.deny;
        }
    }
    return own.applyTo(roles.applyTo(everyone.applyTo(permissions)));
}

} // namespace

Permissions effectivePermissions(const Guild& guild, const Channel& channel, const Member& member,
                                 WallTime now)
{
    if (guild.owner.isValid() && guild.owner == member.id)
        return Permissions::all();
    Permissions permissions = basePermissions(guild, member);
    if (permissions.has(kAdministrator))
        return Permissions::all();
    permissions = withOverwrites(permissions, guild, channel, member);
    if (member.timedOutUntil && *member.timedOutUntil > now)
        permissions = permissions & (kViewChannel | kReadMessageHistory);
    if (!permissions.has(kViewChannel))
        return {};
    // Without CONNECT nothing else counts in a voice channel, but the channel stays visible.
    if (channel.carriesVoice() && !permissions.has(kConnect))
        return kViewChannel;
    return permissions;
}

} // namespace lavalier::gateway
