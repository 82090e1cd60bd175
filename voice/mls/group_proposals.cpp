#include "voice/mls/framing.h"
#include "voice/mls/group_state.h"
#include "voice/mls/key_package.h"
#include "voice/mls/tree_validation.h"

#include "voice/base/overloaded.h"

#include <algorithm>
#include <set>

namespace lavalier::mls {

namespace {

constexpr std::uint8_t kApplicationUsage = 1; // of a resumption PSK

/// The key a sender signs with, if it is one who may speak to this group.
Result<QByteArray, MlsError> signatureKeyOf(const Group::State& state, const FramedContent& content)
{
    if (const auto* member = std::get_if<MemberSender>(&content.sender)) {
        const LeafNode* leaf = state.tree.leaf(member->leaf);
        if (!leaf)
            return Failure {MlsError::UnknownMember};
        return leaf->signatureKey;
    }
    const auto* outside = std::get_if<ExternalSenderRef>(&content.sender);
    const Extension* extension
        = findExtension(state.context.extensions, ExtensionType::ExternalSenders);
    if (!outside || !extension || !std::holds_alternative<Proposal>(content.body))
        return Failure {MlsError::UnexpectedSender};
    const auto senders = externalSendersOf(*extension);
    if (!senders || outside->index >= senders->size())
        return Failure {MlsError::UnexpectedSender};
    return (*senders)[outside->index].signatureKey;
}

Result<void, MlsError> checkAdd(const Group::State& state, const KeyPackage& package)
{
    if (const auto verified = verifyKeyPackage(package); !verified)
        return verified;
    // Whoever is removed and added again in one epoch may keep its signature key.
    for (const LeafIndex index : state.tree.members()) {
        const LeafNode& leaf = *state.tree.leaf(index);
        if (leaf.encryptionKey == package.leaf.encryptionKey
            || (leaf.signatureKey == package.leaf.signatureKey
                && leaf.credential != package.leaf.credential))
            return Failure {MlsError::DuplicateKey};
    }
    return {};
}

Result<void, MlsError> checkUpdate(const Group::State& state, const LeafNode& leaf,
                                   const Sender& sender)
{
    const auto* member = std::get_if<MemberSender>(&sender);
    if (!member)
        return Failure {MlsError::UnexpectedSender};
    const LeafNode* old = state.tree.leaf(member->leaf);
    if (!old || !std::holds_alternative<FromUpdate>(leaf.source) || !isRenewal(*old, leaf)
        || !knowsWhatItCarries(leaf))
        return Failure {MlsError::InvalidLeaf};
    if (!crypto::isValidP256Point(viewOf(leaf.encryptionKey)))
        return Failure {MlsError::InvalidKey};
    if (!verifyLeaf(leaf, LeafPlace {state.context.groupId, member->leaf}))
        return Failure {MlsError::BadSignature};
    return {};
}

/// RFC 9420, section 12.1.4. The other usages begin groups, which no proposal to this one does.
Result<void, MlsError> checkPsk(const PreSharedKeyId& psk)
{
    const auto* resumption = std::get_if<PreSharedKeyId::Resumption>(&psk.key);
    if ((resumption && resumption->usage != kApplicationUsage)
        || psk.nonce.size() != qsizetype {kHashBytes})
        return Failure {MlsError::InvalidProposal};
    return {};
}

} // namespace

Result<PublicMessage, MlsError> openMessage(const Group::State& state, ByteView mlsMessage)
{
    auto decoded = decode<MlsMessage>(mlsMessage);
    if (!decoded)
        return Failure {decoded.error()};
    auto* message = std::get_if<PublicMessage>(&decoded->body);
    if (!message)
        return Failure {MlsError::UnsupportedMessage};
    const FramedContent& content = message->content.content;
    if (content.groupId != state.context.groupId)
        return Failure {MlsError::WrongGroup};
    if (content.epoch != state.context.epoch)
        return Failure {MlsError::WrongEpoch};
    const auto key = signatureKeyOf(state, content);
    if (!key)
        return Failure {key.error()};
    if (!verifyMembership(*message, state.context, state.secrets.membershipKey))
        return Failure {MlsError::BadMembershipTag};
    if (!verifyContent(message->content, state.context, viewOf(*key)))
        return Failure {MlsError::BadSignature};
    return std::move(*message);
}

Result<void, MlsError> checkProposal(const Group::State& state, const Proposal& proposal,
                                     const Sender& sender)
{
    using Checked = Result<void, MlsError>;
    return std::visit(
        Overloaded {
            [&](const AddProposal& add) { return checkAdd(state, add.keyPackage); },
            [&](const UpdateProposal& update) { return checkUpdate(state, update.leaf, sender); },
            [&](const RemoveProposal& remove) -> Checked {
                if (!state.tree.leaf(remove.removed))
                    return Failure {MlsError::UnknownMember};
                return {};
            },
            [](const PreSharedKeyProposal& added) { return checkPsk(added.psk); },
            [](const GroupContextExtensionsProposal&) { return Checked(); },
        },
        proposal.change);
}

Result<VerifiedProposal, MlsError> Group::verifyProposal(ByteView mlsMessage) const
{
    auto message = openMessage(*m_state, mlsMessage);
    if (!message)
        return Failure {message.error()};
    FramedContent& content = message->content.content;
    if (message->content.isCommit())
        return Failure {MlsError::UnsupportedMessage};
    const ProposalRef ref = proposalRef(message->content);
    auto& proposal = std::get<Proposal>(content.body);
    if (const auto checked = checkProposal(*m_state, proposal, content.sender); !checked)
        return Failure {checked.error()};
    return VerifiedProposal {ref, std::move(proposal), content.sender, content.epoch};
}

Result<AppliedProposals, MlsError> applyProposals(const Group::State& state,
                                                  std::span<const SentProposal> proposals,
                                                  LeafIndex committer)
{
    AppliedProposals applied {state.tree, state.context.extensions};
    std::vector<std::pair<LeafIndex, const LeafNode*>> updates;
    std::set<LeafIndex> touched;
    bool newExtensions = false;
    const auto touch = [&](LeafIndex leaf) {
        return leaf != committer && state.tree.leaf(leaf) && touched.insert(leaf).second;
    };
    applied.needsPath = proposals.empty();
    for (const SentProposal& sent : proposals) {
        const bool fits
            = std::visit(Overloaded {
                             [&](const AddProposal& add) {
                                 applied.packages.push_back(&add.keyPackage);
                                 return true;
                             },
                             [&](const UpdateProposal& update) {
                                 applied.needsPath = true;
                                 const auto* member = std::get_if<MemberSender>(sent.sender);
                                 if (!member || !touch(member->leaf))
                                     return false;
                                 updates.emplace_back(member->leaf, &update.leaf);
                                 applied.updatesUs = applied.updatesUs || member->leaf == state.own;
                                 return true;
                             },
                             [&](const RemoveProposal& remove) {
                                 applied.needsPath = true;
                                 applied.removed.push_back(remove.removed);
                                 return touch(remove.removed);
                             },
                             [&](const PreSharedKeyProposal& psk) {
                                 const bool isNew
                                     = std::find(applied.psks.begin(), applied.psks.end(), psk.psk)
                                     == applied.psks.end();
                                 applied.psks.push_back(psk.psk);
                                 return isNew;
                             },
                             [&](const GroupContextExtensionsProposal& change) {
                                 applied.needsPath = true;
                                 applied.extensions = change.extensions;
                                 return !std::exchange(newExtensions, true);
                             },
                         },
                         sent.proposal->change);
        if (!fits)
            return Failure {MlsError::InvalidCommit};
    }
    for (const auto& [leaf, value] : updates)
        applied.tree.update(leaf, *value);
    for (const LeafIndex leaf : applied.removed)
        applied.tree.remove(leaf);
    for (const KeyPackage* package : applied.packages) {
        const auto index = applied.tree.add(package->leaf);
        if (!index)
            return Failure {MlsError::TooLarge};
        applied.added.push_back(*index);
    }
    if (!hasUniqueKeys(applied.tree))
        return Failure {MlsError::DuplicateKey};
    return applied;
}

Result<SecretBytes, MlsError> lookUpPsks(const std::vector<PreSharedKeyId>& ids,
                                         std::span<const ExternalPsk> known)
{
    std::vector<PreSharedKey> keys;
    for (const PreSharedKeyId& id : ids) {
        const auto* external = std::get_if<PreSharedKeyId::External>(&id.key);
        const auto found = std::find_if(known.begin(), known.end(), [&](const ExternalPsk& psk) {
            return external && psk.id == external->id;
        });
        if (found == known.end())
            return Failure {MlsError::MissingPsk};
        keys.push_back({id, found->secret});
    }
    return pskSecret(keys);
}

} // namespace lavalier::mls
