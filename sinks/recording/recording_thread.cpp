#include "sinks/recording/recording_thread.h"

#include "voice/base/log.h"

#include <algorithm>

namespace lavalier::recording {

using namespace std::chrono_literals;

RecordingThread::RecordingThread(std::unique_ptr<RecordingFile> file, RecordingExchange& exchange,
                                 const Clock& clock, Reports reports)
    : m_file(std::move(file))
    , m_exchange(exchange)
    , m_clock(clock)
    , m_reports(std::move(reports))
{
    m_exchange.publish(m_file->status());
    m_thread = std::thread([this] { work(); });
}

RecordingThread::~RecordingThread()
{
    m_abandon = true;
    m_exchange.setPatience(Patience::Short);
    m_exchange.requestStop();
    m_thread.join();
}

void RecordingThread::work()
{
    // The first heartbeat is the recording's zero and proves that the disk takes it.
    bool takes = commit();
    while (!m_exchange.stopRequested()) {
        const SteadyTime began = m_clock.now();
        if (takes) { // whatever else there is to tell
            m_exchange.waitForWork(std::clamp<std::chrono::microseconds>(
                m_file->nextHeartbeat() - began, 1ms, RecordingFile::kHeartbeat));
            takes = commit();
            m_exchange.waitForStop(RecordingFile::kCommitInterval);
        } else {
            m_exchange.waitForStop(kRetry);
            takes = commit();
        }
    }
    finish();
    m_file->buildIndex(m_abandon);
    mergeLog();
    m_file.reset();
    m_reports.closed();
}

bool RecordingThread::commit()
{
    followFolder();
    followSleep();
    m_file->accept(m_exchange.take());
    const auto write = [this] {
        const auto done = m_file->commit(m_clock.now());
        // That the sync before failed is told instead of committing; and nobody may speak next.
        return done || done.error() != RecordingError::SyncFailed ? done
                                                                  : m_file->commit(m_clock.now());
    };
    const auto done = orElseInNextPart(write, 0ms);
    if (done)
        m_exchange.settle();
    report();
    return done || done.error() == RecordingError::SyncFailed; // what comes next is taken
}

/// Somebody chose another folder.
void RecordingThread::followFolder()
{
    const auto folder = m_exchange.takeFolder();
    if (!folder)
        return;
    if (const auto done = m_file->continueIn(*folder, m_clock.now()); !done)
        m_reports.notContinued(*folder, done.error());
    else
        m_reports.continued(m_file->path(), RecordingError::None);
}

void RecordingThread::followSleep()
{
    constexpr std::chrono::seconds kNoNap {1};
    const auto asleep = SteadyClock::asleep();
    const auto slept = asleep - std::exchange(m_asleep, asleep);
    if (slept > kNoNap)
        m_file->wokeUp(m_clock.now(), m_clock.wallNow(), slept);
}

/// After a failed sync the system may forget what it could not write, and call the next sync of
/// the same file good: whatever comes from now on goes into a file without such a past.
Result<void, RecordingError>
RecordingThread::orElseInNextPart(const std::function<Result<void, RecordingError>()>& commit,
                                  std::chrono::milliseconds atMost)
{
    // Into the file in doubt first: making the next one takes its time, or may not succeed.
    const auto done = commit();
    if (!m_file->isDoubtful() || !m_file->continueBeside(m_clock.now(), atMost))
        return done;
    m_reports.continued(m_file->path(), RecordingError::SyncFailed);
    return commit();
}

void RecordingThread::report()
{
    RecordingStatus status = m_file->status();
    status.held = m_file->heldAlone();
    if (m_stopping)
        status.state = WriterState::Stopping;
    m_exchange.publish(status);
    if (status.problem == m_reported)
        return;
    m_reported = status.problem;
    if (m_reported == RecordingError::None) {
        qCInfo(logRecording) << "recording recovered";
        m_reports.recovered();
    } else {
        qCWarning(logRecording) << "recording problem" << int(m_reported);
        m_reports.problemRaised(m_reported);
    }
}

void RecordingThread::finish()
{
    m_stopping = true;
    m_file->accept(m_exchange.take());
    const SteadyTime end = m_clock.now(); // however long the disk takes from here
    constexpr std::chrono::milliseconds kHurried {500};
    const auto inAHurry = [this] { return m_exchange.patience() != Patience::UntilWritten; };
    const auto finishFile
        = [&] { return m_file->finish(end, inAHurry() ? kHurried : RecordingFile::kSyncTakes); };
    const auto finishHereOrNext = [&] {
        return orElseInNextPart(finishFile, inAHurry() ? kHurried : RecordingFile::kMakingTakes);
    };
    // The end is synced or not written at all: what came last shall not depend on that.
    if (m_file->isDoubtful())
        (void)m_file->commit(end);
    auto done = finishHereOrNext();
    while (!done) {
        report();
        if (done.error() == RecordingError::DiskFull && m_file->useReserve()) {
            done = finishFile(); // this is what it is for
            continue;
        }
        if (!m_exchange.waitToRetry())
            break;
        followFolder();
        done = finishHereOrNext();
    }
    if (done) {
        m_exchange.settle();
        report();
    }
    RecordingStatus status = m_file->status();
    status.held = done ? 0 : m_file->heldAlone();
    status.state = WriterState::Stopped;
    m_exchange.publish(status);
    const RecordingStatus last = m_exchange.status();
    if (!done)
        qCWarning(logRecording) << "stopped with" << last.held << "frames not written";
    m_reports.stopped(last.problem, last.held + last.refused);
}

void RecordingThread::mergeLog()
{
    // Whoever reads the file now, an export perhaps, keeps its log alive; the end of this program
    // is the last try. A disk that refuses will not be talked round.
    auto merged = m_file->mergeLog(&m_abandon);
    while (!merged && merged.error() == RecordingError::Busy && !m_abandon) {
        std::this_thread::sleep_for(kMergeRetry);
        merged = m_file->mergeLog(&m_abandon);
    }
    if (!merged)
        qCInfo(logRecording) << "log not merged, code" << int(merged.error());
}

} // namespace lavalier::recording
