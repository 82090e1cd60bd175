// The exports of the main window: the dialog that begins them, and the menu of those there are.
#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/drag_handle.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>
#include <QDir>
#include <QMenu>

namespace lavalier::ui {

void MainWindow::showExportDialog()
{
    if (const auto recording = exportTarget())
        openExportDialog(*recording);
}

void MainWindow::openExportDialog(const RecordingView& recording)
{
    if (m_exportDialog && m_exportDialog->recordingPath() == recording.path) {
        m_exportDialog->raise();
        m_exportDialog->activateWindow();
        return;
    }
    delete m_exportDialog;
    m_exportDialog = new ExportDialog(m_exporter, recording, this);
    m_exportDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_exportDialog->beginWith(m_settings.settings().exportPreset);
    if (m_page == Page::Recordings && m_recordings->isReviewing()
        && m_recordings->review()->path() == recording.path)
        m_exportDialog->setSelection(m_recordings->review()->selection());
    m_exportDialog->show();
    m_exportDialog->activateWindow(); // where no desktop gives it the keyboard
}

void MainWindow::reopenExport(const QString& problem, bool chooseFolder)
{
    for (const ExportView& failed : m_exporter.exports()) {
        if (!failed.problem || failed.problem->key != problem)
            continue;
        const auto order = m_exporter.orderOf(failed.id);
        if (!order)
            return;
        RecordingView recording;
        recording.path = order->recordingPath;
        recording.title = failed.recordingTitle;
        if (const RecordingView* view = listed(order->recordingPath))
            recording = *view;
        openExportDialog(recording);
        m_exportDialog->setOrder(*order);
        connect(m_exportDialog, &ExportDialog::exportStarted, this, [this, problem] {
            m_problems->resolve(problem); // it is being done again
        });
        if (chooseFolder)
            m_exportDialog->chooseFolder();
        return;
    }
}

void MainWindow::retryExport(int id)
{
    m_problems->resolve(QStringLiteral("export.%1").arg(id)); // it is being done again
    m_exporter.retryExport(id);
}

/// What the strip's rows offer, as they are just now.
void MainWindow::fillExportsMenu()
{
    m_exportsMenu->clear();
    qDeleteAll(m_exportsMenu->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly));
    std::vector<ExportView> exports = m_exporter.exports();
    std::ranges::sort(exports, {},
                      [](const ExportView& view) { return exportPlace(view.state, view.id); });
    for (const ExportView& view : exports) {
        QMenu* menu
            = m_exportsMenu->addMenu(exportSentence(view).replace(u'&', QStringLiteral("&&")));
        const bool busy = view.state == ExportState::Waiting || view.state == ExportState::Running;
        const int id = view.id;
        if (busy)
            menu->addAction(tr("&Cancel"), this, [this, id] { m_exporter.cancelExport(id); });
        if (view.state == ExportState::Failed || view.state == ExportState::Cancelled)
            menu->addAction(tr("&Try again"), this, [this, id] { retryExport(id); });
        if (view.state == ExportState::Done)
            menu->addAction(tr("&Show folder"), this, [this, id] { m_exporter.showExported(id); });
        if (!busy && !view.files.isEmpty())
            menu->addAction(tr("C&opy files"), this, [files = view.files] { copyFiles(files); });
        if (view.canSaveReport)
            menu->addAction(tr("Save &report"), this, [this, id] { m_exporter.saveReport(id); });
    }
    if (m_exportsMenu->isEmpty())
        m_exportsMenu->addAction(tr("None since the start"))->setEnabled(false);
}

} // namespace lavalier::ui
