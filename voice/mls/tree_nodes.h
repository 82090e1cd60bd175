#pragma once

#include "voice/mls/leaf_node.h"
#include "voice/mls/tree_math.h"

#include <optional>

namespace lavalier::mls {

/// Source:  RFC 9420, section 7.1.
struct ParentNode {
    QByteArray encryptionKey;
    QByteArray parentHash;
    std::vector<LeafIndex> unmergedLeaves; ///< strictly ascending

    void write(TlsWriter& writer) const;
    static ParentNode read(TlsReader& reader);
    bool operator==(const ParentNode&) const = default;
};

using Node = std::variant<LeafNode, ParentNode>;
void writeNode(TlsWriter& writer, const Node& node);
Node readNode(TlsReader& reader);

/// The ratchet_tree extension's data: nodes from left to right, blanks at the end left out.
/// Reading checks what one node shows (a leaf at an even place, a parent at an odd one, no blank
/// at the end) and caps their number; what nodes mean together is the tree's to judge.
/// Source:  RFC 9420, section 12.4.3.3.
using NodeList = std::vector<std::optional<Node>>;
QByteArray encodeNodes(const NodeList& nodes);
Result<NodeList, MlsError> decodeNodes(ByteView bytes);

/// Source:  RFC 9420, section 7.6 (HPKECiphertext).
struct HpkeCiphertext {
    QByteArray kemOutput;
    QByteArray ciphertext;

    void write(TlsWriter& writer) const;
    static HpkeCiphertext read(TlsReader& reader);
    bool operator==(const HpkeCiphertext&) const = default;
};

struct UpdatePathNode {
    QByteArray encryptionKey;
    std::vector<HpkeCiphertext> encryptedPathSecrets;

    void write(TlsWriter& writer) const;
    static UpdatePathNode read(TlsReader& reader);
    bool operator==(const UpdatePathNode&) const = default;
};

/// Source:  RFC 9420, section 7.6.
struct UpdatePath {
    LeafNode leaf;
    std::vector<UpdatePathNode> nodes;

    void write(TlsWriter& writer) const;
    static UpdatePath read(TlsReader& reader);
    bool operator==(const UpdatePath&) const = default;
};

} // namespace lavalier::mls
