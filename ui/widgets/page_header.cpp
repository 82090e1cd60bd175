#include "ui/widgets/page_header.h"

#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/lock_button.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

namespace lavalier::ui {
namespace {

/// A button without its words, and the space beside it.
constexpr int kNarrowButton = 46;

} // namespace

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_below(new ElidedLabel(this))
    , m_demo(new IconButton({}, tr("Leave the demo"), QStringLiteral("link"), this))
    , m_lock(new LockButton(this))
    , m_loss(new Chip(this))
    , m_connection(new Chip(this))
    , m_listen(new IconButton(QStringLiteral("headphones"), tr("Listen"), {}, this))
    , m_volume(new QSlider(Qt::Horizontal, this))
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
    connect(group, &QButtonGroup::idToggled, this, [this](int tab, bool on) {
        if (on && !m_settingTab)
            emit tabChosen(tab);
    });
    m_demo->setObjectName(QStringLiteral("LeaveDemo"));
    m_demo->setToolTip(tr("This call is simulated on this computer. Close it and open the window "
                          "that records Discord"));
    m_demo->hide();
    connect(m_demo, &QPushButton::clicked, this, &PageHeader::demoClicked);
    m_listen->setObjectName(QStringLiteral("Listen"));
    m_listen->setCheckable(true);
    m_volume->setObjectName(QStringLiteral("ListeningVolume"));
    m_volume->setRange(0, 100);
    m_volume->setPageStep(10);
    m_volume->setFixedWidth(84);
    m_volume->setAccessibleName(tr("Listening volume"));
    m_volume->setToolTip(tr("How loud you hear the call; what is recorded does not change"));
    // Here and for the tabs: a screen reader toggles a checkable button without a click.
    connect(m_listen, &QPushButton::toggled, this, &PageHeader::listenClicked);
    connect(m_volume, &QSlider::valueChanged, this,
            [this](int value) { emit volumeChosen(value / 100.0); });
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
    layout->addWidget(m_demo);
    layout->addWidget(m_lock);
    for (Chip* chip : {m_loss, m_connection})
        layout->addWidget(chip);
    layout->addStretch(1);
    layout->addWidget(m_volume);
    layout->addWidget(m_listen);
    layout->addWidget(tabs);
    setLive({});
}

void PageHeader::setPlace(const QString& title, const QString& below)
{
    m_title->setFullText(cleanRemote(title));
    m_below->setFullText(cleanRemote(below));
    m_below->setVisible(!below.isEmpty());
}

void PageHeader::setDemo(bool demo)
{
    m_isDemo = demo;
    fitChips();
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
    showListening();
    fitChips();
}

void PageHeader::showListening()
{
    const bool on = m_snapshot.listening != Listening::Off;
    const bool heard = m_snapshot.listening == Listening::On;
    const QSignalBlocker still(m_listen);
    m_listen->setChecked(on);
    m_listen->setWords(heard || !on ? tr("Listen") : tr("No output"), tr("Listen"));
    m_listen->setToolTip(
        heard    ? tr("You hear the call; what is recorded does not change")
            : on ? tr("There is no output to hear the call with")
                 : tr("Hear the call on this computer; what is recorded does not change"));
    const QSignalBlocker quiet(m_volume);
    m_volume->setValue(static_cast<int>(m_snapshot.listeningVolume * 100 + 0.5));
}

void PageHeader::setTab(int tab)
{
    m_settingTab = true;
    for (QPushButton* button : {m_live, m_recordings}) {
        const bool on = (button == m_live ? 0 : 1) == tab;
        if (auto* group = button->group()) {
            group->setExclusive(tab >= 0);
        }
        button->setChecked(on);
    }
    m_settingTab = false;
}

void PageHeader::fitChips()
{
    const bool called
        = m_snapshot.call == CallState::InCall || m_snapshot.call == CallState::Reconnecting;
    // What matters most stays longest: trouble, encryption, loss, ping, then the code.
    int room = width() - 40 - m_tabs->sizeHint().width()
        - std::min(m_title->sizeHint().width(), 220) - 30;
    const auto fit = [&](QWidget* chip, bool wanted) {
        chip->ensurePolished();
        const int wide = chip->sizeHint().width() + 10;
        const bool show = wanted && room >= wide;
        chip->setVisible(show);
        if (show)
            room -= wide;
    };
    fit(m_demo, m_isDemo);
    m_listen->setVisible(called);
    m_listen->ensurePolished();
    if (called)
        room -= kNarrowButton;
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
    const bool volume
        = called && m_snapshot.listening == Listening::On && room >= m_volume->width() + 10;
    m_volume->setVisible(volume);
    if (volume)
        room -= m_volume->width() + 10;
    const int words = m_listen->wideHint() + 10 - kNarrowButton;
    const bool spoken = called && room >= words;
    m_listen->setNarrow(!spoken);
    if (spoken)
        room -= words;
    if (detail == Detail::Words && room >= need(Detail::Full) - need(Detail::Words))
        detail = Detail::Full;
    m_lock->setDetail(detail);
}

void PageHeader::resizeEvent(QResizeEvent*)
{
    fitChips();
}

} // namespace lavalier::ui
