#include "sinks/exporter/finished_file.h"
#include "sinks/exporter/loudness.h"
#include "sinks/exporter/poison_search.h"
#include "sinks/exporter/track_export.h"
#include "voice/base/log.h"

#include <QFile>

#include <algorithm>

namespace lavalier::exporter {
namespace {

constexpr int kMaxPoisons = 8;

} // namespace

std::optional<ExportFailure> TrackExport::render(const Target& target)
{
    PipeOrder order;
    order.workerProgram = m_request.workerProgram;
    order.stallAfter = m_request.stallAfter;
    order.format.channels = m_report.channels;
    order.format.format = target.samples;
    // Many clients code in stereo whatever they send. One sound in both ears becomes mono, and most
    // are that: so it is made in mono, and begun
    // anew in stereo when a side is heard: with true stereo that is within its first words.
    if (m_mayBeStereo)
        order.format.fold = wire::Fold::WhileAlike;
    bool triedAgain = false;
    const auto progress = [this](double fraction) { progressed(m_renderShare * fraction); };
    for (;;) {
        if (!target.begin(order))
            return failure(whyNotWritten(m_request.folder));
        RenderPipe pipe(m_plan, *m_reader, order);
        const PipeResult result = pipe.run(m_cancelled, progress);
        switch (result.end) {
        case PipeEnd::Done:
            m_report.losses->isDecoded = true;
            m_report.losses->setAside = std::ssize(order.setAside);
            m_refusedRows = result.counters.refusedRows;
            if (!m_refusedRows.empty())
                mapLosses();
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

/// Never back.
void TrackExport::progressed(double fraction)
{
    m_furthest = std::max(m_furthest, fraction);
    m_progress(m_furthest);
}

/// The worker's output goes straight to the file or to ffmpeg.
std::optional<ExportFailure> TrackExport::renderOnce()
{
    Target target;
    target.samples = m_request.format == Format::Wav24 || m_request.format == Format::Flac24
        ? wire::SampleFormat::S24
        : wire::SampleFormat::S16;
    target.begin = [this, &target](PipeOrder& order) {
        if (!beginFile())
            return false;
        if (isWav(m_request.format)) {
            order.pcmFile = m_file.path();
        } else {
            order.encoder = m_request.ffmpegProgram;
            order.encoderArguments
                = encodeArguments({m_request.format, m_request.quality, m_report.channels,
                                   target.samples, m_order.tags, m_order.chapters},
                                  m_file.path());
            order.watchedFile = m_file.path();
        }
        return true;
    };
    return render(target);
}

/// Sound that is measured and changed lies in a file in between.
std::optional<ExportFailure> TrackExport::renderSpool(FreshFile& spool)
{
    // A disk that this would fill may be the one a call is being recorded on.
    const auto frame = static_cast<std::int64_t>(sizeof(float)) * m_report.channels;
    if (!hasRoomFor(m_request.folder, m_plan.length.value() * frame))
        return failure(ExportError::DiskFull);
    auto fresh = FreshFile::make(m_request.folder);
    if (!fresh)
        return failure(whyNotWritten(m_request.folder));
    spool = *std::move(fresh);
    Target target;
    target.samples = wire::SampleFormat::F32;
    target.begin = [&spool](PipeOrder& order) {
        order.pcmFile = spool.path();
        QFile file(spool.path());
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    };
    return render(target);
}

std::optional<ExportFailure> TrackExport::renderAndChange()
{
    FreshFile spool;
    if (auto failed = renderSpool(spool); failed || m_cancelled)
        return failed;
    const SoundFile sound {spool.path(), m_report.channels, m_plan.length};
    const auto unwritten = [this] { return failure(whyNotWritten(m_request.folder)); };
    if (m_sum)
        return m_sum->add(sound, gain(), m_cancelled) ? std::nullopt : std::optional(unwritten());
    const auto applied = applyGain(sound, gain(), targetLufs(m_request.loudness), m_cancelled);
    if (m_cancelled)
        return std::nullopt;
    if (!applied)
        return unwritten();
    m_report.gainDb = applied->gainDb;
    m_report.lufs = applied->lufs;
    if (!beginFile())
        return unwritten();
    const auto failed
        = encodeSound(m_request, sound, m_order.tags, m_order.chapters, m_file.path(), m_cancelled);
    if (failed)
        return failure(failed->error, failed->toolOutput);
    return std::nullopt;
}

/// The gain an Ogg Opus file says in its header.
std::optional<double> TrackExport::headerGain(std::optional<ExportFailure>& failed)
{
    const auto target = targetLufs(m_request.loudness);
    if (!target)
        return gain();
    FreshFile spool;
    failed = renderSpool(spool);
    if (failed || m_cancelled)
        return std::nullopt;
    const auto reading = measure({spool.path(), m_report.channels, m_plan.length}, m_cancelled);
    if (!reading) {
        if (!m_cancelled)
            failed = failure(whyNotWritten(m_request.folder));
        return std::nullopt;
    }
    const double gain = gainWithin(*reading, *target);
    if (reading->lufs)
        m_report.lufs = *reading->lufs + gain;
    return gain;
}

} // namespace lavalier::exporter
