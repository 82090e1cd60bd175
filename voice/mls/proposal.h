#pragma once

#include "voice/mls/tree_nodes.h"

namespace lavalier::mls {

/// Names a key that both sides have from elsewhere; `nonce` makes each use of it differ.
/// Source:  RFC 9420, section 8.4.
struct PreSharedKeyId {
    struct External {
        QByteArray id;
        bool operator==(const External&) const = default;
    };
    struct Resumption {
        std::uint8_t usage = 1;
        QByteArray groupId;
        std::uint64_t epoch = 0;
        bool operator==(const Resumption&) const = default;
    };
    std::variant<External, Resumption> key;
    QByteArray nonce;

    void write(TlsWriter& writer) const;
    static PreSharedKeyId read(TlsReader& reader);
    bool operator==(const PreSharedKeyId&) const = default;
};

struct AddProposal {
    KeyPackage keyPackage;
    bool operator==(const AddProposal&) const = default;
};
struct UpdateProposal {
    LeafNode leaf;
    bool operator==(const UpdateProposal&) const = default;
};
struct RemoveProposal {
    LeafIndex removed;
    bool operator==(const RemoveProposal&) const = default;
};
struct PreSharedKeyProposal {
    PreSharedKeyId psk;
    bool operator==(const PreSharedKeyProposal&) const = default;
};
struct GroupContextExtensionsProposal {
    Extensions extensions;
    bool operator==(const GroupContextExtensionsProposal&) const = default;
};

/// A change to the group that a commit may carry out. ReInit and ExternalInit are not read.
/// Source:  RFC 9420, section 12.1.
struct Proposal {
    using Change = std::variant<AddProposal, UpdateProposal, RemoveProposal, PreSharedKeyProposal,
                                GroupContextExtensionsProposal>;
    Change change;

    void write(TlsWriter& writer) const;
    static Proposal read(TlsReader& reader);
    bool operator==(const Proposal&) const = default;
};

/// The hash by which a commit names a proposal sent before it.
struct ProposalRef {
    QByteArray hash;
    bool operator==(const ProposalRef&) const = default;
};

using ProposalOrRef = std::variant<Proposal, ProposalRef>;

/// Source:  RFC 9420, section 12.4.
struct Commit {
    std::vector<ProposalOrRef> proposals;
    std::optional<UpdatePath> path;

    void write(TlsWriter& writer) const;
    static Commit read(TlsReader& reader);
    bool operator==(const Commit&) const = default;
};

} // namespace lavalier::mls
