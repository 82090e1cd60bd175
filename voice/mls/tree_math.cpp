#include "voice/mls/tree_math.h"

#include <bit>

namespace lavalier::mls::tree_math {

std::uint32_t paddedLeafCount(std::uint32_t leafCount)
{
    return std::bit_ceil(leafCount);
}

int level(NodeIndex node)
{
    return std::countr_one(node.value());
}

NodeIndex root(std::uint32_t leafCount)
{
    return NodeIndex(leafCount - 1);
}

NodeIndex left(NodeIndex node)
{
    return NodeIndex(node.value() ^ (1U << (level(node) - 1)));
}

NodeIndex right(NodeIndex node)
{
    return NodeIndex(node.value() ^ (3U << (level(node) - 1)));
}

NodeIndex parent(NodeIndex node)
{
    const int k = level(node);
    const std::uint32_t rightHand = (node.value() >> (k + 1)) & 1;
    return NodeIndex((node.value() | (1U << k)) ^ (rightHand << (k + 1)));
}

NodeIndex sibling(NodeIndex node)
{
    const NodeIndex above = parent(node);
    return node < above ? right(above) : left(above);
}

bool isBelow(LeafIndex leaf, NodeIndex node)
{
    const int k = level(node);
    return nodeOf(leaf).value() >> (k + 1) == node.value() >> (k + 1);
}

std::vector<NodeIndex> directPath(LeafIndex leaf, std::uint32_t leafCount)
{
    std::vector<NodeIndex> path;
    const NodeIndex top = root(leafCount);
    for (NodeIndex node = nodeOf(leaf); node != top;) {
        node = parent(node);
        path.push_back(node);
    }
    return path;
}

NodeIndex commonAncestor(LeafIndex one, LeafIndex other)
{
    NodeIndex node = nodeOf(one);
    while (!isBelow(other, node))
        node = parent(node);
    return node;
}

} // namespace lavalier::mls::tree_math
