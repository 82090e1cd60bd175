#pragma once

#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>

namespace lavalier::gateway {

/// GET /users/@me: who the token belongs to.
struct CurrentUser {
    UserId id;
    QString username;
    QString globalName;
    bool bot = false;
    QString picture {}; ///< its hash, unchecked; empty for none

    bool operator==(const CurrentUser&) const = default;
};

/// GET /gateway/bot: where to connect and how many logins are left.
struct GatewayInfo {
    QUrl url; ///< unchecked
    int shards = 1;
    int remainingStarts = 1; ///< 1 when the answer says nothing
    std::chrono::milliseconds resetAfter {0};

    bool operator==(const GatewayInfo&) const = default;
};

enum class RestDecodeError { Malformed };

Result<CurrentUser, RestDecodeError> decodeCurrentUser(const QByteArray& body);
Result<GatewayInfo, RestDecodeError> decodeGatewayInfo(const QByteArray& body);
/// What Discord takes in a nickname.
inline constexpr int kMaxNickname = 32;
/// Body of PATCH /guilds/{guild}/members/@me; an empty nick takes it away. At most 32 characters
/// are sent.
QByteArray encodeNickname(const QString& nick);
/// Body of POST /channels/{channel}/messages; nobody is mentioned, whatever the text holds. At most
/// 2,000 characters are sent.
QByteArray encodeMessage(const QString& text);

} // namespace lavalier::gateway
