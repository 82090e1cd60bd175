#include "voice/mls/framing.h"
#include "voice/mls/group_state.h"
#include "voice/mls/transcript.h"

#include <algorithm>

namespace lavalier::mls {

namespace {

/// The proposals a commit carries or names; borrowed from it and from the cache.
Result<std::vector<SentProposal>, MlsError> gather(const Group::State& state,
                                                   const FramedContent& content,
                                                   std::span<const VerifiedProposal> cache)
{
    std::vector<SentProposal> proposals;
    for (const ProposalOrRef& entry : std::get<Commit>(content.body).proposals) {
        if (const auto* inlined = std::get_if<Proposal>(&entry)) {
            if (const auto checked = checkProposal(state, *inlined, content.sender); !checked)
                return Failure {checked.error()};
            proposals.push_back({inlined, &content.sender});
            continue;
        }
        const auto found
            = std::find_if(cache.begin(), cache.end(), [&](const VerifiedProposal& known) {
                  return known.ref == std::get<ProposalRef>(entry)
                      && known.epoch == state.context.epoch;
              });
        if (found == cache.end())
            return Failure {MlsError::UnknownProposal};
        proposals.push_back({&found->proposal, &found->sender});
    }
    return proposals;
}

} // namespace

Result<CommitView, MlsError> readCommit(ByteView mlsMessage)
{
    auto decoded = decode<MlsMessage>(mlsMessage);
    if (!decoded)
        return Failure {decoded.error()};
    auto* message = std::get_if<PublicMessage>(&decoded->body);
    if (!message || !message->content.isCommit())
        return Failure {MlsError::UnsupportedMessage};
    FramedContent& content = message->content.content;
    return CommitView {content.groupId, content.epoch, content.sender,
                       std::move(std::get<Commit>(content.body))};
}

GroupContext nextContext(const Group::State& state, const AppliedProposals& applied)
{
    GroupContext context = state.context;
    ++context.epoch;
    context.extensions = applied.extensions;
    context.treeHash = applied.tree.rootHash();
    return context;
}

// RFC 9420, section 12.4.2.
Result<Group, MlsError> Group::process(ByteView commitMessage,
                                       std::span<const VerifiedProposal> cache,
                                       std::span<const ExternalPsk> psks) const
{
    const auto message = openMessage(*m_state, commitMessage);
    if (!message)
        return Failure {message.error()};
    const FramedContent& content = message->content.content;
    const auto* sender = std::get_if<MemberSender>(&content.sender);
    if (!message->content.isCommit())
        return Failure {MlsError::UnsupportedMessage};
    if (!sender || sender->leaf == m_state->own)
        return Failure {MlsError::UnexpectedSender};

    const auto proposals = gather(*m_state, content, cache);
    if (!proposals)
        return Failure {proposals.error()};
    auto applied = applyProposals(*m_state, *proposals, sender->leaf);
    if (!applied)
        return Failure {applied.error()};
    const auto& path = std::get<Commit>(content.body).path;
    if ((applied->needsPath && !path) || applied->updatesUs)
        return Failure {MlsError::InvalidCommit};
    if (std::find(applied->removed.begin(), applied->removed.end(), m_state->own)
        != applied->removed.end())
        return Failure {MlsError::RemovedFromGroup};
    const auto psk = lookUpPsks(applied->psks, psks);
    if (!psk)
        return Failure {psk.error()};

    State next {nextContext(*m_state, *applied),
                {},
                applied->tree,
                m_state->own,
                m_state->signatureKey,
                m_state->keys,
                {}};
    SecretBytes commitSecret = zeroSecret();
    if (path) {
        auto merged = mergePath(applied->tree, sender->leaf, *path, applied->added, groupId());
        if (!merged)
            return Failure {merged.error()};
        next.context.treeHash = merged->rootHash();
        const QByteArray provisional = encode(next.context);
        auto learned = openPath(applied->tree, *merged, sender->leaf, *path, m_state->own,
                                m_state->keys, applied->added, viewOf(provisional));
        if (!learned)
            return Failure {learned.error()};
        next.tree = *std::move(merged);
        next.keys = std::move(learned->keys);
        commitSecret = learned->commitSecret;
    } else {
        next.keys.keepThoseOf(next.tree);
    }

    QByteArray& confirmed = next.context.confirmedTranscriptHash;
    confirmed = confirmedTranscriptHash(viewOf(m_state->interimTranscriptHash), message->content);
    const QByteArray context = encode(next.context);
    const SecretBytes joiner = joinerSecret(m_state->secrets.init, commitSecret, viewOf(context));
    next.secrets = EpochSecrets::derive(epochSecret(memberSecret(joiner, *psk), viewOf(context)));
    const QByteArray& tag = message->content.confirmationTag;
    if (!verifyConfirmationTag(next.secrets.confirmationKey, viewOf(confirmed), viewOf(tag)))
        return Failure {MlsError::BadConfirmationTag};
    next.interimTranscriptHash = interimTranscriptHash(viewOf(confirmed), viewOf(tag));
    return Group(std::make_shared<const State>(std::move(next)));
}

} // namespace lavalier::mls
