#include "sinks/exporter/export_run.h"

#include "sinks/exporter/file_names.h"

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
    const auto unreadable = [](recording::RecordingError why) {
        return ExportFailure {ExportError::RecordingUnreadable, {}, {}, why};
    };
    const auto reader = recording::RecordingReader::open(m_request.recordingPath);
    if (!reader)
        return unreadable(reader.error());
    (*reader)->abandonWhen(&m_cancelled);
    const auto summary = (*reader)->summary();
    if (!summary)
        return unreadable(summary.error());
    const auto length = (*reader)->length();
    if (!length)
        return unreadable(length.error());
    m_report.title = summary->title;
    m_report.partsMissing = summary->partsMissing;
    m_request.until = *length;
    if (const auto unknown = unknownSpeaker(*summary))
        return unknown;
    const auto speakers = chosen(**reader, *summary);
    if (speakers.empty() || length->count() == 0)
        return failed(ExportError::NoSpeakers);
    if (needsWorker(m_request) && !isProgramAvailable(m_request.workerProgram))
        return failed(ExportError::WorkerMissing);
    if (!isWav(m_request.format) && m_request.format != Format::Mp3)
        return failed(ExportError::OutputInvalid); // not yet
    if (needsFfmpeg(m_request) && !isProgramAvailable(m_request.ffmpegProgram))
        return failed(ExportError::FfmpegMissing);
    if (!QDir().mkpath(m_request.folder) || !QFileInfo(m_request.folder).isWritable())
        return failed(ExportError::FolderNotWritable);

    QStringList names;
    const auto facts = [&](std::size_t i) {
        return NameFacts {static_cast<int>(i) + 1,
                          static_cast<int>(speakers.size()),
                          speakers[i].name.isEmpty() ? QString::number(speakers[i].user.value())
                                                     : speakers[i].name,
                          summary->guildName,
                          summary->channelName,
                          summary->started};
    };
    for (std::size_t i = 0; i < speakers.size(); ++i)
        names.append(trackFileName(m_request.nameTemplate, facts(i)));
    names = uniqueNames(names);
    for (std::size_t i = 0; i < speakers.size(); ++i) {
        const NameFacts fact = facts(i);
        const TrackTags tags {fact.speaker, fact.speaker, summary->title,
                              fact.number,  fact.count,   summary->started};
        m_orders.push_back({speakers[i].user, fact.speaker, names[static_cast<qsizetype>(i)], tags,
                            speakers[i].frames});
    }
    return std::nullopt;
}

std::optional<ExportFailure>
ExportRun::unknownSpeaker(const recording::RecordingSummary& summary) const
{
    for (const UserId wanted : m_request.speakers) {
        if (std::ranges::find(summary.speakers, wanted, &recording::SpeakerTally::user)
            == summary.speakers.end())
            return ExportFailure {ExportError::SpeakerUnknown, wanted, {}};
    }
    return std::nullopt;
}

std::vector<recording::SpeakerTally>
ExportRun::chosen(recording::RecordingReader& reader,
                  const recording::RecordingSummary& summary) const
{
    std::vector<recording::SpeakerTally> wanted = summary.speakers;
    std::erase_if(wanted, [this](const recording::SpeakerTally& speaker) {
        return speaker.excluded
            || (!m_request.speakers.empty()
                && std::ranges::find(m_request.speakers, speaker.user) == m_request.speakers.end());
    });
    std::vector<recording::SpeakerTally> chosen = wanted;
    if (const auto heard = reader.heardSpeakers()) {
        std::erase_if(chosen, [&heard](const recording::SpeakerTally& speaker) {
            return std::ranges::find(*heard, speaker.user) == heard->end();
        });
        return chosen;
    }
    // Part of the file is damaged: rather a silent track too many than none for one who spoke.
    std::erase_if(chosen,
                  [](const recording::SpeakerTally& speaker) { return speaker.frames == 0; });
    return chosen.empty() ? wanted : chosen;
}

void ExportRun::makeTracks()
{
    m_fractions = std::make_unique<std::atomic<float>[]>(m_orders.size());
    m_count = m_orders.size();
    m_report.tracks.resize(m_orders.size());
    std::vector<MarkShelf::Speaker> speakers;
    for (const TrackOrder& order : m_orders)
        speakers.push_back({order.speaker, order.frames});
    MarkShelf shelf(m_request.recordingPath, std::move(speakers), m_cancelled);
    const auto lane = [this, &shelf] {
        for (std::size_t i = m_next++; i < m_orders.size() && !m_cancelled; i = m_next++) {
            TrackExport track(m_request, m_orders[i], shelf, m_cancelled,
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
    const auto lanes
        = std::min<std::size_t>(m_orders.size(), static_cast<std::size_t>(std::max(1, wanted)));
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
