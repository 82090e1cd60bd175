#pragma once

#include "voice/gateway/gateway_error.h"

#include <optional>

namespace lavalier::gateway {

/// How to go on after the gateway closed the connection.
struct CloseRule {
    enum class Action { Resume, NewSession, Stop };
    Action action = Action::Resume;
    GatewayError error = GatewayError::Unreachable; ///< what to tell; final only with Stop

    bool operator==(const CloseRule&) const = default;
};

/// Every documented close code in one table; any other code (and none at all: 0) is a network drop.
/// Source:  Discord API reference, "Gateway close event codes".
CloseRule closeRule(int code);

/// What we close with when the session is to be resumed: 1000 and 1001 would end it.
inline constexpr int kCloseToResume = 4900;
/// What we close with when we leave for good.
inline constexpr int kCloseForGood = 1000;

} // namespace lavalier::gateway
