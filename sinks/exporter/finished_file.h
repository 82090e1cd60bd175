#pragma once

#include "sinks/exporter/encoder_run.h"
#include "sinks/exporter/sound_file.h"
#include "sinks/exporter/track_tags.h"
#include "sinks/exporter/wav_header.h"

namespace lavalier::exporter {

/// Makes a file of complete sound: WAV is appended to the header it has, the rest is ffmpeg's.
std::optional<EncoderFailure> encodeSound(const ExportRequest& request, const SoundFile& sound,
                                          const TrackTags& tags, const QString& chapters,
                                          const QString& file, const std::atomic<bool>& cancelled);

/// Whether the WAV holds exactly its samples; then pads it and appends the chunks of its tail.
std::optional<EncoderFailure> finishWav(const QString& file, const WavShape& shape,
                                        const QByteArray& tail);

/// Whether ffmpeg's file is what it said it is: by its size, and by ffprobe where there is one.
std::optional<EncoderFailure> checkEncoded(const ExportRequest& request, const QString& file,
                                           int channels, SampleCount length,
                                           const std::atomic<bool>& cancelled);
/// The same for a Matroska file of several tracks.
std::optional<EncoderFailure> checkContainer(const ExportRequest& request, const QString& file,
                                             SampleCount length,
                                             const std::atomic<bool>& cancelled);

} // namespace lavalier::exporter
