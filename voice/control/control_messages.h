#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace lavalier::control {

/// What a voice server says, version 8, parsed once into values that cannot be wrong.
///
/// Source:  discord-voice gateway, opcodes of version 8; DAVE opcodes 21 to 30.
struct Hello {
    std::chrono::milliseconds heartbeatInterval;
};
struct Ready {
    Ssrc ssrc; ///< ours
    QString address;
    std::uint16_t port = 0;
    QStringList modes;
};
struct HeartbeatRequest { };
struct SessionDescription {
    QString mode; ///< empty when the server left it out
    SecretBytes key; ///< 32 bytes
    int daveVersion = 0;
};
struct Speaking {
    UserId user;
    Ssrc ssrc;
};
struct HeartbeatAck {
    std::optional<std::int64_t> nonce;
};
struct Resumed { };
struct ClientsConnect {
    QList<UserId> users;
    std::size_t refused = 0; ///< entries that were no ids or beyond the cap
};
struct Video {
    UserId user;
    Ssrc audio;
};
struct ClientDisconnect {
    UserId user;
};
/// End-to-end encryption: handed to whoever speaks DAVE, in order, also before op 4.
struct DavePrepareTransition {
    int protocolVersion = 0;
    int transitionId = 0;
};
struct DaveExecuteTransition {
    int transitionId = 0;
};
struct DavePrepareEpoch {
    int protocolVersion = 0;
    std::uint64_t epoch = 0;
};
struct DaveBinary {
    std::uint8_t op = 0; ///< 25 to 30
    QByteArray payload;
};
using DaveMessage
    = std::variant<DavePrepareTransition, DaveExecuteTransition, DavePrepareEpoch, DaveBinary>;
/// Known and of no use to a listener (14 to 20, 32), or not known at all.
struct Unhandled {
    int op = 0;
    bool known = false;
};

using ServerMessage
    = std::variant<Hello, Ready, HeartbeatRequest, SessionDescription, Speaking, HeartbeatAck,
                   Resumed, ClientsConnect, Video, ClientDisconnect, DaveMessage, Unhandled>;

/// What a message is numbered with, echoed as it came: 0 is legal, and so is more than 16 bits.
using SequenceMark = std::optional<std::int64_t>;

struct Received {
    ServerMessage message;
    SequenceMark sequence;
};

enum class MessageError { TooLarge, NotJson, NoOpcode, WrongType, Truncated, NotDave };

/// Why a frame is no message, and the sequence it carried all the same: a resume must not
/// bring it back.
struct MessageProblem {
    MessageError error;
    int op = -1;
    SequenceMark sequence;
};

inline constexpr qsizetype kMaxTextBytes = 1024 * 1024;
inline constexpr qsizetype kMaxBinaryBytes = 256 * 1024;
inline constexpr qsizetype kMaxUserIds = 10'000;
inline constexpr std::size_t kKeyBytes = 32;

/// A text frame: JSON {op, d, seq?}.
Result<Received, MessageProblem> parseText(const QString& text);
/// A binary frame: u16 BE sequence | u8 op | payload.
Result<Received, MessageProblem> parseBinary(ByteView frame);

} // namespace lavalier::control
