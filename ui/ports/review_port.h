#pragma once

#include "ui/ports/loss_view.h"
#include "ui/ports/problem.h"
#include "ui/ports/time_span.h"
#include "voice/base/strong_id.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace lavalier::ui {

/// The lowest and highest sample within one column of a drawing; 1 is full scale.
struct WaveExtent {
    float low = 0;
    float high = 0;

    bool operator==(const WaveExtent&) const = default;
};

/// A track's waveform at whatever scale it is asked for. Reads memory only.
class TrackWave {
public:
    virtual ~TrackWave() = default;
    virtual void columns(double fromSeconds, double secondsPerColumn,
                         std::span<WaveExtent> out) const = 0;
};

struct ReviewTrack {
    UserId id;
    QString name;
    std::shared_ptr<const TrackWave> wave; ///< null until it is there
    double waveProgress = 0; ///< of making it, 0 to 1
    bool waveFailed = false;
    std::vector<LossSpan> losses;
    double gain = 0; ///< dB, kept with the recording
    bool excluded = false; ///< from exports, kept with the recording
    bool muted = false; ///< only here, only now
    bool solo = false;

    bool operator==(const ReviewTrack&) const = default;
};

struct ReviewMarker {
    QString key;
    std::chrono::milliseconds at {0}; ///< on the tracks
    QString text; ///< may be empty

    bool operator==(const ReviewMarker&) const = default;
};

/// What an undo takes back or a redo makes again; the window has the words.
enum class EditName { Title, Notes, Name, Gain, Exclude, Trim, Marker, Other };
enum class ReviewState { Closed, Loading, Ready, Failed };

/// One recording opened to be looked at, listened to and edited.
struct ReviewView {
    ReviewState state = ReviewState::Closed;
    std::optional<Problem> problem; ///< when Failed
    QString path;
    QString title;
    QString place; ///< channel and server
    QDateTime started;
    std::chrono::milliseconds length {0}; ///< of every track; pauses are cut
    QString notes;
    bool editable = false; ///< not while it is being recorded, nor when a later version made it
    std::vector<ReviewTrack> tracks;
    std::vector<ReviewMarker> markers; ///< in order of time
    std::optional<TimeSpan> trim; ///< what an export keeps
    std::optional<EditName> undo;
    std::optional<EditName> redo;

    bool operator==(const ReviewView&) const = default;
};

enum class PlayState { Stopped, Preparing, Playing };

struct PlaybackView {
    PlayState state = PlayState::Stopped;
    std::chrono::milliseconds position {0};
    bool noDevice = false; ///< nothing to play through was found when last tried
    int silentTracks = 0; ///< could not be decoded

    bool operator==(const PlaybackView&) const = default;
};

/// One recording: its tracks, what was edited, and playing it.
///
/// Every edit is appended to the recording and can be undone; what was heard is never changed.
/// Thread:  GUI. Files and workers are elsewhere; what came of a call arrives as a signal.
class ReviewPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const ReviewView& review() const = 0;
    virtual PlaybackView playback() const = 0; ///< cheap; meant to be polled while playing

public slots:
    virtual void open(const QString& path) = 0;
    virtual void close() = 0;
    /// What is looked at, so that it can be drawn as finely as the screen has pixels.
    virtual void lookAt(lavalier::ui::TimeSpan shown, double secondsPerColumn) = 0;

    virtual void play(lavalier::ui::TimeSpan stretch) = 0;
    virtual void stop() = 0;
    virtual void setMuted(lavalier::UserId speaker, bool muted) = 0;
    virtual void setSolo(lavalier::UserId speaker, bool solo) = 0;

    virtual void setTitle(const QString& title) = 0;
    virtual void setNotes(const QString& notes) = 0;
    virtual void renameSpeaker(lavalier::UserId speaker, const QString& name) = 0;
    virtual void setGain(lavalier::UserId speaker, double decibel) = 0;
    virtual void setExcluded(lavalier::UserId speaker, bool excluded) = 0;
    virtual void setTrim(const std::optional<lavalier::ui::TimeSpan>& keep) = 0;
    virtual void addMarker(std::chrono::milliseconds at, const QString& text) = 0;
    virtual void moveMarker(const QString& key, std::chrono::milliseconds to) = 0;
    virtual void setMarkerText(const QString& key, const QString& text) = 0;
    virtual void deleteMarker(const QString& key) = 0;
    virtual void undo() = 0;
    virtual void redo() = 0;

signals:
    void reviewChanged();
    void playbackChanged();
    void problemRaised(const lavalier::ui::Problem& problem);
};

} // namespace lavalier::ui
