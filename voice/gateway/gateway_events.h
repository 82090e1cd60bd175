#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/gateway/guild.h"

#include <QUrl>

#include <variant>

namespace lavalier::gateway {

/// A user in a guild.
struct MemberKey {
    GuildId guild;
    UserId user;

    auto operator<=>(const MemberKey&) const = default;
};

// The dispatches (op 0) Lavalier knows, as values. Each is checked: what is in one may be used.

struct ReadyEvent {
    UserId self;
    QString selfName;
    QString sessionId;
    QUrl resumeUrl; ///< unchecked; empty when absent
    std::vector<GuildId> guilds;
};
struct ResumedEvent { };
/// Name and channels at once; only here do voice states come as a list.
struct GuildCreatedEvent {
    GuildId id;
    QString name;
    QString iconHash;
    UserId owner;
    std::vector<Role> roles;
    std::vector<Channel> channels;
    std::vector<Member> members;
    std::vector<VoiceState> voiceStates;
};
struct GuildUpdatedEvent {
    GuildId id;
    QString name;
    QString iconHash;
    UserId owner;
    std::vector<Role> roles; ///< empty when the event carried none
};
/// An outage keeps what is known of a guild; a removal forgets it.
struct GuildRemovedEvent {
    enum class Reason { Outage, Removed };
    GuildId id;
    Reason reason = Reason::Removed;
};
struct ChannelChangedEvent {
    GuildId guild;
    Channel channel;
};
struct ChannelRemovedEvent {
    GuildId guild;
    ChannelId channel;
};
struct RoleChangedEvent {
    GuildId guild;
    Role role;
};
struct RoleRemovedEvent {
    GuildId guild;
    RoleId role;
};
struct MembersEvent {
    GuildId guild;
    std::vector<Member> members;
};
struct MemberRemovedEvent {
    MemberKey key;
};
/// `state.channel` zero means the user left.
struct VoiceStateEvent {
    GuildId guild;
    VoiceState state;
    std::optional<Member> member;
};
struct VoiceServerEvent {
    GuildId guild;
    QString endpoint; ///< null: the server went away, another event follows
    SecretBytes token;
};
struct SelfChangedEvent {
    UserId self;
    QString selfName;
};

using GatewayEvent
    = std::variant<ReadyEvent, ResumedEvent, GuildCreatedEvent, GuildUpdatedEvent,
                   GuildRemovedEvent, ChannelChangedEvent, ChannelRemovedEvent, RoleChangedEvent,
                   RoleRemovedEvent, MembersEvent, MemberRemovedEvent, VoiceStateEvent,
                   VoiceServerEvent, SelfChangedEvent>;

} // namespace lavalier::gateway
