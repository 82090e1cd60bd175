#include "sinks/exporter/export_run.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace lavalier::exporter {

ExportRun::ExportRun(ExportRequest request, Reports reports)
    : m_request(std::move(request))
    , m_reports(std::move(reports))
{
}

ExportRun::~ExportRun()
{
    m_cancelled = true;
    if (m_thread)
        m_thread->wait();
}

void ExportRun::start()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->start(QThread::LowPriority);
}

double ExportRun::fraction() const
{
    const std::size_t count = m_count;
    if (count == 0)
        return 0;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += m_fractions[i];
    return std::min(1.0, sum / static_cast<double>(count));
}

void ExportRun::run()
{
    m_report.recordingPath = m_request.recordingPath;
    m_report.failure = prepare();
    if (m_cancelled)
        m_report.failure.reset(); // what a cancel interrupted has not failed
    else if (!m_report.failure)
        makeTracks();
    for (const TrackReport& track : m_report.tracks) {
        if (!m_report.failure)
            m_report.failure = track.failure;
    }
    m_report.cancelled = m_cancelled;
    m_reports.finished(m_report);
}

std::optional<ExportFailure> ExportRun::prepare()
{
    const auto failed = [](ExportError error) { return ExportFailure {error, {}, {}}; };
    auto facts = readFacts(m_request, m_cancelled);
    if (!facts)
        return facts.error();
    m_facts = *std::move(facts);
    m_report.title = m_facts.title;
    m_report.partsMissing = m_facts.partsMissing;
    if (needsWorker(m_request) && !isProgramAvailable(m_request.workerProgram))
        return failed(ExportError::WorkerMissing);
    if (needsFfmpeg(m_request) && !isProgramAvailable(m_request.ffmpegProgram))
        return failed(ExportError::FfmpegMissing);
    if (!QDir().mkpath(m_request.folder) || !QFileInfo(m_request.folder).isWritable())
        return failed(ExportError::FolderNotWritable);
    return std::nullopt;
}

void ExportRun::makeTracks()
{
    m_fractions = std::make_unique<std::atomic<float>[]>(m_facts.orders.size());
    m_count = m_facts.orders.size();
    m_report.tracks.resize(m_facts.orders.size());
    std::vector<MarkShelf::Speaker> speakers;
    for (const TrackOrder& order : m_facts.orders)
        speakers.push_back({order.speaker, order.frames});
    MarkShelf shelf(m_request.recordingPath, std::move(speakers), m_cancelled);
    const auto lane = [this, &shelf] {
        for (std::size_t i = m_next++; i < m_facts.orders.size() && !m_cancelled; i = m_next++) {
            TrackExport track(m_request, m_facts.orders[i], shelf, m_cancelled,
                              [this, i](double fraction) {
                                  m_fractions[i] = static_cast<float>(fraction);
                                  m_reports.progressed();
                              });
            m_report.tracks[i] = track.run(); // each lane writes its own places
            m_fractions[i] = 1;
            m_reports.progressed();
            if (!m_report.tracks[i].file.isEmpty())
                m_reports.trackFinished(m_report.tracks[i].file);
        }
    };
    const int wanted
        = m_request.parallelTracks > 0 ? m_request.parallelTracks : QThread::idealThreadCount();
    const auto lanes = std::min<std::size_t>(m_facts.orders.size(),
                                             static_cast<std::size_t>(std::max(1, wanted)));
    std::vector<std::unique_ptr<QThread>> threads;
    for (std::size_t i = 0; i < lanes; ++i) {
        threads.emplace_back(QThread::create(lane));
        threads.back()->start(QThread::LowPriority);
    }
    for (const auto& thread : threads)
        thread->wait();
    // What a cancel left undone is not part of the report.
    std::erase_if(m_report.tracks,
                  [](const TrackReport& track) { return track.file.isEmpty() && !track.failure; });
}

} // namespace lavalier::exporter
