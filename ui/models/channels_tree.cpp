// How the channel tree is made and how one tree becomes the next without losing rows.
#include "ui/models/channels_node.h"

#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lavalier::ui {

namespace {

QString memberDetail(const ChannelView& channel)
{
    if (channel.block != JoinBlock::None)
        return joinBlockShort(channel.block);
    const auto present = qulonglong(channel.members.size());
    if (channel.userLimit > 0)
        return QStringLiteral("%1 / %2").arg(present).arg(channel.userLimit);
    return present > 0 ? QString::number(present) : QString();
}

} // namespace

bool ChannelsModel::matches(const QString& folded) const
{
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return folded.contains(word); });
}

/// Null when the filter leaves nothing of it.
std::unique_ptr<ChannelsModel::Node> ChannelsModel::nodeFor(const GuildView& guild) const
{
    const bool filtered = isFiltered();
    auto guildNode = std::make_unique<Node>();
    guildNode->kind = Kind::Guild;
    guildNode->id = guild.id.value();
    guildNode->guild = guild.id;
    guildNode->name = cleanRemote(guild.name);
    guildNode->blocked = !guild.available;
    if (!guild.available) {
        guildNode->detail = joinBlockShort(JoinBlock::ServerUnavailable);
        guildNode->why = joinBlockSentence(JoinBlock::ServerUnavailable);
    }
    const QString guildFolded = filtered ? guildNode->name.toCaseFolded() + u' ' : QString();
    const bool guildMatches = filtered && matches(guildFolded);
    for (const ChannelView& channel : guild.channels) {
        const QString name = cleanRemote(channel.name);
        if (filtered && !guildMatches) {
            QString haystack = guildFolded + name.toCaseFolded();
            for (const MemberView& member : channel.members)
                haystack += u' ' + member.name.toCaseFolded();
            if (!matches(haystack))
                continue;
        }
        Node* above = guildNode.get();
        if (!channel.category.isEmpty()) {
            // One node a category even if its channels do not stand together: rows are told apart
            // by name.
            const QString title = cleanRemote(channel.category);
            const auto known = std::find_if(
                guildNode->children.begin(), guildNode->children.end(), [&](const auto& child) {
                    return child->kind == Kind::Category && child->name == title;
                });
            if (known != guildNode->children.end()) {
                above = known->get();
            } else {
                auto node = std::make_unique<Node>();
                node->kind = Kind::Category;
                node->guild = guild.id;
                node->name = title;
                above = guildNode->add(std::move(node));
            }
        }
        auto node = std::make_unique<Node>();
        node->kind = Kind::Channel;
        node->id = channel.id.value();
        node->guild = guild.id;
        node->name = name;
        node->detail = memberDetail(channel);
        node->blocked = channel.block != JoinBlock::None;
        node->why = joinBlockSentence(channel.block);
        node->stage = channel.kind == ChannelKind::Stage;
        Node* channelNode = above->add(std::move(node));
        for (const MemberView& member : channel.members) {
            auto person = std::make_unique<Node>();
            person->kind = Kind::Member;
            person->id = member.id.value();
            person->guild = guild.id;
            person->name = cleanRemote(member.name);
            person->muted = member.muted || member.deafened;
            channelNode->add(std::move(person));
        }
    }
    const bool wanted = !filtered || guildMatches || !guildNode->children.empty();
    return wanted ? std::move(guildNode) : nullptr;
}

std::unique_ptr<ChannelsModel::Node> ChannelsModel::buildTree() const
{
    auto root = std::make_unique<Node>();
    for (const GuildView& guild : m_guilds)
        if (auto node = nodeFor(guild))
            root->add(std::move(node));
    return root;
}

/// Towards `guilds`: a server in which nothing changed is only named, as a bot may be in hundreds.
std::unique_ptr<ChannelsModel::Node>
ChannelsModel::treeTowards(const std::vector<GuildView>& guilds) const
{
    std::unordered_map<GuildId, const GuildView*> before;
    for (const GuildView& guild : m_guilds)
        before.emplace(guild.id, &guild);
    std::unordered_set<GuildId> shown;
    for (const auto& node : m_root->children)
        shown.insert(node->guild);
    auto root = std::make_unique<Node>();
    for (const GuildView& guild : guilds) {
        const auto known = before.find(guild.id);
        if (known == before.end() || *known->second != guild) {
            if (auto node = nodeFor(guild))
                root->add(std::move(node));
        } else if (shown.contains(guild.id)) {
            auto node = std::make_unique<Node>();
            node->id = guild.id.value();
            node->guild = guild.id;
            node->unchanged = true;
            root->add(std::move(node));
        }
    }
    return root;
}

void ChannelsModel::reconcile(Node& current, Node& target)
{
    const QModelIndex parent = indexOf(current);
    const auto find = [](const Nodes& nodes, const Node& wanted, std::size_t from) {
        for (std::size_t i = from; i < nodes.size(); ++i)
            if (nodes[i]->is(wanted))
                return i;
        return nodes.size();
    };
    const bool sameRows
        = std::equal(current.children.begin(), current.children.end(), target.children.begin(),
                     target.children.end(), [](const auto& a, const auto& b) { return a->is(*b); });
    if (!sameRows) {
        for (std::size_t last = current.children.size(); last-- > 0;) {
            if (find(target.children, *current.children[last], 0) < target.children.size())
                continue;
            std::size_t first = last; // neighbours that go too, go together
            while (first > 0
                   && find(target.children, *current.children[first - 1], 0)
                       == target.children.size())
                --first;
            beginRemoveRows(parent, int(first), int(last));
            current.children.erase(current.children.begin() + std::ptrdiff_t(first),
                                   current.children.begin() + std::ptrdiff_t(last) + 1);
            current.renumber(first);
            endRemoveRows();
            last = first;
        }
        for (std::size_t i = 0; i < target.children.size(); ++i) {
            if (i < current.children.size() && current.children[i]->is(*target.children[i]))
                continue;
            const std::size_t found = find(current.children, *target.children[i], i);
            if (found < current.children.size()) {
                beginMoveRows(parent, int(found), int(found), parent, int(i));
                auto moved = std::move(current.children[found]);
                current.children.erase(current.children.begin() + std::ptrdiff_t(found));
                current.children.insert(current.children.begin() + std::ptrdiff_t(i),
                                        std::move(moved));
                current.renumber(i);
                endMoveRows();
                continue;
            }
            std::size_t end = i + 1; // newcomers that stand together, come together
            while (end < target.children.size()
                   && find(current.children, *target.children[end], 0) == current.children.size())
                ++end;
            beginInsertRows(parent, int(i), int(end) - 1);
            for (std::size_t n = i; n < end; ++n) {
                auto fresh = std::make_unique<Node>();
                fresh->kind = target.children[n]->kind;
                fresh->id = target.children[n]->id;
                fresh->guild = target.children[n]->guild;
                fresh->take(std::move(*target.children[n]));
                fresh->children = std::move(target.children[n]->children);
                fresh->renumber();
                target.children[n]->name = fresh->name; // still compared above
                target.children[n]->adopted = true;
                current.children.insert(current.children.begin() + std::ptrdiff_t(n),
                                        std::move(fresh));
            }
            current.renumber(i);
            endInsertRows();
        }
    }
    for (std::size_t i = 0; i < current.children.size(); ++i) {
        Node& mine = *current.children[i];
        Node& theirs = *target.children[i];
        if (theirs.adopted || theirs.unchanged)
            continue;
        if (theirs.children.empty() && mine.children.empty() && mine.looksLike(theirs))
            continue;
        if (!mine.looksLike(theirs)) {
            mine.take(std::move(theirs));
            const QModelIndex changed = indexOf(mine);
            emit dataChanged(changed, changed);
        }
        reconcile(mine, theirs);
    }
}

} // namespace lavalier::ui
