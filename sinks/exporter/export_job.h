#pragma once

#include "processing/timeline/loss_map.h"
#include "sinks/exporter/export_request.h"
#include "sinks/recording/recording_types.h"
#include "voice/base/audio_units.h"
#include "voice/base/strong_id.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace lavalier::exporter {

enum class ExportError {
    RecordingUnreadable,
    NoSpeakers, ///< nobody, or nothing, to export
    RangeEmpty, ///< nothing lies between the two places asked for
    SpeakerUnknown, ///< one that was asked for is not in the recording
    FolderNotWritable,
    DiskFull,
    FfmpegMissing,
    FfmpegFailed,
    FfmpegStalled, ///< took nothing for 15 s
    WorkerMissing,
    WorkerFailed,
    OutputInvalid, ///< the tool reported success, the file says otherwise
};

struct ExportFailure {
    ExportError error = ExportError::RecordingUnreadable;
    UserId speaker; ///< whose track, or who is unknown; zero: the whole export
    QString toolOutput; ///< the tool's own last lines
    /// Why, when the recording is unreadable.
    recording::RecordingError recording = recording::RecordingError::None;

    bool operator==(const ExportFailure&) const = default;
};

/// What is not true of a track's sound. Lists are cut: this is kept, and a recording may be long.
struct TrackLosses {
    static constexpr std::size_t kMostListed = 1000;

    timeline::LossReport placing; ///< of the plan; without holes and rows
    std::optional<timeline::LossMap> map; ///< by cause; of its spans the undecodable ones
    bool isDecoded = false; ///< a decoder has seen every packet, not only its shape
    std::int64_t undecodable = 0; ///< packets in the track, as in the map
    std::int64_t setAside = 0; ///< of these: they killed a decoder
    std::int64_t leftOut = 0; ///< packets that found no room among those of an Ogg Opus file
};

/// What became of one speaker's track.
struct TrackReport {
    UserId speaker;
    QString name;
    QString file; ///< whole path; empty when failed
    SampleCount samples;
    int channels = 1;
    std::uint64_t bytes = 0;
    std::optional<TrackLosses> losses; ///< of a track that could be planned
    std::optional<timeline::SyncReport> sync;
    std::optional<SampleCount> copyOffset; ///< largest of a copied packet from its place
    std::optional<double> gainDb; ///< applied, where any was asked for
    std::optional<double> lufs; ///< reached by it, where a loudness was asked for and can be told
    std::optional<ExportFailure> failure;
};

struct ExportReport {
    QString recordingPath;
    QString title;
    std::vector<TrackReport> tracks;
    std::optional<TrackReport> mix; ///< of nobody in particular
    std::vector<TrackReport> mixed; ///< what went into it; not in the JSON, which tells of files
    QStringList extras; ///< labels, projects, the report itself
    std::optional<ExportFailure> failure; ///< the first one; finished tracks stay
    bool cancelled = false;
    int partsMissing = 0; ///< files of the recording that could not be read: silence in the tracks
    bool logDamaged
        = false; ///< of the recording: there is more behind, which recovering brings back
    /// By the computer that recorded, of everything it was sent. Which packets of the tracks they
    /// were is known as far as their losses say "computer".
    std::uint64_t datagramsDropped = 0;

    QStringList files() const;
    /// {"recording", "title", "sampleRate", "tracks": [{"speaker", "id", "file", "samples", …}]}
    QJsonObject toJson() const;
};

class ExportRun;

/// One export of one recording: a file per speaker, all of the same length.
///
/// Writes under temporary names and renames whole, checked files; never overwrites and never
/// touches the recording. A job runs once.
/// Thread:  lives on one thread with an event loop; never blocks it for long.
class ExportJob : public QObject {
    Q_OBJECT
public:
    explicit ExportJob(ExportRequest request, QObject* parent = nullptr);
    ~ExportJob() override; ///< cancels

    const ExportRequest& request() const;
    double fraction() const; ///< 0 to 1 over all tracks
    SampleCount length() const; ///< of what is exported; zero until the recording was read
    bool isRunning() const;
    const ExportReport& report() const; ///< complete once finished() was sent

    void start();
    void cancel(); ///< finished() follows within a second

signals:
    void progressed(double fraction);
    void trackFinished(const QString& file);
    void finished();

private:
    const ExportRequest m_request;
    ExportReport m_report;
    bool m_running = false;
    std::atomic<bool> m_progressPosted = false; // at most one progressed() is under way
    std::unique_ptr<ExportRun> m_run; // last: its threads use what is above
};

/// Whether `program` can be started at all; used to offer what needs ffmpeg.
bool isProgramAvailable(const QString& program);

} // namespace lavalier::exporter
