#include "ui/widgets/exports_strip.h"

#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/drag_handle.h"
#include "ui/widgets/export_findings_line.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lavalier::ui {

QString exportSentence(const ExportView& view)
{
    const QString title = isolated(view.recordingTitle);
    switch (view.state) {
    case ExportState::Waiting:
        return ExportsStrip::tr("%1: waiting to be exported").arg(title);
    case ExportState::Running:
        return ExportsStrip::tr("Exporting %1: %2 %")
            .arg(title, QLocale().toString(std::floor(view.fraction * 100), 'f', 0));
    case ExportState::Done:
        return ExportsStrip::tr("%1: %n file(s) exported", nullptr,
                                static_cast<int>(view.files.size()))
            .arg(title);
    case ExportState::Failed:
        return ExportsStrip::tr("%1 could not be exported").arg(title);
    case ExportState::Cancelled:
        return ExportsStrip::tr("%1: export cancelled").arg(title);
    }
    return {};
}

std::pair<int, int> exportPlace(ExportState state, int id)
{
    switch (state) {
    case ExportState::Running:
        return {0, -id};
    case ExportState::Failed:
        return {1, -id};
    case ExportState::Waiting:
        return {2, id};
    case ExportState::Done:
    case ExportState::Cancelled:
        break;
    }
    return {3, -id};
}

namespace {

/// "12 times real time · 3 min 5 s left"
QString paceOf(const ExportView& view)
{
    QStringList words;
    if (view.speed > 0)
        words << ExportsStrip::tr("%1 times real time")
                     .arg(QLocale().toString(view.speed, 'f', view.speed < 10 ? 1 : 0));
    if (view.remaining)
        words << ExportsStrip::tr("%1 left").arg(lengthText(*view.remaining));
    return words.join(QStringLiteral(" · "));
}

} // namespace

ExportsStrip::ExportsStrip(QWidget* parent)
    : QWidget(parent)
    , m_area(new QScrollArea(this))
    , m_list(new QVBoxLayout)
    , m_more(new IconButton({}, {}, QStringLiteral("link"), this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("exportsStrip"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Exports"));
    m_layout->setContentsMargins(20, 6, 20, 6);
    m_layout->setSpacing(2);
    auto* rows = new QWidget;
    rows->setLayout(m_list);
    rows->installEventFilter(this);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(2);
    m_area->setWidget(rows);
    rows->setAutoFillBackground(false); // setWidget() switched it on
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_layout->addWidget(m_area);
    m_layout->addWidget(m_more, 0, Qt::AlignLeft);
    m_more->setObjectName(QStringLiteral("MoreExports"));
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_opened = !m_opened;
        refreshVisibility();
    });
    window()->installEventFilter(this);
    hide();
}

ExportsStrip::Row ExportsStrip::makeRow()
{
    Row row;
    row.widget = new QWidget(m_area->widget());
    row.words = new ElidedLabel(row.widget);
    row.bar = new QProgressBar(row.widget);
    row.bar->setTextVisible(false);
    row.bar->setRange(0, 1000);
    row.bar->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    row.cancel = new IconButton({}, tr("Cancel"), QStringLiteral("link"), row.widget);
    row.cancel->setAccessibleName(tr("Cancel export"));
    row.pace = new ElidedLabel(row.widget);
    row.pace->setProperty("tone", QStringLiteral("secondary"));
    row.retry = new IconButton({}, tr("Try again"), QStringLiteral("link"), row.widget);
    row.retry->setAccessibleName(tr("Export again"));
    row.drag = new DragHandle(row.widget);
    row.show = new IconButton({}, tr("Show folder"), QStringLiteral("link"), row.widget);
    row.close = new IconButton(QStringLiteral("close"), tr("Dismiss"), QStringLiteral("quiet"),
                               row.widget);
    row.close->setNarrow(true);
    row.findings = new ExportFindingsLine(row.widget);
    auto* column = new QVBoxLayout(row.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(12);
    column->addLayout(layout);
    column->addWidget(row.findings);
    layout->addWidget(row.words, 1);
    layout->addWidget(row.pace);
    layout->addWidget(row.bar); // as wide in every row, so that they stand in one column
    layout->addWidget(row.cancel);
    layout->addWidget(row.retry);
    layout->addWidget(row.drag);
    layout->addWidget(row.show);
    layout->addWidget(row.close);
    return row;
}

void ExportsStrip::fill(Row& row, const ExportView& view)
{
    const bool busy = view.state == ExportState::Waiting || view.state == ExportState::Running;
    row.words->setFullText(exportSentence(view));
    row.bar->setVisible(busy);
    row.bar->setValue(static_cast<int>(std::lround(std::clamp(view.fraction, 0.0, 1.0) * 1000)));
    row.bar->setAccessibleName(tr("Export of %1").arg(cleanRemote(view.recordingTitle)));
    row.pace->setFullText(paceOf(view));
    row.pace->setVisible(view.state == ExportState::Running && !row.pace->text().isEmpty()
                         && hasRoomForPace());
    row.cancel->setVisible(busy);
    row.retry->setVisible(view.state == ExportState::Failed
                          || view.state == ExportState::Cancelled);
    row.drag->setFiles(busy ? QStringList() : view.files);
    row.show->setVisible(view.state == ExportState::Done);
    row.close->setVisible(!busy);
    row.findings->setExport(view);
}

/// Which recording it is matters more than how fast it goes.
bool ExportsStrip::hasRoomForPace() const
{
    return width() >= fontMetrics().averageCharWidth() * 100;
}

void ExportsStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (const Row& row : std::as_const(m_rows))
        row.pace->setVisible(!row.bar->isHidden() && !row.pace->text().isEmpty()
                             && hasRoomForPace());
}

bool ExportsStrip::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == window())
        refreshVisibility();
    else if (event->type() == QEvent::LayoutRequest && watched == m_area->widget())
        fitArea();
    return QWidget::eventFilter(watched, event);
}

void ExportsStrip::setExports(const std::vector<ExportView>& exports)
{
    for (auto view = exports.rbegin(); view != exports.rend(); ++view)
        showExport(*view);
}

void ExportsStrip::showExport(const ExportView& view)
{
    if (m_closed.contains(view.id))
        return;
    auto row = m_rows.find(view.id);
    const bool fresh = row == m_rows.end();
    if (fresh) {
        row = m_rows.insert(view.id, makeRow());
        m_order.push_back(view.id);
        connect(row->cancel, &QPushButton::clicked, this,
                [this, id = view.id] { emit cancelRequested(id); });
        connect(row->retry, &QPushButton::clicked, this,
                [this, id = view.id] { emit retryRequested(id); });
        connect(row->show, &QPushButton::clicked, this,
                [this, id = view.id] { emit showRequested(id); });
        connect(row->findings, &ExportFindingsLine::saveRequested, this,
                [this, id = view.id] { emit reportRequested(id); });
        connect(row->close, &QPushButton::clicked, this, [this, id = view.id] {
            const Row gone = m_rows.take(id);
            std::erase(m_order, id);
            m_closed.append(id);
            gone.widget->hide();
            gone.widget->deleteLater();
            refreshVisibility();
        });
    }
    fill(*row, view);
    const bool moved = std::exchange(row->state, view.state) != view.state || fresh;
    const bool done = view.state == ExportState::Done;
    if (!std::exchange(row->done, done) && done && !fresh) {
        const QString words = row->words->text() + QStringLiteral(". ") + row->findings->words();
        announce(this, words.trimmed());
    }
    if (moved) {
        sortRows();
        refreshVisibility();
    }
    if (view.problem)
        emit problemRaised(*view.problem);
}

void ExportsStrip::sortRows()
{
    std::ranges::sort(m_order, {}, [this](int id) { return exportPlace(m_rows[id].state, id); });
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        QWidget* row = m_rows[m_order[i]].widget;
        if (m_list->indexOf(row) != static_cast<int>(i))
            m_list->insertWidget(static_cast<int>(i), row); // takes it from where it was
    }
}

void ExportsStrip::setSaved(const std::optional<RecordingView>& recording)
{
    if (m_saved) {
        m_saved->hide();
        m_saved->deleteLater();
        m_saved = nullptr;
    }
    if (recording) {
        m_saved = new QWidget(this);
        auto* icon = new IconLabel(QStringLiteral("done"), &ThemeTokens::flowingText, 16, m_saved);
        auto* words = new ElidedLabel(m_saved);
        QString text = tr("Saved %1").arg(isolated(recording->title));
        if (recording->length.count() > 0)
            text += QStringLiteral(" · ") + lengthText(recording->length) + QStringLiteral(" · ")
                + sizeText(recording->bytes);
        words->setFullText(text);
        auto* exporting = new IconButton({}, tr("Export …"), QStringLiteral("link"), m_saved);
        exporting->setAccessibleName(tr("Export saved recording"));
        auto* folder = new IconButton({}, tr("Show in folder"), QStringLiteral("link"), m_saved);
        auto* close = new IconButton(QStringLiteral("close"), tr("Dismiss"),
                                     QStringLiteral("quiet"), m_saved);
        close->setNarrow(true);
        auto* layout = new QHBoxLayout(m_saved);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        layout->addWidget(icon);
        layout->addWidget(words, 1);
        layout->addWidget(exporting);
        layout->addWidget(folder);
        layout->addWidget(close);
        m_layout->insertWidget(0, m_saved);
        const QString path = recording->path;
        connect(exporting, &QPushButton::clicked, this,
                [this, path] { emit exportSavedRequested(path); });
        connect(folder, &QPushButton::clicked, this,
                [this, path] { emit showSavedRequested(path); });
        connect(close, &QPushButton::clicked, this, [this] { setSaved(std::nullopt); });
    }
    refreshVisibility();
}

void ExportsStrip::refreshVisibility()
{
    const std::size_t most = isLow() ? 1 : kShown;
    const std::size_t rest = m_order.size() - std::min(m_order.size(), most);
    std::size_t shown = 0;
    for (const int id : m_order)
        m_rows[id].widget->setVisible(shown++ < most || m_opened);
    const int more = static_cast<int>(rest);
    if (m_opened)
        m_more->setWords(tr("Show fewer"), tr("Show fewer exports"));
    else
        m_more->setWords(tr("%n more", nullptr, more), tr("Show %n more export(s)", nullptr, more));
    m_more->setVisible(rest > 0);
    m_area->setVisible(!m_order.empty());
    QList<QWidget*> controls;
    if (m_saved)
        for (auto* button : m_saved->findChildren<QPushButton*>())
            controls.append(button);
    for (const int id : m_order) {
        const Row& row = m_rows[id];
        controls.append(
            {row.cancel, row.retry, row.drag, row.show, row.close, row.findings->saveButton()});
    }
    controls.append(m_more);
    keepInTabOrder(this, controls);
    fitArea();
    setVisible(m_saved || !m_order.empty());
}

bool ExportsStrip::isLow() const
{
    return window()->height() < fontMetrics().height() * 36;
}

/// As high as its rows; opened, it scrolls before it takes the window from everything else.
void ExportsStrip::fitArea()
{
    const int rows = m_list->sizeHint().height();
    const int most = isLow() ? fontMetrics().height() * 5 : window()->height() / 4;
    m_area->setFixedHeight(m_opened ? std::min(rows, most) : rows);
}

} // namespace lavalier::ui
