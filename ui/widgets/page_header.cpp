#include "ui/widgets/page_header.h"

#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/lock_button.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace lavalier::ui {

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_below(new ElidedLabel(this))
    , m_lock(new LockButton(this))
    , m_loss(new Chip(this))
    , m_connection(new Chip(this))
    , m_live(new QPushButton(tr("Live"), this))
    , m_recordings(new QPushButton(tr("Recordings"), this))
{
    setObjectName(QStringLiteral("pageHeader"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setFont(scaledFont(font(), 1.32, QFont::Bold));
    m_below->setFont(scaledFont(font(), 0.92));
    m_below->setProperty("tone", QStringLiteral("secondary"));
    m_live->setObjectName(QStringLiteral("LiveTab"));
    m_recordings->setObjectName(QStringLiteral("RecordingsTab"));

    auto* tabs = new QFrame(this);
    tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs = tabs;
    auto* tabLayout = new QHBoxLayout(tabs);
    tabLayout->setContentsMargins(3, 3, 3, 3);
    tabLayout->setSpacing(3);
    auto* group = new QButtonGroup(this);
    for (QPushButton* button : {m_live, m_recordings}) {
        button->setCheckable(true);
        group->addButton(button, button == m_live ? 0 : 1);
        tabLayout->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this, &PageHeader::tabChosen);
    connect(m_lock, &LockButton::clicked, this, &PageHeader::encryptionClicked);

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_below);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 11, 20, 11);
    layout->setSpacing(10);
    layout->addLayout(words);
    layout->addSpacing(6);
    layout->addWidget(m_lock);
    for (Chip* chip : {m_loss, m_connection})
        layout->addWidget(chip);
    layout->addStretch(1);
    layout->addWidget(tabs);
    setLive({});
}

void PageHeader::setPlace(const QString& title, const QString& below)
{
    m_title->setFullText(cleanRemote(title));
    m_below->setFullText(cleanRemote(below));
    m_below->setVisible(!below.isEmpty());
}

void PageHeader::setLive(const LiveSnapshot& s)
{
    m_snapshot = s;
    m_snapshot.speakers.clear();
    m_lock->setEncryption(s.encryption, s.channelKind);
    m_loss->setFact({}, tr("Loss"), percentText(s.lossPercent),
                    s.lossPercent >= 2 ? QStringLiteral("attention") : QString());
    if (s.call == CallState::Reconnecting)
        m_connection->setFact(QStringLiteral("warning"), tr("Reconnecting …"), {},
                              QStringLiteral("attention"));
    else if (s.voiceRoundTrip)
        m_connection->setFact(
            {}, tr("Ping"),
            tr("%1 ms").arg(QLocale().toString(qlonglong(s.voiceRoundTrip->count()))),
            s.voiceRoundTrip->count() > 500 ? QStringLiteral("attention") : QString());
    fitChips();
}

void PageHeader::setTab(int tab)
{
    for (QPushButton* button : {m_live, m_recordings}) {
        const bool on = (button == m_live ? 0 : 1) == tab;
        if (auto* group = button->group()) {
            group->setExclusive(tab >= 0);
        }
        button->setChecked(on);
    }
}

void PageHeader::fitChips()
{
    const bool called
        = m_snapshot.call == CallState::InCall || m_snapshot.call == CallState::Reconnecting;
    // What matters most stays longest: trouble, encryption, loss, ping, then the code.
    int room = width() - 40 - m_tabs->sizeHint().width()
        - std::min(m_title->sizeHint().width(), 220) - 30;
    const auto fit = [&](Chip* chip, bool wanted) {
        chip->ensurePolished();
        const int wide = chip->sizeHint().width() + 10;
        const bool show = wanted && room >= wide;
        chip->setVisible(show);
        if (show)
            room -= wide;
    };
    const bool reconnecting = m_snapshot.call == CallState::Reconnecting;
    if (reconnecting)
        fit(m_connection, called);
    using Detail = LockButton::Detail;
    m_lock->ensurePolished();
    const auto need = [this](Detail detail) { return m_lock->widthOf(detail) + 10; };
    Detail detail = room >= need(Detail::Words) ? Detail::Words : Detail::Icon;
    m_lock->setVisible(called);
    if (called)
        room -= need(detail);
    fit(m_loss, called);
    if (!reconnecting)
        fit(m_connection, called && m_snapshot.voiceRoundTrip.has_value());
    if (detail == Detail::Words && room >= need(Detail::Full) - need(Detail::Words))
        detail = Detail::Full;
    m_lock->setDetail(detail);
}

void PageHeader::resizeEvent(QResizeEvent*)
{
    fitChips();
}

} // namespace lavalier::ui
