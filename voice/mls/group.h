#pragma once

#include "voice/crypto/p256.h"
#include "voice/crypto/random_source.h"
#include "voice/mls/structures.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace lavalier::mls {

/// What a candidate keeps while its KeyPackage is out. Good for one Welcome.
struct JoinMaterial {
    KeyPackage package;
    crypto::P256PrivateKey initKey;
    crypto::P256PrivateKey encryptionKey;
};
/// A KeyPackage that never expires, with a basic credential and no extensions.
JoinMaterial makeJoinMaterial(const QByteArray& identity,
                              const crypto::P256PrivateKey& signatureKey,
                              crypto::RandomSource& random);

/// A secret that members agreed upon elsewhere.
struct ExternalPsk {
    QByteArray id;
    SecretBytes secret;
};

struct JoinOptions {
    QByteArray tree; ///< a ratchet_tree extension's data, used only when the Welcome brings none
    std::vector<ExternalPsk> psks;
};

/// A proposal that verifyProposal() let pass; good for the epoch it was sent in.
struct VerifiedProposal {
    ProposalRef ref;
    Proposal proposal;
    Sender sender;
    std::uint64_t epoch = 0;
};

/// What a commit claims. Nothing of it is verified.
struct CommitView {
    QByteArray groupId;
    std::uint64_t epoch = 0;
    Sender sender;
    Commit commit;
};
Result<CommitView, MlsError> readCommit(ByteView mlsMessage);

struct Member {
    LeafIndex index;
    LeafNode leaf;
};

struct MadeCommit;

/// One epoch of a group as one of its members sees it.
///
/// A value: copies share everything and cost a pointer. What happens to a group gives the next
/// Group or an error, and leaves this one as it was.
/// Errors:  a message that breaks any rule of the RFC is refused whole. Who may propose what, who
///          may be a member and which extensions a group carries is left to the caller.
/// Thread:  any; an epoch never changes once it is made.
/// Source:  RFC 9420 sections 7, 8, 11 and 12.
class Group {
public:
    struct State; ///< of the implementation: group_state.h

    /// Epoch 0 with nobody but us.
    static Result<Group, MlsError> create(const QByteArray& groupId, const Extensions& extensions,
                                          const JoinMaterial& material,
                                          const crypto::P256PrivateKey& signatureKey,
                                          crypto::RandomSource& random);

    /// `welcome` is the bare Welcome struct.
    static Result<Group, MlsError> join(const JoinMaterial& material,
                                        const crypto::P256PrivateKey& signatureKey,
                                        ByteView welcome, const JoinOptions& options = {});

    /// Framing, epoch, signature, membership tag, and what the proposal can be checked for alone.
    Result<VerifiedProposal, MlsError> verifyProposal(ByteView mlsMessage) const;

    /// The next epoch. References are looked up in `cache`. Not for commits of our own.
    Result<Group, MlsError> process(ByteView commitMessage, std::span<const VerifiedProposal> cache,
                                    std::span<const ExternalPsk> psks = {}) const;

    enum class Path { IfNeeded, Always };
    /// One commit over all of `proposals`, by reference and in this order.
    Result<MadeCommit, MlsError> commit(std::span<const VerifiedProposal> proposals,
                                        crypto::RandomSource& random,
                                        Path path = Path::IfNeeded) const;

    SecretBytes exportSecret(std::string_view label, ByteView context, std::size_t length) const;
    QByteArray epochAuthenticator() const;

    std::uint64_t epoch() const;
    QByteArray groupId() const;
    LeafIndex ownIndex() const;
    std::vector<Member> members() const;
    const GroupContext& context() const;
    /// The data of a ratchet_tree extension.
    QByteArray exportTree() const;

    /// A proposal sent by ourselves as a member.
    Result<QByteArray, MlsError> propose(const Proposal& proposal) const;

    /// Secrets and all; opaque to whoever does not include group_state.h.
    const State& state() const { return *m_state; }

private:
    explicit Group(std::shared_ptr<const State> state);

    std::shared_ptr<const State> m_state; // shared: every copy of this epoch
};

struct MadeCommit {
    QByteArray commit; ///< an MLSMessage
    QByteArray welcome; ///< a bare Welcome; empty when nobody is added
    Group next;
};

} // namespace lavalier::mls
