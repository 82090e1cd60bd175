#pragma once

#include "sinks/recording/recording_part.h"

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace lavalier::recording {

/// What came of one thing a part was asked to do.
struct PartAnswer {
    Result<void, RecordingError> done {};
    bool committed = false; ///< what it was given is in the log, whatever failed after that
    std::optional<PartLook> look {};
};

/// A part, and the thread on which all is done that its disk may hold up: a disk may never answer.
///
/// Whoever asks waits as long as they like and may then go on without this part. It is left to its
/// thread, which closes it should the disk let go. So a job touches nothing but the part and what
/// it owns or shares.
/// Errors:  those of the job. InputOutput when the part is not made in time.
/// Thread:  the one that made it.
class PartThread {
public:
    using Making = std::function<Result<std::unique_ptr<RecordingPart>, RecordingError>()>;
    using Job = std::function<PartAnswer(RecordingPart&)>;
    /// What becomes of a part that is made after nobody waits any more. Only a new, empty file may
    /// be removed.
    enum class TooLate { Remove, Close };

    static Result<std::unique_ptr<PartThread>, RecordingError>
    make(Making making, std::chrono::milliseconds atMost, TooLate tooLate);
    /// The same in two steps, for who has other things to do meanwhile. Until it is made it is of
    /// no other use.
    static std::unique_ptr<PartThread> start(Making making, TooLate tooLate);
    /// Nothing while it is being made.
    std::optional<Result<void, RecordingError>> made(std::chrono::milliseconds atMost);
    /// Closes the part, and waits a little for that; not for one that is being made.
    ~PartThread();
    PartThread(const PartThread&) = delete;
    PartThread& operator=(const PartThread&) = delete;

    const QString& path() const { return m_path; }
    /// As of the last answer that had one.
    const PartLook& look() const { return m_look; }
    /// A job was begun and is not known to be over.
    bool isBusy() const { return m_busy; }
    /// The disk holds up something of this part.
    bool hangs();

    /// Not while it is busy.
    void begin(Job job);
    std::optional<PartAnswer> end(std::chrono::milliseconds atMost);
    /// begin() and end().
    std::optional<PartAnswer> ask(Job job, std::chrono::milliseconds atMost);

    // Beside the jobs, see RecordingPart:
    void beginSync();
    bool isSyncing() const;
    bool isDoubtful() const;
    std::optional<Result<void, RecordingError>> endSync(std::chrono::milliseconds atMost);
    Result<void, RecordingError> sync(std::chrono::milliseconds atMost);

private:
    struct Shared;
    explicit PartThread(std::shared_ptr<Shared> shared);
    static void work(const std::shared_ptr<Shared>& shared, const Making& making, TooLate tooLate);

    const std::shared_ptr<Shared> m_shared;
    RecordingPart* m_part = nullptr; ///< its thread's
    QString m_path;
    PartLook m_look;
    bool m_busy = false;
    bool m_making = true;
    std::thread m_thread; ///< none where the system has no more: then a job is done at once
};

} // namespace lavalier::recording
