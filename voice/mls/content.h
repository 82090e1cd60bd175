#pragma once

#include "voice/mls/proposal.h"

namespace lavalier::mls {

struct MemberSender {
    LeafIndex leaf;
    bool operator==(const MemberSender&) const = default;
};
/// `index` counts the group's external_senders.
struct ExternalSenderRef {
    std::uint32_t index = 0;
    bool operator==(const ExternalSenderRef&) const = default;
};
struct NewMemberProposalSender {
    bool operator==(const NewMemberProposalSender&) const = default;
};
struct NewMemberCommitSender {
    bool operator==(const NewMemberCommitSender&) const = default;
};
using Sender
    = std::variant<MemberSender, ExternalSenderRef, NewMemberProposalSender, NewMemberCommitSender>;

/// What somebody said to the group. Application data is not read.
/// Source:  RFC 9420, section 6.
struct FramedContent {
    QByteArray groupId;
    std::uint64_t epoch = 0;
    Sender sender;
    QByteArray authenticatedData;
    std::variant<Proposal, Commit> body;

    void write(TlsWriter& writer) const;
    static FramedContent read(TlsReader& reader);
    bool operator==(const FramedContent&) const = default;
};

enum class WireFormat : std::uint16_t {
    PublicMessage = 1,
    PrivateMessage = 2,
    Welcome = 3,
    GroupInfo = 4,
    KeyPackage = 5,
};

/// Content with what proves it. A commit carries a confirmation tag, a proposal none.
/// Source:  RFC 9420, section 6.1. Signing and checking: framing.h.
struct AuthenticatedContent {
    WireFormat wireFormat = WireFormat::PublicMessage;
    FramedContent content;
    QByteArray signature;
    QByteArray confirmationTag;

    bool isCommit() const { return std::holds_alternative<Commit>(content.body); }
    /// Signature and, of a commit, confirmation tag.
    void writeAuth(TlsWriter& writer) const;
    void readAuth(TlsReader& reader);
    void write(TlsWriter& writer) const;
    static AuthenticatedContent read(TlsReader& reader);
    bool operator==(const AuthenticatedContent&) const = default;
};

/// Content that travels readable. Members prove with a tag that they know the epoch's secret.
/// Source:  RFC 9420, section 6.2.
struct PublicMessage {
    AuthenticatedContent content;
    QByteArray membershipTag; ///< only of a member

    void write(TlsWriter& writer) const;
    static PublicMessage read(TlsReader& reader);
    bool operator==(const PublicMessage&) const = default;
};

} // namespace lavalier::mls
