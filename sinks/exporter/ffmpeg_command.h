#pragma once

#include "sinks/exporter/export_job.h"
#include "sinks/exporter/track_tags.h"

#include <QStringList>

namespace lavalier::exporter {

/// The arguments that turn raw 16-bit PCM on ffmpeg's stdin into an MP3 at `output`.
///
/// Pure. No shell reads them: each is one argument as it stands, whatever a name holds.
QStringList mp3Arguments(int channels, Quality quality, const TrackTags& tags,
                         const QString& output);

/// What ffprobe is asked about a finished file, and what its answer says.
QStringList probeArguments(const QString& file);
struct ProbedFile {
    double seconds = 0;
    int channels = 0;
    int sampleRate = 0;
};
std::optional<ProbedFile> readProbe(const QByteArray& json);

/// The least bytes an MP3 of that length can have: LAME's lowest rate is 32 kbit/s.
std::uint64_t leastMp3Bytes(SampleCount samples);

/// The last few lines of what a tool said, printable and bounded.
QString lastLines(const QByteArray& output);

} // namespace lavalier::exporter
