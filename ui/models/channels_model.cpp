#include "ui/models/channels_model.h"

#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"

#include <QHash>

#include <algorithm>
#include <functional>

namespace lavalier::ui {

struct ChannelsModel::Node {
    Kind kind = Kind::Guild;
    std::uint64_t id = 0;
    QString name;
    QString detail;
    GuildId guild;
    bool blocked = false;
    bool stage = false;
    bool muted = false;
    QString why; ///< the whole sentence when blocked
    Node* parent = nullptr;
    int row = 0;
    bool adopted = false; ///< of a target: its children went into the model as they were
    Nodes children;

    /// Among siblings. A category has no id of its own, so its name stands for it.
    bool is(const Node& other) const
    {
        return kind == other.kind && id == other.id
            && (kind != Kind::Category || name == other.name);
    }
    bool looksLike(const Node& o) const
    {
        return name == o.name && detail == o.detail && blocked == o.blocked && stage == o.stage
            && muted == o.muted && why == o.why;
    }
    void take(Node&& o)
    {
        name = std::move(o.name);
        detail = std::move(o.detail);
        blocked = o.blocked;
        stage = o.stage;
        muted = o.muted;
        why = std::move(o.why);
    }
    Node* add(std::unique_ptr<Node> child)
    {
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return children.back().get();
    }
    void renumber(std::size_t from = 0)
    {
        for (std::size_t i = from; i < children.size(); ++i) {
            children[i]->row = static_cast<int>(i);
            children[i]->parent = this;
        }
    }
    QString key() const
    {
        return QStringLiteral("%1/%2/%3")
            .arg(int(kind))
            .arg(guild.value())
            .arg(kind == Kind::Category ? name : QString::number(id));
    }
};

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

ChannelsModel::ChannelsModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ChannelsModel::~ChannelsModel() = default;

void ChannelsModel::setGuilds(const std::vector<GuildView>& guilds)
{
    if (m_guilds == guilds)
        return;
    m_guilds = guilds;
    const auto target = buildTree();
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

bool ChannelsModel::matches(const QString& folded) const
{
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return folded.contains(word); });
}

std::unique_ptr<ChannelsModel::Node> ChannelsModel::buildTree() const
{
    const bool filtered = isFiltered();
    auto root = std::make_unique<Node>();
    for (const GuildView& guild : m_guilds) {
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
                // One node a category even if its channels do not stand together: rows are told
                // apart by name.
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
        if (!filtered || guildMatches || !guildNode->children.empty())
            root->add(std::move(guildNode));
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
        if (theirs.adopted)
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
    std::optional<ChannelRef> empty;
    for (const GuildView& guild : m_guilds) {
        for (const ChannelView& channel : guild.channels) {
            if (channel.block != JoinBlock::None)
                continue;
            const ChannelRef ref {guild.id, channel.id};
            if (!channel.members.empty())
                return ref;
            if (!empty)
                empty = ref;
        }
    }
    return empty;
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
        return node.kind == Kind::Channel
            && m_current == ChannelRef {node.guild, ChannelId(node.id)};
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
