#include "sinks/exporter/report_json.h"

#include "sinks/exporter/export_job.h"
#include "sinks/exporter/loss_labels.h"
#include "voice/base/snowflake.h"

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
    case ExportError::RangeEmpty:
        return QStringLiteral("rangeEmpty");
    case ExportError::SpeakerUnknown:
        return QStringLiteral("speakerUnknown");
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

QString nameOf(recording::RecordingError error)
{
    using recording::RecordingError;
    switch (error) {
    case RecordingError::NotFound:
        return QStringLiteral("notFound");
    case RecordingError::NotARecording:
        return QStringLiteral("notARecording");
    case RecordingError::NewerSchema:
        return QStringLiteral("newerSchema");
    case RecordingError::Damaged:
        return QStringLiteral("damaged");
    case RecordingError::Busy:
        return QStringLiteral("busy");
    case RecordingError::OutOfMemory:
        return QStringLiteral("outOfMemory");
    default:
        return QStringLiteral("inputOutput");
    }
}

qint64 number(std::int64_t value)
{
    return value;
}
double seconds(SampleCount samples)
{
    return static_cast<double>(samples.value()) / kSampleRate;
}
double milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

void insertSpan(QJsonObject& json, QLatin1String name, SampleCount samples)
{
    json.insert(name + QLatin1String("Samples"), number(samples.value()));
    json.insert(name + QLatin1String("Seconds"), seconds(samples));
}

QJsonObject jsonOf(const ExportFailure& failure)
{
    QJsonObject json {{QStringLiteral("error"), nameOf(failure.error)}};
    if (failure.speaker.isValid())
        json.insert(QStringLiteral("id"), toString(failure.speaker));
    if (failure.recording != recording::RecordingError::None)
        json.insert(QStringLiteral("recordingError"), nameOf(failure.recording));
    if (!failure.toolOutput.isEmpty())
        json.insert(QStringLiteral("toolOutput"), failure.toolOutput);
    return json;
}

QJsonObject jsonOf(const timeline::LossSpan& span)
{
    QJsonObject json {{QStringLiteral("start"), seconds(span.start)},
                      {QStringLiteral("startSample"), number(span.start.value())},
                      {QStringLiteral("samples"), number(span.samples.value())},
                      {QStringLiteral("seconds"), seconds(span.samples)},
                      {QStringLiteral("fill"), exporter::nameOf(span.fill)},
                      {QStringLiteral("cause"), exporter::nameOf(span.cause)},
                      {QStringLiteral("packets"), number(span.packets)}};
    if (isAtMost(span.cause))
        json.insert(QStringLiteral("atMost"), true);
    return json;
}

QJsonObject jsonOf(const TrackLosses& losses)
{
    QJsonObject json = toJson(losses.placing);
    if (losses.map) {
        QJsonObject map = toJson(*losses.map, Spans::Omitted);
        map.insert(QStringLiteral("decoded"), losses.isDecoded);
        QJsonArray undecodable;
        for (const timeline::LossSpan& span : losses.map->spans)
            undecodable.append(jsonOf(span));
        map.insert(QStringLiteral("undecodableSpans"), undecodable);
        json.insert(QStringLiteral("map"), map);
    }
    json.insert(QStringLiteral("undecodable"), number(losses.undecodable));
    json.insert(QStringLiteral("setAside"), number(losses.setAside));
    json.insert(QStringLiteral("leftOut"), number(losses.leftOut));
    return json;
}

QJsonObject jsonOf(const TrackReport& track)
{
    QJsonObject sync = track.sync ? toJson(*track.sync) : QJsonObject();
    if (track.copyOffset)
        sync.insert(QStringLiteral("copyOffsetMaxMs"), seconds(*track.copyOffset) * 1000);
    QJsonObject json {
        {QStringLiteral("speaker"), track.name},
        {QStringLiteral("id"), toString(track.speaker)},
        {QStringLiteral("samples"), number(track.samples.value())},
        {QStringLiteral("seconds"), seconds(track.samples)},
        {QStringLiteral("channels"), track.channels},
        {QStringLiteral("losses"), track.losses ? jsonOf(*track.losses) : QJsonObject()},
        {QStringLiteral("sync"), sync}};
    if (track.gainDb)
        json.insert(QStringLiteral("gainDb"), *track.gainDb);
    if (track.lufs)
        json.insert(QStringLiteral("lufs"), *track.lufs);
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
    QJsonArray stretches;
    for (const timeline::LossStretch& stretch : losses.stretches) {
        if (static_cast<std::size_t>(stretches.size()) == TrackLosses::kMostListed)
            break; // a report, not a copy of the recording
        stretches.append(QJsonObject {{QStringLiteral("kind"), nameOf(stretch.kind)},
                                      {QStringLiteral("start"), number(stretch.start.value())},
                                      {QStringLiteral("startSeconds"), seconds(stretch.start)},
                                      {QStringLiteral("samples"), number(stretch.samples.value())},
                                      {QStringLiteral("seconds"), seconds(stretch.samples)}});
    }
    QJsonObject json {{QStringLiteral("packets"), number(losses.packets)},
                      {QStringLiteral("placed"), number(losses.placed)},
                      {QStringLiteral("missing"), number(losses.missing)},
                      {QStringLiteral("duplicates"), number(losses.duplicates)},
                      {QStringLiteral("refused"), number(losses.refused)},
                      {QStringLiteral("unplaced"), number(losses.unplaced)},
                      {QStringLiteral("stretches"), stretches}};
    insertSpan(json, QLatin1String("recovered"), losses.recovered);
    insertSpan(json, QLatin1String("concealed"), losses.concealed);
    insertSpan(json, QLatin1String("silenced"), losses.silenced);
    insertSpan(json, QLatin1String("cut"), losses.cut);
    insertSpan(json, QLatin1String("superseded"), losses.superseded);
    insertSpan(json, QLatin1String("paused"), losses.paused);
    return json;
}

QJsonObject toJson(const timeline::SyncReport& sync)
{
    const QJsonValue drift = sync.driftKnown ? QJsonValue(static_cast<double>(sync.driftPpb) / 1000)
                                             : QJsonValue(QJsonValue::Null);
    QJsonObject json {{QStringLiteral("residualMedianMs"), milliseconds(sync.residualMedian)},
                      {QStringLiteral("residualP99Ms"), milliseconds(sync.residualP99)},
                      {QStringLiteral("residualMaxMs"), milliseconds(sync.residualMax)},
                      {QStringLiteral("delayMedianMs"), milliseconds(sync.delayMedian)},
                      {QStringLiteral("delayP99Ms"), milliseconds(sync.delayP99)},
                      {QStringLiteral("delayMaxMs"), milliseconds(sync.delayMax)},
                      {QStringLiteral("driftPpm"), drift},
                      {QStringLiteral("spurts"), number(sync.runs)},
                      {QStringLiteral("anchors"), number(sync.anchors)}};
    insertSpan(json, QLatin1String("inserted"), sync.inserted);
    insertSpan(json, QLatin1String("removed"), sync.removed);
    insertSpan(json, QLatin1String("resampled"), sync.resampled);
    insertSpan(json, QLatin1String("owed"), sync.owed);
    return json;
}

QJsonObject toJson(const timeline::LossMap& map, Spans spans)
{
    QJsonObject json;
    insertSpan(json, QLatin1String("true"), map.heard);
    insertSpan(json, QLatin1String("quiet"), map.quiet);
    QJsonObject causes;
    for (std::size_t at = 0; at < map.causes.size(); ++at) {
        const timeline::LossTotal& total = map.causes[at];
        QJsonObject entry {{QStringLiteral("packets"), number(total.packets)},
                           {QStringLiteral("samples"), number(total.samples.value())},
                           {QStringLiteral("seconds"), seconds(total.samples)}};
        const auto cause = static_cast<timeline::LossCause>(at);
        if (isAtMost(cause))
            entry.insert(QStringLiteral("atMost"), true);
        causes.insert(nameOf(cause), entry);
    }
    json.insert(QStringLiteral("causes"), causes);
    if (spans == Spans::Omitted)
        return json;
    QJsonArray listed;
    for (const timeline::LossSpan& span : map.spans)
        listed.append(jsonOf(span));
    json.insert(QStringLiteral("spans"), listed);
    return json;
}

QStringList ExportReport::files() const
{
    QStringList files;
    for (const TrackReport& track : tracks) {
        if (!track.file.isEmpty() && !files.contains(track.file)) // one may hold several
            files.append(track.file);
    }
    if (mix)
        files.append(mix->file);
    files += extras;
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
                      {QStringLiteral("partsMissing"), partsMissing},
                      {QStringLiteral("logDamaged"), logDamaged},
                      {QStringLiteral("datagramsDropped"), static_cast<qint64>(datagramsDropped)},
                      {QStringLiteral("tracks"), listed}};
    if (mix)
        json.insert(QStringLiteral("mix"), jsonOf(*mix));
    if (!extras.isEmpty())
        json.insert(QStringLiteral("extras"), QJsonArray::fromStringList(extras));
    if (failure)
        json.insert(QStringLiteral("failure"), jsonOf(*failure));
    return json;
}

} // namespace lavalier::exporter
