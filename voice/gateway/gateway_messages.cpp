#include "voice/gateway/gateway_messages.h"

#include <QJsonDocument>

namespace lavalier::gateway {

namespace {

QByteArray message(Op op, const QJsonValue& data)
{
    const QJsonObject object {{QStringLiteral("op"), static_cast<int>(op)},
                              {QStringLiteral("d"), data}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Quotes a token by hand: QJsonDocument would leave copies of it in memory nobody wipes.
SecretBytes withToken(const QByteArray& before, const SecretBytes& token, const QByteArray& after)
{
    QByteArray text;
    // Reserved in full, so that growing never leaves an unwiped copy behind.
    text.reserve(before.size() + after.size() + static_cast<qsizetype>(token.size()) * 6 + 2);
    text += before;
    text += '"';
    for (const std::uint8_t byte : token.reveal()) {
        if (byte == '"' || byte == '\\') {
            text += '\\';
            text += static_cast<char>(byte);
        } else if (byte < 0x20) {
            constexpr char kHex[] = "0123456789abcdef";
            text += "\\u00";
            text += kHex[byte >> 4];
            text += kHex[byte & 0xF];
        } else {
            text += static_cast<char>(byte);
        }
    }
    text += '"';
    text += after;
    return SecretBytes::takeFrom(text);
}

} // namespace

Result<ServerMessage, JsonError> parseServerMessage(QByteArrayView frame)
{
    const auto object = parseJsonObject(frame, kMaxGatewayMessage);
    if (!object)
        return Failure {object.error()};
    const QJsonValue op = object->value(QLatin1String("op"));
    if (op.toInt(-1) < 0)
        return Failure {JsonError::Malformed};
    ServerMessage message;
    message.op = op.toInt();
    message.data = object->value(QLatin1String("d"));
    const std::int64_t sequence = object->value(QLatin1String("s")).toInteger(-1);
    if (sequence >= 0)
        message.sequence = sequence;
    message.type = object->value(QLatin1String("t")).toString();
    return message;
}

SecretBytes identifyMessage(const SecretBytes& token)
{
    return withToken(QByteArrayLiteral(R"({"op":2,"d":{"token":)"), token,
                     QByteArrayLiteral(R"(,"intents":)") + QByteArray::number(kIntents)
                         + QByteArrayLiteral(R"(,"large_threshold":50,"properties":{"os":")")
                         + QSysInfo::kernelType().toUtf8()
                         + QByteArrayLiteral(R"(","browser":"lavalier","device":"lavalier"}}})"));
}

SecretBytes resumeMessage(const SecretBytes& token, const QString& sessionId, std::int64_t sequence)
{
    // An array of one string is the shortest way to a string in JSON's own quoting.
    const QByteArray quoted = QJsonDocument(QJsonArray {sessionId}).toJson(QJsonDocument::Compact);
    return withToken(QByteArrayLiteral(R"({"op":6,"d":{"token":)"), token,
                     QByteArrayLiteral(R"(,"session_id":)") + quoted.mid(1, quoted.size() - 2)
                         + QByteArrayLiteral(R"(,"seq":)")
                         + QByteArray::number(qlonglong {sequence}) + QByteArrayLiteral("}}"));
}

QByteArray heartbeatMessage(std::optional<std::int64_t> sequence)
{
    return message(Op::Heartbeat,
                   sequence ? QJsonValue(qint64 {*sequence}) : QJsonValue(QJsonValue::Null));
}

QByteArray voiceStateMessage(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                             bool selfDeaf)
{
    return message(
        Op::VoiceStateUpdate,
        QJsonObject {{QStringLiteral("guild_id"), toString(guild)},
                     {QStringLiteral("channel_id"),
                      channel ? QJsonValue(toString(*channel)) : QJsonValue(QJsonValue::Null)},
                     {QStringLiteral("self_mute"), selfMute},
                     {QStringLiteral("self_deaf"), selfDeaf}});
}

QByteArray requestMembersMessage(GuildId guild, std::span<const UserId> users)
{
    QJsonArray ids;
    for (const UserId user : users)
        ids.append(toString(user));
    return message(Op::RequestMembers,
                   QJsonObject {{QStringLiteral("guild_id"), toString(guild)},
                                {QStringLiteral("user_ids"), ids},
                                {QStringLiteral("limit"), 0}});
}

} // namespace lavalier::gateway
