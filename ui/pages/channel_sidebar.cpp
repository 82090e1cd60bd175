#include "ui/pages/channel_sidebar.h"

#include "ui/icons.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/channel_delegate.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOption>
#include <QTreeView>
#include <QVBoxLayout>

namespace lavalier::ui {

namespace {

ChannelsModel::Kind kindOf(const QModelIndex& index)
{
    return static_cast<ChannelsModel::Kind>(index.data(ChannelsModel::KindRole).toInt());
}

} // namespace

ChannelSidebar::ChannelSidebar(QWidget* parent)
    : QWidget(parent)
    , m_model(new ChannelsModel(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_nothingFound(plainLabel(tr("Nothing has these words in its name."), "secondary", this))
    , m_face(new QWidget(this))
    , m_name(new ElidedLabel(this))
    , m_state(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("sidebar"));
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Find a channel"));
    m_search->setAccessibleName(tr("Find a channel"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search"), currentTokens().secondary),
                        QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);

    m_tree->setObjectName(QStringLiteral("channels"));
    m_tree->installEventFilter(this);
    m_tree->setAccessibleName(tr("Channels"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ChannelDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(0); // the delegate indents; chevrons are part of the row
    m_tree->setRootIsDecorated(false);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setMouseTracking(true);
    m_tree->setUniformRowHeights(false);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);

    m_nothingFound->setWordWrap(true);
    m_nothingFound->setContentsMargins(16, 4, 16, 4);
    m_nothingFound->hide();

    m_face->setFixedSize(28, 28);
    m_face->installEventFilter(this);
    m_name->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_state->setFont(scaledFont(font(), 0.88));
    m_state->setProperty("tone", QStringLiteral("secondary"));
    auto* settings
        = new IconButton(QStringLiteral("settings"), tr("Settings"), QStringLiteral("quiet"), this);
    settings->setObjectName(QStringLiteral("Settings"));
    settings->setNarrow(true);

    auto* foot = new QWidget(this);
    foot->setObjectName(QStringLiteral("sidebarFoot"));
    foot->setAttribute(Qt::WA_StyledBackground);
    auto* who = new QVBoxLayout;
    who->setSpacing(1);
    who->addWidget(m_name);
    who->addWidget(m_state);
    auto* footLayout = new QHBoxLayout(foot);
    footLayout->setContentsMargins(8, 12, 0, 2);
    footLayout->setSpacing(10);
    footLayout->addWidget(m_face);
    footLayout->addLayout(who, 1);
    footLayout->addWidget(settings);

    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(8, 0, 8, 0);
    searchRow->addWidget(m_search);
    auto* footRow = new QHBoxLayout;
    footRow->setContentsMargins(8, 0, 8, 0);
    footRow->addWidget(foot);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(8);
    layout->addLayout(searchRow);
    layout->addWidget(m_nothingFound);
    layout->addWidget(m_tree, 1);
    layout->addLayout(footRow);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        m_nothingFound->setVisible(m_model->isFiltered() && m_model->rowCount() == 0);
        expandAsRemembered();
    });
    connect(m_search, &QLineEdit::returnPressed, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (m_arranging || m_model->isFiltered())
            return;
        m_collapsed.remove(index.data(ChannelsModel::KeyRole).toString());
        if (kindOf(index) == ChannelsModel::Kind::Channel)
            m_opened.insert(index.data(ChannelsModel::KeyRole).toString());
    });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (m_arranging || m_model->isFiltered())
            return;
        m_collapsed.insert(index.data(ChannelsModel::KeyRole).toString());
        m_opened.remove(index.data(ChannelsModel::KeyRole).toString());
    });
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (kindOf(index) == ChannelsModel::Kind::Guild
            || kindOf(index) == ChannelsModel::Kind::Category)
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (m_model->channelAt(index) && kindOf(index) == ChannelsModel::Kind::Channel)
            emit joinRequested();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                const auto channel = m_model->channelAt(index);
                if (!channel || channel == m_selected)
                    return;
                m_selected = channel;
                m_suggested = false;
                emit selectionChanged();
            });
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex& above, int first, int last) {
                if (above.isValid()) // with something below it may be opened now
                    m_fresh.emplace_back(above);
                for (int row = first; !above.isValid() && row <= last; ++row)
                    m_fresh.emplace_back(m_model->index(row, 0));
            });
    connect(settings, &QPushButton::clicked, this, &ChannelSidebar::settingsRequested);
    setTabOrder(m_search, m_tree);
    setTabOrder(m_tree, settings);
}

void ChannelSidebar::setGuilds(const std::vector<GuildView>& guilds)
{
    m_model->setGuilds(guilds);
    expandFresh();
    if (m_selected && !m_model->view(*m_selected))
        m_selected.reset();
    // Join works at once for the usual case of one lively channel. Servers come one by one, so the
    // suggestion follows them until somebody chooses or joins.
    if (!m_selected || (m_suggested && !m_model->current())) {
        if (const auto choice = m_model->firstChoice()) {
            select(*choice);
            m_suggested = true;
        }
    }
    emit selectionChanged();
}

/// This row and everything below it.
void ChannelSidebar::arrange(const QModelIndex& index)
{
    const auto kind = kindOf(index);
    const int below = m_model->rowCount(index);
    if (kind == ChannelsModel::Kind::Member || below == 0)
        return;
    const bool channel = kind == ChannelsModel::Kind::Channel;
    const QString key = index.data(ChannelsModel::KeyRole).toString();
    // Members are shown where the call is or where a person opened them.
    const bool open = channel ? m_model->isFiltered() || m_opened.contains(key)
            || (index.data(ChannelsModel::CurrentRole).toBool() && !m_collapsed.contains(key))
                              : m_model->isFiltered() || !m_collapsed.contains(key);
    if (m_tree->isExpanded(index) != open)
        m_tree->setExpanded(index, open);
    if (!channel)
        for (int row = 0; row < below; ++row)
            arrange(m_model->index(row, 0, index));
}

void ChannelSidebar::expandAsRemembered()
{
    m_fresh.clear();
    m_arranging = true;
    for (int row = 0; row < m_model->rowCount(); ++row)
        arrange(m_model->index(row, 0));
    m_arranging = false;
    showSelected();
}

/// Only what came since the last time: a bot may be in hundreds of servers.
void ChannelSidebar::expandFresh()
{
    if (m_fresh.empty())
        return;
    m_arranging = true;
    for (const QPersistentModelIndex& index : std::exchange(m_fresh, {}))
        if (index.isValid())
            arrange(index);
    m_arranging = false;
    showSelected();
}

void ChannelSidebar::showSelected()
{
    if (!m_selected)
        return;
    const QModelIndex index = m_model->indexOf(*m_selected);
    if (index.isValid() && m_model->channelAt(m_tree->currentIndex()) != m_selected)
        m_tree->setCurrentIndex(index);
}

void ChannelSidebar::select(const ChannelsModel::ChannelRef& channel)
{
    const QModelIndex index = m_model->indexOf(channel);
    m_selected = channel;
    m_suggested = false;
    if (index.isValid())
        m_tree->setCurrentIndex(index);
    emit selectionChanged();
}

void ChannelSidebar::setAccount(const AccountView& account)
{
    m_account = account;
    m_name->setFullText(account.name.isEmpty() ? tr("Lavalier") : cleanRemote(account.name));
    m_state->setFullText(accountSentence(account));
    m_face->update();
}

void ChannelSidebar::setLive(const LiveSnapshot& snapshot)
{
    std::optional<ChannelsModel::ChannelRef> current;
    if (snapshot.call != CallState::None)
        current = ChannelsModel::ChannelRef {snapshot.guild, snapshot.channel};
    const bool moved = current && m_model->view(*current) && m_model->current() != current;
    const bool followed = m_suggested || (m_selected && m_selected == m_model->current());
    m_model->setCurrent(current);
    if (moved && followed)
        select(*current); // nobody chose anything else
    QSet<UserId> talking;
    for (const SpeakerView& speaker : snapshot.speakers) {
        if (speaker.talking && speaker.present)
            talking.insert(speaker.id);
    }
    m_model->setTalking(talking);
    if (moved)
        expandAsRemembered();
}

void ChannelSidebar::setCalls(const std::vector<CallView>& calls)
{
    std::vector<ChannelsModel::ChannelRef> joined;
    for (const CallView& call : calls)
        if (call.call != CallState::None)
            joined.push_back({call.guild, call.channel});
    if (m_joined == joined) // what else is new of a call is not shown here
        return;
    m_joined = joined;
    m_model->setJoined(std::move(joined));
    expandAsRemembered();
}

void ChannelSidebar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ChannelSidebar::focusChannels()
{
    m_tree->setFocus(Qt::OtherFocusReason);
}

void ChannelSidebar::paintEvent(QPaintEvent*)
{
    QStyleOption option;
    option.initFrom(this);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
}

bool ChannelSidebar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree && event->type() == QEvent::FocusIn) {
        // A row shows where the keyboard is. Without any, the whole does, to who came by key.
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        const bool byKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
        setLook(m_tree, "ring",
                byKey && m_model->rowCount() == 0 ? QStringLiteral("true")
                                                  : QStringLiteral("false"));
    }
    if (watched == m_face && event->type() == QEvent::Paint) {
        QPainter painter(m_face);
        paintAvatar(painter, QRectF(m_face->rect()), 0x5aa9e6,
                    m_account.name.isEmpty() ? QStringLiteral("Lavalier") : m_account.name);
        return true;
    }
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key->key() == Qt::Key_Down) {
            m_tree->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lavalier::ui
