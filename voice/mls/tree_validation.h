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
/// Every leaf, also after a change of one of them: what is claimed of it is signed.
bool hasSignedLeaves(const RatchetTree& tree, const QByteArray& groupId);

} // namespace lavalier::mls
