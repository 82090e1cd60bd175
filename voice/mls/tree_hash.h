#pragma once

#include "voice/mls/ratchet_tree.h"

namespace lavalier::mls {

/// What a node below `above` carries to prove that `above` was made together with it.
///
/// `siblingHash` is the tree hash of the other child of `above`, as it was when `above` was made.
/// Source:  RFC 9420, section 7.9.
QByteArray parentHash(const ParentNode& above, const QByteArray& siblingHash);

} // namespace lavalier::mls
