#include "sinks/exporter/track_export.h"

#include "processing/render/plan_crop.h"
#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/finished_file.h"
#include "sinks/exporter/opus_track.h"
#include "sinks/exporter/report_json.h"
#include "sinks/exporter/wav_chunks.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace lavalier::exporter {
TrackExport::TrackExport(const ExportRequest& request, TrackOrder order,
                         recording::MarkShelf& shelf, const std::atomic<bool>& cancelled,
                         std::function<void(double)> progress)
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
    if (!m_report.failure && !m_cancelled && !m_sum)
        m_report.failure = check();
    if (!m_report.failure && !m_cancelled && !m_sum)
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
    auto pauses = m_reader->pauses();
    if (!pauses)
        return unreadable(pauses.error());
    const auto length = m_reader->length();
    if (!length)
        return unreadable(length.error());
    m_axis.pauses = *std::move(pauses);
    // Every track of an export ends at the same sample, also when the recording still goes on.
    m_axis.length = m_request.until.value_or(*length);
    m_axis.options.keepPauses = m_request.keepPauses;
    m_whole = timeline::planTrack(packets->marks, m_axis.pauses, m_axis.length, m_axis.options);
    m_plan = render::cropPlan(m_whole, m_order.from, m_order.to);
    const Channels channels = wantedChannels(m_request);
    m_report.channels = channels == Channels::Stereo ? 2 : 1;
    m_mayBeStereo = channels == Channels::Auto && packets->stereo;
    m_report.samples = m_plan.length;
    if (auto evidence = m_reader->lossEvidence(m_order.speaker)) {
        m_evidence = *std::move(evidence);
        std::ranges::copy(packets->damage, std::back_inserter(m_evidence->spans));
    }
    mapLosses();
    m_report.sync = m_plan.sync;
    return std::nullopt;
}

/// Again once a decoder has seen the packets.
void TrackExport::mapLosses()
{
    if (!m_report.losses) {
        timeline::LossReport& placing = m_report.losses.emplace().placing;
        placing = m_plan.losses;
        placing.holes = {};
        placing.undecodable = {};
        placing.shapeless = {};
        if (placing.stretches.size() > TrackLosses::kMostListed)
            placing.stretches.resize(TrackLosses::kMostListed);
    }
    // Evidence and pauses are of the whole recording: so is the map, before it is cut.
    timeline::LossEvidence evidence = m_evidence.value_or(timeline::LossEvidence());
    evidence.undecodable = m_refusedRows;
    timeline::LossMap map = render::cropMap(
        timeline::mapLosses(m_whole, evidence, m_axis.pauses, m_axis.length, m_axis.options),
        m_whole, m_order.from, m_order.to);
    m_report.losses->undecodable = map.of(timeline::LossCause::Undecodable).packets;
    if (!m_evidence)
        return;
    std::erase_if(map.spans, [](const timeline::LossSpan& span) {
        return span.cause != timeline::LossCause::Undecodable;
    });
    if (map.spans.size() > TrackLosses::kMostListed)
        map.spans.resize(TrackLosses::kMostListed);
    map.spans.shrink_to_fit();
    m_report.losses->map = std::move(map);
}

std::optional<ExportFailure> TrackExport::make()
{
    if (m_request.format == Format::OggOpus && !m_sum)
        return copy();
    return m_sum || isChanged() ? renderAndChange() : renderOnce();
}

/// Whether the sound itself has to be touched on its way.
bool TrackExport::isChanged() const
{
    return targetLufs(m_request.loudness).has_value() || gain() != 0;
}

double TrackExport::gain() const
{
    const auto named = m_request.gains.find(m_order.speaker);
    return named == m_request.gains.end() ? 0 : named->second;
}

WavShape TrackExport::wavShape() const
{
    const int bytes = m_request.format == Format::Wav24 ? 3 : 2;
    return {m_report.channels, bytes, m_plan.length,
            broadcastChunk(m_order.tags, m_report.channels, bytes),
            tailChunks(m_order.tags).size()};
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
    const QByteArray header = wavHeader(wavShape());
    return file.write(header) == header.size() && file.flush();
}

std::optional<ExportFailure> TrackExport::copy()
{
    if (!beginFile())
        return failure(whyNotWritten(m_request.folder));
    OpusTrackOrder order;
    order.file = m_file.path();
    order.header.tags = m_order.tags;
    std::optional<ExportFailure> failed;
    if (targetLufs(m_request.loudness))
        m_renderShare = 0.9; // decoding to measure; copying takes no time
    const auto gain = headerGain(failed);
    if (!gain)
        return failed;
    order.header.gainDb = *gain;
    if (isChanged())
        m_report.gainDb = *gain;
    if (m_mayBeStereo && !targetLufs(m_request.loudness))
        m_report.channels = 2; // whether a side is heard only a decoder could tell
    order.header.channels = m_report.channels;
    order.header.serial = static_cast<std::uint32_t>(
        qHash(m_request.recordingPath, static_cast<std::size_t>(m_order.speaker.value())));
    order.from = m_order.from;
    order.to = m_order.to;
    const double begin = targetLufs(m_request.loudness) ? m_renderShare : 0;
    const auto result
        = writeOpusTrack(m_whole, *m_reader, order, m_cancelled, [this, begin](double fraction) {
              progressed(begin + (1 - begin) * fraction);
          });
    if (result.error)
        return failure(*result.error);
    m_report.losses->leftOut = result.leftOut;
    m_refusedRows.insert(m_refusedRows.end(), result.refusedRows.begin(), result.refusedRows.end());
    if (!m_refusedRows.empty())
        mapLosses();
    m_report.copyOffset = result.largestOffset;
    return std::nullopt;
}

std::optional<ExportFailure> TrackExport::check() const
{
    if (m_request.format == Format::OggOpus)
        return isWholeOpusTrack(m_file.path(), m_plan.length)
            ? std::nullopt
            : std::optional(failure(ExportError::OutputInvalid));
    const auto error = isWav(m_request.format)
        ? finishWav(m_file.path(), wavShape(), tailChunks(m_order.tags))
        : checkEncoded(m_request, m_file.path(), m_report.channels, m_plan.length, m_cancelled);
    if (!error)
        return std::nullopt;
    return failure(isDiskFull(m_request.folder) ? ExportError::DiskFull : error->error,
                   error->toolOutput);
}

std::optional<ExportFailure> TrackExport::keep()
{
    if (m_request.output == Output::OneFile) {
        m_report.file = m_file.path(); // for who puts them together
        m_report.bytes = static_cast<std::uint64_t>(QFileInfo(m_file.path()).size());
        return std::nullopt;
    }
    const auto kept = m_file.keep(m_order.baseName, fileSuffix(m_request.format));
    if (!kept)
        return failure(kept.error());
    m_report.file = *kept;
    m_report.bytes = static_cast<std::uint64_t>(QFileInfo(*kept).size());
    return std::nullopt;
}

} // namespace lavalier::exporter
