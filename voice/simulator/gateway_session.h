#pragma once

#include "voice/base/strong_id.h"

#include <QJsonObject>

#include <deque>
#include <optional>
#include <vector>

namespace lavalier::simulator {

/// Close codes of the main gateway the simulator uses (Discord's "Opcodes and Status Codes").
namespace gateway_close {
inline constexpr int kUnknownOpcode = 4001;
inline constexpr int kDecodeError = 4002;
inline constexpr int kNotAuthenticated = 4003;
inline constexpr int kAuthenticationFailed = 4004;
inline constexpr int kAlreadyAuthenticated = 4005;
inline constexpr int kInvalidSequence = 4007;
inline constexpr int kRateLimited = 4008;
inline constexpr int kSessionTimedOut = 4009;
inline constexpr int kInvalidVersion = 4012;
inline constexpr int kDisallowedIntents = 4014;
} // namespace gateway_close

/// One bot's session: what it may hear, what it was told, and how to tell it again after a resume.
///
/// Thread:  one at a time. Knows no socket.
class GatewaySession {
public:
    GatewaySession(QString id, UserId user, std::uint64_t intents);

    const QString& id() const { return m_id; }
    UserId user() const { return m_user; }
    bool wants(std::uint64_t intent) const { return intent == 0 || (m_intents & intent) != 0; }

    /// The frame for an event, numbered and remembered.
    QByteArray record(const QString& event, const QJsonObject& data);
    /// What came after `sequence`; nullopt when it is from the future or too old to be known.
    std::optional<std::vector<QByteArray>> eventsAfter(std::int64_t sequence) const;

private:
    struct Event {
        std::int64_t sequence;
        QByteArray frame;
    };
    static constexpr std::size_t kRemembered = 1000;

    const QString m_id;
    const UserId m_user;
    const std::uint64_t m_intents;
    std::int64_t m_sequence = 0;
    std::deque<Event> m_events;
};

} // namespace lavalier::simulator
