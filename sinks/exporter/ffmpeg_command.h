#pragma once

#include "processing/wire/messages.h"
#include "sinks/exporter/export_job.h"
#include "sinks/exporter/track_tags.h"

#include <QStringList>

namespace lavalier::exporter {

/// Raw sound on ffmpeg's stdin, and what it shall become.
struct Encoding {
    Format format = Format::Mp3;
    Quality quality = Quality::High;
    int channels = 1;
    wire::SampleFormat samples = wire::SampleFormat::S16;
    TrackTags tags;
    QString chapters; ///< a file of ffmetadata; empty: none
};

/// The arguments that turn it into a file at `output`.
///
/// Pure. No shell reads them: each is one argument as it stands, whatever a name holds.
QStringList encodeArguments(const Encoding& encoding, const QString& output);
/// The same for 16 bit and MP3.
QStringList mp3Arguments(int channels, Quality quality, const TrackTags& tags,
                         const QString& output);

/// One track of a file that holds several.
struct MuxedTrack {
    QString file;
    QString name;
};
/// The arguments that put finished files into one Matroska file, their sound as it is.
QStringList muxArguments(const std::vector<MuxedTrack>& tracks, const TrackTags& tags,
                         const QString& chapters, const QString& output);

/// Markers as chapters, in ffmpeg's own format. MPEG-4 knows no chapter but from zero on, so what
/// comes before the first marker is one as well, named like the recording.
QByteArray chapterFile(const TrackTags& tags, SampleCount length);

/// What ffprobe is asked about a finished file, and what its answer says of its first stream.
QStringList probeArguments(const QString& file, const QString& container);
QString containerOf(Format format); ///< as ffmpeg calls it when it reads
struct ProbedFile {
    double seconds = 0;
    int channels = 0;
    int sampleRate = 0;
};
std::optional<ProbedFile> readProbe(const QByteArray& json);

/// The least bytes an MP3 of that length can have: LAME's lowest rate is 32 kbit/s.
std::uint64_t leastMp3Bytes(SampleCount samples);

/// How far ffmpeg is, by the last whole line of what `-progress` says about it.
std::optional<SampleCount> encodedSoFar(const QByteArray& told);

/// The last few lines of what a tool said, printable and bounded.
QString lastLines(const QByteArray& output);

} // namespace lavalier::exporter
