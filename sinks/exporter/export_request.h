#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/strong_id.h"

#include <QString>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace lavalier::exporter {

enum class Format {
    OggOpus, ///< the packets as they came
    Wav16,
    Wav24,
    Flac16,
    Flac24,
    Mp3,
    Aac,
};
enum class Quality { Best, High, Small }; ///< MP3: LAME VBR 0, 2, 4; AAC: 256, 160, 96 kbit/s
enum class Channels { Auto, Mono, Stereo };
enum class Output {
    Tracks, ///< a file per speaker
    Mix, ///< one file with everybody together
    TracksAndMix,
    OneFile, ///< one Matroska file that holds every track
};
enum class Loudness { Off, Minus23, Minus19Mono, Minus16, Minus14 }; ///< LUFS, integrated

inline constexpr double kCeilingDbtp = -1;

/// What is laid beside the tracks.
struct Extras {
    bool labels = false; ///< markers, in Audacity's format
    bool reaper = false;
    bool audacity = false;
    bool daw = false;
    bool report = false;

    bool any() const { return labels || reaper || audacity || daw || report; }
    bool operator==(const Extras&) const = default;
};

/// One export as a value.
struct ExportRequest {
    QString recordingPath;
    QString folder; ///< made when missing
    Format format = Format::Wav16;
    Quality quality = Quality::High;
    Channels channels = Channels::Auto;
    Output output = Output::Tracks;
    Loudness loudness = Loudness::Off;
    std::vector<UserId> speakers; ///< empty means all
    std::map<UserId, double> gains; ///< decibels; who is not named keeps 0
    QString nameTemplate; ///< empty means the default
    bool keepPauses = false;
    /// On the tracks' own time.
    std::optional<std::chrono::microseconds> from;
    std::optional<std::chrono::microseconds> to;
    Extras extras;

    QString workerProgram; ///< lavalier-decode
    QString ffmpegProgram = QStringLiteral("ffmpeg");
    QString ffprobeProgram = QStringLiteral("ffprobe");
    int parallelTracks = 0; ///< 0: as many as the machine has cores
    std::chrono::milliseconds stallAfter {15'000};
    /// Where the recording ends; set by the job, so that all end alike while recording goes on.
    std::optional<std::chrono::microseconds> until;

    bool operator==(const ExportRequest&) const = default;
};

QString fileSuffix(Format format); ///< without a dot
bool isWav(Format format);
/// Whether making it takes lavalier-decode, and ffmpeg.
bool needsWorker(const ExportRequest& request);
bool needsFfmpeg(const ExportRequest& request);
std::optional<double> targetLufs(Loudness loudness);
/// A mono target makes mono files, whatever else was asked.
Channels wantedChannels(const ExportRequest& request);

/// Ready-made answers to "what for?".
enum class Preset { Editing, Podcast, Archive, Sharing };
std::optional<Preset> presetOf(const QString& name); ///< editing, podcast, archive, sharing
/// Format, quality, output, loudness, pauses and extras become the preset's.
void apply(Preset preset, ExportRequest& request);

} // namespace lavalier::exporter
