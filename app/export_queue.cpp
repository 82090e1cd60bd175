#include "app/export_queue.h"

#include "app/explain.h"
#include "app/export_findings.h"
#include "app/export_order.h"
#include "sinks/exporter/file_names.h"
#include "sinks/exporter/whole_export.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace lavalier::app {

namespace {

constexpr double kTellingSeconds = 1;

/// What became of it, as the window shows it.
void conclude(ui::ExportView& view, const exporter::ExportReport& report)
{
    view.files = report.files();
    view.remaining.reset();
    if (report.cancelled) {
        view.state = ui::ExportState::Cancelled;
    } else if (report.failure) {
        QString name = report.title; // what is nobody's own
        for (const auto& track : report.tracks)
            if (track.speaker == report.failure->speaker)
                name = track.name;
        view.state = ui::ExportState::Failed;
        view.problem = explain(*report.failure, name);
        // Two failed exports are two problems, each with its own way out.
        view.problem->key += QStringLiteral(".%1").arg(view.id);
    } else {
        view.state = ui::ExportState::Done;
        view.fraction = 1;
        view.findings = findingsOf(report);
    }
    if (!report.title.isEmpty())
        view.recordingTitle = report.title;
}

/// Its way out is to select again, which needs no button.
void makeClipsOwn(ui::Problem& problem)
{
    problem.key = QStringLiteral("export.clip");
    problem.remedy = problem.otherRemedy = ui::Problem::Remedy::None;
}

} // namespace

ExportQueue::ExportQueue(ui::SettingsPort& settings, const QString& presetsFile, QObject* parent)
    : ui::ExportPort(parent)
    , m_settings(settings)
    , m_presets(presetsFile)
    , m_mp3Available(exporter::isProgramAvailable(QStringLiteral("ffmpeg")))
{
}

ExportQueue::~ExportQueue() = default;

std::vector<ui::ExportView> ExportQueue::exports() const
{
    std::vector<ui::ExportView> views;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry)
        views.push_back(entry->view);
    return views;
}

std::optional<ui::ExportOrder> ExportQueue::orderOf(int id) const
{
    const auto found
        = std::ranges::find_if(m_entries, [id](const Entry& entry) { return entry.view.id == id; });
    return found == m_entries.end() ? std::nullopt : std::optional(found->order);
}

ui::ExportChoices ExportQueue::presetChoices(ui::ExportPreset preset) const
{
    return choicesOf(preset);
}

QStringList ExportQueue::fileNames(const ui::ExportOrder& order,
                                   const ui::RecordingView& recording) const
{
    return fileNamesOf(requestOf(order, m_settings.settings()), recording);
}

QString ExportQueue::suggestedFolder(const QString& recordingPath) const
{
    const QFileInfo recording(recordingPath);
    const QString chosen = m_settings.settings().exportFolder;
    return (chosen.isEmpty() ? recording.absolutePath() : chosen) + u'/'
        + recording.completeBaseName();
}

/// The next recording's tracks go to the same place, each recording in a folder of its own.
void ExportQueue::rememberFolder(const ui::ExportOrder& order)
{
    const QFileInfo recording(order.recordingPath);
    QString place = QDir::cleanPath(order.folder);
    if (QFileInfo(place).fileName() == recording.completeBaseName())
        place = QFileInfo(place).path();
    ui::Settings next = m_settings.settings();
    next.exportFolder = place == recording.absolutePath() ? QString() : place;
    if (QDir::isAbsolutePath(place) && next != m_settings.settings())
        m_settings.setSettings(next);
}

int ExportQueue::startExport(const ui::ExportOrder& order)
{
    return enqueue(order, false);
}

int ExportQueue::enqueue(const ui::ExportOrder& order, bool isRetry)
{
    Entry entry;
    entry.order = order;
    entry.isRetry = isRetry;
    entry.view.id = ++m_lastId;
    entry.view.recordingTitle = QFileInfo(order.recordingPath).completeBaseName();
    entry.view.folder = order.folder;
    if (m_plain) {
        entry.view.state = ui::ExportState::Failed;
        entry.view.problem = explainPlainStart();
        entry.view.problem->key = QStringLiteral("export.%1").arg(entry.view.id);
    }
    m_entries.push_back(entry);
    emit exportChanged(entry.view);
    startNext();
    return entry.view.id;
}

void ExportQueue::startNext()
{
    if (m_job)
        return;
    const auto next = std::ranges::find_if(
        m_entries, [](const Entry& entry) { return entry.view.state == ui::ExportState::Waiting; });
    if (next == m_entries.end())
        return;
    m_runningId = next->view.id;
    next->view.state = ui::ExportState::Running;
    m_job = std::make_unique<exporter::ExportJob>(requestOf(next->order, m_settings.settings()));
    connect(m_job.get(), &exporter::ExportJob::progressed, this, &ExportQueue::followProgress);
    connect(m_job.get(), &exporter::ExportJob::trackFinished, this, [this](const QString& file) {
        if (Entry* entry = running()) {
            entry->view.files.append(file);
            emit exportChanged(entry->view);
        }
    });
    connect(m_job.get(), &exporter::ExportJob::finished, this, &ExportQueue::followEnd,
            Qt::QueuedConnection);
    emit exportChanged(next->view);
    m_sinceStart.start();
    m_job->start();
}

void ExportQueue::followProgress(double fraction)
{
    if (Entry* entry = running()) {
        entry->view.fraction = fraction;
        const double elapsed = static_cast<double>(m_sinceStart.elapsed()) / 1000;
        // The first moments tell nothing: processes start, the recording is read.
        if (m_job && elapsed >= kTellingSeconds && fraction > 0) {
            const double length = static_cast<double>(m_job->length().value()) / kSampleRate;
            entry->view.speed = fraction * length / elapsed;
            entry->view.remaining
                = std::chrono::seconds(std::llround(elapsed * (1 - fraction) / fraction));
        }
        emit exportChanged(entry->view);
    }
}

void ExportQueue::followEnd()
{
    Entry* entry = running();
    if (!m_job || entry == nullptr)
        return;
    const exporter::ExportReport& report = m_job->report();
    conclude(entry->view, report);
    if (entry->view.state == ui::ExportState::Done) {
        entry->view.canSaveReport = !entry->order.jsonReport;
        entry->report = report.toJson();
        if (!entry->isRetry)
            rememberFolder(entry->order);
    }
    const ui::ExportView view = entry->view;
    m_job.reset();
    m_runningId = 0;
    emit exportChanged(view);
    startNext();
}

int ExportQueue::startClip(const ui::ExportOrder& asked)
{
    if (m_clipJob) { // its end is not waited for; what it made goes with the folder
        m_clipJob->cancel();
        m_givenUp.push_back(std::move(m_clipJob));
    }
    m_clip = {};
    m_clip.id = ++m_lastId;
    m_clip.isClip = true;
    m_clip.state = ui::ExportState::Running;
    ui::ExportOrder order = asked;
    order.folder = m_clips && !m_plain ? m_clips->next() : QString();
    m_clip.folder = order.folder;
    if (order.folder.isEmpty()) {
        m_clip.state = ui::ExportState::Failed;
        m_clip.problem = m_plain
            ? explainPlainStart()
            : explain(exporter::ExportFailure {exporter::ExportError::FolderNotWritable, {}, {}},
                      {});
        makeClipsOwn(*m_clip.problem);
        emit exportChanged(m_clip);
        return m_clip.id;
    }
    m_clipJob = std::make_unique<exporter::ExportJob>(requestOf(order, m_settings.settings()));
    connect(m_clipJob.get(), &exporter::ExportJob::finished, this, &ExportQueue::followClipsEnd,
            Qt::QueuedConnection);
    m_clipJob->start();
    return m_clip.id;
}

void ExportQueue::followClipsEnd()
{
    std::erase_if(m_givenUp, [](const auto& job) { return !job->isRunning(); });
    if (!m_clipJob || m_clipJob->isRunning())
        return;
    conclude(m_clip, m_clipJob->report());
    if (m_clip.problem)
        makeClipsOwn(*m_clip.problem);
    m_clipJob.reset();
    emit exportChanged(m_clip);
}

void ExportQueue::cancelExport(int id)
{
    if (id == m_clip.id && m_clipJob) {
        m_clipJob->cancel();
        return;
    }
    Entry* entry = find(id);
    if (entry == nullptr)
        return;
    if (id == m_runningId && m_job) {
        m_job->cancel();
    } else if (entry->view.state == ui::ExportState::Waiting) {
        entry->view.state = ui::ExportState::Cancelled;
        emit exportChanged(entry->view);
    }
}

int ExportQueue::retryExport(int id)
{
    const auto order = orderOf(id);
    return order ? enqueue(*order, true) : 0;
}

void ExportQueue::showExported(int id)
{
    if (const Entry* entry = find(id))
        QDesktopServices::openUrl(QUrl::fromLocalFile(entry->view.folder));
}

void ExportQueue::saveReport(int id)
{
    Entry* entry = find(id);
    if (entry == nullptr || !entry->view.canSaveReport)
        return;
    const auto kept = exporter::writeSmallFile(
        entry->view.folder, exporter::safeFileName(entry->view.recordingTitle),
        QStringLiteral("json"), QJsonDocument(entry->report).toJson());
    if (kept) {
        entry->view.canSaveReport = false;
        entry->view.files.append(*kept);
        entry->view.problem.reset();
    } else {
        entry->view.problem = explain(exporter::ExportFailure {kept.error(), {}, {}}, {});
        entry->view.problem->key += QStringLiteral(".%1").arg(id);
    }
    emit exportChanged(entry->view);
}

ExportQueue::Entry* ExportQueue::find(int id)
{
    const auto found
        = std::ranges::find_if(m_entries, [id](const Entry& entry) { return entry.view.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace lavalier::app
