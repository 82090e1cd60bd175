#pragma once

#include "sinks/review/plan_shelf.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace lavalier::review {

class SetAside;
class TrackPcm;

/// How one speaker is heard.
struct Voice {
    UserId user;
    float gain = 1; ///< factor; 0 is not heard, and not decoded either

    bool operator==(const Voice&) const = default;
};

/// Mixes a recording's tracks for listening, from any place on.
///
/// A thread of its own keeps a quarter of a second mixed; whatever drives a sound device takes it
/// with pull(). Changes of voices are heard after that quarter.
/// Units:   mono at 48 kHz, cut at full scale.
/// Errors:  a track that cannot be decoded is silent, and counted.
/// Thread:  all members but the destructor from any; pull() never waits for the disk.
class Player {
public:
    enum class State { Stopped, Preparing, Playing, Ended };

    Player(QString recordingPath, QString workerProgram, std::shared_ptr<PlanShelf> plans);
    ~Player();

    void setVoices(std::vector<Voice> voices);
    void play(SampleCount from, SampleCount to);
    void stop();

    State state() const;
    /// Of what was pulled last; where play() began before that.
    SampleCount position() const;
    int silentTracks() const { return m_silentTracks; }

    /// Fills all of `out`, with silence where nothing is ready; says how much was sound.
    std::size_t pull(std::span<float> out);

private:
    struct Track {
        UserId user;
        std::unique_ptr<TrackPcm> pcm; ///< null: it failed
    };
    using AllSetAside = std::map<UserId, SetAside>;

    void run();
    void mixBlock(recording::RecordingReader& reader, std::vector<Track>& tracks,
                  AllSetAside& aside, const std::vector<Voice>& voices, SampleCount at,
                  std::span<float> out);
    std::unique_ptr<TrackPcm> soundOf(UserId user, recording::RecordingReader& reader,
                                      AllSetAside& aside, SampleCount at);

    const QString m_path;
    const QString m_worker;
    const std::shared_ptr<PlanShelf> m_plans;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Voice> m_voices;
    std::vector<float> m_mixed; ///< not pulled yet
    SampleCount m_position;
    SampleCount m_end;
    State m_state = State::Stopped;
    int m_round = 0; ///< of play() and stop(): what was mixed for an earlier one is thrown away
    bool m_quit = false;

    std::atomic<bool> m_cancelled = false; ///< ends a read that waits for a worker
    std::atomic<int> m_silentTracks = 0;
    std::thread m_thread; // last: it uses what is above
};

} // namespace lavalier::review
