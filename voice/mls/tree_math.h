#pragma once

#include "voice/base/strong_id.h"

#include <cstdint>
#include <vector>

namespace lavalier::mls {

/// A place for a member, counted from the left.
using LeafIndex = StrongId<struct LeafIndexTag, std::uint32_t>;
/// A place in the array form of the tree: leaves are even, parents odd.
using NodeIndex = StrongId<struct NodeIndexTag, std::uint32_t>;

/// Where things lie in the array form of a complete binary tree.
///
/// Shape:   leaf i is node 2i; a parent stands between its two subtrees. Four leaves:
///
///              3
///          1       5
///        0   2   4   6
///
/// Units:   `leafCount` is always a power of two; callers have checked every index against it.
/// Source:  RFC 9420, appendix C.
namespace tree_math {

constexpr std::uint32_t nodeCount(std::uint32_t leafCount)
{
    return leafCount == 0 ? 0 : 2 * leafCount - 1;
}
/// The least power of two that holds so many leaves.
std::uint32_t paddedLeafCount(std::uint32_t leafCount);

constexpr NodeIndex nodeOf(LeafIndex leaf)
{
    return NodeIndex(2 * leaf.value());
}
constexpr bool isLeaf(NodeIndex node)
{
    return (node.value() & 1) == 0;
}
/// Only for a node that is a leaf.
constexpr LeafIndex leafOf(NodeIndex node)
{
    return LeafIndex(node.value() / 2);
}

/// Leaves are on level 0.
int level(NodeIndex node);
NodeIndex root(std::uint32_t leafCount);
/// Only for parents.
NodeIndex left(NodeIndex node);
NodeIndex right(NodeIndex node);
/// Only for nodes other than the root.
NodeIndex parent(NodeIndex node);
NodeIndex sibling(NodeIndex node);

/// Whether `leaf` stands below `node` (or is it).
bool isBelow(LeafIndex leaf, NodeIndex node);
/// The ancestors of a leaf from the bottom to the root, the leaf itself left out.
std::vector<NodeIndex> directPath(LeafIndex leaf, std::uint32_t leafCount);
/// The lowest node above (or at) both.
NodeIndex commonAncestor(LeafIndex one, LeafIndex other);

} // namespace tree_math
} // namespace lavalier::mls
