#include "sinks/exporter/hand_over.h"

#include <QXmlStreamWriter>

#include <zip.h>

#include <memory>

namespace lavalier::exporter {
namespace {

QString seconds(SampleCount samples)
{
    return QString::number(static_cast<double>(samples.value()) / kSampleRate, 'f', 6);
}

QString markerName(const Marker& marker, std::size_t number)
{
    return marker.text.isEmpty() ? QString::number(number) : tagValue(marker.text);
}

/// Reaper quotes with whichever mark the text does not hold.
QString quoted(const QString& text)
{
    const QString line = tagValue(text);
    for (const QChar mark : QStringLiteral("\"'")) {
        if (!line.contains(mark))
            return mark + line + mark;
    }
    return u'`' + QString(line).replace(u'`', u'\'') + u'`';
}

QString reaperSource(Format format)
{
    switch (format) {
    case Format::OggOpus:
        return QStringLiteral("OPUS");
    case Format::Flac16:
    case Format::Flac24:
        return QStringLiteral("FLAC");
    case Format::Mp3:
        return QStringLiteral("MP3");
    case Format::Aac:
        return QStringLiteral("VIDEO"); // what Reaper opens through the system's decoders
    default:
        return QStringLiteral("WAVE");
    }
}

QByteArray projectXml(const HandOver& project)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    int lastId = 0;
    const auto id = [&lastId] { return QStringLiteral("id%1").arg(lastId++); };
    const auto attribute = [&xml](const char* name, const QString& value) {
        xml.writeAttribute(QLatin1String(name), value);
    };
    const auto begin = [&xml](const char* name) { xml.writeStartElement(QLatin1String(name)); };
    const QString length = seconds(project.samples);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    begin("Project");
    attribute("version", QStringLiteral("1.0"));
    begin("Application");
    attribute("name", QStringLiteral("Lavalier"));
    attribute("version", QStringLiteral(LAVALIER_VERSION));
    xml.writeEndElement();
    begin("Structure");
    QStringList trackIds;
    const auto track = [&](const QString& name, int channels, const char* content, const char* role,
                           const QString& channelId, const QString& destination) {
        trackIds.append(id());
        begin("Track");
        attribute("contentType", QLatin1String(content));
        attribute("loaded", QStringLiteral("true"));
        attribute("id", trackIds.back());
        attribute("name", tagValue(name));
        begin("Channel");
        attribute("audioChannels", QString::number(channels));
        if (!destination.isEmpty())
            attribute("destination", destination);
        attribute("role", QLatin1String(role));
        attribute("id", channelId);
        xml.writeEndElement();
        xml.writeEndElement();
    };
    const QString master = id();
    for (const HandOver::Track& one : project.tracks)
        track(one.name, one.channels, "audio", "regular", id(), master);
    track(QStringLiteral("Master"), 2, "audio notes", "master", master, {});
    xml.writeEndElement();

    begin("Arrangement");
    attribute("id", id());
    begin("Lanes");
    attribute("timeUnit", QStringLiteral("seconds"));
    attribute("id", id());
    for (std::size_t i = 0; i < project.tracks.size(); ++i) {
        const HandOver::Track& one = project.tracks[i];
        begin("Lanes");
        attribute("track", trackIds[static_cast<qsizetype>(i)]);
        attribute("id", id());
        begin("Clips");
        attribute("id", id());
        begin("Clip");
        attribute("time", QStringLiteral("0.0"));
        attribute("duration", length);
        attribute("contentTimeUnit", QStringLiteral("seconds"));
        attribute("playStart", QStringLiteral("0.0"));
        attribute("name", tagValue(one.name));
        begin("Audio");
        attribute("channels", QString::number(one.channels));
        attribute("duration", length);
        attribute("sampleRate", QString::number(kSampleRate));
        attribute("id", id());
        begin("File");
        attribute("path", one.file);
        attribute("external", QStringLiteral("true"));
        for (int i_ = 0; i_ < 5; ++i_) // File, Audio, Clip, Clips, Lanes
            xml.writeEndElement();
    }
    xml.writeEndElement();
    if (!project.markers.empty()) {
        begin("Markers");
        attribute("timeUnit", QStringLiteral("seconds"));
        attribute("id", id());
        for (std::size_t i = 0; i < project.markers.size(); ++i) {
            begin("Marker");
            attribute("time", seconds(project.markers[i].at));
            attribute("name", markerName(project.markers[i], i + 1));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return out;
}

QByteArray metadataXml(const HandOver& project)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("MetaData"));
    xml.writeTextElement(QStringLiteral("Title"), tagValue(project.title));
    xml.writeEndDocument();
    return out;
}

QByteArray zipped(const std::vector<std::pair<const char*, QByteArray>>& files)
{
    zip_error_t error {};
    zip_error_init(&error);
    zip_source_t* const buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (buffer == nullptr)
        return {};
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(buffer, &zip_source_free);
    zip_source_keep(buffer); // the archive takes one reference, we keep one
    zip_t* const archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    if (archive == nullptr) {
        zip_source_free(buffer);
        return {};
    }
    for (const auto& [name, bytes] : files) {
        zip_source_t* const source = zip_source_buffer(archive, bytes.constData(),
                                                       static_cast<zip_uint64_t>(bytes.size()), 0);
        if (source == nullptr || zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) < 0) {
            zip_source_free(source);
            zip_discard(archive);
            return {};
        }
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return {};
    }
    zip_stat_t stat {};
    if (zip_source_stat(buffer, &stat) != 0 || zip_source_open(buffer) != 0)
        return {};
    QByteArray out(static_cast<qsizetype>(stat.size), '\0');
    const zip_int64_t read
        = zip_source_read(buffer, out.data(), static_cast<zip_uint64_t>(out.size()));
    zip_source_close(buffer);
    return read == out.size() ? out : QByteArray();
}

} // namespace

QByteArray audacityLabels(const std::vector<Marker>& markers)
{
    QByteArray text;
    for (std::size_t i = 0; i < markers.size(); ++i) {
        const Marker& marker = markers[i];
        text += (seconds(marker.at) + u'\t' + seconds(marker.at + marker.length) + u'\t'
                 + markerName(marker, i + 1) + u'\n')
                    .toUtf8();
    }
    return text;
}

QByteArray audacityList(const HandOver& project)
{
    QByteArray text("window\n");
    for (const HandOver::Track& track : project.tracks)
        text += "file \"" + track.file.toUtf8() + "\" offset 0.0\n";
    return text;
}

QByteArray reaperProject(const HandOver& project)
{
    QString text
        = QStringLiteral("<REAPER_PROJECT 0.1 \"6.0\" 0\n  SAMPLERATE %1 1 0\n").arg(kSampleRate);
    for (std::size_t i = 0; i < project.markers.size(); ++i)
        text += QStringLiteral("  MARKER %1 %2 ").arg(i + 1).arg(seconds(project.markers[i].at))
            + quoted(markerName(project.markers[i], i + 1)) + u" 0\n";
    for (const HandOver::Track& track : project.tracks) {
        const QString name = quoted(track.name);
        text += u"  <TRACK\n    NAME " + name + u"\n    NCHAN 2\n    <ITEM\n      POSITION 0\n"
            + u"      LENGTH " + seconds(project.samples) + u"\n      NAME " + name
            + u"\n      SOFFS 0\n      <SOURCE " + reaperSource(project.format) + u"\n        FILE "
            + quoted(track.file) + u"\n      >\n    >\n  >\n";
    }
    return (text + u">\n").toUtf8();
}

QByteArray dawProject(const HandOver& project)
{
    return zipped({{"metadata.xml", metadataXml(project)}, {"project.xml", projectXml(project)}});
}

} // namespace lavalier::exporter
