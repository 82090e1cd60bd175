#include "ui/widgets/transport_bar.h"

#include "ui/text/durations.h"
#include "ui/text/problem_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {
namespace {

constexpr int kDotGap = 4; ///< on both sides of the dot between two facts
constexpr int kFactsGap = 12; ///< before them
constexpr int kNarrow = 46; ///< a button without words, and the gap after it
constexpr int kMargins = 40;

} // namespace

TransportBar::TransportBar(QWidget* parent)
    : QWidget(parent)
    , m_join(new IconButton(QStringLiteral("join"), tr("Join"), QStringLiteral("primary"), this))
    , m_leave(new IconButton(QStringLiteral("leave"), tr("Leave"), {}, this))
    , m_record(
          new IconButton(QStringLiteral("record"), tr("Record"), QStringLiteral("record"), this))
    , m_pause(new IconButton(QStringLiteral("pause"), tr("Pause"), {}, this))
    , m_stop(new IconButton(QStringLiteral("stop"), tr("Stop"), QStringLiteral("record"), this))
    , m_marker(new IconButton(QStringLiteral("marker"), tr("Marker"), {}, this))
    , m_export(new IconButton(QStringLiteral("export"), tr("Export …"), {}, this))
    , m_more(new IconButton(QStringLiteral("more"), tr("More"), {}, this))
    , m_away(new QMenu(this))
    , m_state(new Chip(this))
    , m_clock(new ClockLabel(this))
    , m_factsAbove(plainLabel({}, nullptr, this))
    , m_factsBelow(plainLabel({}, "secondary", this))
    , m_noticeDot(plainLabel(QStringLiteral("·"), "secondary", this))
    , m_notice(plainLabel({}, "secondary", this))
    , m_facts(new QWidget(this))
{
    m_factsAbove->setObjectName(QStringLiteral("FactsAbove"));
    setObjectName(QStringLiteral("transport"));
    setAttribute(Qt::WA_StyledBackground);
    // The file drivers and screen readers look for: fixed object names, plain words as names.
    m_join->setObjectName(QStringLiteral("Join"));
    m_leave->setObjectName(QStringLiteral("Leave"));
    m_record->setObjectName(QStringLiteral("Record"));
    m_pause->setObjectName(QStringLiteral("Pause"));
    m_stop->setObjectName(QStringLiteral("Stop"));
    m_marker->setObjectName(QStringLiteral("Marker"));
    m_export->setObjectName(QStringLiteral("Export"));
    m_export->setWords(tr("Export …"), tr("Export"));
    m_more->setObjectName(QStringLiteral("More"));
    m_more->setNarrow(true);
    m_more->setMenu(m_away);
    m_clock->setObjectName(QStringLiteral("Clock"));

    m_clock->setFont(scaledFont(font(), 2.2, QFont::DemiBold));
    m_factsAbove->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    for (QLabel* label : {m_factsBelow, m_noticeDot, m_notice})
        label->setFont(scaledFont(font(), 0.92));
    m_notice->setObjectName(QStringLiteral("Notice"));
    auto* facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(2);
    auto* below = new QHBoxLayout;
    below->setSpacing(kDotGap);
    below->addStretch(1);
    for (QLabel* label : {m_factsBelow, m_noticeDot, m_notice})
        below->addWidget(label);
    m_factsAbove->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    facts->addWidget(m_factsAbove);
    facts->addLayout(below);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->setSpacing(10);
    for (IconButton* button :
         {m_join, m_leave, m_record, m_pause, m_stop, m_marker, m_export, m_more})
        layout->addWidget(button);
    layout->addStretch(1);
    layout->addWidget(m_state);
    layout->addWidget(m_clock);
    layout->addSpacing(8);
    layout->addWidget(m_facts);

    connect(m_join, &QPushButton::clicked, this, &TransportBar::joinClicked);
    connect(m_leave, &QPushButton::clicked, this, &TransportBar::leaveClicked);
    connect(m_record, &QPushButton::clicked, this, &TransportBar::recordClicked);
    connect(m_pause, &QPushButton::clicked, this, &TransportBar::pauseClicked);
    connect(m_stop, &QPushButton::clicked, this, &TransportBar::stopClicked);
    connect(m_marker, &QPushButton::clicked, this, &TransportBar::markerClicked);
    connect(m_export, &QPushButton::clicked, this, &TransportBar::exportClicked);
    setCommands(transportState({}));
    setLive({});
}

void TransportBar::setCommands(const TransportState& state)
{
    const std::pair<IconButton*, CommandState> buttons[] = {
        {m_join, state.join},           {m_leave, state.leave}, {m_record, state.record},
        {m_pause, state.pause},         {m_stop, state.stop},   {m_marker, state.marker},
        {m_export, state.exportTracks},
    };
    // A focused button that vanishes would drop the keyboard somewhere: hand it to its successor.
    QWidget* focused = focusWidget();
    const bool hadFocus = focused && focused->hasFocus();
    m_offered.clear();
    for (const auto& [button, command] : buttons) {
        if (command.visible)
            m_offered.append(button);
        else
            button->hide();
        button->setEnabled(command.enabled);
    }
    if (state.paused) {
        m_pause->setWords(tr("Resume"));
        m_pause->setIconName(QStringLiteral("resume"));
    } else {
        m_pause->setWords(tr("Pause"));
        m_pause->setIconName(QStringLiteral("pause"));
    }
    // One filled button: Join before a call, Record in one, Stop while recording.
    m_join->setKind(state.record.visible ? QString() : QStringLiteral("primary"));
    fit();
    if (hadFocus && (!focused->isVisibleTo(this) || !focused->isEnabled())) {
        for (IconButton* button : {m_stop, m_record, m_join, m_more}) {
            if (button->isVisibleTo(this) && button->isEnabled()) {
                button->setFocus(Qt::OtherFocusReason);
                break;
            }
        }
    }
}

void TransportBar::setLive(const LiveSnapshot& s)
{
    const bool busy = s.record != RecordState::Idle;
    const bool holding = s.record == RecordState::Recording && s.diskTrouble;
    const QString word = recordStateWord(s.record, s.call, s.diskTrouble);
    const QString look = holding             ? QStringLiteral("holding")
        : s.record == RecordState::Recording ? QStringLiteral("recording")
        : s.record == RecordState::Paused    ? QStringLiteral("paused")
                                             : QString();
    setLook(this, "state", look);
    if (holding)
        m_state->setFact(QStringLiteral("warning"), word, {}, QStringLiteral("attention"));
    else if (s.record == RecordState::Recording)
        m_state->setFact(QStringLiteral("record"), word, {}, QStringLiteral("record"));
    else if (s.record == RecordState::Paused)
        m_state->setFact(QStringLiteral("pause"), word, {}, QStringLiteral("attention"));
    else
        m_state->setFact({}, word, {},
                         s.call == CallState::Reconnecting ? QStringLiteral("attention")
                                                           : QString());
    m_clock->setTime(clockText(s.recorded));
    m_clock->setVisible(busy || s.recorded.count() > 0);
    showFacts(s);
    showNotice(s);
    fit();
}

void TransportBar::showNotice(const LiveSnapshot& s)
{
    const bool running = s.record == RecordState::Recording || s.record == RecordState::Paused;
    m_untold = running && s.notice == Notice::Missing;
    const bool told = running && s.notice == Notice::Shown;
    m_noticeWords = m_untold ? QStringList {tr("no notice in the call"), tr("no notice")}
        : told               ? QStringList {tr("notice shown in the call"), tr("notice shown")}
                             : QStringList();
    m_notice->setAccessibleName(m_noticeWords.value(0));
    m_notice->setToolTip(m_untold
                             ? tr("Nothing tells the people in the call that they are recorded")
                             : told ? tr("The people in the call can see that they are recorded")
                                    : QString());
    setLook(m_notice, "tone", m_untold ? QStringLiteral("attention") : QStringLiteral("secondary"));
}

void TransportBar::showFacts(const LiveSnapshot& s)
{
    const bool busy = s.record != RecordState::Idle;
    const auto present = std::count_if(s.speakers.begin(), s.speakers.end(),
                                       [](const SpeakerView& v) { return v.present; });
    const QString tracks = tr("%n track(s)", nullptr, static_cast<int>(s.speakers.size()));
    const QString people = tr("%n speaker(s)", nullptr, static_cast<int>(present));
    // Tracks are of all who ever spoke; who is there now is another number.
    const QString dot = QStringLiteral(" · ");
    const QString kept = tracks + dot + tr("%1 on disk").arg(sizeText(s.bytesOnDisk));
    m_wordsAbove = busy             ? QStringList {people + dot + kept, kept}
        : s.call == CallState::None ? QStringList {}
                                    : QStringList {people};
    m_factsMatter = busy && (s.diskTrouble || s.framesNotWritten > 0);
    setLook(m_factsBelow, "tone", QStringLiteral("secondary"));
    if (busy && s.framesNotWritten > 0) {
        m_factsBelow->setText(
            tr("%n frame(s) not written", nullptr,
               static_cast<int>(std::min<std::uint64_t>(s.framesNotWritten, 1'000'000'000))));
        setLook(m_factsBelow, "tone", QStringLiteral("record"));
    }
    if (busy && s.diskTrouble) {
        // Of all voices together: a frame is 20 ms of one of them.
        const auto seconds = (s.framesHeld * 20 + 999) / 1000;
        m_wordsAbove = {tr("%1 s held in memory").arg(QLocale().toString(qulonglong(seconds)))};
    }
    m_factsAbove->setText(m_wordsAbove.value(0));
    m_factsAbove->setToolTip(m_wordsAbove.size() > 1 ? m_wordsAbove.first() : QString());
    m_factsAbove->setVisible(!m_wordsAbove.isEmpty());
    if (m_factsMatter && s.framesNotWritten > 0)
        return;
    const bool low = s.diskTimeLeft && s.diskTimeLeft->count() < 3600;
    const bool maySleep = busy && s.keepAwake == KeepAwake::Unavailable;
    const QString room
        = s.diskTimeLeft && s.call != CallState::None ? roomText(*s.diskTimeLeft) : QString();
    //: The computer may; stands in the status line while nothing can prevent it.
    const QString sleepy = tr("may fall asleep");
    m_factsBelow->setText(!maySleep            ? room
                              : room.isEmpty() ? sleepy
                                               : room + QStringLiteral(" · ") + sleepy);
    setLook(m_factsBelow, "tone",
            low || maySleep ? QStringLiteral("attention") : QStringLiteral("secondary"));
}

/// A notice that is shown takes no button's word, but fewer words of its own; a missing one stays
/// as long as anything of the facts. Gives how wide they are then.
int TransportBar::fitFacts(int room, int words, int least)
{
    const auto wide = [](const QLabel* label) {
        return label->text().isEmpty() ? 0 : label->sizeHint().width();
    };
    const auto show = [&](bool below, const QString& notice) {
        below = below && !m_factsBelow->text().isEmpty();
        m_notice->setText(notice);
        m_factsBelow->setVisible(below);
        m_notice->setVisible(!notice.isEmpty());
        m_noticeDot->setVisible(below && !notice.isEmpty());
        int line = wide(m_notice) + (below ? wide(m_factsBelow) : 0);
        if (below && !notice.isEmpty())
            line += wide(m_noticeDot) + 2 * kDotGap;
        const int widest = std::max(wide(m_factsAbove), line);
        m_facts->setVisible(widest > 0);
        return widest > 0 ? widest + kFactsGap : 0;
    };
    // The longer words above cost nobody else a word.
    m_factsAbove->setText(m_wordsAbove.value(0));
    if (m_wordsAbove.size() > 1) {
        for (const QString& notice : {m_noticeWords.value(0), m_noticeWords.value(1)})
            if (const int facts = show(true, notice); facts + words <= room)
                return facts;
        m_factsAbove->setText(m_wordsAbove.last());
    }
    for (const QString& notice : m_noticeWords)
        if (const int facts = show(true, notice); facts + words <= room)
            return facts;
    if (m_untold) {
        for (const bool below : {true, false})
            if (const int facts = show(below, m_noticeWords.last());
                (below || !m_factsMatter) && facts + least <= room)
                return facts;
    }
    if (const int facts = show(true, {}); m_factsMatter || facts + least <= room)
        return facts;
    m_facts->hide();
    return 0;
}

/// Into the menu, in their order; what is in it already stays as it is, as it may be open.
void TransportBar::putAway(const QList<IconButton*>& buttons)
{
    QList<QObject*> there;
    for (const QAction* action : m_away->actions())
        there.append(action->parent());
    if (!std::equal(there.begin(), there.end(), buttons.begin(), buttons.end())) {
        for (QAction* action : m_away->actions())
            delete action;
        for (IconButton* button : buttons) {
            auto* action = new QAction(button); // goes with its button
            connect(action, &QAction::triggered, button, &QPushButton::click);
            m_away->addAction(action);
        }
    }
    for (QAction* action : m_away->actions()) {
        const auto* button = static_cast<const IconButton*>(action->parent());
        action->setText(button->words());
        action->setIcon(button->icon());
        action->setEnabled(button->isEnabled());
    }
    for (IconButton* button : m_offered)
        button->setVisible(!buttons.contains(button));
    m_more->setVisible(!buttons.isEmpty());
}

QSize TransportBar::minimumSizeHint() const
{
    const int clock = m_clock->isHidden() ? 0 : m_clock->sizeHint().width() + 18;
    return {kMargins + 3 * kNarrow + clock, QWidget::minimumSizeHint().height()};
}

/// What is shown on the way makes the window's layout give the row another height at once, with a
/// resize event in the middle of it: that one must not begin anew.
void TransportBar::fit()
{
    if (m_fitting) {
        m_fitAgain = true;
        return;
    }
    m_fitting = true;
    for (int turn = 0; turn < 3; ++turn) {
        m_fitAgain = false;
        fitOnce();
        if (!m_fitAgain)
            break;
    }
    m_fitting = false;
}

void TransportBar::fitOnce()
{
    int room = width() - kMargins;
    const auto shown = [](const QWidget* widget) { return !widget->isHidden(); };
    const int clock = shown(m_clock) ? m_clock->sizeHint().width() + 18 : 0;
    const int state = m_state->sizeHint().width() + 10;
    room -= clock;
    // Before Stop and its neighbours lose their words, what is not needed at once leaves the row.
    const auto isSide = [this](const IconButton* button) {
        return button == m_marker || button == m_export || button == m_leave;
    };
    int needed = state;
    for (const IconButton* button : m_offered)
        needed += isSide(button) ? kNarrow : button->wideHint() + 10;
    QList<IconButton*> away;
    for (IconButton* button : {m_export, m_leave, m_marker}) {
        if (needed <= room || !m_offered.contains(button))
            continue;
        needed -= away.isEmpty() ? 0 : kNarrow; // the first makes room for the menu's own button
        away.append(button);
    }
    QList<IconButton*> apart;
    for (IconButton* button : m_offered)
        if (away.size() > 1 && away.contains(button))
            apart.append(button);
    putAway(apart);
    if (shown(m_more))
        room -= kNarrow;
    // Words go in this order until the rest fits; the main action keeps its word to the last.
    IconButton* const inOrder[] = {m_marker, m_export, m_leave, m_pause, m_join, m_stop, m_record};
    int words = 0;
    int fewest = 0; // what stands on the buttons whose words outlast the facts
    for (const IconButton* button : inOrder) {
        if (!shown(button))
            continue;
        const int wide = button->wideHint() + 10;
        words += wide;
        fewest += isSide(button) ? kNarrow : wide;
    }
    room -= fitFacts(room, words + state, fewest + state);
    int least = words;
    for (IconButton* button : inOrder) {
        if (!shown(button))
            continue;
        const bool tight = least + state > room;
        button->setNarrow(tight);
        if (tight)
            least -= button->wideHint() + 10 - kNarrow;
    }
    m_state->setVisible(least + state <= room);
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    if (event->size().width() != event->oldSize().width())
        fit();
}

void TransportBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace lavalier::ui
