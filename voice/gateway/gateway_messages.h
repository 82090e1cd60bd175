#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/gateway/json_reader.h"

#include <span>

namespace lavalier::gateway {

/// Opcodes of the main gateway. Source: Discord API reference, "Gateway opcodes".
enum class Op {
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    VoiceStateUpdate = 4,
    Resume = 6,
    Reconnect = 7,
    RequestMembers = 8,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,
};

/// One frame from the server: {op, d, s, t}.
struct ServerMessage {
    int op = -1;
    QJsonValue data;
    std::optional<std::int64_t> sequence; ///< only dispatches carry one
    QString type;
};

/// GUILDS and GUILD_VOICE_STATES; neither is privileged.
inline constexpr int kIntents = 129;
/// Discord closes with 4002 beyond this.
inline constexpr qsizetype kMaxClientMessage = 4096;
inline constexpr std::size_t kMaxMembersPerRequest = 100;

Result<ServerMessage, JsonError> parseServerMessage(QByteArrayView frame);

/// The two that carry the token come as secrets; what they came from is wiped.
SecretBytes identifyMessage(const SecretBytes& token);
SecretBytes resumeMessage(const SecretBytes& token, const QString& sessionId,
                          std::int64_t sequence);
QByteArray heartbeatMessage(std::optional<std::int64_t> sequence);
QByteArray voiceStateMessage(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                             bool selfDeaf);
/// At most kMaxMembersPerRequest users.
QByteArray requestMembersMessage(GuildId guild, std::span<const UserId> users);

} // namespace lavalier::gateway
