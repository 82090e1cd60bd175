#pragma once

#include "processing/level/level_meter.h"
#include "voice/base/clock.h"
#include "voice/base/opus_frame.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace lavalier::pool {

class PoolShared;

struct PoolSettings {
    QString workerProgram; ///< empty: lavalier-decode beside the running program
    QStringList workerArguments {QStringLiteral("--live")};
    int maxWorkers = 0; ///< 0: one for each core
    /// Frames travel in batches, one per tick. Every tick wakes two processes: at 40 ms ten
    /// speakers cost about a tenth less than at 20 ms, and a meter drawn at 30 Hz does not show it.
    std::chrono::milliseconds tick {40};
    std::chrono::milliseconds backlog {2000}; ///< older live frames are dropped, oldest first
    /// No answer while work is owed: killed. Time that the worker had, see FreezeWatch. With a kill
    /// and a start a worker is back within a second.
    std::chrono::milliseconds frozenAfter {600};
    /// Until the first word: a new process may have to be read from a slow disk.
    std::chrono::milliseconds greetingPatience {6000};
    std::chrono::milliseconds firstBackoff {50}; ///< doubles up to longestBackoff
    std::chrono::milliseconds longestBackoff {5000};
    const Clock* clock = nullptr; ///< the machine's own when null; outlives the pool
};

enum class PoolError {
    ProgramMissing, ///< lavalier-decode is not there or cannot be started
    BuildMismatch, ///< it is of another build; not asked again
    KeepsCrashing, ///< several deaths in a row
};

/// One speaker's meter reading, over all streams the speaker has.
struct SpeakerLevel {
    UserId user;
    float peakDb = level::kSilenceDb; ///< highest sample peak since the last take
    float averageDb = level::kSilenceDb; ///< 300 ms RMS; a full-scale sine reads 0 (AES17)
    bool clipped = false; ///< since the last take
    bool sideHeard = false; ///< ever: the speaker sends true stereo
    bool talking = false; ///< a frame that is not silence was decoded within 250 ms
    std::uint64_t framesDecoded = 0;
    std::uint64_t framesRefused = 0; ///< answered with an error, poisonous ones included

    bool operator==(const SpeakerLevel&) const = default;
};

/// One speaker's frames that came back from a worker.
struct AnswerCounts {
    std::uint64_t decoded = 0;
    std::uint64_t refused = 0; ///< with an error, poisonous ones included

    bool operator==(const AnswerCounts&) const = default;
};

/// Takes one decoded frame: stereo, interleaved, 48 kHz, full scale 1.0, finite. Called on the
/// pool's thread; must only hand over.
using PcmTaker = std::function<void(UserId user, std::span<const float> stereo)>;

/// Every frame submitted ends in exactly one of decoded, refused and dropped.
struct PoolStatus {
    int workersRunning = 0;
    std::vector<qint64> workerPids;
    std::uint64_t submitted = 0;
    std::uint64_t decoded = 0;
    std::uint64_t refused = 0;
    std::uint64_t dropped = 0; ///< live work given up: meters lag, nothing recorded is lost
    std::uint64_t waiting = 0; ///< not yet handed to a worker
    std::uint64_t unanswered = 0; ///< with a worker now
    std::uint64_t restarts = 0;
    std::uint64_t frozen = 0; ///< restarts because no answer came
    std::uint64_t distrusted = 0; ///< restarts because an answer broke the protocol
    std::uint64_t poisoned = 0; ///< frames set aside after killing two workers
    std::uint64_t refusedBuilds = 0;

    bool operator==(const PoolStatus&) const = default;
};

/// Decodes live frames in lavalier-decode processes and keeps each speaker's level.
///
/// A speaker's streams stay with one worker; workers start when first needed. When decoding falls
/// behind, the oldest live work is dropped and counted: recording never waits for it. A worker
/// that dies, freezes or breaks the protocol is replaced and its unanswered frames are sent again
/// one by one; a frame that kills two workers is set aside as refused. Frames of a worker that was
/// stopped from outside are not blamed: they are sent again like any that wait.
///
/// Order:   frames of a stream are decoded as submitted: reorder before (sinks/live).
/// Life:    nobody submits any more when it is destroyed.
/// Scope:   StreamId is unique within a call, so one pool serves one call.
/// Thread:  lives on the thread that made it; processes live on a thread of its own, joined in the
///          destructor (at most about a second). Marked methods may be called from any thread.
/// Idle:    200 ms after the last frame no timer runs.
class DecodePool : public QObject {
    Q_OBJECT
public:
    explicit DecodePool(PoolSettings settings, QObject* parent = nullptr);
    ~DecodePool() override;

    /// Any thread; hands over and returns. Bounded: drops the oldest waiting frames when full.
    void submit(std::span<const OpusFrame> frames);
    /// Any thread. The stream's decoder is closed; the speaker's level stays.
    void forget(StreamId stream);
    /// Any thread. One taker: peaks and clips start anew. In order of user id.
    std::vector<SpeakerLevel> takeLevels();
    /// Any thread. While there is a taker the workers send samples beside levels; null ends that,
    /// and once this returns the earlier taker is not called any more.
    void listen(PcmTaker taker);
    /// Any thread. Of each speaker; takes nothing away.
    std::map<UserId, AnswerCounts> answers() const;
    /// Any thread.
    PoolStatus status() const;

signals:
    void activityResumed(); ///< frames came after at least 200 ms without
    void workerUnavailable(lavalier::pool::PoolError error);

private:
    void wakeEngine();

    const Clock* m_clock;
    std::shared_ptr<PoolShared> m_shared; // with the engine on the pool's thread
    class Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace lavalier::pool
