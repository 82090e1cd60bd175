#include "voice/gateway/channel_order.h"

#include <algorithm>
#include <tuple>

namespace lavalier::gateway {

namespace {

/// Compared from left to right. A category is the first of its own group.
using SortKey = std::tuple<bool /*categorised*/, int, ChannelId /*the category's place and id*/,
                           bool /*child*/, bool /*voice*/, int, ChannelId /*own place and id*/>;

SortKey keyOf(const Channel& channel, const std::unordered_map<ChannelId, Channel>& all)
{
    if (channel.type == ChannelType::Category)
        return {true, channel.position, channel.id, false, false, channel.position, channel.id};
    const auto parent = all.find(channel.parent);
    // A parent that is not (yet) known, or is no category, leaves the channel at the top.
    if (parent == all.end() || parent->second.type != ChannelType::Category)
        return {false, 0, ChannelId(), true, channel.carriesVoice(), channel.position, channel.id};
    return {true,      parent->second.position, parent->first,
            true,      channel.carriesVoice(),  channel.position,
            channel.id};
}

} // namespace

std::vector<ChannelId> orderOfChannels(const std::unordered_map<ChannelId, Channel>& channels)
{
    std::vector<SortKey> keys;
    keys.reserve(channels.size());
    for (const auto& [id, channel] : channels)
        keys.push_back(keyOf(channel, channels));
    std::ranges::sort(keys);
    std::vector<ChannelId> order;
    order.reserve(keys.size());
    for (const SortKey& key : keys)
        order.push_back(std::get<6>(key));
    return order;
}

} // namespace lavalier::gateway
