#pragma once

#include "sinks/recording/recording_file.h"

#include <functional>
#include <thread>

namespace lavalier::recording {

/// Runs one RecordingFile on a thread of its own, in step with an exchange.
///
/// Pace:    woken by the first work after a rest, then at most every 25 ms; each second without.
/// Thread:  made and destroyed by the handle; the reports are called on the writer thread.
///          The destructor stops, in a hurry, gives up the background work and joins, which no disk
///          holds up for more than seconds. The clock is not asked after stopped().
class RecordingThread {
public:
    struct Reports {
        std::function<void(RecordingError)> problemRaised;
        std::function<void()> recovered;
        /// In another file; why, when nobody asked for it.
        std::function<void(QString, RecordingError)> continued;
        std::function<void(QString folder, RecordingError)> notContinued;
        std::function<void(RecordingError, std::uint64_t framesNotWritten)> stopped;
        std::function<void()> closed;
    };

    RecordingThread(std::unique_ptr<RecordingFile> file, RecordingExchange& exchange,
                    const Clock& clock, Reports reports);
    ~RecordingThread();

private:
    static constexpr std::chrono::seconds kRetry {1};
    static constexpr std::chrono::milliseconds kMergeRetry {200};

    void work();
    /// Whether the disk takes what comes.
    bool commit();
    void finish();
    void followFolder();
    void followSleep();
    Result<void, RecordingError>
    orElseInNextPart(const std::function<Result<void, RecordingError>()>& commit,
                     std::chrono::milliseconds atMost);
    void mergeLog();
    void report();

    std::unique_ptr<RecordingFile> m_file;
    RecordingExchange& m_exchange;
    const Clock& m_clock;
    const Reports m_reports;
    RecordingError m_reported = RecordingError::None;
    std::chrono::microseconds m_asleep = SteadyClock::asleep();
    bool m_stopping = false;
    std::atomic<bool> m_abandon = false;
    std::thread m_thread; // last: starts when all else is in place
};

} // namespace lavalier::recording
