#include "voice/mls/update_path.h"

#include "voice/mls/cipher_suite.h"
#include "voice/mls/hpke.h"
#include "voice/mls/key_package.h"
#include "voice/mls/tree_hash.h"
#include "voice/mls/tree_validation.h"

#include <algorithm>

namespace lavalier::mls {

using namespace tree_math;

namespace {

constexpr std::string_view kPathNodeLabel = "UpdatePathNode";

Result<crypto::P256PrivateKey, MlsError> nodeKey(const SecretBytes& pathSecret)
{
    return deriveKeyPair(deriveSecret(pathSecret, "node"));
}

SecretBytes nextSecret(const SecretBytes& pathSecret)
{
    return deriveSecret(pathSecret, "path");
}

/// Whom a path secret is encrypted to.
std::vector<NodeIndex> recipients(const RatchetTree& before, NodeIndex copathChild,
                                  const std::vector<LeafIndex>& added)
{
    std::vector<NodeIndex> nodes = before.resolution(copathChild);
    std::erase_if(nodes, [&](NodeIndex node) {
        return isLeaf(node) && std::find(added.begin(), added.end(), leafOf(node)) != added.end();
    });
    return nodes;
}

/// Replaces the keys above `leaf`; gives the parent hash that the leaf must carry.
QByteArray writeParents(RatchetTree& tree, LeafIndex leaf,
                        const std::vector<RatchetTree::PathStep>& steps,
                        const std::vector<QByteArray>& publicKeys)
{
    tree.blankDirectPath(leaf);
    // From the root down: each node vouches for the one above it.
    QByteArray hash;
    for (std::size_t i = steps.size(); i-- > 0;) {
        ParentNode parent {publicKeys[i], hash, {}};
        hash = parentHash(parent, tree.hash(steps[i].copathChild));
        tree.setParent(steps[i].node, std::move(parent));
    }
    return hash;
}

/// Whether the path brings back a key of a place that it renews.
bool repeatsAKey(const RatchetTree& before, LeafIndex sender, const UpdatePath& path)
{
    std::vector<NodeIndex> renewed = directPath(sender, before.leafCount());
    renewed.push_back(nodeOf(sender));
    return std::ranges::any_of(renewed, [&](NodeIndex node) {
        const QByteArray* old = before.encryptionKey(node);
        return old
            && (path.leaf.encryptionKey == *old
                || std::ranges::find(path.nodes, *old, &UpdatePathNode::encryptionKey)
                    != path.nodes.end());
    });
}

} // namespace

const crypto::P256PrivateKey* PrivateKeys::find(NodeIndex node) const
{
    const auto found = m_keys.find(node);
    return found == m_keys.end() ? nullptr : &found->second;
}

void PrivateKeys::set(NodeIndex node, crypto::P256PrivateKey key)
{
    m_keys.insert_or_assign(node, std::move(key));
}

void PrivateKeys::keepThoseOf(const RatchetTree& tree)
{
    std::erase_if(m_keys, [&](const auto& entry) {
        const QByteArray* current = tree.encryptionKey(entry.first);
        return !current || *current != entry.second.publicKey();
    });
}

Result<LearnedPath, MlsError> learnPath(const RatchetTree& merged, LeafIndex sender,
                                        PathSecret received, PrivateKeys keys)
{
    keys.keepThoseOf(merged);
    SecretBytes secret = received.secret;
    bool found = false;
    for (const RatchetTree::PathStep& step : merged.filteredDirectPath(sender)) {
        found = found || step.node == received.node;
        if (!found)
            continue;
        auto key = nodeKey(secret);
        if (!key)
            return Failure {key.error()};
        const QByteArray* advertised = merged.encryptionKey(step.node);
        if (!advertised || *advertised != key->publicKey())
            return Failure {MlsError::InvalidUpdatePath};
        keys.set(step.node, *std::move(key));
        secret = nextSecret(secret);
    }
    if (!found)
        return Failure {MlsError::InvalidUpdatePath};
    return LearnedPath {std::move(received), std::move(secret), std::move(keys)};
}

Result<NewPath, MlsError> makePath(const RatchetTree& before, LeafIndex own,
                                   const QByteArray& groupId,
                                   const crypto::P256PrivateKey& signatureKey,
                                   crypto::RandomSource& random)
{
    const auto steps = before.filteredDirectPath(own);
    NewPath path {before, {}, {}, {}};
    std::vector<QByteArray> publicKeys;
    SecretBytes secret = random.secret(kHashBytes);
    for (const RatchetTree::PathStep& step : steps) {
        auto key = nodeKey(secret);
        if (!key)
            return Failure {key.error()};
        publicKeys.push_back(key->publicKey());
        path.keys.set(step.node, *std::move(key));
        path.secrets.push_back({step.node, secret});
        secret = nextSecret(secret);
    }
    path.commitSecret = secret;

    LeafNode leaf = *before.leaf(own);
    crypto::P256PrivateKey leafKey = generateKeyPair(random);
    leaf.encryptionKey = leafKey.publicKey();
    leaf.source = FromCommit {writeParents(path.merged, own, steps, publicKeys)};
    signLeaf(leaf, signatureKey, LeafPlace {groupId, own});
    path.merged.setLeaf(own, std::move(leaf));
    path.keys.set(nodeOf(own), std::move(leafKey));
    return path;
}

Result<UpdatePath, MlsError> sealPath(const RatchetTree& before, const NewPath& path, LeafIndex own,
                                      const std::vector<LeafIndex>& added, ByteView context,
                                      crypto::RandomSource& random)
{
    UpdatePath sealed {*path.merged.leaf(own), {}};
    const auto steps = before.filteredDirectPath(own);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        UpdatePathNode node {*path.merged.encryptionKey(steps[i].node), {}};
        for (const NodeIndex recipient : recipients(before, steps[i].copathChild, added)) {
            auto secret = encryptWithLabel(viewOf(*before.encryptionKey(recipient)), kPathNodeLabel,
                                           context, path.secrets[i].secret.reveal(), random);
            if (!secret)
                return Failure {secret.error()};
            node.encryptedPathSecrets.push_back(*std::move(secret));
        }
        sealed.nodes.push_back(std::move(node));
    }
    return sealed;
}

Result<RatchetTree, MlsError> mergePath(const RatchetTree& before, LeafIndex sender,
                                        const UpdatePath& path, const std::vector<LeafIndex>& added,
                                        const QByteArray& groupId)
{
    const LeafNode* old = before.leaf(sender);
    if (!old)
        return Failure {MlsError::UnknownMember};
    const auto steps = before.filteredDirectPath(sender);
    if (path.nodes.size() != steps.size())
        return Failure {MlsError::InvalidUpdatePath};
    std::vector<QByteArray> publicKeys;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const UpdatePathNode& node = path.nodes[i];
        if (node.encryptedPathSecrets.size()
            != recipients(before, steps[i].copathChild, added).size())
            return Failure {MlsError::InvalidUpdatePath};
        if (!crypto::isValidP256Point(viewOf(node.encryptionKey)))
            return Failure {MlsError::InvalidKey};
        publicKeys.push_back(node.encryptionKey);
    }
    const auto* source = std::get_if<FromCommit>(&path.leaf.source);
    if (!source || !isRenewal(*old, path.leaf) || !knowsWhatItCarries(path.leaf))
        return Failure {MlsError::InvalidLeaf};
    if (repeatsAKey(before, sender, path))
        return Failure {MlsError::DuplicateKey};
    if (!crypto::isValidP256Point(viewOf(path.leaf.encryptionKey)))
        return Failure {MlsError::InvalidKey};
    RatchetTree merged = before;
    if (writeParents(merged, sender, steps, publicKeys) != source->parentHash)
        return Failure {MlsError::BadParentHash};
    merged.setLeaf(sender, path.leaf);
    if (!hasUniqueKeys(merged))
        return Failure {MlsError::DuplicateKey};
    if (!verifyLeaf(path.leaf, LeafPlace {groupId, sender}))
        return Failure {MlsError::BadSignature};
    return merged;
}

Result<LearnedPath, MlsError> openPath(const RatchetTree& before, const RatchetTree& merged,
                                       LeafIndex sender, const UpdatePath& path, LeafIndex own,
                                       const PrivateKeys& keys, const std::vector<LeafIndex>& added,
                                       ByteView context)
{
    const auto steps = before.filteredDirectPath(sender);
    const auto ours = std::find_if(steps.begin(), steps.end(), [&](const auto& step) {
        return isBelow(own, step.copathChild);
    });
    if (ours == steps.end())
        return Failure {MlsError::InvalidUpdatePath};
    const auto place = static_cast<std::size_t>(ours - steps.begin());
    const std::vector<NodeIndex> nodes = recipients(before, ours->copathChild, added);
    const auto known = std::find_if(nodes.begin(), nodes.end(), [&](NodeIndex node) {
        const crypto::P256PrivateKey* key = keys.find(node);
        return key && key->publicKey() == *before.encryptionKey(node);
    });
    if (known == nodes.end() || place >= path.nodes.size())
        return Failure {MlsError::InvalidUpdatePath};
    const auto& sealed = path.nodes[place].encryptedPathSecrets;
    const auto position = static_cast<std::size_t>(known - nodes.begin());
    if (position >= sealed.size())
        return Failure {MlsError::InvalidUpdatePath};
    auto secret = decryptWithLabel(*keys.find(*known), kPathNodeLabel, context, sealed[position]);
    if (!secret)
        return Failure {secret.error()};
    if (secret->size() != kHashBytes)
        return Failure {MlsError::InvalidUpdatePath};
    return learnPath(merged, sender, {ours->node, *std::move(secret)}, keys);
}

} // namespace lavalier::mls
