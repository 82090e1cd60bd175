#include "voice/control/client_messages.h"

#include "voice/base/snowflake.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lavalier::control {
namespace {

enum class Op { Identify = 0, SelectProtocol = 1, Heartbeat = 3, Speaking = 5, Resume = 7 };

QByteArray encode(Op op, const QJsonObject& data)
{
    const QJsonObject message {{QStringLiteral("op"), static_cast<int>(op)},
                               {QStringLiteral("d"), data}};
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

QString plain(const SecretBytes& secret)
{
    const ByteView bytes = secret.reveal();
    return QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                             static_cast<qsizetype>(bytes.size()));
}

/// -1 is what the protocol calls "nothing yet"; 0 is a sequence like any other.
qint64 acknowledged(SequenceMark lastSequence)
{
    return lastSequence.value_or(-1);
}

} // namespace

QByteArray identifyText(GuildId guild, UserId self, const QString& sessionId,
                        const SecretBytes& token, int maxDaveVersion)
{
    return encode(Op::Identify,
                  {{QStringLiteral("server_id"), toString(guild)},
                   {QStringLiteral("user_id"), toString(self)},
                   {QStringLiteral("session_id"), sessionId},
                   {QStringLiteral("token"), plain(token)},
                   {QStringLiteral("max_dave_protocol_version"), maxDaveVersion}});
}

QByteArray resumeText(GuildId guild, const QString& sessionId, const SecretBytes& token,
                      SequenceMark lastSequence)
{
    return encode(Op::Resume,
                  {{QStringLiteral("server_id"), toString(guild)},
                   {QStringLiteral("session_id"), sessionId},
                   {QStringLiteral("token"), plain(token)},
                   {QStringLiteral("seq_ack"), acknowledged(lastSequence)}});
}

QByteArray selectProtocolText(const QString& address, std::uint16_t port, const QString& mode)
{
    const QJsonObject data {{QStringLiteral("address"), address},
                            {QStringLiteral("port"), static_cast<int>(port)},
                            {QStringLiteral("mode"), mode}};
    return encode(
        Op::SelectProtocol,
        {{QStringLiteral("protocol"), QStringLiteral("udp")}, {QStringLiteral("data"), data}});
}

QByteArray heartbeatText(std::int64_t nonce, SequenceMark lastSequence)
{
    return encode(Op::Heartbeat,
                  {{QStringLiteral("t"), static_cast<qint64>(nonce)},
                   {QStringLiteral("seq_ack"), acknowledged(lastSequence)}});
}

QByteArray notSpeakingText(Ssrc ssrc)
{
    return encode(Op::Speaking,
                  {{QStringLiteral("speaking"), 0},
                   {QStringLiteral("delay"), 0},
                   {QStringLiteral("ssrc"), static_cast<qint64>(ssrc.value())}});
}

} // namespace lavalier::control
