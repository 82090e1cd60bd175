#include "voice/mls/content.h"

#include "voice/mls/limits.h"

namespace lavalier::mls {
namespace {

enum class SenderCode : std::uint8_t {
    Member = 1,
    External = 2,
    NewMemberProposal = 3,
    NewMemberCommit = 4,
};
enum class ContentCode : std::uint8_t { Application = 1, Proposal = 2, Commit = 3 };

struct SenderWriter {
    TlsWriter& writer;

    void operator()(const MemberSender& member) const
    {
        code(SenderCode::Member).u32(member.leaf.value());
    }
    void operator()(const ExternalSenderRef& external) const
    {
        code(SenderCode::External).u32(external.index);
    }
    void operator()(const NewMemberProposalSender&) const { code(SenderCode::NewMemberProposal); }
    void operator()(const NewMemberCommitSender&) const { code(SenderCode::NewMemberCommit); }
    TlsWriter& code(SenderCode code) const { return writer.u8(static_cast<std::uint8_t>(code)); }
};

Sender readSender(TlsReader& reader)
{
    switch (static_cast<SenderCode>(reader.u8())) {
    case SenderCode::Member:
        return MemberSender {LeafIndex(reader.u32())};
    case SenderCode::External:
        return ExternalSenderRef {reader.u32()};
    case SenderCode::NewMemberProposal:
        return NewMemberProposalSender {};
    case SenderCode::NewMemberCommit:
        return NewMemberCommitSender {};
    }
    reader.fail(MlsError::Malformed);
    return {};
}

std::variant<Proposal, Commit> readBody(TlsReader& reader)
{
    switch (static_cast<ContentCode>(reader.u8())) {
    case ContentCode::Proposal:
        return Proposal::read(reader);
    case ContentCode::Commit:
        return Commit::read(reader);
    case ContentCode::Application:
        reader.fail(MlsError::UnsupportedMessage);
        return {};
    }
    reader.fail(MlsError::Malformed);
    return {};
}

} // namespace

void FramedContent::write(TlsWriter& writer) const
{
    writer.opaque(groupId).u64(epoch);
    std::visit(SenderWriter {writer}, sender);
    writer.opaque(authenticatedData);
    const ContentCode code
        = std::holds_alternative<Proposal>(body) ? ContentCode::Proposal : ContentCode::Commit;
    writer.u8(static_cast<std::uint8_t>(code));
    std::visit([&](const auto& each) { each.write(writer); }, body);
}

FramedContent FramedContent::read(TlsReader& reader)
{
    FramedContent content;
    content.groupId = reader.opaque(kMaxNameBytes);
    content.epoch = reader.u64();
    content.sender = readSender(reader);
    content.authenticatedData = reader.opaque();
    content.body = readBody(reader);
    return content;
}

void AuthenticatedContent::writeAuth(TlsWriter& writer) const
{
    writer.opaque(signature);
    if (isCommit())
        writer.opaque(confirmationTag);
}

void AuthenticatedContent::readAuth(TlsReader& reader)
{
    signature = reader.opaque(kMaxSignatureBytes);
    if (isCommit())
        confirmationTag = reader.opaque(kMaxHashFieldBytes);
}

void AuthenticatedContent::write(TlsWriter& writer) const
{
    writer.u16(static_cast<std::uint16_t>(wireFormat));
    content.write(writer);
    writeAuth(writer);
}

AuthenticatedContent AuthenticatedContent::read(TlsReader& reader)
{
    AuthenticatedContent read;
    read.wireFormat = static_cast<WireFormat>(reader.u16());
    if (reader.ok() && read.wireFormat != WireFormat::PublicMessage)
        reader.fail(MlsError::UnsupportedMessage);
    read.content = FramedContent::read(reader);
    read.readAuth(reader);
    return read;
}

void PublicMessage::write(TlsWriter& writer) const
{
    content.content.write(writer);
    content.writeAuth(writer);
    if (std::holds_alternative<MemberSender>(content.content.sender))
        writer.opaque(membershipTag);
}

PublicMessage PublicMessage::read(TlsReader& reader)
{
    PublicMessage message;
    message.content.content = FramedContent::read(reader);
    message.content.readAuth(reader);
    if (std::holds_alternative<MemberSender>(message.content.content.sender))
        message.membershipTag = reader.opaque(kMaxHashFieldBytes);
    return message;
}

} // namespace lavalier::mls
