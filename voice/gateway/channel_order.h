#pragma once

#include "voice/gateway/guild.h"

namespace lavalier::gateway {

/// Channels as Discord lists them: those without category first, then each category before its
/// children; among siblings text before voice, then position, then id.
std::vector<ChannelId> orderOfChannels(const std::unordered_map<ChannelId, Channel>& channels);

} // namespace lavalier::gateway
