#pragma once

#include "app/review_facts.h"
#include "app/review_wave.h"
#include "sinks/monitor/audio_output.h"
#include "sinks/review/player.h"
#include "sinks/review/track_overview.h"
#include "ui/ports/review_port.h"
#include "voice/base/result.h"

#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace lavalier::app {

/// One recording opened in the window: read, drawn, played and edited.
///
/// Facts come first, waves from the cache next; what the cache lacks is made in the background,
/// track after track, and kept. Opening another recording ends all that was under way for the
/// first.
/// Thread:  GUI; files are read and changed on threads of its own.
class Review final : public ui::ReviewPort {
    Q_OBJECT
public:
    struct Places {
        QString cacheFolder;
        QString workerProgram;
    };

    /// `outputs` are asked when somebody plays it; null: this computer's.
    explicit Review(Places places, std::shared_ptr<monitor::OutputDevices> outputs = nullptr,
                    QObject* parent = nullptr);
    ~Review() override;

    const ui::ReviewView& review() const override { return m_view; }
    ui::PlaybackView playback() const override;

    void open(const QString& path) override;
    void close() override;
    void lookAt(lavalier::ui::TimeSpan shown, double secondsPerColumn) override;

    void play(lavalier::ui::TimeSpan stretch) override;
    void stop() override;
    void setMuted(lavalier::UserId speaker, bool muted) override;
    void setSolo(lavalier::UserId speaker, bool solo) override;

    void setTitle(const QString& title) override;
    void setNotes(const QString& notes) override;
    void renameSpeaker(lavalier::UserId speaker, const QString& name) override;
    void setGain(lavalier::UserId speaker, double decibel) override;
    void setExcluded(lavalier::UserId speaker, bool excluded) override;
    void setTrim(const std::optional<lavalier::ui::TimeSpan>& keep) override;
    void addMarker(std::chrono::milliseconds at, const QString& text) override;
    void moveMarker(const QString& key, std::chrono::milliseconds to) override;
    void setMarkerText(const QString& key, const QString& text) override;
    void deleteMarker(const QString& key) override;
    void undo() override;
    void redo() override;

signals:
    void edited(const QString& path); ///< the library shows titles and names too

private:
    /// What every task for one opened recording shares; a closed one is cancelled.
    struct Session {
        QString path;
        std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
        std::shared_ptr<review::PlanShelf> plans; ///< once the facts are there
    };
    using Change = std::function<Result<void, recording::RecordingError>(const QString& path)>;

    static Result<ReviewFacts, recording::RecordingError> readFacts(const QString& path);
    void adoptFacts(const Result<ReviewFacts, recording::RecordingError>& facts);
    void loadWaves();
    void adoptWave(UserId user, std::optional<review::TrackOverview> overview);
    void changeSoon(std::chrono::milliseconds within);
    void makeDetail();
    void adoptDetail(UserId user, std::shared_ptr<const WaveDetail> detail);
    void change(Change work);
    void append(const recording::Edit& edit);
    void updateVoices();
    void followOutput(monitor::AudioOutput::State state);
    ui::ReviewTrack* trackOf(UserId user);
    /// Runs `work` on a pool; its answer is taken on the GUI thread unless the session is over.
    template <typename Answer>
    void later(QThreadPool& pool, std::function<Answer(Session&)> work,
               std::function<void(Answer)> take);

    const Places m_places;
    ui::ReviewView m_view;
    ReviewFacts m_facts;
    std::shared_ptr<Session> m_session; ///< null when closed
    QThreadPool m_files; ///< one at a time, in order: facts, edits
    QThreadPool m_waves; ///< the long work
    QThreadPool m_details;
    QTimer m_detailSoon;
    ui::TimeSpan m_shown;
    double m_secondsPerColumn = 0;
    QTimer m_changedSoon;

    std::shared_ptr<review::Player> m_player;
    const std::shared_ptr<monitor::OutputDevices> m_outputs;
    std::unique_ptr<monitor::AudioOutput> m_output;
    ui::TimeSpan m_stretch;
    bool m_noDevice = false;
};

} // namespace lavalier::app
