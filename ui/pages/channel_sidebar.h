#pragma once

#include "ui/models/channels_model.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeView;

namespace lavalier::ui {

class ElidedLabel;
class IconButton;

/// The left side: search, servers and channels, and who this window is.
class ChannelSidebar : public QWidget {
    Q_OBJECT
public:
    explicit ChannelSidebar(QWidget* parent = nullptr);

    void setGuilds(const std::vector<GuildView>& guilds);
    void setAccount(const AccountView& account);
    void setLive(const LiveSnapshot& snapshot);
    void setCalls(const std::vector<CallView>& calls);

    std::optional<ChannelsModel::ChannelRef> selected() const { return m_selected; }
    void select(const ChannelsModel::ChannelRef& channel);
    const ChannelsModel& model() const { return *m_model; }
    void focusSearch();
    void focusChannels();

signals:
    void selectionChanged();
    void joinRequested(); ///< a channel was double-clicked or entered
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void expandAsRemembered();
    void expandFresh();
    void arrange(const QModelIndex& index);
    void showSelected();

    ChannelsModel* m_model;
    QLineEdit* m_search;
    QTreeView* m_tree;
    QLabel* m_nothingFound;
    QWidget* m_face;
    ElidedLabel* m_name;
    ElidedLabel* m_state;
    AccountView m_account;
    QSet<QString> m_collapsed; ///< keys; everything else is open
    QSet<QString> m_opened; ///< channels whose members a person opened
    std::vector<QPersistentModelIndex> m_fresh; ///< rows that came and are not yet arranged
    bool m_arranging = false;
    std::optional<ChannelsModel::ChannelRef> m_selected;
    std::vector<ChannelsModel::ChannelRef> m_joined; ///< there is a call in these
    bool m_suggested = false; ///< by us, not chosen by anybody
};

} // namespace lavalier::ui
