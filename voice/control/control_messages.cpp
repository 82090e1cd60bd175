#include "voice/control/control_messages.h"

#include "voice/base/json_depth.h"
#include "voice/base/snowflake.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <limits>

namespace lavalier::control {
namespace {

using Parsed = std::optional<ServerMessage>; // nullopt: a field is missing or of the wrong type

template <typename Number> std::optional<Number> numberOf(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1); // -1 also for text and fractions: never legal here
    if (number < 0
        || static_cast<quint64>(number) > static_cast<quint64>(std::numeric_limits<Number>::max()))
        return std::nullopt;
    return static_cast<Number>(number);
}

std::optional<UserId> userOf(const QJsonValue& value)
{
    return parseId<UserId>(value.toString());
}

std::optional<Ssrc> ssrcOf(const QJsonValue& value)
{
    const auto number = numberOf<std::uint32_t>(value);
    return number ? std::optional(Ssrc(*number)) : std::nullopt;
}

Parsed parseHello(const QJsonObject& data)
{
    const double interval = data.value(QLatin1String("heartbeat_interval")).toDouble(0);
    if (!(interval >= 1 && interval <= 3'600'000))
        return std::nullopt;
    return Hello {std::chrono::milliseconds(static_cast<qint64>(interval))};
}

Parsed parseReady(const QJsonObject& data)
{
    const auto ssrc = ssrcOf(data.value(QLatin1String("ssrc")));
    const auto port = numberOf<std::uint16_t>(data.value(QLatin1String("port")));
    const QJsonValue address = data.value(QLatin1String("ip"));
    const QJsonValue modes = data.value(QLatin1String("modes"));
    if (!ssrc || !port || *port == 0 || !address.isString() || !modes.isArray())
        return std::nullopt;
    Ready ready {*ssrc, address.toString(), *port, {}};
    for (const QJsonValue mode : modes.toArray()) {
        if (mode.isString())
            ready.modes.append(mode.toString());
    }
    return ready;
}

Parsed parseDescription(const QJsonObject& data)
{
    // Qt keeps the parse tree and the text it came from unlocked until both are freed; from here
    // on the key lives in locked memory only.
    const QJsonArray numbers = data.value(QLatin1String("secret_key")).toArray();
    const QJsonValue version = data.value(QLatin1String("dave_protocol_version"));
    const auto dave = version.isUndefined() || version.isNull() ? std::optional<std::uint16_t>(0)
                                                                : numberOf<std::uint16_t>(version);
    if (numbers.size() != static_cast<qsizetype>(kKeyBytes) || !dave)
        return std::nullopt;
    std::array<std::uint8_t, kKeyBytes> key {};
    bool whole = true;
    for (std::size_t i = 0; i < kKeyBytes; ++i) {
        const auto byte = numberOf<std::uint8_t>(numbers.at(static_cast<qsizetype>(i)));
        whole = whole && byte;
        key[i] = byte.value_or(0);
    }
    SecretBytes secret {ByteView(key)};
    wipe(key);
    if (!whole)
        return std::nullopt;
    return SessionDescription {data.value(QLatin1String("mode")).toString(), secret, *dave};
}

Parsed parseSpeaking(const QJsonObject& data)
{
    const auto user = userOf(data.value(QLatin1String("user_id")));
    const auto ssrc = ssrcOf(data.value(QLatin1String("ssrc")));
    return user && ssrc ? Parsed(Speaking {*user, *ssrc}) : std::nullopt;
}

Parsed parseAck(const QJsonValue& data)
{
    // Before version 8 the nonce stood alone; stand-ins still answer so.
    const QJsonValue nonce = data.isObject() ? data.toObject().value(QLatin1String("t")) : data;
    const auto number = numberOf<std::int64_t>(nonce);
    return HeartbeatAck {number};
}

Parsed parseClients(const QJsonObject& data)
{
    const QJsonValue ids = data.value(QLatin1String("user_ids"));
    if (!ids.isArray())
        return std::nullopt;
    ClientsConnect clients;
    for (const QJsonValue id : ids.toArray()) {
        const auto user = userOf(id);
        if (user && clients.users.size() < kMaxUserIds)
            clients.users.append(*user);
        else
            ++clients.refused;
    }
    return clients;
}

Parsed parseVideo(const QJsonObject& data)
{
    const auto user = userOf(data.value(QLatin1String("user_id")));
    const auto audio = ssrcOf(data.value(QLatin1String("audio_ssrc")));
    return user && audio ? Parsed(Video {*user, *audio}) : std::nullopt;
}

Parsed parseDisconnect(const QJsonObject& data)
{
    const auto user = userOf(data.value(QLatin1String("user_id")));
    return user ? Parsed(ClientDisconnect {*user}) : std::nullopt;
}

Parsed parseDave(int op, const QJsonObject& data)
{
    const auto transition = numberOf<std::uint16_t>(data.value(QLatin1String("transition_id")));
    const auto version = numberOf<std::uint16_t>(data.value(QLatin1String("protocol_version")));
    const auto epoch = numberOf<std::uint64_t>(data.value(QLatin1String("epoch")));
    if (op == 21 && version && transition)
        return DaveMessage(DavePrepareTransition {*version, *transition});
    if (op == 22 && transition)
        return DaveMessage(DaveExecuteTransition {*transition});
    if (op == 24 && version && epoch)
        return DaveMessage(DavePrepareEpoch {*version, *epoch});
    return std::nullopt;
}

Parsed parseData(int op, const QJsonValue& data)
{
    const QJsonObject object = data.toObject();
    switch (op) {
    case 2:
        return parseReady(object);
    case 3:
        return HeartbeatRequest {};
    case 4:
        return parseDescription(object);
    case 5:
        return parseSpeaking(object);
    case 6:
        return parseAck(data);
    case 8:
        return parseHello(object);
    case 9:
        return Resumed {};
    case 11:
        return parseClients(object);
    case 12:
        return parseVideo(object);
    case 13:
        return parseDisconnect(object);
    case 21:
    case 22:
    case 24:
        return parseDave(op, object);
    default:
        return Unhandled {op, op >= 0 && op <= 32};
    }
}

} // namespace

Result<Received, MessageProblem> parseText(const QString& text)
{
    if (text.size() > kMaxTextBytes)
        return Failure {MessageProblem {MessageError::TooLarge, -1, {}}};
    const QByteArray utf8 = text.toUtf8();
    if (utf8.size() > kMaxTextBytes)
        return Failure {MessageProblem {MessageError::TooLarge, -1, {}}};
    if (!jsonDepthWithin(utf8, kMaxJsonDepth))
        return Failure {MessageProblem {MessageError::NotJson, -1, {}}};
    const QJsonDocument document = QJsonDocument::fromJson(utf8);
    if (!document.isObject())
        return Failure {MessageProblem {MessageError::NotJson, -1, {}}};
    const QJsonObject root = document.object();
    const SequenceMark sequence = numberOf<std::int64_t>(root.value(QLatin1String("seq")));
    const auto op = numberOf<std::uint16_t>(root.value(QLatin1String("op")));
    if (!op)
        return Failure {MessageProblem {MessageError::NoOpcode, -1, sequence}};
    auto message = parseData(*op, root.value(QLatin1String("d")));
    if (!message)
        return Failure {MessageProblem {MessageError::WrongType, *op, sequence}};
    return Received {*std::move(message), sequence};
}

Result<Received, MessageProblem> parseBinary(ByteView frame)
{
    if (frame.size() > static_cast<std::size_t>(kMaxBinaryBytes))
        return Failure {MessageProblem {MessageError::TooLarge, -1, {}}};
    ByteReader reader(frame);
    const auto sequence = reader.u16be();
    const auto op = reader.u8();
    if (!sequence || !op)
        return Failure {MessageProblem {MessageError::Truncated, -1, {}}};
    if (*op < 25 || *op > 30)
        return Failure {MessageProblem {MessageError::NotDave, *op, sequence}};
    return Received {DaveMessage(DaveBinary {*op, toByteArray(reader.rest())}), sequence};
}

} // namespace lavalier::control
