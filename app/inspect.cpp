#include "app/inspect.h"

#include "app/encryption_json.h"
#include "app/explain.h"
#include "app/terminal.h"
#include "processing/timeline/track_timeline.h"
#include "sinks/exporter/loss_labels.h"
#include "sinks/exporter/report_json.h"
#include "sinks/recording/mark_shelf.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/schema.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QLocale>

#include <cstdio>

namespace lavalier::app {
namespace {

using recording::FileState;

QString tr(const char* text)
{
    return QCoreApplication::translate("Inspect", text);
}

QString stateName(FileState state)
{
    switch (state) {
    case FileState::Recording:
        return QStringLiteral("recording");
    case FileState::Finished:
        return QStringLiteral("finished");
    case FileState::Interrupted:
        return QStringLiteral("interrupted");
    case FileState::Unreadable:
        break;
    }
    return QStringLiteral("unreadable");
}

double seconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1e6;
}

QJsonObject describeTrack(const recording::SpeakerTally& speaker, const timeline::TrackPlan& plan,
                          const timeline::LossMap& map, exporter::Spans spans)
{
    QJsonObject lossMap = exporter::toJson(map, spans);
    lossMap.insert(QStringLiteral("decoded"), false); // only the packets' shapes were looked at
    return {
        {QStringLiteral("id"), toString(speaker.user)},
        {QStringLiteral("speaker"), speaker.name},
        {QStringLiteral("frames"), static_cast<qint64>(speaker.frames)},
        {QStringLiteral("samples"), static_cast<qint64>(plan.length.value())},
        {QStringLiteral("seconds"), static_cast<double>(plan.length.value()) / kSampleRate},
        {QStringLiteral("losses"), exporter::toJson(plan.losses)},
        {QStringLiteral("sync"), exporter::toJson(plan.sync)},
        {QStringLiteral("lossMap"), lossMap},
    };
}

/// What the lock showed while it was recorded.
void printEncryption(const QJsonObject& json)
{
    const QJsonObject e2ee = json[QStringLiteral("e2ee")].toObject();
    const int version = e2ee[QStringLiteral("version")].toInt();
    if (version == 0) {
        printResult(tr("Lock:     not end-to-end encrypted"));
        return;
    }
    printResult(tr("Lock:     end-to-end encrypted, version %1, epoch %2")
                    .arg(version)
                    .arg(e2ee[QStringLiteral("epoch")].toInteger()));
    printResult(tr("Code:     %1").arg(e2ee[QStringLiteral("privacyCode")].toString()));
}

/// What is said of a clock that was not seen long enough to tell.
QString driftText(const QJsonValue& ppm)
{
    return ppm.isDouble() ? tr("drift %1 ppm").arg(ppm.toDouble(), 0, 'f', 1) : tr("drift unknown");
}

/// How well the track lies, and what had to be done for it.
void printSync(const QJsonObject& sync)
{
    const auto count = [&](const char* key) { return sync[QLatin1String(key)].toInteger(); };
    const auto ms = [&](const char* key) {
        return QString::number(sync[QLatin1String(key)].toDouble(), 'f', 1);
    };
    printResult(
        tr("  Sync:   within %1 ms of the speaker's clock (median), %2 (99 of 100), %3 (most)")
            .arg(ms("residualMedianMs"), ms("residualP99Ms"), ms("residualMaxMs")));
    printResult(
        tr("          packets delayed on the way by %1 ms (median), %2 (99 of 100), %3 (most)")
            .arg(ms("delayMedianMs"), ms("delayP99Ms"), ms("delayMaxMs")));
    printResult(tr("          samples inserted %1, removed %2, by resampling %3")
                    .arg(count("insertedSamples"))
                    .arg(count("removedSamples"))
                    .arg(count("resampledSamples")));
}

/// What is not true, by cause; each stretch where they were asked for.
void printLosses(const QJsonObject& map)
{
    const QJsonObject causes = map[QLatin1String("causes")].toObject();
    for (auto cause = causes.begin(); cause != causes.end(); ++cause) {
        const QJsonObject total = cause.value().toObject();
        if (total[QLatin1String("packets")].toInteger() == 0
            && total[QLatin1String("samples")].toInteger() == 0)
            continue;
        const bool isAtMost = total[QLatin1String("atMost")].toBool();
        printResult((isAtMost ? tr("  Loss:   %1: at most %2 s, %3 packets")
                              : tr("  Loss:   %1: %2 s, %3 packets"))
                        .arg(cause.key())
                        .arg(total[QLatin1String("seconds")].toDouble(), 0, 'f', 3)
                        .arg(total[QLatin1String("packets")].toInteger()));
    }
    for (const auto& entry : map[QLatin1String("spans")].toArray()) {
        const QJsonObject span = entry.toObject();
        printResult((span[QLatin1String("atMost")].toBool()
                         ? tr("          %1 s + %2 s: %3 (%4, at most %5 packets)")
                         : tr("          %1 s + %2 s: %3 (%4, %5 packets)"))
                        .arg(span[QLatin1String("start")].toDouble(), 0, 'f', 3)
                        .arg(span[QLatin1String("seconds")].toDouble(), 0, 'f', 3)
                        .arg(span[QLatin1String("fill")].toString(),
                             span[QLatin1String("cause")].toString())
                        .arg(span[QLatin1String("packets")].toInteger()));
    }
}

void printForPeople(const QJsonObject& json)
{
    const auto text = [&](const char* key) { return json[QLatin1String(key)].toString(); };
    printResult(tr("Title:    %1").arg(text("title")));
    printResult(tr("Channel:  %1 in %2").arg(text("channelName"), text("guildName")));
    printResult(tr("Started:  %1").arg(text("started")));
    printResult(tr("Length:   %1 s, %2")
                    .arg(json[QStringLiteral("seconds")].toDouble(), 0, 'f', 1)
                    .arg(text("state")));
    printResult(tr("Size:     %1")
                    .arg(QLocale().formattedDataSize(json[QStringLiteral("bytes")].toInteger())));
    for (const auto& part : json[QStringLiteral("parts")].toArray())
        printResult(tr("File:     %1").arg(QDir::toNativeSeparators(part.toString())));
    if (const int missing = json[QStringLiteral("partsMissing")].toInt(); missing > 0)
        printNote(tr("%1 files of this recording are not here; what they hold is missing below.")
                      .arg(missing));
    if (json[QStringLiteral("logDamaged")].toBool())
        printNote(tr("The log of this recording is damaged, and there is more behind the damage: "
                     "lavalier recover FILE brings it back, into a copy."));
    printEncryption(json);
    for (const auto& entry : json[QStringLiteral("tracks")].toArray()) {
        const QJsonObject track = entry.toObject();
        const QJsonValue missing = track[QStringLiteral("losses")][QStringLiteral("missing")];
        printResult(tr("Speaker:  %1 (%2), %3 frames, %4 missing, %5")
                        .arg(track[QStringLiteral("speaker")].toString(),
                             track[QStringLiteral("id")].toString())
                        .arg(track[QStringLiteral("frames")].toInteger())
                        .arg(missing.toInteger())
                        .arg(driftText(track[QStringLiteral("sync")][QStringLiteral("driftPpm")])));
        printSync(track[QStringLiteral("sync")].toObject());
        printLosses(track[QStringLiteral("lossMap")].toObject());
    }
    for (const auto& speaker : json[QStringLiteral("speakers")].toArray()) {
        const QString code = speaker[QStringLiteral("verificationCode")].toString();
        if (!code.isEmpty())
            printResult(
                tr("Verify:   %1, %2").arg(speaker[QStringLiteral("speaker")].toString(), code));
    }
}

} // namespace

ExitCode inspect(const InspectCommand& command)
{
    const auto fail = [&](recording::RecordingError error) {
        printNote(asText(explain(error, command.file, During::Read)));
        return ExitCode::Recording;
    };
    auto opened = recording::RecordingReader::open(command.file);
    if (!opened)
        return fail(opened.error());
    recording::RecordingReader& reader = **opened;
    const auto summary = reader.summary();
    if (!summary)
        return fail(summary.error());
    const auto pauses = reader.pauses();
    if (!pauses)
        return fail(pauses.error());
    const auto length = reader.length();
    if (!length)
        return fail(length.error());
    const auto events = reader.events();
    if (!events)
        return fail(events.error());

    // Not one look at the whole file for each speaker: there may be hundreds, and gigabytes.
    std::vector<recording::MarkShelf::Speaker> counts;
    for (const recording::SpeakerTally& speaker : summary->speakers) {
        if (!speaker.excluded)
            counts.push_back({speaker.user, speaker.frames});
    }
    const std::atomic<bool> never = false;
    recording::MarkShelf shelf(command.file, std::move(counts), never);
    QJsonArray tracks;
    QByteArray labels;
    for (const recording::SpeakerTally& speaker : summary->speakers) {
        if (speaker.excluded)
            continue;
        auto evidence = reader.lossEvidence(speaker.user);
        if (!evidence)
            return fail(evidence.error());
        if (speaker.frames == 0 && evidence->missed.empty())
            continue;
        const auto known = shelf.take(speaker.user);
        if (!known)
            return fail(recording::RecordingError::Damaged);
        std::ranges::copy(known->damage, std::back_inserter(evidence->spans));
        const timeline::TrackPlan plan = timeline::planTrack(known->marks, *pauses, *length, {});
        const timeline::LossMap map = timeline::mapLosses(plan, *evidence, *pauses, *length, {});
        tracks.append(
            describeTrack(speaker, plan, map,
                          command.spans ? exporter::Spans::Listed : exporter::Spans::Omitted));
        labels += exporter::lossLabels(printable(speaker.name), map);
    }
    if (command.labels) {
        std::fwrite(labels.constData(), 1, static_cast<std::size_t>(labels.size()), stdout);
        return ExitCode::Ok;
    }
    QJsonArray happened;
    for (const auto& event : *events) {
        QJsonObject entry {{QStringLiteral("seconds"), seconds(event.at)},
                           {QStringLiteral("type"), eventName(event.event.type)}};
        if (event.event.user.isValid())
            entry.insert(QStringLiteral("user"), toString(event.event.user));
        if (!event.event.text.isEmpty())
            entry.insert(QStringLiteral("text"), event.event.text);
        happened.append(entry);
    }
    const recording::EncryptionHistory encryption = recording::encryptionOf(*events);
    QJsonObject json {
        {QStringLiteral("recording"), command.file},
        {QStringLiteral("uuid"), summary->uuid},
        {QStringLiteral("title"), summary->title},
        {QStringLiteral("state"), stateName(summary->state)},
        {QStringLiteral("guildId"), toString(summary->guild)},
        {QStringLiteral("guildName"), summary->guildName},
        {QStringLiteral("channelId"), toString(summary->channel)},
        {QStringLiteral("channelName"), summary->channelName},
        {QStringLiteral("started"), summary->started.toString(Qt::ISODateWithMs)},
        {QStringLiteral("seconds"), seconds(*length)},
        {QStringLiteral("bytes"), static_cast<qint64>(summary->bytes)},
        {QStringLiteral("endToEndEncrypted"), summary->endToEndEncrypted},
        {QStringLiteral("e2ee"), describe(encryption)},
        {QStringLiteral("speakers"), describeSpeakers(encryption, summary->speakers)},
        {QStringLiteral("newerSchema"), reader.isNewer()},
        {QStringLiteral("skippedRows"),
         static_cast<qint64>(reader.skippedRows() + shelf.skippedRows())},
        {QStringLiteral("parts"), QJsonArray::fromStringList(summary->parts)},
        {QStringLiteral("partsMissing"), summary->partsMissing},
        {QStringLiteral("logDamaged"), summary->logDamaged},
        {QStringLiteral("tracks"), tracks},
        {QStringLiteral("events"), happened},
    };
    insertTransport(json, reader.transport());
    if (command.json)
        printResult(json);
    else
        printForPeople(json);
    return ExitCode::Ok;
}

} // namespace lavalier::app
