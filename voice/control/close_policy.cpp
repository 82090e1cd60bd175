#include "voice/control/close_policy.h"

#include <algorithm>
#include <array>

namespace lavalier::control {
namespace {

using enum CloseAction;
using enum StopReason;

constexpr std::array kRules {
    CloseRule {0, Resume, ServerUnreachable}, // the connection broke without a word
    CloseRule {1000, Resume, ServerUnreachable}, // normal
    CloseRule {1001, Resume, ServerUnreachable}, // going away
    CloseRule {1006, Resume, ServerUnreachable}, // abnormal
    CloseRule {4001, RetryOnce, ProtocolError}, // unknown opcode
    CloseRule {4002, RetryOnce, ProtocolError}, // payload that could not be decoded
    CloseRule {4003, RetryOnce, ProtocolError}, // not authenticated
    CloseRule {4004, Rejoin, AuthenticationFailed}, // authentication failed
    CloseRule {4005, RetryOnce, ProtocolError}, // already authenticated
    CloseRule {4006, Rejoin, AuthenticationFailed}, // session no longer valid
    CloseRule {4009, Rejoin, AuthenticationFailed}, // session timeout
    CloseRule {4011, RetryOnce, ServerNotFound}, // server not found
    CloseRule {4012, RetryOnce, ProtocolError}, // unknown protocol
    CloseRule {4013, Resume, ServerUnreachable}, // media backend crashed
    CloseRule {4014, AwaitNews, Kicked}, // disconnected: kicked, moved, gateway lost
    CloseRule {4015, Resume, ServerUnreachable}, // voice server crashed
    CloseRule {4016, RetryOnce, ProtocolError}, // unknown encryption mode
    CloseRule {4017, Stop, DaveRequired}, // end-to-end encryption required
    CloseRule {4020, RetryOnce, ProtocolError}, // bad request
    CloseRule {4021, Stop, RateLimited}, // rate limited
    CloseRule {4022, AwaitNews, CallEnded}, // call terminated for everybody
};

} // namespace

std::span<const CloseRule> allCloseRules()
{
    return kRules;
}

CloseRule closeRule(int code)
{
    const auto rule = std::ranges::find(kRules, code, &CloseRule::code);
    return rule != kRules.end() ? *rule : CloseRule {code, Resume, ServerUnreachable};
}

} // namespace lavalier::control
