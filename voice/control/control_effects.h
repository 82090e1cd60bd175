#pragma once

#include "voice/base/strong_id.h"
#include "voice/control/call_state.h"
#include "voice/control/control_messages.h"
#include "voice/crypto/transport_cipher.h"

#include <QByteArray>
#include <QHostAddress>
#include <QUrl>

#include <chrono>
#include <variant>
#include <vector>

namespace lavalier::control {

/// One web socket of ours, counted from 1; what arrives from an older one is ignored.
using SocketId = StrongId<struct SocketIdTag, std::uint32_t>;

/// What VoiceControl wants done, in order. The first block is for the shells, the second is news.
struct OpenSocket {
    SocketId socket;
    QUrl url;
};
struct CloseSocket {
    SocketId socket;
    int code;
};
struct SendText {
    QByteArray text; ///< may hold the token: wipe after sending
};
struct SendBinary {
    QByteArray frame;
};
struct OpenMedia {
    ConnectionId connection;
    QHostAddress server;
    std::uint16_t port;
    Ssrc own;
};
struct SetCipher {
    crypto::TransportMode mode;
    SecretBytes key;
};
struct MapSpeaker {
    UserId user;
    Ssrc ssrc;
};
struct DropSpeaker {
    UserId user;
};
struct ClearSpeakers { };
/// The web socket was away: make sure soon that datagrams still find their way.
struct CheckMedia { };
struct CloseMedia { };
/// A voice session begins, and with it a new end-to-end encrypted group: forget the one before.
struct OpenDave {
    ChannelId channel;
};
/// Op 4 named the version, the first time or again. Comes before the transport key.
struct DescribeDave {
    int version;
};
struct PassToDave {
    DaveMessage message;
};

/// What end-to-end encryption answers, as it goes over the web socket.
using DaveAnswer = std::variant<SendText, SendBinary>;
/// This answer may have been lost with the web socket: ask whether it still means anything.
struct AskDave {
    DaveAnswer answer;
};

struct StateChanged {
    VoiceState state;
};
struct ConnectionOpened {
    ConnectionId connection;
    QString endpoint;
    QString mode;
    int daveVersion;
};
struct SpeakersPresent {
    QList<UserId> users;
};
struct RoundTripMeasured {
    std::chrono::milliseconds time;
};
struct RejoinNeeded { };
struct CallStopped {
    StopReason reason;
    int closeCode; ///< 0 when no close code led here
};

using Effect
    = std::variant<OpenSocket, CloseSocket, SendText, SendBinary, OpenMedia, SetCipher, MapSpeaker,
                   DropSpeaker, ClearSpeakers, CheckMedia, CloseMedia, OpenDave, DescribeDave,
                   PassToDave, AskDave, StateChanged, ConnectionOpened, SpeakersPresent,
                   RoundTripMeasured, RejoinNeeded, CallStopped>;
using Effects = std::vector<Effect>;

} // namespace lavalier::control
