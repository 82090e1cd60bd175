#include "sinks/exporter/ogg_opus.h"

#include "voice/base/bytes.h"

#include <ogg/ogg.h>

#include <algorithm>
#include <cmath>

namespace lavalier::exporter {
namespace {

constexpr std::size_t kMaxChapters = 1000;

void put32(QByteArray& out, std::uint32_t value)
{
    for (int byte = 0; byte < 4; ++byte)
        out.append(static_cast<char>(value >> (8 * byte)));
}

void putText(QByteArray& out, const QByteArray& text)
{
    put32(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

} // namespace

struct OggOpusWriter::Stream {
    ogg_stream_state state {};
    ogg_int64_t packets = 0;
};

QByteArray opusHead(const OpusHeader& header)
{
    const double steps = std::clamp(header.gainDb * 256, -32768.0, 32767.0);
    const auto gain = static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(steps)));
    QByteArray out("OpusHead");
    out.append('\1');
    out.append(static_cast<char>(header.channels));
    out.append(static_cast<char>(header.preSkip.value()));
    out.append(static_cast<char>(header.preSkip.value() >> 8));
    put32(out, static_cast<std::uint32_t>(kSampleRate));
    out.append(static_cast<char>(gain));
    out.append(static_cast<char>(gain >> 8));
    out.append('\0'); // channel mapping family 0
    return out;
}

QByteArray opusTags(const OpusHeader& header)
{
    const TrackTags& tags = header.tags;
    std::vector<QByteArray> comments;
    const auto add = [&comments](const QByteArray& name, const QString& value) {
        if (!value.isEmpty())
            comments.push_back(name + '=' + tagValue(value).toUtf8());
    };
    add("TITLE", tags.title);
    add("ARTIST", tags.artist);
    add("ALBUM", tags.album);
    if (tags.number > 0) {
        add("TRACKNUMBER", QString::number(tags.number));
        add("TRACKTOTAL", QString::number(tags.count));
    }
    if (tags.date.isValid()) {
        add("DATE", tags.date.toString(Qt::ISODate));
        add("TIME_REFERENCE", QString::number(tags.timeReference()));
    }
    add("LOCATION", tags.place);
    for (std::size_t i = 0; i < std::min(tags.markers.size(), kMaxChapters); ++i) {
        const QByteArray name
            = "CHAPTER" + QByteArray::number(qulonglong(i)).rightJustified(3, '0');
        add(name, clockText(tags.markers[i].at));
        add(name + "NAME",
            tags.markers[i].text.isEmpty() ? QString::number(i + 1) : tags.markers[i].text);
    }
    QByteArray out("OpusTags");
    putText(out, "Lavalier " LAVALIER_VERSION);
    put32(out, static_cast<std::uint32_t>(comments.size()));
    for (const QByteArray& comment : comments)
        putText(out, comment);
    return out;
}

OggOpusWriter::OggOpusWriter(QIODevice& device, const OpusHeader& header)
    : m_device(device)
    , m_stream(std::make_unique<Stream>())
{
    m_good = ogg_stream_init(&m_stream->state, static_cast<int>(header.serial)) == 0;
    // Each header ends its page.
    submit(opusHead(header), SampleCount(), false);
    putPages(true);
    submit(opusTags(header), SampleCount(), false);
    putPages(true);
}

OggOpusWriter::~OggOpusWriter()
{
    ogg_stream_clear(&m_stream->state);
}

bool OggOpusWriter::write(LaidPacket packet)
{
    if (m_held) {
        m_granule += m_held->samples;
        submit(m_held->bytes, m_granule, false);
        const bool secondFull = m_granule - m_pageStart >= SampleCount(kSampleRate);
        putPages(secondFull);
        if (secondFull)
            m_pageStart = m_granule;
    }
    m_held = std::move(packet);
    return m_good;
}

bool OggOpusWriter::finish(SampleCount end)
{
    if (m_held) {
        submit(m_held->bytes, std::clamp(end, m_granule, m_granule + m_held->samples), true);
        m_held.reset();
    }
    putPages(true);
    return m_good;
}

void OggOpusWriter::submit(const QByteArray& bytes, SampleCount granule, bool last)
{
    if (!m_good)
        return;
    QByteArray own = bytes; // libogg's packet is not const, and copies
    ogg_packet packet {};
    packet.packet = reinterpret_cast<unsigned char*>(own.data());
    packet.bytes = static_cast<long>(own.size());
    packet.b_o_s = m_stream->packets == 0 ? 1 : 0;
    packet.e_o_s = last ? 1 : 0;
    packet.granulepos = granule.value();
    packet.packetno = m_stream->packets++;
    m_good = ogg_stream_packetin(&m_stream->state, &packet) == 0;
}

void OggOpusWriter::putPages(bool all)
{
    ogg_page page {};
    while (m_good
           && (all ? ogg_stream_flush(&m_stream->state, &page)
                   : ogg_stream_pageout(&m_stream->state, &page))
               != 0) {
        const auto put = [this](const unsigned char* bytes, long size) {
            return m_device.write(reinterpret_cast<const char*>(bytes), size) == size;
        };
        m_good = put(page.header, page.header_len) && put(page.body, page.body_len);
    }
}

} // namespace lavalier::exporter
