// What an export says of itself, for scripts.
#include "sinks/exporter/track_export.h"

#include <QJsonArray>

namespace lavalier::exporter {
namespace {

QString nameOf(ExportError error)
{
    switch (error) {
    case ExportError::RecordingUnreadable:
        return QStringLiteral("recordingUnreadable");
    case ExportError::NoSpeakers:
        return QStringLiteral("noSpeakers");
    case ExportError::FolderNotWritable:
        return QStringLiteral("folderNotWritable");
    case ExportError::DiskFull:
        return QStringLiteral("diskFull");
    case ExportError::FfmpegMissing:
        return QStringLiteral("ffmpegMissing");
    case ExportError::FfmpegFailed:
        return QStringLiteral("ffmpegFailed");
    case ExportError::FfmpegStalled:
        return QStringLiteral("ffmpegStalled");
    case ExportError::WorkerMissing:
        return QStringLiteral("workerMissing");
    case ExportError::WorkerFailed:
        return QStringLiteral("workerFailed");
    case ExportError::OutputInvalid:
        return QStringLiteral("outputInvalid");
    case ExportError::TooLong:
        return QStringLiteral("tooLong");
    }
    return QStringLiteral("unknown");
}

QString nameOf(timeline::LossKind kind)
{
    switch (kind) {
    case timeline::LossKind::Recovered:
        return QStringLiteral("recovered");
    case timeline::LossKind::Concealed:
        return QStringLiteral("concealed");
    case timeline::LossKind::Silenced:
        return QStringLiteral("silenced");
    case timeline::LossKind::Cut:
        return QStringLiteral("cut");
    case timeline::LossKind::Superseded:
        return QStringLiteral("superseded");
    case timeline::LossKind::Paused:
        return QStringLiteral("paused");
    }
    return QStringLiteral("unknown");
}

qint64 number(std::int64_t value)
{
    return value;
}
qint64 number(SampleCount samples)
{
    return samples.value();
}

QJsonObject jsonOf(const ExportFailure& failure)
{
    QJsonObject json {{QStringLiteral("error"), nameOf(failure.error)}};
    if (!failure.toolOutput.isEmpty())
        json.insert(QStringLiteral("toolOutput"), failure.toolOutput);
    return json;
}

QJsonObject jsonOf(const TrackReport& track)
{
    QJsonObject json {{QStringLiteral("speaker"), track.name},
                      {QStringLiteral("id"), QString::number(track.speaker.value())},
                      {QStringLiteral("samples"), number(track.samples)},
                      {QStringLiteral("seconds"), double(track.samples.value()) / kSampleRate},
                      {QStringLiteral("channels"), track.channels},
                      {QStringLiteral("losses"), track.losses},
                      {QStringLiteral("sync"), track.sync}};
    if (track.failure) {
        json.insert(QStringLiteral("failure"), jsonOf(*track.failure));
    } else {
        json.insert(QStringLiteral("file"), track.file);
        json.insert(QStringLiteral("bytes"), static_cast<qint64>(track.bytes));
    }
    return json;
}

} // namespace

QJsonObject toJson(const timeline::LossReport& losses)
{
    constexpr std::size_t kMaxListed = 1000; // a report, not a copy of the recording
    QJsonArray stretches;
    for (const timeline::LossStretch& stretch : losses.stretches) {
        if (static_cast<std::size_t>(stretches.size()) == kMaxListed)
            break;
        stretches.append(QJsonObject {{QStringLiteral("kind"), nameOf(stretch.kind)},
                                      {QStringLiteral("start"), number(stretch.start)},
                                      {QStringLiteral("samples"), number(stretch.samples)}});
    }
    return {{QStringLiteral("packets"), number(losses.packets)},
            {QStringLiteral("placed"), number(losses.placed)},
            {QStringLiteral("missing"), number(losses.missing)},
            {QStringLiteral("duplicates"), number(losses.duplicates)},
            {QStringLiteral("refused"), number(losses.refused)},
            {QStringLiteral("unplaced"), number(losses.unplaced)},
            {QStringLiteral("recoveredSamples"), number(losses.recovered)},
            {QStringLiteral("concealedSamples"), number(losses.concealed)},
            {QStringLiteral("silencedSamples"), number(losses.silenced)},
            {QStringLiteral("cutSamples"), number(losses.cut)},
            {QStringLiteral("supersededSamples"), number(losses.superseded)},
            {QStringLiteral("pausedSamples"), number(losses.paused)},
            {QStringLiteral("stretches"), stretches}};
}

QJsonObject toJson(const timeline::SyncReport& sync)
{
    QJsonObject json {{QStringLiteral("medianUs"), number(sync.residualMedian.count())},
                      {QStringLiteral("p99Us"), number(sync.residualP99.count())},
                      {QStringLiteral("maxUs"), number(sync.residualMax.count())},
                      {QStringLiteral("insertedSamples"), number(sync.inserted)},
                      {QStringLiteral("removedSamples"), number(sync.removed)},
                      {QStringLiteral("owedSamples"), number(sync.owed)},
                      {QStringLiteral("runs"), number(sync.runs)},
                      {QStringLiteral("anchors"), number(sync.anchors)}};
    if (sync.driftKnown)
        json.insert(QStringLiteral("driftPpm"), double(sync.driftPpb) / 1000.0);
    return json;
}

QStringList ExportReport::files() const
{
    QStringList files;
    for (const TrackReport& track : tracks) {
        if (!track.file.isEmpty())
            files.append(track.file);
    }
    return files;
}

QJsonObject ExportReport::toJson() const
{
    QJsonArray listed;
    for (const TrackReport& track : tracks)
        listed.append(jsonOf(track));
    QJsonObject json {{QStringLiteral("recording"), recordingPath},
                      {QStringLiteral("title"), title},
                      {QStringLiteral("sampleRate"), static_cast<qint64>(kSampleRate)},
                      {QStringLiteral("cancelled"), cancelled},
                      {QStringLiteral("tracks"), listed}};
    if (failure)
        json.insert(QStringLiteral("failure"), jsonOf(*failure));
    return json;
}

} // namespace lavalier::exporter
