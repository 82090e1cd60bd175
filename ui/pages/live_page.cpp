#include "ui/pages/live_page.h"

#include "ui/pages/token_form.h"
#include "ui/text/marker_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

namespace lavalier::ui {

LivePage::LivePage(QWidget* parent)
    : QStackedWidget(parent)
    , m_noToken(new EmptyState(QStringLiteral("key"), this))
    , m_tokenForm(new TokenForm(this))
    , m_waiting(new EmptyState(QStringLiteral("mic"), this))
    , m_lanes(new LanesView(this))
{
    m_noToken->setWords(tr("Lavalier speaks to Discord as a bot of yours"),
                        tr("Create an application at discord.com/developers, open its “Bot” page, "
                           "press “Reset Token” and paste the token here. Then invite the bot to "
                           "your server with “View Channel” and “Connect”."));
    m_noToken->addContent(m_tokenForm);
    auto* ways = new QWidget(this);
    auto* row = new QHBoxLayout(ways);
    row->setContentsMargins(0, 0, 0, 0);
    auto* setup = new IconButton(QStringLiteral("done"), tr("Step by step …"), {}, ways);
    auto* demo = new IconButton(QStringLiteral("resume"), tr("Look around in the demo"), {}, ways);
    setup->setObjectName(QStringLiteral("Setup"));
    demo->setObjectName(QStringLiteral("Demo"));
    demo->setToolTip(tr("A simulated call on this computer; it needs no bot and no network"));
    connect(setup, &QPushButton::clicked, this, &LivePage::setupRequested);
    connect(demo, &QPushButton::clicked, this, &LivePage::demoRequested);
    row->addStretch(1);
    row->addWidget(setup);
    row->addWidget(demo);
    row->addStretch(1);
    m_noToken->addContent(ways);
    addWidget(m_noToken);
    m_invite = new IconButton(QStringLiteral("done"), tr("Step by step …"), {}, this);
    m_invite->setObjectName(QStringLiteral("InviteBot"));
    connect(m_invite, &QPushButton::clicked, this, &LivePage::setupRequested);
    auto* invite = new QWidget(this);
    auto* inviteRow = new QHBoxLayout(invite);
    inviteRow->setContentsMargins(0, 0, 0, 0);
    inviteRow->addStretch(1);
    inviteRow->addWidget(m_invite);
    inviteRow->addStretch(1);
    m_waiting->addContent(invite);
    m_invite->hide();
    addWidget(m_waiting);
    addWidget(m_lanes);
    connect(m_lanes, &LanesView::verifyRequested, this, &LivePage::verifyRequested);
    connect(m_lanes, &LanesView::excludeRequested, this, &LivePage::excludeRequested);
    connect(m_lanes, &LanesView::listeningChosen, this, &LivePage::listeningChosen);
    connect(m_lanes, &LanesView::clipResetRequested, this, [this](UserId speaker) {
        m_model.resetClip(speaker);
        m_lanes->showLanes(m_model, {}, m_lastTime);
    });
    choose();
}

void LivePage::setAccount(const AccountView& account)
{
    m_account = account;
    choose();
}

void LivePage::setSelection(const Selection& selection)
{
    m_selection = selection;
    choose();
}

void LivePage::mark(const QString& text)
{
    m_model.mark(text);
    m_lanes->showMarkers(m_model);
    announce(this, tr("Marker: %1").arg(markerText(m_model.times()->markers.back())));
}

void LivePage::setAlwaysCompact(bool compact)
{
    m_lanes->setAlwaysCompact(compact);
}

void LivePage::resetClips()
{
    m_model.resetClips();
    m_lanes->showLanes(m_model, {}, m_lastTime);
}

void LivePage::showSnapshot(const LiveSnapshot& snapshot, SteadyTime now)
{
    m_lastTime = now;
    if (snapshot.guild.isValid()) {
        if (m_guild.isValid() && m_guild != snapshot.guild)
            m_model = {}; // another call: its people, its waveforms
        m_guild = snapshot.guild;
    }
    const auto changes = m_model.update(snapshot, now);
    m_lanes->showLanes(m_model, changes, now);
    const bool anyone = !snapshot.speakers.empty();
    if (m_call != snapshot.call || m_anyone != anyone) {
        m_call = snapshot.call;
        m_anyone = anyone;
        choose();
    }
}

void LivePage::choose()
{
    if (m_call != CallState::None && m_anyone) {
        setCurrentWidget(m_lanes);
        return;
    }
    if (m_call == CallState::None
        && (m_account.state == AccountState::NoToken || m_account.state == AccountState::Failed)) {
        setCurrentWidget(m_noToken);
        return;
    }
    m_invite->hide();
    if (m_call == CallState::Joining || m_call == CallState::Reconnecting) {
        m_waiting->setIcon(QStringLiteral("voice"));
        m_waiting->setWords(m_call == CallState::Joining ? tr("Joining …") : tr("Reconnecting …"),
                            tr("Lavalier is talking to Discord's voice server."));
    } else if (m_call == CallState::InCall) {
        m_waiting->setIcon(QStringLiteral("quiet"));
        m_waiting->setWords(
            tr("Nobody speaks"),
            tr("As soon as someone in the channel says a word, a lane appears for them here. "
               "You can start recording now; silence is kept in its place."));
    } else if (m_account.state == AccountState::Connecting
               || m_account.state == AccountState::Reconnecting) {
        m_waiting->setIcon(QStringLiteral("key"));
        m_waiting->setWords(accountSentence(m_account), tr("Lavalier is signing in to Discord."));
    } else if (m_selection.known && m_selection.block != JoinBlock::None) {
        m_waiting->setIcon(QStringLiteral("lock"));
        m_waiting->setWords(isolated(m_selection.channel), joinBlockSentence(m_selection.block));
    } else if (m_selection.known) {
        m_waiting->setIcon(QStringLiteral("voice"));
        m_waiting->setWords(isolated(m_selection.channel),
                            m_selection.members > 0
                                ? tr("%n person(s) in the channel. Press Join to hear them; "
                                     "nothing is recorded before you press Record.",
                                     nullptr, m_selection.members)
                                : tr("The channel is empty. You can join and wait for people."));
    } else if (!m_selection.anyServer) {
        m_waiting->setIcon(QStringLiteral("join"));
        m_waiting->setWords(tr("Your bot is in no server yet"),
                            tr("The set-up assistant makes a link that invites it. This page "
                               "notices when it is there."));
        m_invite->show();
    } else {
        m_waiting->setIcon(QStringLiteral("mic"));
        m_waiting->setWords(
            tr("Choose a voice channel"),
            tr("The servers your bot is in are on the left. Pick a channel, then press Join."));
    }
    setCurrentWidget(m_waiting);
}

} // namespace lavalier::ui
