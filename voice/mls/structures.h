#pragma once

/// Every structure of RFC 9420 that we read or write, by theme. Each has `write`, `read` and (but
/// for those that hold secrets) ==; encode() and decode<T>() of tls_codec.h take them whole.
#include "voice/mls/content.h"
#include "voice/mls/extension.h"
#include "voice/mls/group_context.h"
#include "voice/mls/leaf_node.h"
#include "voice/mls/proposal.h"
#include "voice/mls/tls_codec.h"
#include "voice/mls/tree_nodes.h"
#include "voice/mls/welcome.h"
