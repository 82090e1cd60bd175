#include "sinks/exporter/ffmpeg_command.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace lavalier::exporter {
namespace {

constexpr qsizetype kMaxLines = 12;
constexpr qsizetype kMaxLine = 300;
/// Thirty days; no recording is longer.
constexpr qint64 kMostUs = qint64 {30} * 24 * 3600 * 1'000'000;

QString vbrStep(Quality quality)
{
    return quality == Quality::Best ? QStringLiteral("0")
        : quality == Quality::High  ? QStringLiteral("2")
                                    : QStringLiteral("4");
}

/// For stereo; speech in mono needs rather more than half.
QString bitRate(Quality quality, int channels)
{
    const int stereo = quality == Quality::Best ? 256 : quality == Quality::High ? 160 : 96;
    return QString::number(channels == 2 ? stereo : stereo * 5 / 8) + QLatin1Char('k');
}

QString rawFormat(wire::SampleFormat samples)
{
    switch (samples) {
    case wire::SampleFormat::S16:
        return QStringLiteral("s16le");
    case wire::SampleFormat::S24:
        return QStringLiteral("s24le");
    case wire::SampleFormat::F32:
        return QStringLiteral("f32le");
    }
    return {};
}

QStringList beginning()
{
    return {QStringLiteral("-hide_banner"),        QStringLiteral("-nostdin"),
            QStringLiteral("-loglevel"),           QStringLiteral("error"),
            QStringLiteral("-protocol_whitelist"), QStringLiteral("file,pipe")};
}

void addChapters(QStringList& arguments, const QString& chapters)
{
    if (!chapters.isEmpty())
        arguments << QStringLiteral("-protocol_whitelist") << QStringLiteral("file,pipe")
                  << QStringLiteral("-f") << QStringLiteral("ffmetadata") << QStringLiteral("-i")
                  << QStringLiteral("file:") + chapters;
}

void addTags(QStringList& arguments, const TrackTags& tags)
{
    const auto tag = [&arguments](const char* name, const QString& text) {
        if (!text.isEmpty())
            arguments << QStringLiteral("-metadata") << QLatin1String(name) + tagValue(text);
    };
    tag("title=", tags.title);
    tag("artist=", tags.artist);
    tag("album=", tags.album);
    if (tags.number > 0)
        tag("track=", QStringLiteral("%1/%2").arg(tags.number).arg(tags.count));
    if (tags.date.isValid()) {
        tag("date=", tags.date.toString(Qt::ISODate));
        tag("time_reference=", QString::number(tags.timeReference()));
    }
    tag("location=", tags.place);
}

QStringList coderOf(const Encoding& encoding)
{
    switch (encoding.format) {
    case Format::Mp3:
        return {QStringLiteral("-c:a"),    QStringLiteral("libmp3lame"),     QStringLiteral("-q:a"),
                vbrStep(encoding.quality), QStringLiteral("-id3v2_version"), QStringLiteral("3")};
    case Format::Flac16:
        return {QStringLiteral("-c:a"), QStringLiteral("flac"), QStringLiteral("-sample_fmt"),
                QStringLiteral("s16")};
    case Format::Flac24:
        return {QStringLiteral("-c:a"),
                QStringLiteral("flac"),
                QStringLiteral("-sample_fmt"),
                QStringLiteral("s32"),
                QStringLiteral("-bits_per_raw_sample"),
                QStringLiteral("24")};
    case Format::Aac:
        return {QStringLiteral("-c:a"), QStringLiteral("aac"), QStringLiteral("-b:a"),
                bitRate(encoding.quality, encoding.channels)};
    case Format::OggOpus:
        return {QStringLiteral("-c:a"), QStringLiteral("libopus"), QStringLiteral("-b:a"),
                bitRate(encoding.quality, encoding.channels)};
    default:
        return {};
    }
}

/// Ogg and Matroska number their streams by chance unless told not to; two exports of one recording
/// are to be the same bytes.
QStringList sameBytes()
{
    return {QStringLiteral("-fflags"), QStringLiteral("+bitexact")};
}

QString muxerOf(Format format)
{
    switch (format) {
    case Format::Mp3:
        return QStringLiteral("mp3");
    case Format::Aac:
        return QStringLiteral("ipod");
    case Format::OggOpus:
        return QStringLiteral("opus");
    default:
        return QStringLiteral("flac");
    }
}

} // namespace

QStringList encodeArguments(const Encoding& encoding, const QString& output)
{
    QStringList arguments = beginning();
    arguments << QStringLiteral("-f") << rawFormat(encoding.samples) << QStringLiteral("-ar")
              << QString::number(kSampleRate) << QStringLiteral("-ac")
              << QString::number(encoding.channels) << QStringLiteral("-i")
              << QStringLiteral("pipe:0");
    addChapters(arguments, encoding.chapters);
    arguments << QStringLiteral("-map") << QStringLiteral("0:a")
              << QStringLiteral("-map_metadata:g") << QStringLiteral("-1")
              << QStringLiteral("-map_chapters")
              << (encoding.chapters.isEmpty() ? QStringLiteral("-1") : QStringLiteral("1"));
    arguments += coderOf(encoding);
    addTags(arguments, encoding.tags);
    if (encoding.format == Format::OggOpus)
        arguments += sameBytes();
    // -y: the file is ours and exists already, empty, under its temporary name.
    arguments << QStringLiteral("-f") << muxerOf(encoding.format) << QStringLiteral("-y")
              << QStringLiteral("file:") + output;
    return arguments;
}

QStringList mp3Arguments(int channels, Quality quality, const TrackTags& tags,
                         const QString& output)
{
    return encodeArguments({Format::Mp3, quality, channels, wire::SampleFormat::S16, tags, {}},
                           output);
}

QStringList muxArguments(const std::vector<MuxedTrack>& tracks, const TrackTags& tags,
                         const QString& chapters, const QString& output)
{
    QStringList arguments = beginning();
    for (const MuxedTrack& track : tracks)
        arguments << QStringLiteral("-protocol_whitelist") << QStringLiteral("file,pipe")
                  << QStringLiteral("-i") << QStringLiteral("file:") + track.file;
    addChapters(arguments, chapters);
    for (std::size_t i = 0; i < tracks.size(); ++i)
        arguments << QStringLiteral("-map") << QStringLiteral("%1:a:0").arg(i);
    arguments << QStringLiteral("-map_metadata:g") << QStringLiteral("-1")
              << QStringLiteral("-map_chapters")
              << (chapters.isEmpty() ? QStringLiteral("-1") : QString::number(tracks.size()))
              << QStringLiteral("-c:a") << QStringLiteral("copy");
    addTags(arguments, tags);
    for (std::size_t i = 0; i < tracks.size(); ++i)
        arguments << QStringLiteral("-metadata:s:a:%1").arg(i)
                  << QStringLiteral("title=") + tagValue(tracks[i].name);
    arguments += sameBytes();
    arguments << QStringLiteral("-f") << QStringLiteral("matroska") << QStringLiteral("-y")
              << QStringLiteral("file:") + output;
    return arguments;
}

QByteArray chapterFile(const TrackTags& tags, SampleCount length)
{
    QByteArray text(";FFMETADATA1\n");
    const auto add = [&text](SampleCount from, SampleCount to, QString title) {
        for (const QChar special : QStringLiteral("\\=;#"))
            title.replace(special, QLatin1Char('\\') + QString(special));
        text += "[CHAPTER]\nTIMEBASE=1/48000\nSTART=" + QByteArray::number(qint64(from.value()))
            + "\nEND=" + QByteArray::number(qint64(to.value())) + "\ntitle=" + title.toUtf8()
            + '\n';
    };
    const std::vector<Marker>& markers = tags.markers;
    if (!markers.empty() && markers.front().at > SampleCount())
        add({}, markers.front().at, tagValue(tags.album));
    for (std::size_t i = 0; i < markers.size(); ++i) {
        const QString title = tagValue(markers[i].text);
        add(markers[i].at, i + 1 < markers.size() ? markers[i + 1].at : length,
            title.isEmpty() ? QString::number(i + 1) : title);
    }
    return text;
}

QString containerOf(Format format)
{
    switch (format) {
    case Format::Mp3:
        return QStringLiteral("mp3");
    case Format::Aac:
        return QStringLiteral("mov");
    case Format::OggOpus:
        return QStringLiteral("ogg");
    default:
        return QStringLiteral("flac");
    }
}

QStringList probeArguments(const QString& file, const QString& container)
{
    return {QStringLiteral("-v"),
            QStringLiteral("error"),
            QStringLiteral("-protocol_whitelist"),
            QStringLiteral("file"),
            QStringLiteral("-f"),
            container,
            QStringLiteral("-select_streams"),
            QStringLiteral("a:0"),
            QStringLiteral("-show_entries"),
            QStringLiteral("format=duration:stream=duration,channels,sample_rate"),
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
    QString duration = stream.value(QLatin1String("duration")).toString();
    if (duration.isEmpty()) { // Matroska knows only its own
        const auto format = QJsonDocument::fromJson(json).object().value(QLatin1String("format"));
        duration = format.toObject().value(QLatin1String("duration")).toString();
    }
    probed.seconds = duration.toDouble(&known);
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

std::optional<SampleCount> encodedSoFar(const QByteArray& told)
{
    const QByteArray name("out_time_us=");
    const qsizetype at = told.lastIndexOf(name);
    const qsizetype end = at < 0 ? -1 : told.indexOf('\n', at);
    if (end < 0)
        return std::nullopt;
    bool isNumber = false;
    const qint64 us = told.mid(at + name.size(), end - at - name.size()).toLongLong(&isNumber);
    return isNumber && us >= 0 && us <= kMostUs
        ? std::optional(samplesOf(std::chrono::microseconds(us)))
        : std::nullopt;
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
