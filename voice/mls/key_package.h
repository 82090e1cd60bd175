#pragma once

#include "voice/mls/cipher_suite.h"
#include "voice/mls/leaf_node.h"
#include "voice/mls/tree_math.h"

#include <optional>

/// Makes, signs and checks leaves and the key packages that carry them to a group.
/// Source:  RFC 9420, sections 7.2, 7.3, 10 and 10.1.
namespace lavalier::mls {

/// Where a leaf stands; signed along unless the leaf comes from a key package.
struct LeafPlace {
    QByteArray groupId;
    LeafIndex index;
};

/// Version, suite and credential type are ours, nothing else is claimed.
Capabilities ownCapabilities();

void signLeaf(LeafNode& leaf, const crypto::P256PrivateKey& key,
              const std::optional<LeafPlace>& place);
/// Signature only. A leaf from an update or a commit without a place is never right.
bool verifyLeaf(const LeafNode& leaf, const std::optional<LeafPlace>& place);

/// Whether a leaf says of itself that it knows basic credentials, which every member has, and each
/// of its own extensions.
bool knowsWhatItCarries(const LeafNode& leaf);

/// A package with one basic credential, no extensions and a lifetime without bounds.
KeyPackage makeKeyPackage(const QByteArray& identity, ByteView initKey, ByteView encryptionKey,
                          const crypto::P256PrivateKey& signatureKey);
/// Both signatures, the leaf's source and claims, valid and different keys. Lifetimes are the
/// caller's.
Result<void, MlsError> verifyKeyPackage(const KeyPackage& package);
QByteArray keyPackageRef(const KeyPackage& package);

} // namespace lavalier::mls
