#pragma once

#include "tests/voice/mls/seeded_random.h"
#include "tests/voice/mls/vector_file.h"
#include "voice/base/snowflake.h"
#include "voice/dave/membership.h"

#include <QRegularExpression>

/// Published and recorded test data, which may not be committed.
namespace lavalier::dave::test {

using mls::hexOf;
using mls::test::SeededRandom;

/// shared/vectors/dave/NAME.json; empty when it is absent.
inline QJsonObject recorded(const QString& name)
{
    QFile file(qEnvironmentVariable("LAVALIER_SOURCE_DIR") + "/../shared/vectors/dave/" + name
               + ".json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline crypto::P256PrivateKey keyOf(const QJsonValue& hex)
{
    const QByteArray scalar = hexOf(hex);
    auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
    if (!key)
        qFatal("a recorded key was refused");
    return *std::move(key);
}

template <typename Id> Id idOf(const QJsonValue& value)
{
    const auto id = parseId<Id>(value.toString());
    if (!id)
        qFatal("a recorded id was refused");
    return *id;
}

inline mls::JoinMaterial materialOf(const QJsonObject& self)
{
    const QByteArray bytes = hexOf(self["key_package"]);
    auto package = mls::decode<mls::KeyPackage>(viewOf(bytes));
    if (!package)
        qFatal("a recorded key package was refused");
    return {*std::move(package), keyOf(self["init_hpke_priv"]), keyOf(self["leaf_hpke_priv"])};
}

/// Everybody a text or a list names by id.
inline std::set<UserId> everybodyIn(const QJsonValue& json)
{
    static const QRegularExpression kId(QStringLiteral("\\b1[0-9]{18}\\b"));
    const QByteArray text = QJsonDocument(QJsonObject {{"all", json}}).toJson();
    std::set<UserId> users;
    for (auto match = kId.globalMatch(QString::fromLatin1(text)); match.hasNext();)
        users.insert(*parseId<UserId>(match.next().captured()));
    return users;
}

/// The binary message of a step: u16 sequence, u8 op, payload.
struct ServerFrame {
    explicit ServerFrame(const QJsonValue& step)
        : ServerFrame(hexOf(step["message"]))
    {
    }
    explicit ServerFrame(const QByteArray& bytes)
        : op(static_cast<DaveOp>(bytes[2]))
        , payload(bytes.mid(3))
    {
    }

    DaveOp op;
    QByteArray payload;
};

/// A recorded member with its recorded keys.
class RecordedMember {
public:
    RecordedMember(const QJsonObject& self, const QJsonValue& channel)
        : membership({idOf<UserId>(self["user_id"]), keyOf(self["signature_priv"])},
                     idOf<ChannelId>(channel), randomSource())
    {
        membership.begin(materialOf(self));
    }

    /// True when the message changed something.
    bool take(const ServerFrame& frame, const std::set<UserId>& recognised)
    {
        const ByteView payload = viewOf(frame.payload);
        switch (frame.op) {
        case DaveOp::ExternalSender:
            return membership.externalSender(payload).has_value();
        case DaveOp::Proposals: {
            const auto answer = membership.proposals(payload, recognised);
            sent = answer ? *answer : std::nullopt;
            return answer || answer.error() == DaveError::CannotCommit;
        }
        default:
            break;
        }
        const auto message = readTransition(payload);
        if (!message)
            return false;
        const auto outcome = frame.op == DaveOp::Welcome ? membership.welcome(message->message)
                                                         : membership.commit(message->message);
        return outcome && *outcome != Membership::Outcome::Ignored;
    }

    Membership membership;
    std::optional<QByteArray> sent; ///< what the last proposals made us send

private:
    static SeededRandom& randomSource()
    {
        static SeededRandom random(20261122);
        return random;
    }
};

} // namespace lavalier::dave::test
