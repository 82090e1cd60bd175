#include "voice/gateway/guild_directory.h"

#include "voice/base/snowflake.h"
#include "voice/gateway/channel_order.h"

#include <algorithm>

namespace lavalier::gateway {

namespace {

DirectoryChanges changedSomething()
{
    DirectoryChanges changes;
    changes.changed = true;
    return changes;
}

void takeOut(Guild& guild, ChannelId channel, UserId user)
{
    const auto room = guild.occupants.find(channel);
    if (room == guild.occupants.end())
        return;
    std::erase(room->second, user);
    if (room->second.empty())
        guild.occupants.erase(room);
}

} // namespace

QString Member::displayName() const
{
    if (!nick.isEmpty())
        return nick;
    return globalName.isEmpty() ? username : globalName;
}

DirectoryChanges GuildDirectory::apply(const GatewayEvent& event)
{
    return std::visit([this](const auto& one) { return on(one); }, event);
}

void GuildDirectory::clear()
{
    const std::uint64_t revision = m_revision; // what was told under one number stays told
    *this = GuildDirectory();
    m_revision = revision;
}

DirectoryChanges GuildDirectory::on(const ReadyEvent& event)
{
    m_self = event.self;
    m_selfName = event.selfName;
    // What is known of a guild stays until its GUILD_CREATE: the window need not go blank.
    std::unordered_map<GuildId, Guild> kept;
    for (const GuildId id : event.guilds) {
        if (kept.size() >= kMaxGuilds) {
            ++m_refused;
            break;
        }
        const auto known = m_guilds.find(id);
        Guild guild = known == m_guilds.end() ? Guild() : std::move(known->second);
        guild.id = id;
        guild.available = false;
        guild.revision = ++m_revision;
        // Our own place ended with the old session, and its session id with it. Nobody is told:
        // whoever wants to be in a call joins again.
        displace(guild, m_self);
        kept.insert_or_assign(id, std::move(guild));
    }
    m_guilds = std::move(kept);
    std::erase_if(m_guildOfChannel,
                  [this](const auto& entry) { return !m_guilds.contains(entry.second); });
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const ResumedEvent&)
{
    return {};
}

DirectoryChanges GuildDirectory::on(const GuildCreatedEvent& event)
{
    if (!m_guilds.contains(event.id) && m_guilds.size() >= kMaxGuilds)
        return refuse();
    Guild& guild = m_guilds[event.id];
    const auto before = std::exchange(guild.voiceStates, {});
    for (const auto& [id, channel] : guild.channels)
        m_guildOfChannel.erase(id);
    // Members seen earlier keep their names: GUILD_CREATE lists only those in voice.
    auto members = std::move(guild.members);
    guild = Guild();
    guild.id = event.id;
    guild.revision = ++m_revision;
    guild.name = event.name;
    guild.iconHash = event.iconHash;
    guild.owner = event.owner;
    guild.available = true;
    guild.members = std::move(members);
    for (const Role& role : event.roles) {
        if (guild.roles.size() < kMaxRoles)
            guild.roles.insert_or_assign(role.id, role);
        else
            ++m_refused;
    }
    for (const Channel& channel : event.channels) {
        if (guild.channels.size() < kMaxChannels) {
            guild.channels.insert_or_assign(channel.id, channel);
            m_guildOfChannel.insert_or_assign(channel.id, guild.id);
        } else {
            ++m_refused;
        }
    }
    guild.order = orderOfChannels(guild.channels);
    for (const Member& member : event.members)
        keepMember(guild, member);

    DirectoryChanges changes = changedSomething();
    for (VoiceState state : event.voiceStates) {
        if (state.user == m_self) {
            // This list may still show the ghost of an earlier session; only what a
            // VOICE_STATE_UPDATE of this one told is a session id to identify with.
            const auto was = before.find(m_self);
            if (was == before.end() || was->second.sessionId != state.sessionId)
                state.sessionId.clear();
        }
        place(guild, state);
        if (!guild.members.contains(state.user))
            changes.unknownMembers.push_back({guild.id, state.user});
    }
    // Differences of the others since the last session. Our own place is told by VOICE_STATE_UPDATE
    // alone: after a lost session this list cannot know that we are about to join again.
    for (const auto& [user, state] : guild.voiceStates) {
        const auto was = before.find(user);
        if (user == m_self || (was != before.end() && was->second == state))
            continue;
        changes.voice.push_back(
            {guild.id, user,
             was == before.end() ? std::nullopt : std::optional(was->second.channel), state.channel,
             state, false});
    }
    for (const auto& [user, state] : before) {
        if (user != m_self && !guild.voiceStates.contains(user))
            changes.voice.push_back({guild.id, user, state.channel, std::nullopt, state, false});
    }
    return changes;
}

DirectoryChanges GuildDirectory::on(const GuildUpdatedEvent& event)
{
    Guild* guild = find(event.id);
    if (guild == nullptr)
        return refuse();
    guild->name = event.name;
    guild->iconHash = event.iconHash;
    if (event.owner.isValid())
        guild->owner = event.owner;
    if (!event.roles.empty()) {
        guild->roles.clear();
        for (const Role& role : event.roles) {
            if (guild->roles.size() < kMaxRoles)
                guild->roles.insert_or_assign(role.id, role);
            else
                ++m_refused;
        }
    }
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const GuildRemovedEvent& event)
{
    Guild* guild = find(event.id);
    if (event.reason == GuildRemovedEvent::Reason::Outage) {
        if (guild == nullptr) {
            if (m_guilds.size() >= kMaxGuilds)
                return refuse();
            Guild& unknown = m_guilds[event.id];
            unknown.id = event.id;
            unknown.revision = ++m_revision;
        } else {
            guild->available = false;
        }
        return changedSomething();
    }
    if (guild == nullptr)
        return refuse();
    DirectoryChanges changes = changedSomething();
    for (const auto& [user, state] : guild->voiceStates)
        changes.voice.push_back(
            {guild->id, user, state.channel, std::nullopt, state, user == m_self});
    for (const auto& [id, channel] : guild->channels)
        m_guildOfChannel.erase(id);
    m_guilds.erase(event.id);
    return changes;
}

DirectoryChanges GuildDirectory::on(const ChannelChangedEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr
        || (!guild->channels.contains(event.channel.id) && guild->channels.size() >= kMaxChannels))
        return refuse();
    guild->channels.insert_or_assign(event.channel.id, event.channel);
    m_guildOfChannel.insert_or_assign(event.channel.id, guild->id);
    guild->order = orderOfChannels(guild->channels);
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const ChannelRemovedEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr || guild->channels.erase(event.channel) == 0)
        return refuse();
    m_guildOfChannel.erase(event.channel);
    guild->order = orderOfChannels(guild->channels);
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const RoleChangedEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr
        || (!guild->roles.contains(event.role.id) && guild->roles.size() >= kMaxRoles))
        return refuse();
    guild->roles.insert_or_assign(event.role.id, event.role);
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const RoleRemovedEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr || guild->roles.erase(event.role) == 0)
        return refuse();
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const MembersEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr)
        return refuse();
    DirectoryChanges changes;
    for (const Member& member : event.members)
        changes.changed = keepMember(*guild, member) || changes.changed;
    return changes;
}

DirectoryChanges GuildDirectory::on(const MemberRemovedEvent& event)
{
    Guild* guild = find(event.key.guild);
    if (guild == nullptr)
        return refuse();
    // The name stays for the recording that may still mention it; only our own roles must go.
    if (event.key.user == m_self)
        guild->members.erase(m_self);
    return changedSomething();
}

DirectoryChanges GuildDirectory::on(const VoiceStateEvent& event)
{
    Guild* guild = find(event.guild);
    if (guild == nullptr)
        return refuse();
    DirectoryChanges changes;
    if (event.member)
        changes.changed = keepMember(*guild, *event.member);
    else if (event.state.channel.isValid() && !guild->members.contains(event.state.user))
        changes.unknownMembers.push_back({guild->id, event.state.user});
    const auto moved = event.state.channel.isValid() ? place(*guild, event.state)
                                                     : displace(*guild, event.state.user);
    if (moved) {
        changes.voice.push_back(*moved);
        changes.changed = true;
    } else if (event.state.user == m_self) {
        // Each answer about ourselves is told on, even one that repeats what is known: a voice
        // connection may be waiting for it (a rejoin of the same channel, a kick seen twice).
        const std::optional<ChannelId> channel
            = event.state.channel.isValid() ? std::optional(event.state.channel) : std::nullopt;
        changes.voice.push_back({guild->id, m_self, channel, channel, event.state, true});
    }
    return changes;
}

DirectoryChanges GuildDirectory::on(const VoiceServerEvent&)
{
    return {};
}

DirectoryChanges GuildDirectory::on(const SelfChangedEvent& event)
{
    if (event.self != m_self || event.selfName == m_selfName)
        return {};
    m_selfName = event.selfName;
    return changedSomething();
}

Guild* GuildDirectory::find(GuildId id)
{
    const auto found = m_guilds.find(id);
    if (found == m_guilds.end())
        return nullptr;
    found->second.revision = ++m_revision;
    return &found->second;
}

DirectoryChanges GuildDirectory::refuse()
{
    ++m_refused;
    return {};
}

bool GuildDirectory::keepMember(Guild& guild, const Member& member)
{
    const auto known = guild.members.find(member.id);
    if (known == guild.members.end()) {
        if (guild.members.size() >= kMaxMembers) {
            ++m_refused;
            return false;
        }
        guild.members.emplace(member.id, member);
        return true;
    }
    if (known->second == member)
        return false;
    known->second = member;
    return true;
}

std::optional<VoiceStateChange> GuildDirectory::place(Guild& guild, const VoiceState& state)
{
    const auto was = guild.voiceStates.find(state.user);
    if (was == guild.voiceStates.end() && guild.voiceStates.size() >= kMaxMembers) {
        ++m_refused;
        return std::nullopt;
    }
    std::optional<ChannelId> before;
    if (was != guild.voiceStates.end()) {
        if (was->second == state)
            return std::nullopt;
        before = was->second.channel;
    }
    if (before != state.channel) {
        if (before)
            takeOut(guild, *before, state.user);
        guild.occupants[state.channel].push_back(state.user);
    }
    guild.voiceStates.insert_or_assign(state.user, state);
    return VoiceStateChange {guild.id,      state.user, before,
                             state.channel, state,      state.user == m_self};
}

std::optional<VoiceStateChange> GuildDirectory::displace(Guild& guild, UserId user)
{
    const auto was = guild.voiceStates.find(user);
    if (was == guild.voiceStates.end())
        return std::nullopt;
    const VoiceState last = was->second;
    guild.voiceStates.erase(was);
    takeOut(guild, last.channel, user);
    return VoiceStateChange {guild.id, user, last.channel, std::nullopt, last, user == m_self};
}

} // namespace lavalier::gateway
