#include "voice/mls/tree_nodes.h"

#include "voice/mls/limits.h"

#include <algorithm>

namespace lavalier::mls {
namespace {

enum class NodeCode : std::uint8_t { Leaf = 1, Parent = 2 };

constexpr auto kWriteItem = [](TlsWriter& writer, const auto& item) { item.write(writer); };

} // namespace

void ParentNode::write(TlsWriter& writer) const
{
    writer.opaque(encryptionKey).opaque(parentHash);
    writer.list(unmergedLeaves, [](TlsWriter& to, LeafIndex leaf) { to.u32(leaf.value()); });
}

ParentNode ParentNode::read(TlsReader& reader)
{
    ParentNode parent;
    parent.encryptionKey = reader.opaque(kMaxKeyFieldBytes);
    parent.parentHash = reader.opaque(kMaxHashFieldBytes);
    parent.unmergedLeaves
        = reader.list([](TlsReader& from) { return LeafIndex(from.u32()); }, kMaxLeaves);
    if (std::ranges::adjacent_find(parent.unmergedLeaves, std::greater_equal())
        != parent.unmergedLeaves.end())
        reader.fail(MlsError::InvalidTree);
    return parent;
}

void writeNode(TlsWriter& writer, const Node& node)
{
    const NodeCode code
        = std::holds_alternative<LeafNode>(node) ? NodeCode::Leaf : NodeCode::Parent;
    writer.u8(static_cast<std::uint8_t>(code));
    std::visit([&](const auto& each) { each.write(writer); }, node);
}

Node readNode(TlsReader& reader)
{
    switch (static_cast<NodeCode>(reader.u8())) {
    case NodeCode::Leaf:
        return LeafNode::read(reader);
    case NodeCode::Parent:
        return ParentNode::read(reader);
    }
    reader.fail(MlsError::Malformed);
    return ParentNode {};
}

QByteArray encodeNodes(const NodeList& nodes)
{
    TlsWriter writer;
    writer.list(nodes, [](TlsWriter& to, const std::optional<Node>& node) {
        to.present(node.has_value());
        if (node)
            writeNode(to, *node);
    });
    return writer.take();
}

Result<NodeList, MlsError> decodeNodes(ByteView bytes)
{
    TlsReader reader(bytes);
    std::size_t index = 0;
    NodeList nodes = reader.list(
        [&](TlsReader& from) -> std::optional<Node> {
            const bool leafPlace = index++ % 2 == 0;
            if (!from.present())
                return std::nullopt;
            Node node = readNode(from);
            if (from.ok() && std::holds_alternative<LeafNode>(node) != leafPlace)
                from.fail(MlsError::InvalidTree);
            return node;
        },
        tree_math::nodeCount(kMaxLeaves));
    reader.expectEnd();
    if (!reader.ok())
        return Failure {reader.error()};
    if (nodes.empty() || !nodes.back())
        return Failure {MlsError::InvalidTree};
    return nodes;
}

void HpkeCiphertext::write(TlsWriter& writer) const
{
    writer.opaque(kemOutput).opaque(ciphertext);
}

HpkeCiphertext HpkeCiphertext::read(TlsReader& reader)
{
    QByteArray kemOutput = reader.opaque(kMaxKeyFieldBytes);
    return {std::move(kemOutput), reader.opaque()};
}

void UpdatePathNode::write(TlsWriter& writer) const
{
    writer.opaque(encryptionKey).list(encryptedPathSecrets, kWriteItem);
}

UpdatePathNode UpdatePathNode::read(TlsReader& reader)
{
    QByteArray key = reader.opaque(kMaxKeyFieldBytes);
    return {std::move(key), reader.list(HpkeCiphertext::read, kMaxLeaves)};
}

void UpdatePath::write(TlsWriter& writer) const
{
    leaf.write(writer);
    writer.list(nodes, kWriteItem);
}

UpdatePath UpdatePath::read(TlsReader& reader)
{
    LeafNode leaf = LeafNode::read(reader);
    return {std::move(leaf), reader.list(UpdatePathNode::read, kMaxPathNodes)};
}

} // namespace lavalier::mls
