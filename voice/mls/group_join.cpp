#include "voice/mls/framing.h"
#include "voice/mls/group_state.h"
#include "voice/mls/hpke.h"
#include "voice/mls/key_package.h"
#include "voice/mls/transcript.h"
#include "voice/mls/tree_validation.h"

#include <algorithm>

namespace lavalier::mls {

namespace {

Result<GroupSecrets, MlsError> openSecrets(const JoinMaterial& material, const Welcome& welcome)
{
    const QByteArray ref = keyPackageRef(material.package);
    const auto ours = std::find_if(welcome.secrets.begin(), welcome.secrets.end(),
                                   [&](const auto& entry) { return entry.newMember == ref; });
    if (ours == welcome.secrets.end())
        return Failure {MlsError::NotForUs};
    const auto plain = decryptWithLabel(material.initKey, "Welcome",
                                        viewOf(welcome.encryptedGroupInfo), ours->secrets);
    if (!plain)
        return Failure {plain.error()};
    return decode<GroupSecrets>(plain->reveal());
}

/// The tree the group's info stands for, checked against it.
Result<RatchetTree, MlsError> openTree(const GroupInfo& info, const QByteArray& treeBeside)
{
    const Extension* inside = findExtension(info.extensions, ExtensionType::RatchetTree);
    const QByteArray& bytes = inside ? inside->data : treeBeside;
    if (bytes.isEmpty())
        return Failure {MlsError::MissingTree};
    auto tree = RatchetTree::decode(viewOf(bytes));
    if (!tree)
        return tree;
    const LeafNode* signer = tree->leaf(info.signer);
    if (!signer)
        return Failure {MlsError::UnknownMember};
    if (!verifyGroupInfo(info, viewOf(signer->signatureKey)))
        return Failure {MlsError::BadSignature};
    if (tree->rootHash() != info.context.treeHash)
        return Failure {MlsError::BadTreeHash};
    if (const auto valid = validateTree(*tree, info.context.groupId); !valid)
        return Failure {valid.error()};
    return tree;
}

std::optional<LeafIndex> findLeaf(const RatchetTree& tree, const LeafNode& leaf)
{
    for (const LeafIndex index : tree.members()) {
        if (*tree.leaf(index) == leaf)
            return index;
    }
    return std::nullopt;
}

} // namespace

// The numbers are those of RFC 9420, section 12.4.3.1.
Result<Group, MlsError> Group::join(const JoinMaterial& material,
                                    const crypto::P256PrivateKey& signatureKey,
                                    ByteView welcomeBytes, const JoinOptions& options)
{
    if (material.package.leaf.signatureKey != signatureKey.publicKey())
        return Failure {MlsError::InvalidKey};
    const auto welcome = decode<Welcome>(welcomeBytes);
    if (!welcome)
        return Failure {welcome.error()};
    // 1, 2: our entry, opened with the init key
    const auto groupSecrets = openSecrets(material, *welcome);
    if (!groupSecrets)
        return Failure {groupSecrets.error()};
    // 3, 4: the info behind the joiner secret and the PSKs
    const auto psk = lookUpPsks(groupSecrets->psks, options.psks);
    if (!psk)
        return Failure {psk.error()};
    const SecretBytes member = memberSecret(groupSecrets->joinerSecret, *psk);
    const auto info = openGroupInfo(welcomeSecret(member), viewOf(welcome->encryptedGroupInfo));
    if (!info)
        return Failure {info.error()};
    // 5 to 9: signature and tree; our own leaf in it
    auto tree = openTree(*info, options.tree);
    if (!tree)
        return Failure {tree.error()};
    const auto own = findLeaf(*tree, material.package.leaf);
    if (!own)
        return Failure {MlsError::InvalidWelcome};
    // 10, 11: private keys, as far up as the committer told us
    PrivateKeys keys;
    keys.set(tree_math::nodeOf(*own), material.encryptionKey);
    if (groupSecrets->pathSecret) {
        if (*own == info->signer || groupSecrets->pathSecret->size() != kHashBytes)
            return Failure {MlsError::InvalidWelcome};
        const NodeIndex shared = tree_math::commonAncestor(*own, info->signer);
        auto learned
            = learnPath(*tree, info->signer, {shared, *groupSecrets->pathSecret}, std::move(keys));
        if (!learned)
            return Failure {learned.error()};
        keys = std::move(learned->keys);
    }
    // 12 to 14: the epoch's secrets, confirmed
    const QByteArray context = encode(info->context);
    const EpochSecrets secrets = EpochSecrets::derive(epochSecret(member, viewOf(context)));
    const QByteArray& confirmed = info->context.confirmedTranscriptHash;
    if (!verifyConfirmationTag(secrets.confirmationKey, viewOf(confirmed),
                               viewOf(info->confirmationTag)))
        return Failure {MlsError::BadConfirmationTag};
    return Group(std::make_shared<const State>(State {
        info->context, interimTranscriptHash(viewOf(confirmed), viewOf(info->confirmationTag)),
        *std::move(tree), *own, signatureKey, std::move(keys), secrets}));
}

} // namespace lavalier::mls
