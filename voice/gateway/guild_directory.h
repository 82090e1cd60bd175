#pragma once

#include "voice/gateway/gateway_events.h"
#include "voice/gateway/guild.h"

#include <span>

namespace lavalier::gateway {

/// Whether the bot may enter a channel, and if not, why. Order of the questions is order of the
/// list.
enum class JoinVerdict {
    Allowed,
    UnknownGuild,
    ServerUnavailable,
    UnknownChannel,
    NotAVoiceChannel,
    NotVisible,
    TimedOut,
    NoConnectPermission,
    Full,
};

/// One user's move in one guild: joined (no `before`), left (no `after`), moved, or only a flag
/// changed.
struct VoiceStateChange {
    GuildId guild;
    UserId user;
    std::optional<ChannelId> before;
    std::optional<ChannelId> after;
    VoiceState state; ///< as it is now; as it was last when the user left
    bool self = false; ///< the bot itself

    bool operator==(const VoiceStateChange&) const = default;
};

/// What one event changed; everything else stayed as it was.
struct DirectoryChanges {
    bool changed = false;
    std::vector<VoiceStateChange> voice;
    /// In voice but without a name yet: to be asked for by request guild members.
    std::vector<MemberKey> unknownMembers;
};

/// Guilds, channels, roles, members and voice states, as the gateway told them so far.
///
/// Shape:   hash lookups; an event touches one guild and never copies another.
/// Errors:  none. What does not fit (unknown guild, past a cap) is counted in refused() and changes
/// nothing. Thread:  any, one at a time. References stay valid until the next apply(). Source:
/// Discord API reference, "Gateway events".
class GuildDirectory {
public:
    static constexpr std::size_t kMaxGuilds = 2'500; ///< Discord demands sharding from here on
    static constexpr std::size_t kMaxChannels = 2'000;
    static constexpr std::size_t kMaxRoles = 1'000;
    static constexpr std::size_t kMaxMembers = 50'000;

    DirectoryChanges apply(const GatewayEvent& event);
    void clear();

    UserId self() const { return m_self; }
    QString selfName() const { return m_selfName; }
    /// By name, then id.
    std::vector<const Guild*> guilds() const;
    const Guild* guild(GuildId id) const;
    const Channel* channel(GuildId guild, ChannelId id) const;
    /// The guild a channel belongs to; null when no guild lists it.
    const Guild* guildOfChannel(ChannelId id) const;
    /// As Discord lists them, categories included.
    std::vector<const Channel*> channelsInOrder(GuildId guild) const;
    std::span<const UserId> occupants(GuildId guild, ChannelId channel) const;
    /// Of the bot itself, the session id is there only when this gateway session told it.
    const VoiceState* voiceState(GuildId guild, UserId user) const;
    const Member* member(GuildId guild, UserId user) const;
    /// What to call a user; the id in digits while nothing is known.
    QString displayName(GuildId guild, UserId user) const;

    /// The bot's own permissions; nullopt while its member or the @everyone role is not known,
    /// or one of its roles could not be read.
    std::optional<Permissions> ownPermissions(GuildId guild, ChannelId channel, WallTime now) const;
    /// Allowed also when the permissions are not known: Discord then has the last word.
    JoinVerdict joinVerdict(GuildId guild, ChannelId channel, WallTime now) const;

    /// Events that named something unknown or went past a cap. Only ever grows.
    std::uint64_t refused() const { return m_refused; }

private:
    DirectoryChanges on(const ReadyEvent& event);
    DirectoryChanges on(const ResumedEvent& event);
    DirectoryChanges on(const GuildCreatedEvent& event);
    DirectoryChanges on(const GuildUpdatedEvent& event);
    DirectoryChanges on(const GuildRemovedEvent& event);
    DirectoryChanges on(const ChannelChangedEvent& event);
    DirectoryChanges on(const ChannelRemovedEvent& event);
    DirectoryChanges on(const RoleChangedEvent& event);
    DirectoryChanges on(const RoleRemovedEvent& event);
    DirectoryChanges on(const MembersEvent& event);
    DirectoryChanges on(const MemberRemovedEvent& event);
    DirectoryChanges on(const VoiceStateEvent& event);
    DirectoryChanges on(const VoiceServerEvent& event);
    DirectoryChanges on(const SelfChangedEvent& event);

    Guild* find(GuildId id); ///< to change it
    DirectoryChanges refuse();
    bool keepMember(Guild& guild, const Member& member);
    std::optional<VoiceStateChange> place(Guild& guild, const VoiceState& state);
    std::optional<VoiceStateChange> displace(Guild& guild, UserId user);

    UserId m_self;
    QString m_selfName;
    std::unordered_map<GuildId, Guild> m_guilds;
    std::unordered_map<ChannelId, GuildId> m_guildOfChannel;
    std::uint64_t m_refused = 0;
    std::uint64_t m_revision = 0;
};

} // namespace lavalier::gateway
