#pragma once

#include "voice/control/call_state.h"

#include <span>

namespace lavalier::control {

/// What follows when a voice server closes the web socket.
enum class CloseAction {
    Resume, ///< network trouble: same session, same keys
    RetryOnce, ///< the server finds fault with us, or no call: one fresh join, then stop
    Rejoin, ///< session or token no longer good: ask the main gateway for new ones
    AwaitNews, ///< kicked, moved or migrated: the main gateway will say which
    Stop, ///< never again by itself
};

struct CloseRule {
    int code;
    CloseAction action;
    StopReason reason; ///< what to report when the action comes to an end
};

/// One row per code that Discord documents, plus Resume for everything else.
CloseRule closeRule(int code);
std::span<const CloseRule> allCloseRules();

/// How we close a socket that is dead but must stay resumable: 1000 and 1001 end the session.
inline constexpr int kCloseForResume = 4900;
inline constexpr int kCloseForGood = 1000;

} // namespace lavalier::control
