#pragma once

namespace lavalier::gateway {

/// Why there is no connection to Discord's gateway, or why it will not come back by itself.
enum class GatewayError {
    BadToken, ///< HTTP 401 or close 4004: ask for another token
    DisallowedIntents, ///< close 4014
    InvalidIntents, ///< close 4013
    ShardingRequired, ///< close 4011
    InvalidShard, ///< close 4010
    InvalidVersion, ///< close 4012: this program is too old
    HostNotAllowed, ///< an address outside Discord's hosts was handed to us
    TlsFailed, ///< the certificate did not verify
    Refused, ///< HTTP 403 or another refusal of the login calls
    MalformedAnswer, ///< not Discord's JSON: a captive portal, a proxy
    TooManyLogins, ///< an identify limit, Discord's or ours; goes on by itself
    RateLimited, ///< HTTP 429; goes on by itself
    Unreachable, ///< no network, server errors, dropped connection; goes on by itself
};

/// Final errors end in GatewayState::Failed; the others are retried with back-off.
constexpr bool isFinal(GatewayError error)
{
    return error != GatewayError::TooManyLogins && error != GatewayError::RateLimited
        && error != GatewayError::Unreachable && error != GatewayError::MalformedAnswer;
}

} // namespace lavalier::gateway
