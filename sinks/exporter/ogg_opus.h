#pragma once

#include "sinks/exporter/opus_layout.h"
#include "sinks/exporter/track_tags.h"

#include <QIODevice>

#include <memory>

namespace lavalier::exporter {

/// What the two header packets of an Ogg Opus stream say.
struct OpusHeader {
    int channels = 1; ///< 1 or 2; players mix down or double what the packets hold
    SampleCount preSkip;
    double gainDb = 0; ///< players apply it: loudness without coding again
    std::uint32_t serial = 0;
    TrackTags tags;
};

QByteArray opusHead(const OpusHeader& header);
/// Vorbis comments; markers as CHAPTER000 and CHAPTER000NAME.
QByteArray opusTags(const OpusHeader& header);

/// Writes packets as an Ogg Opus stream: one page a second, so that players find any place.
///
/// Errors:  false once the device took less than it was given; then it stays so.
/// Source:  RFC 7845 (Ogg Opus), RFC 3533 (Ogg); pages by libogg.
class OggOpusWriter {
public:
    OggOpusWriter(QIODevice& device, const OpusHeader& header);
    ~OggOpusWriter();

    bool write(LaidPacket packet);
    /// The last page; sound ends at `end`, pre-skip included, within the last packet.
    bool finish(SampleCount end);

private:
    struct Stream;
    void submit(const QByteArray& bytes, SampleCount granule, bool last);
    void putPages(bool all);

    QIODevice& m_device;
    std::unique_ptr<Stream> m_stream;
    std::optional<LaidPacket> m_held; ///< the last packet must say that it is
    SampleCount m_granule; ///< where the submitted packets end
    SampleCount m_pageStart;
    bool m_good = true;
};

} // namespace lavalier::exporter
