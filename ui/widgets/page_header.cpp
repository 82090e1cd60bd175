#include "ui/widgets/page_header.h"

#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
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
    , m_encryption(new Chip(this))
    , m_code(new Chip(this))
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

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_below);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 11, 20, 11);
    layout->setSpacing(10);
    layout->addLayout(words);
    layout->addSpacing(6);
    for (Chip* chip : {m_encryption, m_code, m_loss, m_connection})
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
    if (s.endToEndEncrypted)
        m_encryption->setFact(QStringLiteral("lock"), tr("End-to-end encrypted"), {},
                              QStringLiteral("flowing"));
    else
        m_encryption->setFact(QStringLiteral("lock"), tr("Encrypted to Discord"), {}, {});
    m_encryption->setToolTip(
        s.endToEndEncrypted
            ? tr("Only the people in the call can hear it. Compare the code to be sure.")
            : tr("The connection to Discord is encrypted; this call is not end-to-end encrypted."));
    m_code->setFact({}, tr("Code"),
                    s.privacyCode.left(17)
                        + (s.privacyCode.size() > 17 ? QStringLiteral(" …") : QString()),
                    {});
    m_code->setToolTip(plainToolTip(s.privacyCode));
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
    fit(m_encryption, called);
    fit(m_loss, called);
    if (!reconnecting)
        fit(m_connection, called && m_snapshot.voiceRoundTrip.has_value());
    fit(m_code, called && m_snapshot.endToEndEncrypted && !m_snapshot.privacyCode.isEmpty());
}

void PageHeader::resizeEvent(QResizeEvent*)
{
    fitChips();
}

} // namespace lavalier::ui
