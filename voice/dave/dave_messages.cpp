#include "voice/dave/dave_messages.h"

#include "voice/crypto/p256.h"
#include "voice/mls/cipher_suite.h"
#include "voice/mls/welcome.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lavalier::dave {
namespace {

constexpr int kReadyOp = 23;
constexpr int kInvalidOp = 31;

DaveError errorOf(const mls::TlsReader& reader)
{
    return reader.error() == mls::MlsError::TooLarge ? DaveError::TooMany : DaveError::Malformed;
}

QByteArray transitionText(int op, std::uint16_t transition)
{
    const QJsonObject data {{QStringLiteral("transition_id"), int {transition}}};
    const QJsonObject message {{QStringLiteral("op"), op}, {QStringLiteral("d"), data}};
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

} // namespace

Result<mls::ExternalSender, DaveError> readExternalSender(ByteView payload)
{
    auto sender = mls::decode<mls::ExternalSender>(payload);
    if (!sender || !crypto::isValidP256Point(viewOf(sender->signatureKey)))
        return Failure {DaveError::Malformed};
    return *std::move(sender);
}

Result<ProposalsMessage, DaveError> readProposals(ByteView payload)
{
    constexpr std::uint8_t kAppend = 0;
    constexpr std::uint8_t kRevoke = 1;
    if (payload.empty())
        return Failure {DaveError::Malformed};
    mls::TlsReader reader(payload.subspan(1));
    ProposalsMessage message;
    switch (payload.front()) {
    case kAppend:
        // They follow one another without a length. What was read encodes to the bytes it came
        // from: the codec takes one form only.
        message = AppendProposals {reader.list(
            [](mls::TlsReader& item) {
                const auto proposal = mls::MlsMessage::read(item);
                return item.ok() ? mls::encode(proposal) : QByteArray();
            },
            kMaxProposals)};
        break;
    case kRevoke:
        message = RevokeProposals {reader.list(
            [](mls::TlsReader& item) { return mls::ProposalRef {item.opaque(mls::kHashBytes)}; },
            kMaxProposals)};
        break;
    default:
        return Failure {DaveError::UnknownOperation};
    }
    reader.expectEnd();
    if (!reader.ok())
        return Failure {errorOf(reader)};
    return message;
}

Result<TransitionMessage, DaveError> readTransition(ByteView payload)
{
    ByteReader reader(payload);
    const auto transition = reader.u16be();
    if (!transition)
        return Failure {DaveError::Malformed};
    return TransitionMessage {*transition, reader.rest()};
}

QByteArray keyPackageFrame(const QByteArray& keyPackage)
{
    return static_cast<char>(DaveOp::KeyPackage) + keyPackage;
}

QByteArray commitFrame(const QByteArray& commit, const QByteArray& welcome)
{
    return static_cast<char>(DaveOp::CommitWelcome) + commit + welcome;
}

QByteArray readyForTransition(std::uint16_t transition)
{
    return transitionText(kReadyOp, transition);
}

QByteArray invalidCommitWelcome(std::uint16_t transition)
{
    return transitionText(kInvalidOp, transition);
}

} // namespace lavalier::dave
