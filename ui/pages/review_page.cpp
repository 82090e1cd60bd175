#include "ui/pages/review_page.h"

#include "ui/command_keys.h"
#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/clip_handle.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/review_ruler.h"
#include "ui/widgets/track_row.h"
#include "ui/widgets/wave_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lavalier::ui {

namespace {

using std::chrono::milliseconds;

constexpr int kTickMs = 33;
constexpr int kSteps = 100'000; ///< of the scroll bar

} // namespace

ReviewPage::ReviewPage(ReviewPort& review, QWidget* parent)
    : QWidget(parent)
    , m_review(review)
{
    setObjectName(QStringLiteral("page"));
    setFocusPolicy(Qt::ClickFocus);
    installWaveAccessibility();
    makeActions();
    m_stack = new QStackedWidget(this);
    m_state = new EmptyState(QStringLiteral("recordings"), m_stack);
    m_stack->addWidget(makeTracks());
    m_stack->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFoot());

    m_playing.setInterval(kTickMs);
    connect(&m_playing, &QTimer::timeout, this, &ReviewPage::tick);
    connect(&m_timeline, &Timeline::viewChanged, this, &ReviewPage::followTimeline);
    connect(&m_timeline, &Timeline::cursorChanged, this, [this] {
        refreshActions();
        tick();
    });
    connect(&m_review, &ReviewPort::reviewChanged, this, &ReviewPage::follow);
    connect(&m_review, &ReviewPort::playbackChanged, this, &ReviewPage::followPlayback);
    connect(&m_review, &ReviewPort::problemRaised, this, &ReviewPage::problemRaised);
    follow();
}

QWidget* ReviewPage::makeHead()
{
    auto* head = new QWidget(this);
    auto* back = new IconButton(QStringLiteral("chevron-left"), tr("Recordings"),
                                QStringLiteral("quiet"), head);
    m_leave = back;
    back->setAccessibleName(tr("Back to the recordings"));
    m_title = new ElidedLabel(head);
    m_title->setFont(scaledFont(font(), 1.2, QFont::Bold));
    m_facts = new ElidedLabel(head);
    m_facts->setProperty("tone", QStringLiteral("secondary"));
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_facts);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(12, 10, 20, 8);
    layout->setSpacing(8);
    layout->addWidget(back);
    layout->addLayout(words, 1);
    const auto tool = [&](const char* icon, QAction* action) {
        QString name = action->text();
        auto* button = new IconButton(QLatin1String(icon),
                                      name.remove(u'&').remove(QStringLiteral(" …")), {}, head);
        button->setNarrow(true);
        button->setEnabled(action->isEnabled());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] {
            button->setEnabled(action->isEnabled());
            button->setToolTip(QString(action->text()).remove(u'&'));
        });
        layout->addWidget(button);
        return button;
    };
    tool("undo", m_undo)->setObjectName(QStringLiteral("Undo"));
    tool("redo", m_redo)->setObjectName(QStringLiteral("Redo"));
    tool("rename", m_renameTitle);
    tool("notes", m_notesAction);
    m_export = new IconButton(QStringLiteral("export"), tr("Export …"), {}, head);
    m_export->setAccessibleName(tr("Export this recording"));
    layout->addWidget(m_export);
    connect(back, &QPushButton::clicked, this, &ReviewPage::backRequested);
    connect(m_export, &QPushButton::clicked, this, &ReviewPage::exportRequested);
    return head;
}

QWidget* ReviewPage::makeTracks()
{
    auto* column = new QWidget(this);
    m_ruler = new ReviewRuler(m_timeline, column);
    m_area = new QScrollArea(column);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto* rows = new QWidget;
    rows->setObjectName(QStringLiteral("page"));
    m_rowsLayout = new QVBoxLayout(rows);
    m_rowsLayout->setContentsMargins(20, 2, 20, 8);
    m_rowsLayout->setSpacing(8);
    m_rowsLayout->addStretch(1);
    m_area->setWidget(rows);
    m_scroll = new QScrollBar(Qt::Horizontal, column);
    m_scroll->setAccessibleName(tr("Part of the recording that is shown"));
    m_notes = new QPlainTextEdit(column);
    m_notes->setObjectName(QStringLiteral("Notes"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(tr("Notes on this recording"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(fontMetrics().height() * 5);
    m_notes->hide();
    m_notes->installEventFilter(this);
    auto* notes = new QHBoxLayout;
    notes->setContentsMargins(20, 4, 20, 4);
    notes->addWidget(m_notes);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_ruler);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_scroll);
    layout->addLayout(notes);
    m_area->viewport()->installEventFilter(this);

    connect(m_scroll, &QScrollBar::valueChanged, this, [this](int value) {
        m_timeline.scrollTo(double(value) / kSteps * m_timeline.length());
    });
    connect(m_ruler, &ReviewRuler::sought, this, &ReviewPage::seek);
    connect(m_ruler, &ReviewRuler::markerMoved, &m_review, &ReviewPort::moveMarker);
    connect(m_ruler, &ReviewRuler::markerOpened, this, &ReviewPage::editMarker);
    connect(m_ruler, &ReviewRuler::markerMenuRequested, this, &ReviewPage::showMarkerMenu);
    return column;
}

QWidget* ReviewPage::makeFoot()
{
    auto* foot = new QWidget(this);
    m_foot = foot;
    foot->setObjectName(QStringLiteral("reviewFoot"));
    foot->setAttribute(Qt::WA_StyledBackground);
    m_play = new IconButton(QStringLiteral("play"), tr("Play"), {}, foot);
    m_play->setObjectName(QStringLiteral("Play"));
    m_clock = new ClockLabel(foot);
    m_clock->setObjectName(QStringLiteral("ReviewClock"));
    m_clock->setFont(scaledFont(font(), 1.3, QFont::DemiBold));
    m_status = new ElidedLabel(foot);
    m_status->setProperty("tone", QStringLiteral("secondary"));
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(20, 6, 20, 8);
    layout->setSpacing(8);
    layout->addWidget(m_play);
    layout->addWidget(m_clock);
    layout->addWidget(m_status, 1);
    const auto tool = [&](const char* icon, QAction* action) {
        QString name = action->text();
        auto* button = new IconButton(QLatin1String(icon),
                                      name.remove(u'&').remove(QStringLiteral(" …")), {}, foot);
        button->setNarrow(true);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action->isEnabled()); });
        layout->addWidget(button);
        return button;
    };
    m_addMarker = tool("marker", m_markerAdd);
    m_makeClip = tool("copy", m_clip);
    m_makeClip->setObjectName(QStringLiteral("MakeClip"));
    m_clipHandle = new ClipHandle(foot);
    layout->addWidget(m_clipHandle);
    connect(m_clipHandle, &ClipHandle::stateChanged, this, &ReviewPage::followClip);
    connect(m_clipHandle, &ClipHandle::problemRaised, this, &ReviewPage::problemRaised);
    tool("trim", m_trim);
    tool("zoom-out", m_zoomOut);
    tool("fit", m_fit);
    tool("zoom-in", m_zoomIn);
    connect(m_play, &QPushButton::clicked, this, &ReviewPage::togglePlaying);
    connect(m_playAction, &QAction::changed, this, &ReviewPage::followPlayback); // its keys
    return foot;
}

void ReviewPage::makeActions()
{
    const auto make = [this](const QString& text, const char* name, const QKeySequence& keys) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        m_menu.append(action);
        return action;
    };
    const auto separator = [this] { m_menu.append(nullptr); };
    const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    // Space is no shortcut: it must go on pressing buttons. keyPressEvent() gets what is left.
    m_playAction = make(tr("&Play or stop"), "reviewPlay", {});
    setLeftOverKeys(*m_playAction, QKeySequence(Qt::Key_Space));
    separator();
    m_undo = make(tr("&Undo"), "reviewUndo", QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_redo = make(tr("&Redo"), "reviewRedo", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    separator();
    m_renameTitle
        = make(tr("Rename &title …"), "reviewTitle", QKeySequence(Qt::SHIFT | Qt::Key_F2));
    m_renameSpeaker = make(tr("Rename &speaker …"), "reviewSpeaker", QKeySequence(Qt::Key_F2));
    m_exclude = make(tr("&Leave speaker out of exports"), "reviewExclude", ctrl(Qt::Key_D));
    m_exclude->setCheckable(true);
    m_notesAction
        = make(tr("&Notes"), "reviewNotes", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    m_notesAction->setCheckable(true);
    separator();
    m_markerAdd = make(tr("Add &marker …"), "reviewMarker", QKeySequence(Qt::Key_M));
    m_markerEdit
        = make(tr("&Edit marker …"), "reviewMarkerEdit", QKeySequence(Qt::SHIFT | Qt::Key_M));
    m_markerDelete = make(tr("&Delete marker"), "reviewMarkerDelete", QKeySequence(Qt::Key_Delete));
    m_markerNext = make(tr("Ne&xt marker"), "reviewMarkerNext", ctrl(Qt::Key_Right));
    m_markerBefore = make(tr("Pre&vious marker"), "reviewMarkerBefore", ctrl(Qt::Key_Left));
    separator();
    m_selectAll = make(tr("Select &all"), "reviewSelectAll", ctrl(Qt::Key_A));
    m_clip = make(tr("Dra&g or copy selection"), "reviewClip", ctrl(Qt::Key_C));
    m_trim = make(tr("Trim to sele&ction"), "reviewTrim", ctrl(Qt::Key_T));
    m_trimAll = make(tr("Keep the &whole recording"), "reviewTrimAll",
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    separator();
    m_zoomIn = make(tr("Zoom &in"), "reviewZoomIn", {});
    m_zoomIn->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    m_zoomOut = make(tr("Zoom &out"), "reviewZoomOut", ctrl(Qt::Key_Minus));
    m_fit = make(tr("Show a&ll of it"), "reviewFit", ctrl(Qt::Key_0));
    m_back
        = make(tr("&Back to the recordings"), "reviewBack", QKeySequence(Qt::ALT | Qt::Key_Left));

    connect(m_playAction, &QAction::triggered, this, &ReviewPage::togglePlaying);
    connect(m_undo, &QAction::triggered, &m_review, &ReviewPort::undo);
    connect(m_redo, &QAction::triggered, &m_review, &ReviewPort::redo);
    connect(m_renameTitle, &QAction::triggered, this, &ReviewPage::renameTitle);
    connect(m_renameSpeaker, &QAction::triggered, this, [this] {
        if (const TrackRow* row = focusedRow())
            renameSpeaker(row->speaker());
    });
    connect(m_exclude, &QAction::triggered, this, [this](bool on) {
        if (const TrackRow* row = focusedRow())
            m_review.setExcluded(row->speaker(), on);
    });
    connect(m_notesAction, &QAction::toggled, this, [this](bool on) {
        m_notes->setVisible(on);
        if (on)
            m_notes->setFocus();
    });
    connect(m_markerAdd, &QAction::triggered, this, &ReviewPage::addMarker);
    connect(m_markerEdit, &QAction::triggered, this, [this] {
        if (const ReviewMarker* marker = markerAtCursor())
            editMarker(marker->key);
    });
    connect(m_markerDelete, &QAction::triggered, this, [this] {
        if (const ReviewMarker* marker = markerAtCursor())
            m_review.deleteMarker(marker->key);
    });
    connect(m_markerNext, &QAction::triggered, this, [this] { goToMarker(1); });
    connect(m_markerBefore, &QAction::triggered, this, [this] { goToMarker(-1); });
    connect(m_selectAll, &QAction::triggered, this,
            [this] { m_timeline.selectSpan(0, m_timeline.length()); });
    connect(m_clip, &QAction::triggered, this, [this] {
        if (const auto order = clip())
            m_clipHandle->make(*order);
    });
    connect(m_trim, &QAction::triggered, this, [this] {
        if (const auto span = selection()) {
            m_review.setTrim(span);
            m_timeline.clearSelection();
        }
    });
    connect(m_trimAll, &QAction::triggered, this, [this] { m_review.setTrim(std::nullopt); });
    connect(m_zoomIn, &QAction::triggered, this, [this] { m_timeline.zoomAtCursor(2); });
    connect(m_zoomOut, &QAction::triggered, this, [this] { m_timeline.zoomAtCursor(0.5); });
    connect(m_fit, &QAction::triggered, this, [this] { m_timeline.fit(); });
    connect(m_back, &QAction::triggered, this, &ReviewPage::backRequested);
}

void ReviewPage::setExporter(ExportPort& exporter)
{
    m_clipHandle->setExporter(exporter);
    refreshActions();
}

std::optional<ExportOrder> ReviewPage::clip() const
{
    const auto span = selection();
    return span ? clipOrder(m_review.review(), *span) : std::nullopt;
}

void ReviewPage::followClip()
{
    const bool ready = m_clipHandle->state() == ClipHandle::State::Ready;
    const bool hadKeyboard = m_makeClip->hasFocus() || m_clipHandle->hasFocus();
    m_makeClip->setVisible(!ready);
    if (hadKeyboard) {
        IconButton* const next = ready ? m_clipHandle : m_makeClip;
        (next->isEnabled() ? next : m_play)->setFocus();
    }
    tick();
}

void ReviewPage::open(const QString& path)
{
    if (path == m_review.review().path && m_review.review().state != ReviewState::Failed)
        return;
    m_review.open(path);
}

void ReviewPage::close()
{
    saveNotes();
    m_review.close();
}

QString ReviewPage::path() const
{
    return m_review.review().path;
}

std::optional<TimeSpan> ReviewPage::selection() const
{
    const auto span = m_timeline.selection();
    if (!span)
        return std::nullopt;
    return TimeSpan(TimeScale::timeOf(span->first), TimeScale::timeOf(span->second));
}

} // namespace lavalier::ui
