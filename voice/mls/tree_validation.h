#pragma once

#include "voice/mls/ratchet_tree.h"

/// What a tree from outside must fulfil before it is believed.
/// Source:  RFC 9420, sections 7.3, 7.9.2 and 12.4.3.1.
namespace lavalier::mls {

/// Everything below; only whether the tree's hash is the agreed one is the caller's.
Result<void, MlsError> validateTree(const RatchetTree& tree, const QByteArray& groupId);

/// Every parent was made by a commit of a member below it.
bool hasValidParentHashes(const RatchetTree& tree);
/// Unmerged leaves are members, below the node, and unmerged everywhere in between.
bool hasValidUnmergedLeaves(const RatchetTree& tree);
/// No two nodes share an encryption key and no two members a signature key.
bool hasUniqueKeys(const RatchetTree& tree);
/// Every leaf claims to know what it carries. There is one type of credential: whoever knows its
/// own knows everybody's.
bool hasCapableLeaves(const RatchetTree& tree);
/// Every leaf is signed by the key it names, for this place in this group unless it is new.
bool hasSignedLeaves(const RatchetTree& tree, const QByteArray& groupId);

/// Whether a member may replace its leaf so: with a new encryption key and otherwise as the one it
/// was. Nobody vouches for a basic credential, so nothing could tell a new name or signature key
/// from somebody else's.
bool isRenewal(const LeafNode& old, const LeafNode& renewed);

} // namespace lavalier::mls
