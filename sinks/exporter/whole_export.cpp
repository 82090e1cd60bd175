#include "sinks/exporter/whole_export.h"

#include "sinks/exporter/finished_file.h"
#include "sinks/exporter/loudness.h"
#include "sinks/exporter/wav_chunks.h"

#include <QFile>
#include <QFileInfo>

namespace lavalier::exporter {
namespace {

QString wholeName(const ExportFacts& facts)
{
    return safeFileName(facts.title);
}

} // namespace

TrackReport writeMix(const ExportRequest& request, const ExportFacts& facts,
                     const QString& chapters, MixSum& sum, const std::atomic<bool>& cancelled)
{
    TrackReport report;
    report.name = facts.title;
    report.samples = facts.to - facts.from;
    const auto fail = [&report](ExportError error, const QString& said = {}) {
        report.failure = ExportFailure {error, {}, said};
        return report;
    };
    const SoundFile* whole = sum.finish(wantedChannels(request), cancelled);
    if (whole == nullptr)
        return cancelled ? report : fail(whyNotWritten(request.folder));
    const SoundFile& sound = *whole;
    report.channels = sound.channels;
    const auto applied = applyGain(sound, 0, targetLufs(request.loudness), cancelled);
    if (!applied)
        return cancelled ? report : fail(whyNotWritten(request.folder));
    if (targetLufs(request.loudness))
        report.gainDb = applied->gainDb;
    report.lufs = applied->lufs;
    auto file = FreshFile::make(request.folder);
    if (!file)
        return fail(whyNotWritten(request.folder));
    const int bytes = request.format == Format::Wav24 ? 3 : 2;
    const QByteArray tail = tailChunks(facts.tags);
    const WavShape shape {sound.channels, bytes, report.samples,
                          broadcastChunk(facts.tags, sound.channels, bytes), tail.size()};
    if (isWav(request.format)) {
        QFile out(file->path());
        const QByteArray header = wavHeader(shape);
        if (!out.open(QIODevice::WriteOnly) || out.write(header) != header.size() || !out.flush())
            return fail(whyNotWritten(request.folder));
    }
    auto failed = encodeSound(request, sound, facts.tags, chapters, file->path(), cancelled);
    if (!failed && !cancelled)
        failed = isWav(request.format)
            ? finishWav(file->path(), shape, tail)
            : checkEncoded(request, file->path(), sound.channels, report.samples, cancelled);
    if (cancelled)
        return report;
    if (failed)
        return fail(isDiskFull(request.folder) ? ExportError::DiskFull : failed->error,
                    failed->toolOutput);
    const auto kept
        = file->keep(safeFileName(QStringLiteral("00 ") + facts.title), fileSuffix(request.format));
    if (!kept)
        return fail(kept.error());
    report.file = *kept;
    report.bytes = static_cast<std::uint64_t>(QFileInfo(*kept).size());
    return report;
}

std::optional<ExportFailure> writeContainer(const ExportRequest& request, const ExportFacts& facts,
                                            const QString& chapters,
                                            std::vector<TrackReport>& tracks,
                                            const std::atomic<bool>& cancelled,
                                            const std::function<void(double)>& progress)
{
    const auto fail = [](ExportError error, const QString& said = {}) {
        return ExportFailure {error, {}, said};
    };
    auto file = FreshFile::make(request.folder);
    if (!file)
        return fail(whyNotWritten(request.folder));
    std::vector<MuxedTrack> muxed;
    for (const TrackReport& track : tracks)
        muxed.push_back({track.file, track.name});
    EncoderOrder order;
    order.program = request.ffmpegProgram;
    order.arguments = muxArguments(muxed, facts.tags, chapters, file->path());
    order.output = file->path();
    order.stallAfter = request.stallAfter;
    order.length = facts.to - facts.from;
    auto failed = runEncoder(order, cancelled, progress);
    if (!failed && !cancelled)
        failed = checkContainer(request, file->path(), order.length, cancelled);
    if (cancelled)
        return std::nullopt;
    if (failed)
        return fail(isDiskFull(request.folder) ? ExportError::DiskFull : failed->error,
                    failed->toolOutput);
    const auto kept = file->keep(wholeName(facts), QStringLiteral("mka"));
    if (!kept)
        return fail(kept.error());
    for (TrackReport& track : tracks)
        track.file = *kept;
    return std::nullopt;
}

Result<QString, ExportError> writeSmallFile(const QString& folder, const QString& name,
                                            const QString& suffix, const QByteArray& content)
{
    auto file = FreshFile::make(folder);
    if (!file)
        return Failure {whyNotWritten(folder)};
    {
        QFile out(file->path());
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.flush())
            return Failure {whyNotWritten(folder)};
    }
    return file->keep(name, suffix);
}

} // namespace lavalier::exporter
