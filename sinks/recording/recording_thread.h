#pragma once

#include "sinks/recording/recording_file.h"

#include <functional>
#include <thread>

namespace lavalier::recording {

/// Runs one RecordingFile on a thread of its own, in step with an exchange.
///
/// Pace:    woken by the first work after a rest, then at most every 50 ms; each second without.
/// Thread:  made and destroyed by the handle; the reports are called on the writer thread.
///          The destructor stops, gives up the background work and joins.
class RecordingThread {
public:
    struct Reports {
        std::function<void(RecordingError)> problemRaised;
        std::function<void()> recovered;
        std::function<void(RecordingError)> stopped;
    };

    RecordingThread(std::unique_ptr<RecordingFile> file, RecordingExchange& exchange,
                    const Clock& clock, Reports reports);
    ~RecordingThread();

private:
    static constexpr std::chrono::seconds kRetry {1};
    /// How long a stop tries to get the last rows onto a disk that refuses them.
    static constexpr std::chrono::milliseconds kFinishPatience {1500};

    void work();
    void commit();
    void finish();
    void report();

    std::unique_ptr<RecordingFile> m_file;
    RecordingExchange& m_exchange;
    const Clock& m_clock;
    const Reports m_reports;
    RecordingError m_reported = RecordingError::None;
    std::atomic<bool> m_abandon = false;
    std::thread m_thread; // last: starts when all else is in place
};

} // namespace lavalier::recording
