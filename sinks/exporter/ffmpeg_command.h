#pragma once

#include "sinks/exporter/export_job.h"

#include <QStringList>

namespace lavalier::exporter {

/// What is written into an MP3 beside the sound.
struct TrackTags {
    QString title;
    QString artist; ///< the speaker
    QString album; ///< the recording
    int number = 0;
    int count = 0;
    QDateTime date;
};

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
