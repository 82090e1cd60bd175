#include "voice/gateway/close_codes.h"

#include <algorithm>
#include <array>

namespace lavalier::gateway {

namespace {

struct Row {
    int code;
    CloseRule rule;
};

using enum CloseRule::Action;

constexpr std::array kRows {
    Row {4000, {Resume, GatewayError::Unreachable}}, // unknown error
    Row {4001, {Resume, GatewayError::Unreachable}}, // unknown opcode
    Row {4002, {Resume, GatewayError::Unreachable}}, // decode error
    Row {4003, {NewSession, GatewayError::Unreachable}}, // not authenticated
    Row {4004, {Stop, GatewayError::BadToken}}, // authentication failed
    Row {4005, {NewSession, GatewayError::Unreachable}}, // already authenticated
    Row {4007, {NewSession, GatewayError::Unreachable}}, // invalid sequence
    Row {4008, {Resume, GatewayError::RateLimited}}, // we sent too much
    Row {4009, {NewSession, GatewayError::Unreachable}}, // session timed out
    Row {4010, {Stop, GatewayError::InvalidShard}}, // invalid shard
    Row {4011, {Stop, GatewayError::ShardingRequired}}, // sharding required
    Row {4012, {Stop, GatewayError::InvalidVersion}}, // invalid API version
    Row {4013, {Stop, GatewayError::InvalidIntents}}, // invalid intents
    Row {4014, {Stop, GatewayError::DisallowedIntents}}, // disallowed intents
};

} // namespace

CloseRule closeRule(int code)
{
    const auto* row = std::ranges::find(kRows, code, &Row::code);
    return row == kRows.end() ? CloseRule {} : row->rule;
}

} // namespace lavalier::gateway
