#pragma once

#include "voice/mls/group.h"
#include "voice/mls/key_schedule.h"
#include "voice/mls/update_path.h"

namespace lavalier::mls {

/// Everything one member knows of one epoch. Private to the group's own sources.
struct Group::State {
    GroupContext context;
    QByteArray interimTranscriptHash;
    RatchetTree tree;
    LeafIndex own;
    crypto::P256PrivateKey signatureKey;
    PrivateKeys keys;
    EpochSecrets secrets;
};

/// A proposal beside whoever stands for it; borrowed.
struct SentProposal {
    const Proposal* proposal;
    const Sender* sender;
};

/// What a list of proposals makes of a group, before any path.
struct AppliedProposals {
    RatchetTree tree;
    Extensions extensions;
    std::vector<LeafIndex> added {}; ///< in the order of the Adds
    std::vector<const KeyPackage*> packages {}; ///< beside `added`
    std::vector<LeafIndex> removed {};
    std::vector<PreSharedKeyId> psks {};
    bool needsPath = false;
    bool updatesUs = false; ///< an Update of ours, whose private key nobody kept
};

/// Source:  RFC 9420, sections 12.2 and 12.3.
Result<AppliedProposals, MlsError> applyProposals(const Group::State& state,
                                                  std::span<const SentProposal> proposals,
                                                  LeafIndex committer);

/// What can be said of a proposal without the others of its commit.
Result<void, MlsError> checkProposal(const Group::State& state, const Proposal& proposal,
                                     const Sender& sender);

/// Group, epoch, sender, signature and membership tag.
Result<PublicMessage, MlsError> openMessage(const Group::State& state, ByteView mlsMessage);

/// The context of the next epoch, but for what the commit itself adds to the transcript.
GroupContext nextContext(const Group::State& state, const AppliedProposals& applied);

/// Those of `ids` among what we were given, in that order.
Result<SecretBytes, MlsError> lookUpPsks(const std::vector<PreSharedKeyId>& ids,
                                         std::span<const ExternalPsk> known);

} // namespace lavalier::mls
