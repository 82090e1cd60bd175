#include "sinks/exporter/export_run.h"

#include "sinks/exporter/hand_over.h"
#include "sinks/exporter/whole_export.h"
#include "voice/base/log.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace lavalier::exporter {
namespace {

/// The last resort: these threads share the process with a recording.
template <typename Work>
void withoutThrowing(std::optional<ExportFailure>& failure, const Work& work, UserId speaker = {})
{
    try {
        work();
    } catch (const std::exception& thrown) {
        qCCritical(logExport) << "an export threw:" << thrown.what();
        failure = ExportFailure {ExportError::OutputInvalid, speaker, {}};
    }
}

} // namespace

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
    withoutThrowing(m_report.failure, [this] {
        m_report.failure = prepare();
        if (!m_report.failure && !m_cancelled)
            makeAll();
    });
    if (m_cancelled)
        m_report.failure.reset(); // what a cancel interrupted has not failed
    for (const TrackReport& track : m_report.tracks) {
        if (!m_report.failure)
            m_report.failure = track.failure;
    }
    m_report.cancelled = m_cancelled;
    if (!m_report.failure && !m_cancelled)
        withoutThrowing(m_report.failure, [this] { m_report.failure = layBeside(); });
    m_chapters = {}; // gone before anybody is told
    m_parts.clear();
    m_reports.finished(m_report);
}

void ExportRun::makeAll()
{
    const bool tracks = m_request.output != Output::Mix;
    const bool mix = m_request.output == Output::Mix || m_request.output == Output::TracksAndMix;
    const std::size_t each = m_facts.orders.size();
    const std::size_t parts = (tracks ? each : 0) + (mix ? each : 0) + 1;
    m_fractions = std::make_unique<std::atomic<float>[]>(parts);
    m_count = parts;
    if (tracks)
        makeTracks();
    const bool good = std::ranges::none_of(
        m_report.tracks, [](const TrackReport& track) { return track.failure.has_value(); });
    if (m_request.output == Output::OneFile && good && !m_cancelled)
        m_report.failure = writeContainer(m_request, m_facts, m_chapters.path(), m_report.tracks,
                                          m_cancelled, [this, parts](double fraction) {
                                              m_fractions[parts - 1] = static_cast<float>(fraction);
                                              m_reports.progressed();
                                          });
    if (m_request.output == Output::OneFile) {
        const bool kept = good && !m_report.failure && !m_cancelled;
        for (TrackReport& track : m_report.tracks) {
            if (!kept)
                track.file.clear(); // it had a temporary name
        }
        m_parts.clear();
        if (kept && !m_report.tracks.empty())
            m_reports.trackFinished(m_report.tracks.front().file);
    }
    if (mix && good && !m_cancelled)
        makeMix(tracks ? each : 0);
    m_fractions[parts - 1] = 1;
    // What a cancel left undone is not part of the report.
    std::erase_if(m_report.tracks,
                  [](const TrackReport& track) { return track.file.isEmpty() && !track.failure; });
}

void ExportRun::makeMix(std::size_t firstPart)
{
    const auto sum = MixSum::make(m_request.folder, m_facts.to - m_facts.from);
    if (!sum) {
        m_report.failure = ExportFailure {whyNotWritten(m_request.folder), {}, {}};
        return;
    }
    const auto reports = runLanes(firstPart, sum.get());
    for (const TrackReport& track : reports) {
        if (track.failure) {
            m_report.tracks.push_back(track);
            return;
        }
    }
    if (m_cancelled)
        return;
    m_report.mixed = reports;
    m_report.mix = writeMix(m_request, m_facts, m_chapters.path(), *sum, m_cancelled);
    if (m_report.mix->failure)
        m_report.failure = m_report.mix->failure;
    if (m_report.mix->file.isEmpty())
        m_report.mix.reset();
    else
        m_reports.trackFinished(m_report.mix->file);
}

/// Labels, projects and the report: small files that point at the others.
std::optional<ExportFailure> ExportRun::layBeside()
{
    const Extras& wanted = m_request.extras;
    if (!wanted.any())
        return std::nullopt;
    HandOver project;
    project.title = m_facts.title;
    project.format = m_request.format;
    project.samples = m_facts.to - m_facts.from;
    project.markers = m_facts.tags.markers;
    if (m_request.output == Output::Tracks || m_request.output == Output::TracksAndMix) {
        for (const TrackReport& track : m_report.tracks)
            project.tracks.push_back(
                {track.name, QFileInfo(track.file).fileName(), track.channels});
    } else if (m_report.mix) {
        project.tracks.push_back(
            {m_facts.title, QFileInfo(m_report.mix->file).fileName(), m_report.mix->channels});
    }
    struct Small {
        bool wanted;
        const char* suffix;
        std::function<QByteArray()> content;
    };
    const bool labels = (wanted.labels || wanted.audacity) && !project.markers.empty();
    const bool hasTracks = !project.tracks.empty(); // Matroska holds more than such projects name
    const std::array files {
        Small {labels, "txt", [&] { return audacityLabels(project.markers); }},
        Small {wanted.audacity && hasTracks, "lof", [&] { return audacityList(project); }},
        Small {wanted.reaper && hasTracks, "rpp", [&] { return reaperProject(project); }},
        Small {wanted.daw && hasTracks, "dawproject", [&] { return dawProject(project); }},
        Small {wanted.report, "json", [&] { return QJsonDocument(m_report.toJson()).toJson(); }},
    };
    for (const Small& file : files) {
        if (!file.wanted || m_cancelled)
            continue;
        const auto kept = writeSmallFile(m_request.folder, safeFileName(m_facts.title),
                                         QLatin1String(file.suffix), file.content());
        if (!kept)
            return ExportFailure {kept.error(), {}, {}};
        m_report.extras.append(*kept);
    }
    return std::nullopt;
}

std::optional<ExportFailure> ExportRun::prepare()
{
    const auto failed = [](ExportError error) { return ExportFailure {error, {}, {}}; };
    auto facts = readFacts(m_request, m_cancelled);
    if (!facts)
        return facts.error();
    m_facts = *std::move(facts);
    m_samples = (m_facts.to - m_facts.from).value();
    m_report.title = m_facts.title;
    m_report.partsMissing = m_facts.partsMissing;
    m_report.logDamaged = m_facts.logDamaged;
    m_report.datagramsDropped = m_facts.datagramsDropped;
    if (needsWorker(m_request) && !isProgramAvailable(m_request.workerProgram))
        return failed(ExportError::WorkerMissing);
    if (needsFfmpeg(m_request) && !isProgramAvailable(m_request.ffmpegProgram))
        return failed(ExportError::FfmpegMissing);
    if (!QDir().mkpath(m_request.folder) || !QFileInfo(m_request.folder).isWritable())
        return failed(ExportError::FolderNotWritable);
    sweepFreshFiles(m_request.folder);
    return writeChapters();
}

/// For ffmpeg, which reads them from a file.
std::optional<ExportFailure> ExportRun::writeChapters()
{
    if (m_facts.tags.markers.empty() || !needsFfmpeg(m_request))
        return std::nullopt;
    const QByteArray text = chapterFile(m_facts.tags, m_facts.to - m_facts.from);
    auto file = FreshFile::make(m_request.folder);
    if (file)
        m_chapters = *std::move(file);
    QFile out(m_chapters.path());
    if (!file || !out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.flush())
        return ExportFailure {whyNotWritten(m_request.folder), {}, {}};
    for (TrackOrder& order : m_facts.orders)
        order.chapters = m_chapters.path();
    return std::nullopt;
}

void ExportRun::makeTracks()
{
    m_parts.resize(m_facts.orders.size());
    m_report.tracks = runLanes(0, nullptr);
}

/// Every order once, on several threads; with a sum, into that.
std::vector<TrackReport> ExportRun::runLanes(std::size_t firstPart, MixSum* sum)
{
    const std::vector<TrackOrder>& orders = m_facts.orders;
    std::vector<TrackReport> reports(orders.size());
    std::vector<recording::MarkShelf::Speaker> speakers;
    for (const TrackOrder& order : orders)
        speakers.push_back({order.speaker, order.frames});
    recording::MarkShelf shelf(m_request.recordingPath, std::move(speakers), m_cancelled);
    std::atomic<std::size_t> next = 0;
    const auto lane = [&] {
        for (std::size_t i = next++; i < orders.size() && !m_cancelled; i = next++) {
            TrackExport track(m_request, orders[i], shelf, m_cancelled,
                              [this, part = firstPart + i](double fraction) {
                                  m_fractions[part] = static_cast<float>(fraction);
                                  m_reports.progressed();
                              });
            if (sum != nullptr)
                track.addTo(*sum);
            // Each lane writes its own places.
            withoutThrowing(
                reports[i].failure, [&] { reports[i] = track.run(); }, orders[i].speaker);
            m_fractions[firstPart + i] = 1;
            m_reports.progressed();
            if (sum == nullptr && m_request.output == Output::OneFile)
                m_parts[i] = track.takeFile();
            else if (!reports[i].file.isEmpty())
                m_reports.trackFinished(reports[i].file);
        }
    };
    const int wanted
        = m_request.parallelTracks > 0 ? m_request.parallelTracks : QThread::idealThreadCount();
    const auto lanes
        = std::min<std::size_t>(orders.size(), static_cast<std::size_t>(std::max(1, wanted)));
    std::vector<std::unique_ptr<QThread>> threads;
    for (std::size_t i = 0; i < lanes; ++i) {
        threads.emplace_back(QThread::create(lane));
        threads.back()->start(QThread::LowPriority);
    }
    for (const auto& thread : threads)
        thread->wait();
    return reports;
}

} // namespace lavalier::exporter
