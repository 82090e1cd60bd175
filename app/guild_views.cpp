#include "app/guild_views.h"

#include <algorithm>
#include <utility>

namespace lavalier::app {
namespace {

ui::JoinBlock blockOf(gateway::JoinVerdict verdict)
{
    using gateway::JoinVerdict;
    switch (verdict) {
    case JoinVerdict::Allowed:
        return ui::JoinBlock::None;
    case JoinVerdict::NoConnectPermission:
        return ui::JoinBlock::NoConnectPermission;
    case JoinVerdict::Full:
        return ui::JoinBlock::Full;
    case JoinVerdict::TimedOut:
        return ui::JoinBlock::TimedOut;
    case JoinVerdict::UnknownGuild:
    case JoinVerdict::ServerUnavailable:
        return ui::JoinBlock::ServerUnavailable;
    case JoinVerdict::UnknownChannel:
    case JoinVerdict::NotAVoiceChannel:
    case JoinVerdict::NotVisible:
        break;
    }
    return ui::JoinBlock::NotVisible;
}

ui::GuildView viewOf(const gateway::GuildDirectory& directory, const gateway::Guild& guild,
                     WallTime now)
{
    ui::GuildView view {guild.id, guild.name, guild.available, {}};
    for (const gateway::Channel* channel : directory.channelsInOrder(guild.id)) {
        if (!channel->carriesVoice())
            continue;
        ui::ChannelView entry;
        entry.id = channel->id;
        entry.name = channel->name;
        if (const auto* category = directory.channel(guild.id, channel->parent))
            entry.category = category->name;
        entry.kind = channel->type == gateway::ChannelType::Stage ? ui::ChannelKind::Stage
                                                                  : ui::ChannelKind::Voice;
        entry.userLimit = channel->userLimit;
        entry.block = blockOf(directory.joinVerdict(guild.id, channel->id, now));
        for (const UserId user : directory.occupants(guild.id, channel->id)) {
            const auto* state = directory.voiceState(guild.id, user);
            const auto* member = directory.member(guild.id, user);
            entry.members.push_back(
                {user, directory.displayName(guild.id, user), state != nullptr && state->isMuted(),
                 state != nullptr && state->isDeafened(), member != nullptr && member->bot});
        }
        view.channels.push_back(std::move(entry));
    }
    return view;
}

/// What is forbidden for a time becomes allowed without anybody saying so.
bool mayChangeByItself(const ui::GuildView& view)
{
    return std::ranges::any_of(view.channels, [](const ui::ChannelView& channel) {
        return channel.block == ui::JoinBlock::TimedOut;
    });
}

} // namespace

bool GuildViews::follow(const gateway::GuildDirectory& directory, WallTime now)
{
    std::unordered_map<GuildId, ui::GuildView*> before;
    for (ui::GuildView& view : m_all)
        before.emplace(view.id, &view);
    const auto revisions = std::exchange(m_revisions, {});
    const auto guilds = directory.guilds();
    std::vector<ui::GuildView> all;
    all.reserve(guilds.size());
    bool changed = guilds.size() != m_all.size();
    for (const gateway::Guild* guild : guilds) {
        const auto known = before.find(guild->id);
        const auto revision = revisions.find(guild->id);
        const bool same = known != before.end() && revision->second == guild->revision
            && !mayChangeByItself(*known->second);
        m_revisions.emplace(guild->id, guild->revision);
        changed = changed || m_all[all.size()].id != guild->id;
        ui::GuildView view = same ? std::move(*known->second) : viewOf(directory, *guild, now);
        changed = changed || (!same && (known == before.end() || view != *known->second));
        all.push_back(std::move(view));
    }
    m_all = std::move(all);
    return changed;
}

} // namespace lavalier::app
