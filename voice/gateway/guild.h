#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"
#include "voice/gateway/permissions.h"

#include <QString>

#include <optional>
#include <unordered_map>
#include <vector>

namespace lavalier::gateway {

enum class ChannelType { Text, Voice, Category, Announcement, Stage, Forum, Media, Other };

struct Role {
    RoleId id;
    QString name;
    int position = 0;
    Permissions permissions;
    bool permissionsKnown = true; ///< false: absent, or in a form that cannot be read

    bool operator==(const Role&) const = default;
};

/// What one role or one member may do beyond, or not, in one channel.
struct Overwrite {
    enum class Target { Role, Member };
    Target target = Target::Role;
    std::uint64_t id = 0; ///< a RoleId or UserId, by `target`
    Permissions allow;
    Permissions deny;

    bool operator==(const Overwrite&) const = default;
};

struct Channel {
    ChannelId id;
    ChannelType type = ChannelType::Other;
    QString name;
    int position = 0;
    ChannelId parent; ///< its category; zero when it has none
    std::vector<Overwrite> overwrites;
    int userLimit = 0; ///< 0 is none
    int bitrate = 0;

    /// Voice or stage: somewhere Lavalier could go.
    bool carriesVoice() const { return type == ChannelType::Voice || type == ChannelType::Stage; }
    bool operator==(const Channel&) const = default;
};

struct Member {
    UserId id;
    QString username;
    QString globalName;
    QString nick;
    QString avatarHash; ///< the server avatar's when there is one
    bool bot = false;
    std::vector<RoleId> roles;
    std::optional<WallTime> timedOutUntil;

    /// Nick, else global name, else user name. Remote text: show it as plain text only.
    QString displayName() const;
    bool operator==(const Member&) const = default;
};

/// One user's place in one guild. A user has at most one per guild; each update replaces it whole.
struct VoiceState {
    UserId user;
    ChannelId channel;
    QString sessionId;
    bool mute = false; ///< by the server
    bool deaf = false;
    bool selfMute = false;
    bool selfDeaf = false;
    bool suppress = false; ///< stage audience

    bool isMuted() const { return mute || selfMute || suppress; }
    bool isDeafened() const { return deaf || selfDeaf; }
    bool operator==(const VoiceState&) const = default;
};

/// A server as far as it is known. Handed out const: only GuildDirectory changes one.
struct Guild {
    GuildId id;
    QString name;
    QString iconHash;
    UserId owner;
    bool available = false;
    /// Another after each event that may have changed anything here; never the same for two states.
    std::uint64_t revision = 0;
    std::unordered_map<RoleId, Role> roles;
    std::unordered_map<ChannelId, Channel> channels;
    std::unordered_map<UserId, Member> members; ///< the bot itself and those seen in voice
    std::unordered_map<UserId, VoiceState> voiceStates;

    /// Kept by the directory: channels as Discord lists them (uncategorised first, then each
    /// category before its children; text before voice; position; id).
    std::vector<ChannelId> order;
    /// Kept by the directory: who is in which voice channel, in order of arrival.
    std::unordered_map<ChannelId, std::vector<UserId>> occupants;
};

} // namespace lavalier::gateway
