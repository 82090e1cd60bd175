#include "voice/mls/tree_validation.h"

#include "voice/crypto/p256.h"
#include "voice/mls/key_package.h"
#include "voice/mls/tree_hash.h"

#include <QSet>

#include <algorithm>

namespace lavalier::mls {

using namespace tree_math;

namespace {

template <typename Visit> bool everyParent(const RatchetTree& tree, Visit visit)
{
    for (std::uint32_t i = 1; i < nodeCount(tree.leafCount()); i += 2) {
        const ParentNode* parent = tree.parent(NodeIndex(i));
        if (parent && !visit(NodeIndex(i), *parent))
            return false;
    }
    return true;
}

/// Empty for whatever carries none.
QByteArray carriedParentHash(const RatchetTree& tree, NodeIndex node)
{
    if (const ParentNode* parent = tree.parent(node))
        return parent->parentHash;
    const LeafNode* leaf = isLeaf(node) ? tree.leaf(leafOf(node)) : nullptr;
    const auto* committed = leaf ? std::get_if<FromCommit>(&leaf->source) : nullptr;
    return committed ? committed->parentHash : QByteArray();
}

/// Whether the commit that made `node` came from below `child` and nothing has changed there since
/// but members joining.
bool wasMadeFrom(const RatchetTree& tree, NodeIndex node, const ParentNode& parent, NodeIndex child)
{
    const QByteArray wanted
        = parentHash(parent, tree.hashWithout(sibling(child), parent.unmergedLeaves));
    std::vector<NodeIndex> covered = tree.resolution(child);
    const auto link = std::find_if(covered.begin(), covered.end(), [&](NodeIndex below) {
        return carriedParentHash(tree, below) == wanted;
    });
    if (link == covered.end())
        return false;
    covered.erase(link);
    std::sort(covered.begin(), covered.end());
    std::vector<NodeIndex> unmerged;
    for (const LeafIndex leaf : parent.unmergedLeaves) {
        if (isBelow(leaf, child))
            unmerged.push_back(nodeOf(leaf));
    }
    Q_ASSERT(tree_math::parent(child) == node);
    return covered == unmerged;
}

} // namespace

bool hasValidParentHashes(const RatchetTree& tree)
{
    return everyParent(tree, [&](NodeIndex node, const ParentNode& parent) {
        return wasMadeFrom(tree, node, parent, left(node))
            != wasMadeFrom(tree, node, parent, right(node));
    });
}

bool hasValidUnmergedLeaves(const RatchetTree& tree)
{
    return everyParent(tree, [&](NodeIndex node, const ParentNode& parent) {
        return std::all_of(parent.unmergedLeaves.begin(), parent.unmergedLeaves.end(),
                           [&](LeafIndex leaf) {
                               if (!tree.leaf(leaf) || !isBelow(leaf, node))
                                   return false;
                               for (NodeIndex between = tree_math::parent(nodeOf(leaf));
                                    between != node; between = tree_math::parent(between)) {
                                   const ParentNode* other = tree.parent(between);
                                   if (other
                                       && !std::binary_search(other->unmergedLeaves.begin(),
                                                              other->unmergedLeaves.end(), leaf))
                                       return false;
                               }
                               return true;
                           });
    });
}

bool hasUniqueKeys(const RatchetTree& tree)
{
    QSet<QByteArray> encryptionKeys;
    QSet<QByteArray> signatureKeys;
    qsizetype nodes = 0;
    qsizetype leaves = 0;
    for (std::uint32_t i = 0; i < nodeCount(tree.leafCount()); ++i) {
        const NodeIndex node(i);
        if (const QByteArray* key = tree.encryptionKey(node)) {
            encryptionKeys.insert(*key);
            ++nodes;
        }
        if (const LeafNode* leaf = isLeaf(node) ? tree.leaf(leafOf(node)) : nullptr) {
            signatureKeys.insert(leaf->signatureKey);
            ++leaves;
        }
    }
    return encryptionKeys.size() == nodes && signatureKeys.size() == leaves;
}

bool isRenewal(const LeafNode& old, const LeafNode& renewed)
{
    return renewed.encryptionKey != old.encryptionKey && renewed.signatureKey == old.signatureKey
        && renewed.credential == old.credential;
}

bool hasCapableLeaves(const RatchetTree& tree)
{
    return std::ranges::all_of(
        tree.members(), [&](LeafIndex index) { return knowsWhatItCarries(*tree.leaf(index)); });
}

bool hasSignedLeaves(const RatchetTree& tree, const QByteArray& groupId)
{
    const std::vector<LeafIndex> members = tree.members();
    return std::all_of(members.begin(), members.end(), [&](LeafIndex index) {
        return verifyLeaf(*tree.leaf(index), LeafPlace {groupId, index});
    });
}

Result<void, MlsError> validateTree(const RatchetTree& tree, const QByteArray& groupId)
{
    // What costs least goes first.
    if (!hasValidUnmergedLeaves(tree))
        return Failure {MlsError::InvalidTree};
    if (!hasUniqueKeys(tree))
        return Failure {MlsError::DuplicateKey};
    if (!hasCapableLeaves(tree))
        return Failure {MlsError::InvalidLeaf};
    if (!hasValidParentHashes(tree))
        return Failure {MlsError::BadParentHash};
    for (std::uint32_t i = 0; i < nodeCount(tree.leafCount()); ++i) {
        const QByteArray* key = tree.encryptionKey(NodeIndex(i));
        if (key && !crypto::isValidP256Point(viewOf(*key)))
            return Failure {MlsError::InvalidKey};
    }
    if (!hasSignedLeaves(tree, groupId))
        return Failure {MlsError::BadSignature};
    return {};
}

} // namespace lavalier::mls
