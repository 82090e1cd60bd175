#include "sinks/exporter/wav_chunks.h"

#include "voice/base/bytes.h"

#include <algorithm>
#include <limits>

namespace lavalier::exporter {
namespace {

constexpr std::size_t kMaxCues = 1000;

void put32(QByteArray& out, std::uint32_t value)
{
    for (int byte = 0; byte < 4; ++byte)
        out.append(static_cast<char>(value >> (8 * byte)));
}

QByteArray chunk(const char* name, const QByteArray& body)
{
    QByteArray out(name);
    put32(out, static_cast<std::uint32_t>(body.size()));
    out += body;
    if (body.size() % 2 != 0)
        out.append('\0');
    return out;
}

/// Text in a field of fixed width: ASCII, the rest of it zeros.
QByteArray field(const QString& text, qsizetype width)
{
    QByteArray bytes;
    for (const QChar c : text.normalized(QString::NormalizationForm_D)) {
        if (c.unicode() >= 0x20 && c.unicode() < 0x7F)
            bytes.append(static_cast<char>(c.unicode()));
    }
    return bytes.left(width).leftJustified(width, '\0');
}

QByteArray text(const QString& value)
{
    return tagValue(value).toUtf8() + '\0';
}

} // namespace

QByteArray broadcastChunk(const TrackTags& tags, int channels, int bytesPerSample)
{
    const QString what = tags.artist.isEmpty() ? tags.title : tags.artist + u" - " + tags.album;
    const QDateTime when = tags.date.isValid() ? tags.date : QDateTime::fromSecsSinceEpoch(0);
    const std::uint64_t reference = tags.timeReference();
    QByteArray body = field(what, 256);
    body += field(QStringLiteral("Lavalier"), 32);
    body += field(QString::number(tags.number), 32);
    body += field(when.toString(QStringLiteral("yyyy-MM-dd")), 10);
    body += field(when.toString(QStringLiteral("HH:mm:ss")), 8);
    put32(body, static_cast<std::uint32_t>(reference));
    put32(body, static_cast<std::uint32_t>(reference >> 32));
    body += QByteArray("\1\0", 2); // version 1
    body += QByteArray(64 + 190, '\0'); // UMID, reserved
    body += QStringLiteral("A=PCM,F=%1,W=%2,M=%3,T=Lavalier\r\n")
                .arg(kSampleRate)
                .arg(8 * bytesPerSample)
                .arg(channels == 2 ? QStringLiteral("stereo") : QStringLiteral("mono"))
                .toLatin1();
    return chunk("bext", body);
}

QByteArray tailChunks(const TrackTags& tags)
{
    std::vector<Marker> markers = tags.markers;
    std::erase_if(markers, [](const Marker& marker) { // a cue has 32 bits: a day
        return marker.at.value() > std::numeric_limits<std::uint32_t>::max();
    });
    markers.resize(std::min(markers.size(), kMaxCues));
    QByteArray out;
    if (!markers.empty()) {
        QByteArray cues;
        QByteArray labels("adtl");
        put32(cues, static_cast<std::uint32_t>(markers.size()));
        for (std::size_t i = 0; i < markers.size(); ++i) {
            const auto id = static_cast<std::uint32_t>(i + 1);
            const auto at = static_cast<std::uint32_t>(markers[i].at.value());
            put32(cues, id);
            put32(cues, at);
            cues += "data";
            put32(cues, 0);
            put32(cues, 0);
            put32(cues, at);
            QByteArray label;
            put32(label, id);
            label += text(markers[i].text.isEmpty() ? QString::number(id) : markers[i].text);
            labels += chunk("labl", label);
        }
        out += chunk("cue ", cues) + chunk("LIST", labels);
    }
    QByteArray info("INFO");
    const auto add = [&info](const char* name, const QString& value) {
        if (!value.isEmpty())
            info += chunk(name, text(value));
    };
    add("INAM", tags.title);
    add("IART", tags.artist);
    add("IPRD", tags.album);
    if (tags.date.isValid())
        add("ICRD", tags.date.toString(Qt::ISODate));
    if (tags.number > 0)
        add("ITRK", QString::number(tags.number));
    if (info.size() > 4)
        out += chunk("LIST", info);
    return out;
}

} // namespace lavalier::exporter
