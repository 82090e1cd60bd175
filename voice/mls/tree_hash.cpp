#include "voice/mls/tree_hash.h"

#include "voice/crypto/hash.h"

#include <algorithm>

namespace lavalier::mls {

using namespace tree_math;

namespace {

constexpr std::uint8_t kLeafKind = 1;
constexpr std::uint8_t kParentKind = 2;

QByteArray hashOf(const TlsWriter& input)
{
    return crypto::sha256(viewOf(input.data()));
}

QByteArray leafHash(LeafIndex index, const LeafNode* leaf)
{
    TlsWriter input;
    input.u8(kLeafKind).u32(index.value()).present(leaf != nullptr);
    if (leaf)
        leaf->write(input);
    return hashOf(input);
}

QByteArray parentNodeHash(const ParentNode* parent, const QByteArray& left, const QByteArray& right)
{
    TlsWriter input;
    input.u8(kParentKind).present(parent != nullptr);
    if (parent)
        parent->write(input);
    input.opaque(left).opaque(right);
    return hashOf(input);
}

} // namespace

QByteArray RatchetTree::hash(NodeIndex node) const
{
    QByteArray& known = m_hashes[node.value()];
    if (known.isEmpty()) {
        known = isLeaf(node) ? leafHash(leafOf(node), leaf(leafOf(node)))
                             : parentNodeHash(parent(node), hash(left(node)), hash(right(node)));
    }
    return known;
}

QByteArray RatchetTree::hashWithout(NodeIndex node, const std::vector<LeafIndex>& absent) const
{
    const auto isAbsent
        = [&](LeafIndex leaf) { return std::binary_search(absent.begin(), absent.end(), leaf); };
    if (std::none_of(absent.begin(), absent.end(),
                     [&](LeafIndex leaf) { return isBelow(leaf, node); }))
        return hash(node);
    if (isLeaf(node))
        return leafHash(leafOf(node), nullptr);
    const QByteArray leftHash = hashWithout(left(node), absent);
    const QByteArray rightHash = hashWithout(right(node), absent);
    const ParentNode* known = parent(node);
    if (!known)
        return parentNodeHash(nullptr, leftHash, rightHash);
    ParentNode then = *known;
    std::erase_if(then.unmergedLeaves, isAbsent);
    return parentNodeHash(&then, leftHash, rightHash);
}

QByteArray parentHash(const ParentNode& above, const QByteArray& siblingHash)
{
    TlsWriter input;
    input.opaque(above.encryptionKey).opaque(above.parentHash).opaque(siblingHash);
    return hashOf(input);
}

} // namespace lavalier::mls
