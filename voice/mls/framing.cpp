#include "voice/mls/framing.h"

#include "voice/crypto/hash.h"

namespace lavalier::mls {
namespace {

constexpr std::string_view kContentLabel = "FramedContentTBS";
constexpr std::string_view kGroupInfoLabel = "GroupInfoTBS";

bool isMember(const Sender& sender)
{
    return std::holds_alternative<MemberSender>(sender);
}

/// Members, old and new, sign the state of the group along; outsiders do not know it.
bool signsContext(const Sender& sender)
{
    return isMember(sender) || std::holds_alternative<NewMemberCommitSender>(sender);
}

TlsWriter toBeSigned(const AuthenticatedContent& content, const GroupContext& context)
{
    TlsWriter writer;
    writer.u16(kProtocolVersion).u16(static_cast<std::uint16_t>(content.wireFormat));
    content.content.write(writer);
    if (signsContext(content.content.sender))
        context.write(writer);
    return writer;
}

QByteArray membershipTag(const AuthenticatedContent& content, const GroupContext& context,
                         const SecretBytes& membershipKey)
{
    TlsWriter input = toBeSigned(content, context);
    content.writeAuth(input);
    return crypto::hmacSha256(membershipKey.reveal(), viewOf(input.data()));
}

} // namespace

AuthenticatedContent signContent(FramedContent content, const GroupContext& context,
                                 const crypto::P256PrivateKey& key)
{
    AuthenticatedContent made {WireFormat::PublicMessage, std::move(content), {}, {}};
    const QByteArray bytes = toBeSigned(made, context).take();
    made.signature = signWithLabel(key, kContentLabel, viewOf(bytes));
    return made;
}

bool verifyContent(const AuthenticatedContent& content, const GroupContext& context,
                   ByteView signatureKey)
{
    const QByteArray bytes = toBeSigned(content, context).take();
    return verifyWithLabel(signatureKey, kContentLabel, viewOf(bytes), viewOf(content.signature));
}

PublicMessage protect(AuthenticatedContent content, const GroupContext& context,
                      const SecretBytes& membershipKey)
{
    PublicMessage message {std::move(content), {}};
    if (isMember(message.content.content.sender))
        message.membershipTag = membershipTag(message.content, context, membershipKey);
    return message;
}

bool verifyMembership(const PublicMessage& message, const GroupContext& context,
                      const SecretBytes& membershipKey)
{
    if (!isMember(message.content.content.sender))
        return true;
    const QByteArray expected = membershipTag(message.content, context, membershipKey);
    return crypto::equalInConstantTime(viewOf(expected), viewOf(message.membershipTag));
}

ProposalRef proposalRef(const AuthenticatedContent& proposal)
{
    const QByteArray bytes = encode(proposal);
    return {refHash(kProposalRefLabel, viewOf(bytes))};
}

void signGroupInfo(GroupInfo& info, const crypto::P256PrivateKey& key)
{
    TlsWriter writer;
    info.writeUnsigned(writer);
    info.signature = signWithLabel(key, kGroupInfoLabel, viewOf(writer.data()));
}

bool verifyGroupInfo(const GroupInfo& info, ByteView signatureKey)
{
    TlsWriter writer;
    info.writeUnsigned(writer);
    return verifyWithLabel(signatureKey, kGroupInfoLabel, viewOf(writer.data()),
                           viewOf(info.signature));
}

} // namespace lavalier::mls
