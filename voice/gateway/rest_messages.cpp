#include "voice/gateway/rest_messages.h"

#include "voice/gateway/entity_decoder.h"
#include "voice/gateway/json_reader.h"
#include "voice/gateway/rest_client.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lavalier::gateway {

namespace {

constexpr int kDayMs = 86'400'000;
constexpr qsizetype kMaxMessage = 2000;

/// As many whole characters as Discord counts.
QString firstOf(const QString& text, qsizetype characters)
{
    const auto all = text.toUcs4();
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(all.constData()),
                             std::min(all.size(), characters));
}

} // namespace

Result<CurrentUser, RestDecodeError> decodeCurrentUser(const QByteArray& body)
{
    std::uint64_t malformed = 0;
    const auto object = parseJsonObject(body, kMaxRestAnswer);
    const auto user = object ? decodeUser(*object, malformed) : std::nullopt;
    if (!user)
        return Failure {RestDecodeError::Malformed};
    return CurrentUser {user->id, user->username, user->globalName, user->bot,
                        object->value(QLatin1String("avatar")).toString()};
}

Result<GatewayInfo, RestDecodeError> decodeGatewayInfo(const QByteArray& body)
{
    std::uint64_t malformed = 0;
    const auto object = parseJsonObject(body, kMaxRestAnswer);
    if (!object)
        return Failure {RestDecodeError::Malformed};
    const FieldReader fields(*object, malformed);
    GatewayInfo info;
    info.url = QUrl(fields.text(QLatin1String("url")), QUrl::StrictMode);
    if (info.url.isEmpty() || !info.url.isValid())
        return Failure {RestDecodeError::Malformed};
    if (fields.has(QLatin1String("shards")))
        info.shards = fields.number(QLatin1String("shards"), 1, 1'000'000);
    const QJsonObject limit = fields.object(QLatin1String("session_start_limit"));
    const FieldReader limits(limit, malformed);
    if (limits.has(QLatin1String("remaining"))) {
        info.remainingStarts = limits.number(QLatin1String("remaining"), 0, 1'000'000);
        info.resetAfter
            = std::chrono::milliseconds(limits.number(QLatin1String("reset_after"), 0, kDayMs));
    }
    return info;
}

QByteArray encodeNickname(const QString& nick)
{
    const QString cut = firstOf(nick, kMaxNickname);
    const QJsonObject object {
        {QStringLiteral("nick"), cut.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(cut)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray encodeMessage(const QString& text)
{
    const QJsonObject object {{QStringLiteral("content"), firstOf(text, kMaxMessage)},
                              {QStringLiteral("allowed_mentions"),
                               QJsonObject {{QStringLiteral("parse"), QJsonArray()}}}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace lavalier::gateway
