#pragma once

#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QJsonObject>

#include <variant>
#include <vector>

namespace lavalier::simulator {

/// The opcodes of end-to-end encryption, as both sides say them.
namespace dave_op {
inline constexpr int kPrepareTransition = 21;
inline constexpr int kExecuteTransition = 22;
inline constexpr int kTransitionReady = 23;
inline constexpr int kPrepareEpoch = 24;
inline constexpr int kExternalSender = 25;
inline constexpr int kKeyPackage = 26;
inline constexpr int kProposals = 27;
inline constexpr int kCommitWelcome = 28;
inline constexpr int kAnnounceCommit = 29;
inline constexpr int kWelcome = 30;
inline constexpr int kInvalidCommitWelcome = 31;
} // namespace dave_op

/// One message between the delivery service and one client, in either direction: JSON's `d`, or
/// the payload of a binary message behind its opcode.
struct DaveMessage {
    UserId user; ///< the client's
    int op = 0;
    std::variant<QJsonObject, QByteArray> content;
};
using DaveMessages = std::vector<DaveMessage>;

} // namespace lavalier::simulator
