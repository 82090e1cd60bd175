#include "ui/pages/recordings_page.h"

#include "ui/icons.h"
#include "ui/pages/forget_dialog.h"
#include "ui/pages/review_page.h"
#include "ui/ports/review_port.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/recording_delegate.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

RecordingsPage::RecordingsPage(LibraryPort& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_model(new RecordingsModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_stack(new QStackedWidget(this))
    , m_levels(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("recordings"), this))
    , m_banner(new Banner(Banner::Tone::Warning, this))
    , m_open(new IconButton(QStringLiteral("play"), tr("Open"), {}, this))
    , m_export(new IconButton(QStringLiteral("export"), tr("Export tracks …"), {}, this))
    , m_show(new IconButton(QStringLiteral("folder"), tr("Show in folder"), {}, this))
    , m_rename(new IconButton(QStringLiteral("rename"), tr("Rename"), {}, this))
    , m_forget(new IconButton(QStringLiteral("forget"), tr("Forget a person …"), {}, this))
    , m_trash(new IconButton(QStringLiteral("trash"), tr("Move to trash"), {}, this))
{
    setObjectName(QStringLiteral("page"));
    m_search->setObjectName(QStringLiteral("RecordingsSearch"));
    m_search->setPlaceholderText(tr("Find a recording"));
    m_search->setAccessibleName(tr("Find a recording"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search"), currentTokens().secondary),
                        QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("recordingsList"));
    m_list->setAccessibleName(tr("Recordings"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RecordingDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_stack->setMinimumHeight(40); // the list gives way, not the words above it

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(20, 12, 20, 12);
    tools->setSpacing(8);
    tools->addWidget(m_search, 1);
    for (IconButton* button : {m_show, m_rename, m_forget, m_trash}) {
        button->setNarrow(true);
        tools->addWidget(button);
    }
    tools->addWidget(m_open);
    tools->addWidget(m_export);
    keepInTabOrder(m_show, {m_search, m_show, m_rename, m_forget, m_trash, m_open, m_export});
    auto* list = new QWidget(m_levels);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(makeBanner());
    column->addWidget(m_stack, 1);
    setTabOrder(m_banner->controls().last(), m_list);
    m_empty->addContent(m_waysOut = makeWaysOut());
    m_levels->addWidget(list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_levels);
    m_open->setObjectName(QStringLiteral("OpenRecording"));
    if (ReviewPort* review = library.review()) {
        m_review = new ReviewPage(*review, m_levels);
        m_levels->addWidget(m_review);
        connect(m_review, &ReviewPage::backRequested, this, &RecordingsPage::closeReview);
        connect(m_review, &ReviewPage::exportRequested, this, &RecordingsPage::exportRequested);
        connect(m_review, &ReviewPage::problemRaised, this, &RecordingsPage::problemRaised);
    }
    m_open->setVisible(m_review != nullptr);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        refresh();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        refreshButtons();
        emit selectionChanged();
    });
    connect(m_list, &QListView::activated, this, &RecordingsPage::openSelected);
    connect(m_export, &QPushButton::clicked, this, &RecordingsPage::exportRequested);
    makeActions();
    connect(m_model, &RecordingsModel::renameRequested, &m_library, &LibraryPort::rename);
    connect(&m_library, &LibraryPort::recordingsChanged, this, &RecordingsPage::refresh);
    refresh();
}

/// Each button of the row above the list is in the menu too, and there has its keys.
void RecordingsPage::makeActions()
{
    const auto make = [this](IconButton* button, const QString& text, const char* name,
                             const QKeySequence& keys, auto&& done) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut); // in a field these keys mean something else
        m_list->addAction(action);
        m_menu.append(action);
        connect(action, &QAction::triggered, this, done);
        if (button == nullptr)
            return;
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    };
    make(m_open, tr("&Open"), "recordingOpen", {}, [this] { openSelected(); });
    make(m_rename, tr("&Rename"), "recordingRename", QKeySequence(Qt::Key_F2),
         [this] { m_list->edit(m_list->currentIndex()); });
    make(m_show, tr("&Show in folder"), "recordingShow", {}, [this] {
        if (const auto* view = selected())
            m_library.showInFolder(view->path);
    });
    make(m_forget, tr("&Forget a person …"), "recordingForget", {}, [this] {
        if (const auto* view = selected())
            askWhomToForget(m_library, *view, window());
    });
    make(m_trash, tr("Move to &trash"), "recordingTrash", QKeySequence(Qt::Key_Delete),
         [this] { confirmTrash(); });
    // Also once the banner has been answered.
    make(nullptr, tr("Re&cover"), "recordingRecover",
         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] {
             if (const auto* view = selected()) {
                 m_settled.append(view->path);
                 m_library.recover(view->path);
                 refreshBanner();
             }
         });
    m_menu.front()->setVisible(m_review != nullptr);
}

const RecordingView* RecordingsPage::selected() const
{
    return m_model->at(m_list->currentIndex());
}

void RecordingsPage::select(const QString& path)
{
    const QModelIndex index = m_model->indexOf(path);
    if (index.isValid())
        m_list->setCurrentIndex(index);
}

void RecordingsPage::openSelected()
{
    const RecordingView* view = selected();
    if (view && view->problem) {
        emit problemRaised(*view->problem);
        return;
    }
    if (!m_review || !view || view->state == RecordingState::Unreadable) {
        if (!m_review)
            emit exportRequested();
        return;
    }
    m_review->open(view->path);
    m_levels->setCurrentWidget(m_review);
    m_review->setFocus();
    emit reviewShown(true);
}

void RecordingsPage::closeReview()
{
    if (!isReviewing())
        return;
    m_review->close();
    m_levels->setCurrentIndex(0);
    m_list->setFocus();
    emit reviewShown(false);
}

bool RecordingsPage::isReviewing() const
{
    return m_review && m_levels->currentWidget() == m_review;
}

void RecordingsPage::focusSearch()
{
    closeReview();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RecordingsPage::refresh()
{
    const RecordingView* before = selected();
    const QString path = before ? before->path : QString();
    m_model->setRecordings(m_library.recordings());
    if (!path.isEmpty())
        select(path);
    if (!m_list->currentIndex().isValid() && m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    showEmptiness();
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    refreshBanner();
    refreshButtons();
    emit selectionChanged();
}

void RecordingsPage::showEmptiness()
{
    const auto problem = m_library.problem();
    const bool empty = m_model->all().empty();
    m_waysOut->setVisible(empty && problem.has_value());
    if (!empty)
        m_empty->setWords(
            tr("Nothing found"),
            tr("No recording has these words in its title, place, speakers or notes."));
    else if (problem)
        m_empty->setWords(
            problem->whatHappened,
            QStringList {problem->whatIsSafe, problem->whatToDo}.join(u' ').trimmed());
    else if (m_library.isLoading())
        m_empty->setWords(tr("Reading the recordings folder …"), {});
    else
        m_empty->setWords(tr("No recordings yet"),
                          tr("Join a voice channel and press Record. What you record appears "
                             "here, ready to be exported."));
}

QWidget* RecordingsPage::makeWaysOut()
{
    auto* ways = new QWidget(m_empty);
    auto* choose = new IconButton(QStringLiteral("folder"), tr("Choose folder"),
                                  QStringLiteral("primary"), ways);
    choose->setObjectName(QStringLiteral("ChooseRecordingsFolder"));
    choose->setAccessibleName(tr("Choose another recordings folder"));
    auto* again = new IconButton({}, tr("Look again"), {}, ways);
    again->setAccessibleName(tr("Look for the recordings folder again"));
    auto* layout = new QHBoxLayout(ways);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(choose);
    layout->addWidget(again);
    layout->addStretch(1);
    setTabOrder(m_list, choose);
    setTabOrder(choose, again);
    connect(choose, &QPushButton::clicked, this, &RecordingsPage::folderRequested);
    connect(again, &QPushButton::clicked, &m_library, &LibraryPort::refresh);
    return ways;
}

QWidget* RecordingsPage::makeBanner()
{
    auto* around = new QWidget(this);
    auto* outer = new QVBoxLayout(around);
    outer->setContentsMargins(20, 0, 20, 10);
    outer->addWidget(m_banner);
    m_banner->setObjectName(QStringLiteral("Interrupted"));
    auto* recover = new IconButton({}, tr("Recover"), QStringLiteral("link"), m_banner);
    recover->setObjectName(QStringLiteral("Recover"));
    auto* later = new IconButton({}, tr("Later"), QStringLiteral("link"), m_banner);
    auto* folder = new IconButton({}, tr("Show folder"), QStringLiteral("link"), m_banner);
    recover->setAccessibleName(tr("Recover what was interrupted"));
    later->setAccessibleName(tr("Recover later"));
    for (IconButton* button : {recover, later, folder})
        m_banner->addButton(button);
    connect(recover, &QPushButton::clicked, this, &RecordingsPage::recoverAll);
    connect(later, &QPushButton::clicked, this, [this] {
        for (const RecordingView* view : interrupted())
            m_settled.append(view->path);
        refreshBanner();
    });
    connect(folder, &QPushButton::clicked, this, [this] {
        if (const auto views = interrupted(); !views.empty())
            m_library.showInFolder(views.front()->path);
    });
    return around;
}

std::vector<const RecordingView*> RecordingsPage::interrupted() const
{
    std::vector<const RecordingView*> views;
    for (const RecordingView& view : m_model->all())
        if (view.state == RecordingState::Interrupted && !m_settled.contains(view.path))
            views.push_back(&view);
    return views;
}

void RecordingsPage::refreshBanner()
{
    const auto views = interrupted();
    m_banner->parentWidget()->setVisible(!views.empty());
    if (views.empty())
        return;
    constexpr std::size_t kNamed = 3;
    QStringList titles;
    for (std::size_t i = 0; i < std::min(views.size(), kNamed); ++i)
        titles << isolated(views[i]->title);
    const QString named = titles.join(QStringLiteral(", "))
        + (views.size() > kNamed ? QStringLiteral(" …") : QString());
    const QString what = views.size() == 1
        ? tr("%1 was interrupted. What was recorded until then is safe.").arg(named)
        : tr("%n recording(s) were interrupted. What was recorded until then is safe: %1", nullptr,
             static_cast<int>(views.size()))
              .arg(named);
    m_banner->setWords({}, what);
}

void RecordingsPage::recoverAll()
{
    QStringList paths;
    for (const RecordingView* view : interrupted())
        paths.append(view->path);
    m_settled += paths; // asked once, whatever comes of it
    for (const QString& path : paths)
        m_library.recover(path);
    refreshBanner();
}

/// Words go where there is no room to find a recording by its name.
void RecordingsPage::fitTools()
{
    const int field = m_search->fontMetrics().averageCharWidth() * 24;
    int room = width() - 40 - field;
    for (const IconButton* button : {m_show, m_rename, m_forget, m_trash})
        room -= button->sizeHint().width() + 8;
    const int open = m_review ? m_open->wideHint() + 8 : 0;
    constexpr int kNarrow = 50;
    m_open->setNarrow(room < open + m_export->wideHint());
    m_open->setToolTip(tr("See the waveforms, listen and edit (Enter)"));
    m_export->setNarrow(room < (m_review ? kNarrow : 0) + m_export->wideHint());
}

void RecordingsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitTools();
}

void RecordingsPage::refreshButtons()
{
    const RecordingView* view = selected();
    const bool settled = view && view->state != RecordingState::Recording;
    const bool readable = view && view->state != RecordingState::Unreadable;
    m_export->setEnabled(settled && readable);
    const bool recoverable
        = view && (view->state == RecordingState::Interrupted || view->logDamaged);
    const bool possible[]
        = {readable, settled && readable, view != nullptr, settled && !view->speakers.empty(),
           settled,  recoverable};
    for (qsizetype i = 0; i < m_menu.size(); ++i) // in the order they were made
        m_menu[i]->setEnabled(possible[i]);
}

void RecordingsPage::confirmTrash()
{
    const RecordingView* view = selected();
    if (!view)
        return;
    auto* question = new QMessageBox(
        QMessageBox::Question, tr("Move to trash"),
        tr("Move %1 to the trash? Exported files stay where they are.").arg(isolated(view->title)),
        QMessageBox::NoButton, window());
    setQuestionIcon(*question, QStringLiteral("trash"));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* move = question->addButton(tr("Move to trash"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    connect(question, &QMessageBox::buttonClicked, this,
            [this, move, path = view->path](QAbstractButton* button) {
                if (button == static_cast<QAbstractButton*>(move))
                    m_library.moveToTrash(path);
            });
    question->open();
}

} // namespace lavalier::ui
