#pragma once

#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace lavalier::simulator {

using Milliseconds = std::chrono::milliseconds;

/// Discord's numbers for channel types.
enum class ChannelKind { Text = 0, Voice = 2, Category = 4, Stage = 13 };

/// Permission bits the simulator knows (Discord API reference, "Permissions").
namespace permission {
inline constexpr std::uint64_t kAdministrator = 1ULL << 3;
inline constexpr std::uint64_t kViewChannel = 1ULL << 10;
inline constexpr std::uint64_t kSendMessages = 1ULL << 11;
inline constexpr std::uint64_t kConnect = 1ULL << 20;
inline constexpr std::uint64_t kSpeak = 1ULL << 21;
inline constexpr std::uint64_t kMoveMembers = 1ULL << 24;
inline constexpr std::uint64_t kUseVoiceActivity = 1ULL << 25;
inline constexpr std::uint64_t kChangeNickname = 1ULL << 26;
inline constexpr std::uint64_t kEverydayRights
    = kViewChannel | kSendMessages | kConnect | kSpeak | kUseVoiceActivity | kChangeNickname;
} // namespace permission

struct ScriptUser {
    UserId id {};
    QString username {};
    QString globalName {}; ///< empty: none
    bool bot = false;
    QByteArray picture {}; ///< a PNG; empty: none
};

struct ScriptRole {
    RoleId id {}; ///< the guild's own id for @everyone
    QString name {};
    std::uint64_t permissions = permission::kEverydayRights;
    int position = 0;
};

struct ScriptOverwrite {
    std::uint64_t id = 0; ///< of a role or a user
    bool isMember = false;
    std::uint64_t allow = 0;
    std::uint64_t deny = 0;
};

struct ScriptChannel {
    ChannelId id {};
    ChannelKind kind = ChannelKind::Voice;
    QString name {};
    int position = 0;
    ChannelId category {}; ///< invalid: none
    int userLimit = 0; ///< 0: none
    std::vector<ScriptOverwrite> overwrites {};
};

struct ScriptMember {
    UserId user {};
    QString nick {};
    std::vector<RoleId> roles {};
    ChannelId voice {}; ///< where the member sits at the start; invalid: nowhere
    bool selfMute = false;
    bool selfDeaf = false;
};

struct ScriptGuild {
    GuildId id {};
    QString name {};
    UserId owner {};
    std::vector<ScriptRole> roles {}; ///< @everyone is added when missing
    std::vector<ScriptChannel> channels {};
    std::vector<ScriptMember> members {}; ///< bots that log in are members of every guild
};

/// A clip of resources/demo, e.g. "ana_1".
struct ClipSpeech {
    QString clip {};
};
/// A sine, encoded by libopus when the simulator starts. Level as AES17 counts: full scale is 0.
struct ToneSpeech {
    double hertz = 440;
    double dbfs = -20;
    Milliseconds length {1000};
};

/// One talk spurt; five silence frames follow it.
struct ScriptSpurt {
    Milliseconds start {0}; ///< since the script's zero (and again each period)
    std::variant<ClipSpeech, ToneSpeech> speech {};
};

/// Native clients let their RTP clock run through silence, library bots freeze it.
enum class SpeakerKind { Native, Bot };

struct ScriptSpeaker {
    UserId user {};
    SpeakerKind kind = SpeakerKind::Native;
    std::vector<ScriptSpurt> spurts {}; ///< by start
    Milliseconds period {0}; ///< the spurts again after this long; 0: once
    double paddedShare = 0; ///< share of packets with the P bit and RTP padding, 0 to 1
    double extendedShare = 0; ///< share with a one-byte header extension
    double csrcShare = 0; ///< share with one contributing source
    Milliseconds announceDelay {0}; ///< op 5 comes this long after the first packet
};

/// What the network does to each datagram on its way to a listener. Decided by hash of seed,
/// SSRC and sequence, so the same packet of the same run meets the same fate.
struct WireFaults {
    double loss = 0; ///< 0 to 1
    double reorder = 0; ///< delayed behind its successors
    double duplicate = 0; ///< the same bytes a second time
    Milliseconds jitter {0}; ///< 0 to this much extra delay, order kept
};

/// What the delivery service says wrong on purpose, to live clients only.
enum class SpoiltMessage {
    ForgedCommit, ///< at once: a commit that nobody made
    Commit, ///< the next one announced, one bit flipped
    Welcome, ///< the next one, one bit flipped
};

/// What can happen, by time or on demand (DiscordSimulator::perform).
struct JoinVoice {
    UserId user {};
    GuildId guild {};
    ChannelId channel {};
}; ///< join or move; a new SSRC
struct LeaveVoice {
    UserId user {};
    GuildId guild {};
}; ///< kicks, when a live bot
struct Rename {
    UserId user {};
    GuildId guild {};
    QString nick {};
};
struct SetMute {
    UserId user {};
    GuildId guild {};
    bool selfMute = false;
    bool selfDeaf = false;
    bool serverMute = false;
    bool serverDeaf = false;
};
struct GatewayReconnect { }; ///< op 7
struct GatewayInvalidate {
    bool resumable = false;
}; ///< op 9
struct GatewayDrop { }; ///< TCP goes, nothing is said
struct GatewayClose {
    int code = 4000;
};
struct GatewayMuteAcks {
    bool silent = true;
}; ///< heartbeats stay unanswered
struct VoiceDrop {
    GuildId guild {};
    UserId user {}; ///< invalid: everybody
}; ///< the voice sockets' TCP goes
struct VoiceClose {
    GuildId guild {};
    int code = 4015;
    bool endSession = false;
};
struct MigrateServer {
    GuildId guild {};
    Milliseconds endpointNullFor {0};
}; ///< another voice server
struct RepeatSessionDescription {
    GuildId guild {};
}; ///< op 4 again, new key
struct SetFaults {
    WireFaults faults {};
};
struct RefuseRest {
    int requests = 1;
    double retryAfterSeconds = 1;
    bool global = false;
}; ///< 429
struct SpoilDave {
    GuildId guild {};
    ChannelId channel {};
    SpoiltMessage which = SpoiltMessage::ForgedCommit;
    UserId victim {}; ///< invalid: every live client
};
struct ForbidDave {
    GuildId guild {};
    ChannelId channel {};
    bool forbidden = true; ///< down to version 0; false: up again
};
struct MuteDave {
    GuildId guild {};
    ChannelId channel {};
    bool silent = true; ///< no DAVE message reaches a live client
};
struct ReadmitToDave {
    GuildId guild {};
    UserId user {};
}; ///< out of the group and in again, the voice connection stays
using ScriptAction
    = std::variant<JoinVoice, LeaveVoice, Rename, SetMute, GatewayReconnect, GatewayInvalidate,
                   GatewayDrop, GatewayClose, GatewayMuteAcks, VoiceDrop, VoiceClose, MigrateServer,
                   RepeatSessionDescription, SetFaults, RefuseRest, SpoilDave, ForbidDave, MuteDave,
                   ReadmitToDave>;

struct ScriptEvent {
    Milliseconds at {0};
    ScriptAction action {};
};

/// When the script's clock begins to run.
enum class ScriptZero { FirstListenerReady, SimulatorStarts };

/// Which ciphers the voice server offers, in this order.
enum class OfferedModes { Both, OnlyXChaCha20, OnlyUnknown };

/// Everything a simulated Discord does. The same script and seed do the same things.
struct SimulatorScript {
    std::vector<ScriptUser> users {};
    std::vector<ScriptGuild> guilds {};
    std::vector<ScriptSpeaker> speakers {}; ///< heard wherever their user sits
    std::vector<ScriptEvent> events {};
    WireFaults faults {};
    std::uint64_t seed = 1;
    ScriptZero zero = ScriptZero::FirstListenerReady;
    OfferedModes modes = OfferedModes::Both;
    int daveVersion = 1; ///< the highest the voice server speaks; stages are never encrypted
    bool requireDave = false; ///< voice closes with 4017 when the client offers no DAVE
    bool serverUpdateFirst
        = false; ///< VOICE_SERVER_UPDATE before the state; some libraries need it after
    Milliseconds gatewayHeartbeat {41250};
    Milliseconds voiceHeartbeat {13750};
    Milliseconds resumeWindow {60000};
    std::size_t maxLogEntries = 500'000; ///< SentLog keeps the first that many; 0: no log
};

/// The call of --demo: three guilds, five people talking at one table and more elsewhere.
SimulatorScript demoScript();
inline constexpr GuildId kDemoGuild {1101000000000000001};
inline constexpr ChannelId kDemoChannel {1101000000000000020};
inline constexpr ChannelId kDemoStaffChannel {1101000000000000021}; ///< no right to see or join
inline constexpr ChannelId kDemoFullChannel {1101000000000000022}; ///< its user limit is reached
inline constexpr ChannelId kDemoStage {1101000000000000023};

} // namespace lavalier::simulator
