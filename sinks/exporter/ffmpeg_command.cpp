#include "sinks/exporter/ffmpeg_command.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace lavalier::exporter {
namespace {

constexpr qsizetype kMaxLines = 12;
constexpr qsizetype kMaxLine = 300;

int vbrStep(Quality quality)
{
    switch (quality) {
    case Quality::Best:
        return 0;
    case Quality::High:
        return 2;
    case Quality::Small:
        return 4;
    }
    return 2;
}

} // namespace

QStringList mp3Arguments(int channels, Quality quality, const TrackTags& tags,
                         const QString& output)
{
    QStringList arguments {QStringLiteral("-hide_banner"),
                           QStringLiteral("-nostdin"),
                           QStringLiteral("-loglevel"),
                           QStringLiteral("error"),
                           QStringLiteral("-protocol_whitelist"),
                           QStringLiteral("file,pipe"),
                           QStringLiteral("-f"),
                           QStringLiteral("s16le"),
                           QStringLiteral("-ar"),
                           QString::number(kSampleRate),
                           QStringLiteral("-ac"),
                           QString::number(channels),
                           QStringLiteral("-i"),
                           QStringLiteral("pipe:0"),
                           QStringLiteral("-map_metadata"),
                           QStringLiteral("-1"),
                           QStringLiteral("-c:a"),
                           QStringLiteral("libmp3lame"),
                           QStringLiteral("-q:a"),
                           QString::number(vbrStep(quality)),
                           QStringLiteral("-id3v2_version"),
                           QStringLiteral("3")};
    const auto tag = [&arguments](const char* name, const QString& text) {
        if (!text.isEmpty())
            arguments << QStringLiteral("-metadata") << QLatin1String(name) + tagValue(text);
    };
    tag("title=", tags.title);
    tag("artist=", tags.artist);
    tag("album=", tags.album);
    if (tags.number > 0)
        tag("track=", QStringLiteral("%1/%2").arg(tags.number).arg(tags.count));
    if (tags.date.isValid())
        tag("date=", tags.date.toString(Qt::ISODate));
    // -y: the file is ours and exists already, empty, under its temporary name.
    arguments << QStringLiteral("-f") << QStringLiteral("mp3") << QStringLiteral("-y")
              << QStringLiteral("file:") + output;
    return arguments;
}

QStringList probeArguments(const QString& file)
{
    return {QStringLiteral("-v"),
            QStringLiteral("error"),
            QStringLiteral("-protocol_whitelist"),
            QStringLiteral("file"),
            QStringLiteral("-f"),
            QStringLiteral("mp3"),
            QStringLiteral("-show_entries"),
            QStringLiteral("stream=duration,channels,sample_rate"),
            QStringLiteral("-of"),
            QStringLiteral("json"),
            QStringLiteral("-i"),
            QStringLiteral("file:") + file};
}

std::optional<ProbedFile> readProbe(const QByteArray& json)
{
    const auto streams
        = QJsonDocument::fromJson(json).object().value(QLatin1String("streams")).toArray();
    if (streams.size() != 1)
        return std::nullopt;
    const QJsonObject stream = streams.first().toObject();
    ProbedFile probed;
    bool known = false;
    probed.seconds = stream.value(QLatin1String("duration")).toString().toDouble(&known);
    probed.channels = stream.value(QLatin1String("channels")).toInt();
    probed.sampleRate = stream.value(QLatin1String("sample_rate")).toString().toInt();
    return known ? std::optional(probed) : std::nullopt;
}

std::uint64_t leastMp3Bytes(SampleCount samples)
{
    constexpr std::int64_t kFrameSamples = 1152;
    constexpr std::int64_t kFrameBytes = 96;
    return static_cast<std::uint64_t>(samples.value() / kFrameSamples * kFrameBytes);
}

QString lastLines(const QByteArray& output)
{
    QStringList lines;
    for (const QString& line : QString::fromUtf8(output).split(QLatin1Char('\n'))) {
        QString clean;
        for (const QChar c : line.left(kMaxLine)) {
            if (c.isPrint())
                clean += c;
        }
        if (!clean.trimmed().isEmpty())
            lines.append(clean);
    }
    return lines.mid(std::max<qsizetype>(0, lines.size() - kMaxLines)).join(QLatin1Char('\n'));
}

} // namespace lavalier::exporter
