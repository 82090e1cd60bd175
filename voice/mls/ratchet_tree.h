#pragma once

#include "voice/mls/structures.h"
#include "voice/mls/tree_math.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace lavalier::mls {

/// The public half of a group's tree: who is where, and the keys above them.
///
/// Shape:   a complete binary tree in array form; see tree_math.h.
/// Errors:  leaf(), parent() and encryptionKey() find a blank outside the tree, remove() and
/// update()
///          refuse it; all others take indices of this tree only.
/// Thread:  one at a time until rootHash() was asked for, any after that until the next change.
///          Copying shares the nodes and the hashes known so far.
/// Source:  RFC 9420 sections 4.1, 7.7, 7.8 and 12.4.3.3.
class RatchetTree {
public:
    explicit RatchetTree(LeafNode only);
    /// From a ratchet_tree extension's data. Its keys, hashes and signatures are not looked at;
    /// see tree_validation.h.
    static Result<RatchetTree, MlsError> decode(ByteView extensionData);
    QByteArray encode() const;

    /// Always a power of two.
    std::uint32_t leafCount() const { return static_cast<std::uint32_t>(m_leaves.size()); }
    NodeIndex root() const { return tree_math::root(leafCount()); }

    /// Null when blank.
    const LeafNode* leaf(LeafIndex index) const;
    const ParentNode* parent(NodeIndex node) const;
    /// Of a leaf or a parent; null when blank.
    const QByteArray* encryptionKey(NodeIndex node) const;
    bool isBlank(NodeIndex node) const { return encryptionKey(node) == nullptr; }
    /// Those that are not blank, from the left.
    std::vector<LeafIndex> members() const;

    /// The fewest nodes that together cover every member below `node`.
    std::vector<NodeIndex> resolution(NodeIndex node) const;
    /// One ancestor whose key a commit must replace, and the child that is off the path.
    struct PathStep {
        NodeIndex node;
        NodeIndex copathChild;
    };
    /// Ancestors from the bottom, without those that nobody else stands below.
    std::vector<PathStep> filteredDirectPath(LeafIndex leaf) const;

    /// Takes the leftmost free place. Nullopt when kMaxLeaves are taken.
    std::optional<LeafIndex> add(LeafNode leaf);
    /// False when nobody is there.
    bool remove(LeafIndex index);
    /// A leaf renewed by its member: its ancestors are blanked. False when nobody is there.
    bool update(LeafIndex index, LeafNode leaf);

    /// Writers of a commit's path: no other node changes.
    void blankDirectPath(LeafIndex index);
    void setParent(NodeIndex node, ParentNode value);
    void setLeaf(LeafIndex index, LeafNode value);

    /// Of the subtree below `node`.
    QByteArray hash(NodeIndex node) const;
    QByteArray rootHash() const { return hash(root()); }
    /// As if `absent` (ascending) had never been there, unmerged lists included.
    QByteArray hashWithout(NodeIndex node, const std::vector<LeafIndex>& absent) const;

private:
    RatchetTree() = default;
    void resize(std::uint32_t leafCount);
    void shrink();
    void forgetHashesAbove(NodeIndex node);

    // Nodes are shared between the trees of successive epochs and never change once made.
    std::vector<std::shared_ptr<const LeafNode>> m_leaves;
    std::vector<std::shared_ptr<const ParentNode>> m_parents; ///< parent 2i + 1 at i
    mutable std::vector<QByteArray> m_hashes; ///< by node; empty when not known
};

} // namespace lavalier::mls
