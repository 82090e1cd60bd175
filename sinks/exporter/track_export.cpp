#include "sinks/exporter/track_export.h"

#include "processing/render/plan_crop.h"
#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/opus_track.h"
#include "sinks/exporter/poison_search.h"
#include "sinks/exporter/report_json.h"
#include "sinks/exporter/wav_header.h"
#include "voice/base/log.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace lavalier::exporter {
namespace {

constexpr int kMaxPoisons = 8;

} // namespace

TrackExport::TrackExport(const ExportRequest& request, TrackOrder order, MarkShelf& shelf,
                         const std::atomic<bool>& cancelled, std::function<void(double)> progress)
    : m_request(request)
    , m_order(std::move(order))
    , m_shelf(shelf)
    , m_cancelled(cancelled)
    , m_progress(std::move(progress))
{
}

TrackReport TrackExport::run()
{
    m_report.speaker = m_order.speaker;
    m_report.name = m_order.speakerName;
    for (const auto step : {&TrackExport::plan, &TrackExport::make}) {
        if (!m_report.failure && !m_cancelled)
            m_report.failure = (this->*step)();
    }
    if (!m_report.failure && !m_cancelled)
        m_report.failure = check();
    if (!m_report.failure && !m_cancelled)
        m_report.failure = keep();
    if (m_cancelled && m_report.failure
        && m_report.failure->error == ExportError::RecordingUnreadable)
        m_report.failure.reset(); // the cancel ended the reading
    return m_report;
}

ExportFailure TrackExport::failure(ExportError error, const QString& toolOutput) const
{
    return {error, m_order.speaker, toolOutput};
}

ExportFailure TrackExport::unreadable(recording::RecordingError why) const
{
    return {ExportError::RecordingUnreadable, m_order.speaker, {}, why};
}

std::optional<ExportFailure> TrackExport::plan()
{
    auto reader = recording::RecordingReader::open(m_request.recordingPath);
    if (!reader)
        return unreadable(reader.error());
    m_reader = *std::move(reader);
    m_reader->abandonWhen(&m_cancelled);
    const auto packets = m_shelf.take(m_order.speaker);
    if (!packets)
        return unreadable(packets.error());
    const auto pauses = m_reader->pauses();
    if (!pauses)
        return unreadable(pauses.error());
    const auto length = m_reader->length();
    if (!length)
        return unreadable(length.error());
    timeline::TimelineOptions options;
    options.keepPauses = m_request.keepPauses;
    // Every track of an export ends at the same sample, also when the recording still goes on.
    m_whole
        = timeline::planTrack(packets->marks, *pauses, m_request.until.value_or(*length), options);
    m_plan = render::cropPlan(m_whole, m_order.from, m_order.to);
    const Channels channels = wantedChannels(m_request);
    m_report.channels = channels == Channels::Stereo ? 2 : 1;
    m_mayBeStereo = channels == Channels::Auto && packets->stereo;
    m_report.samples = m_plan.length;
    m_report.losses = toJson(m_plan.losses);
    m_report.sync = toJson(m_plan.sync);
    return std::nullopt;
}

std::optional<ExportFailure> TrackExport::make()
{
    return m_request.format == Format::OggOpus ? copy() : render();
}

bool TrackExport::beginFile()
{
    if (m_file.path().isEmpty()) {
        auto fresh = FreshFile::make(m_request.folder);
        if (!fresh)
            return false;
        m_file = *std::move(fresh);
    }
    QFile file(m_file.path());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    if (!isWav(m_request.format))
        return true;
    const int bytes = m_request.format == Format::Wav24 ? 3 : 2;
    const QByteArray header = wavHeader({m_report.channels, bytes, m_plan.length});
    return file.write(header) == header.size() && file.flush();
}

std::optional<ExportFailure> TrackExport::copy()
{
    if (!beginFile())
        return failure(whyNotWritten(m_request.folder));
    if (m_mayBeStereo)
        m_report.channels = 2; // whether a side is heard only a decoder could tell
    OpusTrackOrder order;
    order.file = m_file.path();
    order.header.channels = m_report.channels;
    order.header.tags = m_order.tags;
    order.header.serial = static_cast<std::uint32_t>(
        qHash(m_request.recordingPath, static_cast<std::size_t>(m_order.speaker.value())));
    order.from = m_order.from;
    order.to = m_order.to;
    const auto result = writeOpusTrack(m_whole, *m_reader, order, m_cancelled, m_progress);
    if (result.error)
        return failure(*result.error);
    m_report.losses.insert(QStringLiteral("undecodable"), static_cast<qint64>(result.leftOut));
    m_report.sync.insert(QStringLiteral("copyOffsetMaxMs"),
                         static_cast<double>(result.largestOffset.value()) * 1000 / kSampleRate);
    return std::nullopt;
}

std::optional<ExportFailure> TrackExport::render()
{
    PipeOrder order;
    order.workerProgram = m_request.workerProgram;
    order.stallAfter = m_request.stallAfter;
    order.format.channels = m_report.channels;
    order.format.format
        = m_request.format == Format::Wav24 ? wire::SampleFormat::S24 : wire::SampleFormat::S16;
    // Many clients code in stereo whatever they send. One sound in both ears becomes mono, and most
    // are that: so it is made in mono, and begun
    // anew in stereo when a side is heard: with true stereo that is within its first words.
    if (m_mayBeStereo)
        order.format.fold = wire::Fold::WhileAlike;
    bool triedAgain = false;
    double furthest = 0;
    const auto progress = [&](double fraction) {
        furthest = std::max(furthest, fraction); // never back
        m_progress(furthest);
    };
    for (;;) {
        if (!beginFile())
            return failure(whyNotWritten(m_request.folder));
        if (isWav(m_request.format)) {
            order.pcmFile = m_file.path();
        } else {
            order.encoder = m_request.ffmpegProgram;
            order.encoderArguments
                = mp3Arguments(m_report.channels, m_request.quality, m_order.tags, m_file.path());
            order.watchedFile = m_file.path();
        }
        RenderPipe pipe(m_plan, *m_reader, order);
        const PipeResult result = pipe.run(m_cancelled, progress);
        switch (result.end) {
        case PipeEnd::Done:
            m_report.losses.insert(QStringLiteral("undecodable"),
                                   static_cast<qint64>(result.counters.answeredErrors
                                                       + result.counters.unreadablePackets));
            m_report.losses.insert(QStringLiteral("setAside"),
                                   static_cast<qint64>(order.setAside.size()));
            return std::nullopt;
        case PipeEnd::SideHeard:
            m_report.channels = order.format.channels = 2;
            order.format.fold = wire::Fold::Always;
            continue;
        case PipeEnd::Cancelled:
            return std::nullopt;
        case PipeEnd::Failed:
            // What the tool says is in its own words; a full disk is worth telling apart.
            if (result.error == ExportError::FfmpegFailed && isDiskFull(m_request.folder))
                return failure(ExportError::DiskFull, result.toolOutput);
            return failure(result.error, result.toolOutput);
        case PipeEnd::WorkerDied:
            break;
        }
        const auto poison = findPoison(m_plan, *m_reader, order, result.counters, m_cancelled);
        if (m_cancelled)
            return std::nullopt;
        if (poison && order.setAside.size() < kMaxPoisons) {
            qCWarning(logExport) << "a packet killed the render worker, row" << *poison;
            order.setAside.push_back(*poison);
        } else if (triedAgain) {
            return failure(ExportError::WorkerFailed);
        } else {
            triedAgain = true;
        }
    }
}

std::optional<ExportFailure> TrackExport::check() const
{
    if (m_request.format == Format::OggOpus)
        return isWholeOpusTrack(m_file.path(), m_plan.length)
            ? std::nullopt
            : std::optional(failure(ExportError::OutputInvalid));
    if (!isWav(m_request.format))
        return checkMp3();
    QFile file(m_file.path());
    if (!file.open(QIODevice::ReadWrite))
        return failure(ExportError::OutputInvalid);
    const auto shape = readWavHeader(file.read(256));
    const int bytes = m_request.format == Format::Wav24 ? 3 : 2;
    const WavShape wanted {m_report.channels, bytes, m_plan.length};
    if (shape != wanted)
        return failure(ExportError::OutputInvalid);
    const qint64 size = wavHeader(wanted).size() + static_cast<qint64>(wanted.dataBytes());
    if (file.size() != size)
        return failure(isDiskFull(m_request.folder) ? ExportError::DiskFull
                                                    : ExportError::OutputInvalid);
    if (wavNeedsPadding(wanted)
        && !(file.seek(size) && file.write(QByteArray(1, '\0')) == 1 && file.flush()))
        return failure(ExportError::DiskFull);
    return std::nullopt;
}

std::optional<ExportFailure> TrackExport::checkMp3() const
{
    const qint64 size = QFileInfo(m_file.path()).size();
    if (size <= 0 || static_cast<std::uint64_t>(size) < leastMp3Bytes(m_plan.length))
        return failure(ExportError::OutputInvalid);
    if (!isProgramAvailable(m_request.ffprobeProgram))
        return std::nullopt;
    QProcess probe;
    const QStringList arguments = probeArguments(m_file.path());
    confineTool(probe, m_request.ffprobeProgram, arguments);
    probe.start(m_request.ffprobeProgram, arguments);
    constexpr int kStep = 100;
    for (int waited = 0; !probe.waitForFinished(kStep); waited += kStep) {
        if (m_cancelled || waited > m_request.stallAfter.count()
            || probe.state() == QProcess::NotRunning) {
            probe.kill();
            probe.waitForFinished(1000);
            // A tool that only checks must not cost a file that is whole by its size.
            return std::nullopt;
        }
    }
    const auto probed = readProbe(probe.readAllStandardOutput());
    constexpr double kFrames = 0.1; // LAME pads to whole frames of 24 ms at both ends
    const double seconds = static_cast<double>(m_plan.length.value()) / kSampleRate;
    if (!probed || probed->channels != m_report.channels || probed->sampleRate != kSampleRate
        || std::abs(probed->seconds - seconds) > kFrames)
        return failure(ExportError::OutputInvalid, lastLines(probe.readAllStandardError()));
    return std::nullopt;
}

std::optional<ExportFailure> TrackExport::keep()
{
    const auto kept = m_file.keep(m_order.baseName, fileSuffix(m_request.format));
    if (!kept)
        return failure(kept.error());
    m_report.file = *kept;
    m_report.bytes = static_cast<std::uint64_t>(QFileInfo(*kept).size());
    return std::nullopt;
}

} // namespace lavalier::exporter
