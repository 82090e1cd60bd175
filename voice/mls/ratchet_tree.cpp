#include "voice/mls/ratchet_tree.h"

#include <algorithm>

namespace lavalier::mls {

using namespace tree_math;

RatchetTree::RatchetTree(LeafNode only)
{
    resize(1);
    setLeaf(LeafIndex(0), std::move(only));
}

Result<RatchetTree, MlsError> RatchetTree::decode(ByteView extensionData)
{
    auto nodes = decodeNodes(extensionData);
    if (!nodes)
        return Failure {nodes.error()};
    if (nodes->empty())
        return Failure {MlsError::InvalidTree};
    const std::size_t leaves = nodes->size() / 2 + 1;
    if (leaves > kMaxLeaves)
        return Failure {MlsError::TooLarge};
    RatchetTree tree;
    tree.resize(paddedLeafCount(static_cast<std::uint32_t>(leaves)));
    for (std::size_t i = 0; i < nodes->size(); ++i) {
        auto& node = (*nodes)[i];
        if (!node)
            continue;
        if (auto* leaf = std::get_if<LeafNode>(&*node))
            tree.m_leaves[i / 2] = std::make_shared<const LeafNode>(std::move(*leaf));
        else
            tree.m_parents[i / 2]
                = std::make_shared<const ParentNode>(std::move(std::get<ParentNode>(*node)));
    }
    return tree;
}

QByteArray RatchetTree::encode() const
{
    NodeList nodes(nodeCount(leafCount()));
    std::size_t used = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeIndex node(static_cast<std::uint32_t>(i));
        if (isBlank(node))
            continue;
        if (isLeaf(node))
            nodes[i] = *leaf(leafOf(node));
        else
            nodes[i] = *parent(node);
        used = i + 1;
    }
    nodes.resize(used);
    return encodeNodes(nodes);
}

const LeafNode* RatchetTree::leaf(LeafIndex index) const
{
    return index.value() < m_leaves.size() ? m_leaves[index.value()].get() : nullptr;
}

const ParentNode* RatchetTree::parent(NodeIndex node) const
{
    const std::uint32_t place = node.value() / 2;
    return !isLeaf(node) && place < m_parents.size() ? m_parents[place].get() : nullptr;
}

const QByteArray* RatchetTree::encryptionKey(NodeIndex node) const
{
    if (isLeaf(node)) {
        const LeafNode* found = leaf(leafOf(node));
        return found ? &found->encryptionKey : nullptr;
    }
    const ParentNode* found = parent(node);
    return found ? &found->encryptionKey : nullptr;
}

std::vector<LeafIndex> RatchetTree::members() const
{
    std::vector<LeafIndex> found;
    for (std::uint32_t i = 0; i < leafCount(); ++i) {
        if (m_leaves[i])
            found.push_back(LeafIndex(i));
    }
    return found;
}

std::vector<NodeIndex> RatchetTree::resolution(NodeIndex node) const
{
    std::vector<NodeIndex> covered;
    std::vector<NodeIndex> waiting {node};
    while (!waiting.empty()) {
        const NodeIndex next = waiting.back();
        waiting.pop_back();
        if (!isBlank(next)) {
            covered.push_back(next);
            if (const ParentNode* above = parent(next)) {
                for (const LeafIndex unmerged : above->unmergedLeaves)
                    covered.push_back(nodeOf(unmerged));
            }
        } else if (!isLeaf(next)) {
            waiting.push_back(right(next));
            waiting.push_back(left(next));
        }
    }
    return covered;
}

std::vector<RatchetTree::PathStep> RatchetTree::filteredDirectPath(LeafIndex index) const
{
    std::vector<PathStep> steps;
    NodeIndex below = nodeOf(index);
    for (const NodeIndex node : directPath(index, leafCount())) {
        const NodeIndex copathChild = sibling(below);
        if (!resolution(copathChild).empty())
            steps.push_back({node, copathChild});
        below = node;
    }
    return steps;
}

std::optional<LeafIndex> RatchetTree::add(LeafNode value)
{
    const auto free = std::find(m_leaves.begin(), m_leaves.end(), nullptr);
    const LeafIndex index(static_cast<std::uint32_t>(free - m_leaves.begin()));
    if (index.value() == leafCount()) {
        if (leafCount() >= kMaxLeaves)
            return std::nullopt;
        resize(2 * leafCount());
    }
    setLeaf(index, std::move(value));
    // Those above know no secret of the newcomer: until somebody commits, it is reached directly.
    for (const NodeIndex node : directPath(index, leafCount())) {
        if (const ParentNode* known = parent(node)) {
            ParentNode changed = *known;
            auto& unmerged = changed.unmergedLeaves;
            unmerged.insert(std::upper_bound(unmerged.begin(), unmerged.end(), index), index);
            setParent(node, std::move(changed));
        }
    }
    return index;
}

bool RatchetTree::remove(LeafIndex index)
{
    if (!leaf(index))
        return false;
    m_leaves[index.value()] = nullptr;
    forgetHashesAbove(nodeOf(index));
    blankDirectPath(index);
    shrink();
    return true;
}

bool RatchetTree::update(LeafIndex index, LeafNode value)
{
    if (!leaf(index))
        return false;
    setLeaf(index, std::move(value));
    blankDirectPath(index);
    return true;
}

void RatchetTree::blankDirectPath(LeafIndex index)
{
    for (const NodeIndex node : directPath(index, leafCount()))
        m_parents[node.value() / 2] = nullptr;
    forgetHashesAbove(nodeOf(index));
}

void RatchetTree::setParent(NodeIndex node, ParentNode value)
{
    m_parents[node.value() / 2] = std::make_shared<const ParentNode>(std::move(value));
    forgetHashesAbove(node);
}

void RatchetTree::setLeaf(LeafIndex index, LeafNode value)
{
    m_leaves[index.value()] = std::make_shared<const LeafNode>(std::move(value));
    forgetHashesAbove(nodeOf(index));
}

void RatchetTree::resize(std::uint32_t leafCount)
{
    m_leaves.resize(leafCount);
    m_parents.resize(leafCount - 1);
    m_hashes.resize(nodeCount(leafCount));
}

void RatchetTree::shrink()
{
    std::uint32_t count = leafCount();
    const auto isFree = [](const auto& place) { return place == nullptr; };
    while (count > 1 && std::all_of(m_leaves.begin() + count / 2, m_leaves.begin() + count, isFree))
        count /= 2;
    if (count != leafCount())
        resize(count);
}

void RatchetTree::forgetHashesAbove(NodeIndex node)
{
    for (; node != root(); node = tree_math::parent(node))
        m_hashes[node.value()].clear();
    m_hashes[node.value()].clear();
}

} // namespace lavalier::mls
