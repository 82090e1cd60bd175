#include "voice/mls/framing.h"
#include "voice/mls/group_state.h"
#include "voice/mls/hpke.h"
#include "voice/mls/key_package.h"
#include "voice/mls/transcript.h"

#include <algorithm>

namespace lavalier::mls {

namespace {

/// Borrowed from the caller's list; refuses what was verified for another epoch.
Result<std::vector<SentProposal>, MlsError> gather(const Group::State& state,
                                                   std::span<const VerifiedProposal> verified)
{
    std::vector<SentProposal> proposals;
    for (const VerifiedProposal& each : verified) {
        if (each.epoch != state.context.epoch)
            return Failure {MlsError::WrongEpoch};
        const auto* remove = std::get_if<RemoveProposal>(&each.proposal.change);
        if (remove && remove->removed == state.own)
            return Failure {MlsError::RemovedFromGroup};
        if (std::holds_alternative<PreSharedKeyProposal>(each.proposal.change))
            return Failure {MlsError::MissingPsk};
        proposals.push_back({&each.proposal, &each.sender});
    }
    return proposals;
}

/// The lowest secret of the path that a newcomer shares with us.
std::optional<SecretBytes> sharedSecret(const std::optional<NewPath>& path, LeafIndex own,
                                        LeafIndex newcomer)
{
    if (!path)
        return std::nullopt;
    const NodeIndex shared = tree_math::commonAncestor(own, newcomer);
    const auto found = std::find_if(path->secrets.begin(), path->secrets.end(),
                                    [&](const PathSecret& known) { return known.node == shared; });
    return found == path->secrets.end() ? std::nullopt : std::optional(found->secret);
}

Result<QByteArray, MlsError> makeWelcome(const Group::State& next, const QByteArray& tag,
                                         const SecretBytes& joiner, const AppliedProposals& applied,
                                         const std::optional<NewPath>& path,
                                         crypto::RandomSource& random)
{
    GroupInfo info {next.context,
                    {{static_cast<std::uint16_t>(ExtensionType::RatchetTree), next.tree.encode()}},
                    tag,
                    next.own,
                    {}};
    signGroupInfo(info, next.signatureKey);
    Welcome welcome {{}, sealGroupInfo(welcomeSecret(memberSecret(joiner)), info)};
    for (std::size_t i = 0; i < applied.added.size(); ++i) {
        const KeyPackage& package = *applied.packages[i];
        const GroupSecrets secrets {joiner, sharedSecret(path, next.own, applied.added[i]), {}};
        QByteArray plain = encode(secrets);
        auto sealed = encryptWithLabel(viewOf(package.initKey), "Welcome",
                                       viewOf(welcome.encryptedGroupInfo), viewOf(plain), random);
        wipe(plain);
        if (!sealed)
            return Failure {sealed.error()};
        welcome.secrets.push_back({keyPackageRef(package), *std::move(sealed)});
    }
    return encode(welcome);
}

} // namespace

// RFC 9420, section 12.4.1.
Result<MadeCommit, MlsError> Group::commit(std::span<const VerifiedProposal> verified,
                                           crypto::RandomSource& random, Path wanted) const
{
    const State& now = *m_state;
    const auto proposals = gather(now, verified);
    if (!proposals)
        return Failure {proposals.error()};
    const auto applied = applyProposals(now, *proposals, now.own);
    if (!applied)
        return Failure {applied.error()};

    State next {
        nextContext(now, *applied), {}, applied->tree, now.own, now.signatureKey, now.keys, {}};
    Commit commit;
    for (const VerifiedProposal& each : verified)
        commit.proposals.push_back(each.ref);
    std::optional<NewPath> path;
    if (applied->needsPath || wanted == Path::Always) {
        auto made = makePath(applied->tree, now.own, groupId(), now.signatureKey, random);
        if (!made)
            return Failure {made.error()};
        path = *std::move(made);
        next.tree = path->merged;
        next.keys = path->keys;
        next.context.treeHash = next.tree.rootHash();
        const QByteArray provisional = encode(next.context);
        auto sealed
            = sealPath(applied->tree, *path, now.own, applied->added, viewOf(provisional), random);
        if (!sealed)
            return Failure {sealed.error()};
        commit.path = *std::move(sealed);
    } else {
        next.keys.keepThoseOf(next.tree);
    }

    AuthenticatedContent content
        = signContent({now.context.groupId, now.context.epoch, MemberSender {now.own}, {}, commit},
                      now.context, now.signatureKey);
    QByteArray& confirmed = next.context.confirmedTranscriptHash;
    confirmed = confirmedTranscriptHash(viewOf(now.interimTranscriptHash), content);
    const QByteArray context = encode(next.context);
    const SecretBytes joiner
        = joinerSecret(now.secrets.init, path ? path->commitSecret : zeroSecret(), viewOf(context));
    next.secrets = EpochSecrets::derive(epochSecret(memberSecret(joiner), viewOf(context)));
    content.confirmationTag = confirmationTag(next.secrets.confirmationKey, viewOf(confirmed));
    next.interimTranscriptHash
        = interimTranscriptHash(viewOf(confirmed), viewOf(content.confirmationTag));

    QByteArray welcome;
    if (!applied->added.empty()) {
        auto made = makeWelcome(next, content.confirmationTag, joiner, *applied, path, random);
        if (!made)
            return Failure {made.error()};
        welcome = *std::move(made);
    }
    const MlsMessage message {protect(std::move(content), now.context, now.secrets.membershipKey)};
    return MadeCommit {encode(message), std::move(welcome),
                       Group(std::make_shared<const State>(std::move(next)))};
}

Result<QByteArray, MlsError> Group::propose(const Proposal& proposal) const
{
    const State& now = *m_state;
    const Sender sender = MemberSender {now.own};
    if (const auto checked = checkProposal(now, proposal, sender); !checked)
        return Failure {checked.error()};
    return encode(MlsMessage {
        protect(signContent({now.context.groupId, now.context.epoch, sender, {}, proposal},
                            now.context, now.signatureKey),
                now.context, now.secrets.membershipKey)});
}

} // namespace lavalier::mls
