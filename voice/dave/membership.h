#pragma once

#include "voice/dave/dave_messages.h"
#include "voice/dave/group_rules.h"
#include "voice/dave/media_keys.h"

#include <vector>

namespace lavalier::dave {

/// Who we are in every call of this account at once; the key lives as long as the program runs.
struct DaveIdentity {
    UserId self;
    crypto::P256PrivateKey signatureKey;
};

/// Our way into one channel's MLS group and our place in it.
///
///   (nothing) --begin--> candidate: key package out, and alone in a local group once the
///        external sender is known --welcome, or a commit of ours--> member --commit--> member
///
/// Decides nothing about transitions. Whatever is refused or ignored changes nothing, except that
/// proposals stay cached after CannotCommit.
/// Thread:  session thread; verifying a Welcome may take tens of milliseconds.
class Membership {
public:
    /// Of one epoch. The server may have accepted an earlier one when a later is on its way.
    static constexpr std::size_t kMaxOwnCommits = 64;

    enum class Outcome {
        Ignored,
        Adopted, ///< we are in a new epoch
        Removed, ///< the commit puts us out of the group; nothing was changed yet
    };

    Membership(DaveIdentity identity, ChannelId channel, crypto::RandomSource& random);

    /// Candidate with a new key package, which is returned for op 26. Forgets everything else but
    /// the external sender.
    QByteArray begin();
    QByteArray begin(mls::JoinMaterial material);
    /// Forgets all but the external sender.
    void leave();

    /// Op 25. While in a group it is kept for the next begin().
    Result<void, DaveError> externalSender(ByteView payload);
    /// Op 27. What to send as op 28, if there is something to commit.
    Result<std::optional<QByteArray>, DaveError> proposals(ByteView payload,
                                                           const std::set<UserId>& recognised);
    /// Op 29's MLSMessage.
    Result<Outcome, DaveError> commit(ByteView message);
    /// Op 30's Welcome.
    Result<Outcome, DaveError> welcome(ByteView message);

    bool isCandidate() const { return m_material.has_value(); }
    bool isMember() const { return m_group.has_value(); }
    /// A commit of ours for the next epoch, whatever follows it.
    bool hasMade(ByteView commitAndWelcome) const;
    bool hasProposals() const { return !m_proposals.empty(); }
    /// Only of a member.
    const mls::Group& group() const { return *m_group; }
    std::vector<RosterEntry> roster() const;
    std::vector<SenderKey> senderKeys() const;

private:
    struct OwnCommit {
        QByteArray message;
        mls::Group next;
    };

    const mls::Group* current() const;
    void found();
    void clearEpoch();
    void adopt(mls::Group next);
    Result<std::optional<QByteArray>, DaveError> append(const AppendProposals& message,
                                                        const std::set<UserId>& recognised);
    Result<std::optional<QByteArray>, DaveError> revoke(const RevokeProposals& message);
    Result<std::optional<QByteArray>, DaveError> commitAll();

    DaveIdentity m_identity;
    QByteArray m_groupId;
    crypto::RandomSource& m_random;
    std::optional<mls::ExternalSender> m_externalSender;
    std::optional<mls::ExternalSender> m_nextExternalSender;
    std::optional<mls::JoinMaterial> m_material;
    std::optional<mls::Group> m_local; // epoch 0, only us
    std::optional<mls::Group> m_group;
    std::vector<mls::VerifiedProposal> m_proposals; // of this epoch, as they came
    std::vector<OwnCommit> m_ownCommits;
    std::size_t m_commitsTried = 0; // in this epoch
};

} // namespace lavalier::dave
