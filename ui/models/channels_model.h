#pragma once

#include "ui/ports/recorder_port.h"

#include <QAbstractItemModel>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lavalier::ui {

/// Servers, their categories, voice and stage channels, and who is in them.
///
/// setGuilds() keeps every row that is still there, so that expansion, selection and scroll
/// position survive live changes. A filter shows channels, servers and members whose name contains
/// all its words; changing it resets the model (views restore expansion by key()).
/// Shape:  server → [category →] channel → member. Fast with 200 servers of 500 channels.
class ChannelsModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Kind { Guild, Category, Channel, Member };
    enum Role {
        KindRole = Qt::UserRole,
        IdRole, ///< quint64
        KeyRole, ///< QString: same as long as it is the same thing
        DetailRole, ///< "3", "0 / 4", "no access"
        BlockedRole, ///< bool
        StageRole, ///< bool
        TalkingRole, ///< bool
        MutedRole, ///< bool
        CurrentRole, ///< bool: a call is in this channel
    };
    struct ChannelRef {
        GuildId guild;
        ChannelId channel;

        bool operator==(const ChannelRef&) const = default;
    };

    explicit ChannelsModel(QObject* parent = nullptr);
    ~ChannelsModel() override;

    void setGuilds(const std::vector<GuildView>& guilds);
    void setFilter(const QString& text);
    bool isFiltered() const { return !m_words.isEmpty(); }
    /// The channel of the call and who speaks in it.
    void setCurrent(std::optional<ChannelRef> channel);
    std::optional<ChannelRef> current() const { return m_current; }
    /// The channels of all calls, where there are several.
    void setJoined(std::vector<ChannelRef> channels);
    void setTalking(const QSet<UserId>& talking);

    std::optional<ChannelRef> channelAt(const QModelIndex& index) const;
    QModelIndex indexOf(const ChannelRef& channel) const;
    QModelIndex indexOfKey(const QString& key) const;
    /// The channel a person most likely wants: the joinable one with the most people in it.
    std::optional<ChannelRef> firstChoice() const;
    const ChannelView* view(const ChannelRef& channel) const;
    const GuildView* guildOf(const ChannelRef& channel) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node) const;
    std::unique_ptr<Node> buildTree() const;
    std::unique_ptr<Node> treeTowards(const std::vector<GuildView>& guilds) const;
    std::unique_ptr<Node> nodeFor(const GuildView& guild) const;
    void reconcile(Node& current, Node& target);
    bool matches(const QString& folded) const;
    void forChannel(const ChannelRef& channel, const std::function<void(Node&)>& visit) const;

    std::vector<GuildView> m_guilds;
    QStringList m_words; ///< of the filter, folded
    std::unique_ptr<Node> m_root;
    bool isJoined(const Node& channel) const;
    std::optional<ChannelRef> m_current;
    std::vector<ChannelRef> m_joined;
    QSet<UserId> m_talking;
};

} // namespace lavalier::ui
