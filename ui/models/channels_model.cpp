#include "ui/models/channels_model.h"

#include "ui/models/channels_node.h"
#include "ui/text/remote_text.h"

#include <QHash>

#include <algorithm>
#include <functional>

namespace lavalier::ui {

ChannelsModel::ChannelsModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ChannelsModel::~ChannelsModel() = default;

void ChannelsModel::setGuilds(const std::vector<GuildView>& guilds)
{
    const auto target = treeTowards(guilds);
    const bool sameServers
        = std::ranges::equal(m_guilds, guilds, {}, &GuildView::id, &GuildView::id);
    if (!sameServers)
        m_guilds = guilds;
    for (std::size_t i = 0; sameServers && i < guilds.size(); ++i)
        if (m_guilds[i] != guilds[i])
            m_guilds[i] = guilds[i];
    reconcile(*m_root, *target);
}

void ChannelsModel::setFilter(const QString& text)
{
    const QStringList words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    beginResetModel();
    m_words = words;
    m_root = buildTree();
    endResetModel();
}

void ChannelsModel::forChannel(const ChannelRef& channel,
                               const std::function<void(Node&)>& visit) const
{
    for (const auto& guild : m_root->children) {
        if (guild->guild != channel.guild)
            continue;
        for (const auto& child : guild->children) {
            if (child->kind == Kind::Channel && child->id == channel.channel.value())
                visit(*child);
            for (const auto& nested : child->children)
                if (nested->kind == Kind::Channel && nested->id == channel.channel.value())
                    visit(*nested);
        }
    }
}

void ChannelsModel::setCurrent(std::optional<ChannelRef> channel)
{
    if (m_current == channel)
        return;
    const auto previous = std::exchange(m_current, channel);
    for (const auto& ref : {previous, channel}) {
        if (ref)
            forChannel(*ref,
                       [this](Node& node) { emit dataChanged(indexOf(node), indexOf(node)); });
    }
}

void ChannelsModel::setJoined(std::vector<ChannelRef> channels)
{
    if (m_joined == channels)
        return;
    const auto previous = std::exchange(m_joined, std::move(channels));
    for (const std::vector<ChannelRef>& refs : {previous, m_joined})
        for (const ChannelRef& ref : refs)
            forChannel(ref, [this](Node& node) { emit dataChanged(indexOf(node), indexOf(node)); });
}

bool ChannelsModel::isJoined(const Node& channel) const
{
    const ChannelRef ref {channel.guild, ChannelId(channel.id)};
    return channel.kind == Kind::Channel
        && (m_current == ref || std::ranges::find(m_joined, ref) != m_joined.end());
}

void ChannelsModel::setTalking(const QSet<UserId>& talking)
{
    if (m_talking == talking)
        return;
    const auto previous = std::exchange(m_talking, talking);
    if (!m_current)
        return;
    forChannel(*m_current, [&](Node& node) {
        for (const auto& member : node.children) {
            const UserId id(member->id);
            if (previous.contains(id) != talking.contains(id))
                emit dataChanged(indexOf(*member), indexOf(*member), {TalkingRole});
        }
    });
}

ChannelsModel::Node* ChannelsModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex ChannelsModel::indexOf(const Node& node) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, 0, &node);
}

std::optional<ChannelsModel::ChannelRef> ChannelsModel::channelAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return std::nullopt;
    const Node* node = nodeOf(index);
    if (node->kind == Kind::Member)
        node = node->parent;
    if (node->kind != Kind::Channel)
        return std::nullopt;
    return ChannelRef {node->guild, ChannelId(node->id)};
}

QModelIndex ChannelsModel::indexOf(const ChannelRef& channel) const
{
    QModelIndex found;
    forChannel(channel, [&](Node& node) { found = indexOf(node); });
    return found;
}

QModelIndex ChannelsModel::indexOfKey(const QString& key) const
{
    for (const auto& guild : m_root->children) {
        if (guild->key() == key)
            return indexOf(*guild);
        for (const auto& child : guild->children) {
            if (child->key() == key)
                return indexOf(*child);
            for (const auto& nested : child->children)
                if (nested->key() == key)
                    return indexOf(*nested);
        }
    }
    return {};
}

std::optional<ChannelsModel::ChannelRef> ChannelsModel::firstChoice() const
{
    std::optional<ChannelRef> liveliest;
    std::ptrdiff_t most = -1;
    for (const GuildView& guild : m_guilds) {
        for (const ChannelView& channel : guild.channels) {
            if (channel.block != JoinBlock::None)
                continue;
            const auto people = std::ranges::count(channel.members, false, &MemberView::bot);
            if (people > most) {
                most = people;
                liveliest = {guild.id, channel.id};
            }
        }
    }
    return liveliest;
}

const GuildView* ChannelsModel::guildOf(const ChannelRef& ref) const
{
    const auto guild = std::find_if(m_guilds.begin(), m_guilds.end(),
                                    [&](const GuildView& g) { return g.id == ref.guild; });
    return guild == m_guilds.end() ? nullptr : &*guild;
}

const ChannelView* ChannelsModel::view(const ChannelRef& ref) const
{
    const GuildView* guild = guildOf(ref);
    if (!guild)
        return nullptr;
    const auto channel = std::find_if(guild->channels.begin(), guild->channels.end(),
                                      [&](const ChannelView& c) { return c.id == ref.channel; });
    return channel == guild->channels.end() ? nullptr : &*channel;
}

QModelIndex ChannelsModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* above = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ChannelsModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Node* above = nodeOf(index)->parent;
    return above ? indexOf(*above) : QModelIndex();
}

int ChannelsModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(nodeOf(parent)->children.size());
}

int ChannelsModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ChannelsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = *nodeOf(index);
    const bool member = node.kind == Kind::Member;
    switch (role) {
    case Qt::DisplayRole:
        return node.name;
    case Qt::ToolTipRole:
        return plainToolTip(node.why.isEmpty() ? node.name : node.name + u'\n' + node.why);
    case Qt::AccessibleTextRole: {
        QStringList words {node.name};
        if (!node.detail.isEmpty())
            words << node.detail;
        if (node.muted)
            words << tr("muted");
        if (isJoined(node))
            words << tr("joined");
        return words.join(QStringLiteral(", "));
    }
    case Qt::AccessibleDescriptionRole:
        return node.why;
    case KindRole:
        return static_cast<int>(node.kind);
    case IdRole:
        return QVariant::fromValue<quint64>(node.id);
    case KeyRole:
        return node.key();
    case DetailRole:
        return node.detail;
    case BlockedRole:
        return node.blocked;
    case StageRole:
        return node.stage;
    case MutedRole:
        return node.muted;
    case TalkingRole:
        return member && m_current && node.parent->id == m_current->channel.value()
            && m_talking.contains(UserId(node.id));
    case CurrentRole:
        return isJoined(node);
    default:
        return {};
    }
}

QHash<int, QByteArray> ChannelsModel::roleNames() const
{
    auto names = QAbstractItemModel::roleNames();
    names.insert(KeyRole, "key");
    return names;
}

} // namespace lavalier::ui
