#include "app/inspect.h"

#include "app/explain.h"
#include "app/terminal.h"
#include "processing/timeline/track_timeline.h"
#include "sinks/recording/recording_reader.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

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

double seconds(SampleCount samples)
{
    return static_cast<double>(samples.value()) / static_cast<double>(kSampleRate);
}

double milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1e3;
}

QJsonObject describeTrack(const recording::SpeakerTally& speaker, const timeline::TrackPlan& plan)
{
    const auto& losses = plan.losses;
    const auto& sync = plan.sync;
    return {
        {QStringLiteral("id"), toString(speaker.user)},
        {QStringLiteral("speaker"), speaker.name},
        {QStringLiteral("frames"), static_cast<qint64>(speaker.frames)},
        {QStringLiteral("missing"), static_cast<qint64>(losses.missing)},
        {QStringLiteral("duplicates"), static_cast<qint64>(losses.duplicates)},
        {QStringLiteral("refused"), static_cast<qint64>(losses.refused)},
        {QStringLiteral("unplaced"), static_cast<qint64>(losses.unplaced)},
        {QStringLiteral("seconds"), seconds(plan.length)},
        {QStringLiteral("losses"),
         QJsonObject {{QStringLiteral("recoveredSeconds"), seconds(losses.recovered)},
                      {QStringLiteral("concealedSeconds"), seconds(losses.concealed)},
                      {QStringLiteral("silencedSeconds"), seconds(losses.silenced)},
                      {QStringLiteral("cutSeconds"), seconds(losses.cut)},
                      {QStringLiteral("pausedSeconds"), seconds(losses.paused)}}},
        {QStringLiteral("sync"),
         QJsonObject {
             {QStringLiteral("residualMedianMs"), milliseconds(sync.residualMedian)},
             {QStringLiteral("residualP99Ms"), milliseconds(sync.residualP99)},
             {QStringLiteral("residualMaxMs"), milliseconds(sync.residualMax)},
             {QStringLiteral("driftPpm"), static_cast<double>(sync.driftPpb) / 1000},
             {QStringLiteral("insertedSamples"), static_cast<qint64>(sync.inserted.value())},
             {QStringLiteral("removedSamples"), static_cast<qint64>(sync.removed.value())},
             {QStringLiteral("spurts"), static_cast<qint64>(sync.runs)}}},
    };
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
    for (const auto& entry : json[QStringLiteral("tracks")].toArray()) {
        const QJsonObject track = entry.toObject();
        printResult(tr("Speaker:  %1 (%2), %3 frames, %4 missing, drift %5 ppm")
                        .arg(track[QStringLiteral("speaker")].toString(),
                             track[QStringLiteral("id")].toString())
                        .arg(track[QStringLiteral("frames")].toInteger())
                        .arg(track[QStringLiteral("missing")].toInteger())
                        .arg(track[QStringLiteral("sync")][QStringLiteral("driftPpm")].toDouble(),
                             0, 'f', 1));
    }
}

} // namespace

ExitCode inspect(const InspectCommand& command)
{
    const auto fail = [&](recording::RecordingError error) {
        printNote(asText(explain(error, command.file)));
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

    QJsonArray tracks;
    for (const recording::SpeakerTally& speaker : summary->speakers) {
        if (speaker.excluded || speaker.frames == 0)
            continue;
        const auto marks = reader.marks(speaker.user);
        if (!marks)
            return fail(recording::RecordingError::Damaged);
        tracks.append(describeTrack(speaker, timeline::planTrack(*marks, *pauses, *length, {})));
    }
    QJsonArray happened;
    const auto eventNames = QStringList {QStringLiteral("unknown"), QStringLiteral("join"),
                                         QStringLiteral("leave"),   QStringLiteral("rename"),
                                         QStringLiteral("mute"),    QStringLiteral("unmute"),
                                         QStringLiteral("pause"),   QStringLiteral("resume"),
                                         QStringLiteral("marker"),  QStringLiteral("server-change"),
                                         QStringLiteral("gap"),     QStringLiteral("disk-warning"),
                                         QStringLiteral("notice"),  QStringLiteral("heartbeat"),
                                         QStringLiteral("stop")};
    for (const auto& event : *events) {
        QJsonObject entry {{QStringLiteral("seconds"), seconds(event.at)},
                           {QStringLiteral("type"),
                            eventNames.value(static_cast<int>(event.event.type), eventNames[0])}};
        if (event.event.user.isValid())
            entry.insert(QStringLiteral("user"), toString(event.event.user));
        if (!event.event.text.isEmpty())
            entry.insert(QStringLiteral("text"), event.event.text);
        happened.append(entry);
    }
    const QJsonObject json {
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
        {QStringLiteral("newerSchema"), reader.isNewer()},
        {QStringLiteral("skippedRows"), static_cast<qint64>(reader.skippedRows())},
        {QStringLiteral("tracks"), tracks},
        {QStringLiteral("events"), happened},
    };
    if (command.json)
        printResult(json);
    else
        printForPeople(json);
    return ExitCode::Ok;
}

} // namespace lavalier::app
