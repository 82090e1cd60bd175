#pragma once

#include "voice/crypto/p256.h"
#include "voice/mls/ratchet_tree.h"

#include <map>

/// TreeKEM: how a committer hands one fresh secret to everybody else.
///
/// `before` is the tree after the commit's proposals and before its path; `merged` the one after
/// the path; `added` the leaves the same commit adds, which get the secret by Welcome instead;
/// `context` the encoded GroupContext with the new epoch and tree hash but the old transcript hash.
/// Source:  RFC 9420, sections 7.4 to 7.6 and 12.4.2.
namespace lavalier::mls {

/// The private keys one member knows: its leaf's and those of nodes above it.
class PrivateKeys {
public:
    const crypto::P256PrivateKey* find(NodeIndex node) const;
    void set(NodeIndex node, crypto::P256PrivateKey key);
    /// Forgets what belongs to nodes that are blank, gone or have another key now.
    void keepThoseOf(const RatchetTree& tree);

private:
    std::map<NodeIndex, crypto::P256PrivateKey> m_keys;
};

struct PathSecret {
    NodeIndex node;
    SecretBytes secret;
};

/// What a member knows after a path.
struct LearnedPath {
    PathSecret received; ///< the lowest one
    SecretBytes commitSecret;
    PrivateKeys keys;
};

/// Derives every secret from `received` up to the root and compares the keys with the tree's.
Result<LearnedPath, MlsError> learnPath(const RatchetTree& merged, LeafIndex sender,
                                        PathSecret received, PrivateKeys keys);

struct NewPath {
    RatchetTree merged;
    PrivateKeys keys;
    std::vector<PathSecret> secrets; ///< from the bottom
    SecretBytes commitSecret;
};
/// New keys for our leaf and everything above it.
Result<NewPath, MlsError> makePath(const RatchetTree& before, LeafIndex own,
                                   const QByteArray& groupId,
                                   const crypto::P256PrivateKey& signatureKey,
                                   crypto::RandomSource& random);
/// The path as it travels.
Result<UpdatePath, MlsError> sealPath(const RatchetTree& before, const NewPath& path, LeafIndex own,
                                      const std::vector<LeafIndex>& added, ByteView context,
                                      crypto::RandomSource& random);

/// Checks all of a path that everybody can see and puts it into the tree.
Result<RatchetTree, MlsError> mergePath(const RatchetTree& before, LeafIndex sender,
                                        const UpdatePath& path, const std::vector<LeafIndex>& added,
                                        const QByteArray& groupId);
/// Opens what the path holds for us.
Result<LearnedPath, MlsError> openPath(const RatchetTree& before, const RatchetTree& merged,
                                       LeafIndex sender, const UpdatePath& path, LeafIndex own,
                                       const PrivateKeys& keys, const std::vector<LeafIndex>& added,
                                       ByteView context);

} // namespace lavalier::mls
