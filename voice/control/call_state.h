#pragma once

#include "voice/base/secret_bytes.h"

#include <QString>

namespace lavalier::control {

/// What the main gateway tells about a voice server: enough to identify there once.
struct VoiceServer {
    QString sessionId; ///< from our own voice state
    SecretBytes token; ///< good for this server only
    QString endpoint; ///< host with an optional port, as it came; checked before anything connects
};

/// How far one call has come, as the window shows it.
enum class VoiceState {
    Idle, ///< nothing asked for yet
    AwaitingServer, ///< the main gateway must name a voice server
    Connecting, ///< web socket, identify
    Discovering, ///< our own UDP address, then the key
    Ready, ///< audio flows
    Resuming, ///< the web socket is being replaced; audio still flows
    Backoff, ///< waiting before the next fresh attempt
    Stopped, ///< final; StopReason says why
};

/// Why a call ended. Nothing continues by itself after any of these.
enum class StopReason {
    Left, ///< we asked for it
    Kicked, ///< 4014, or a moderator's disconnect
    CallEnded, ///< 4022: channel deleted or call over
    DaveRequired, ///< 4017: the channel wants end-to-end encryption that was not offered
    RateLimited, ///< 4021: try again by hand, minutes later
    AuthenticationFailed, ///< session or token refused again and again
    ServerNotFound, ///< 4011 twice: the server we are sent to does not know the call
    ProtocolError, ///< the server called our messages wrong twice (4001, 4002, …)
    ServerUnreachable, ///< no voice server could be reached for too long
    MediaUnreachable, ///< the control connection works, UDP does not
    UnsupportedMode, ///< no transport encryption that we know was offered
    NoAnswer, ///< asked to join; the main gateway named no voice server
    ForbiddenHost, ///< the endpoint lies outside the hosts we may talk to
};

} // namespace lavalier::control
