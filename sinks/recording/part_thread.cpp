#include "sinks/recording/part_thread.h"

#include "voice/base/log.h"

#include <QFile>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>

namespace lavalier::recording {
namespace {

/// How long an end waits for a disk that has answered so far.
constexpr std::chrono::seconds kCloses {5};

} // namespace

struct PartThread::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    std::unique_ptr<RecordingPart> part;
    std::optional<RecordingError> failure; ///< to make it
    Job job;
    std::optional<PartAnswer> answer;
    std::uint64_t asked = 0; ///< jobs so far
    std::uint64_t answered = 0; ///< which of them the answer is to
    bool isMade = false; ///< or failed
    bool isTaken = false; ///< by who asked for it
    bool isLeft = false; ///< by who asked
    bool isOver = false;

    void take(Result<std::unique_ptr<RecordingPart>, RecordingError> made,
              std::optional<PartLook> look)
    {
        if (made) {
            part = *std::move(made);
            answer = PartAnswer {{}, false, look};
        } else {
            failure = made.error();
        }
        isMade = true;
    }
};

Result<std::unique_ptr<PartThread>, RecordingError>
PartThread::make(Making making, std::chrono::milliseconds atMost, TooLate tooLate)
{
    auto part = start(std::move(making), tooLate);
    const auto made = part->made(atMost);
    if (made && *made)
        return part;
    return Failure {made ? made->error() : RecordingError::InputOutput};
}

std::unique_ptr<PartThread> PartThread::start(Making making, TooLate tooLate)
{
    const auto shared = std::make_shared<Shared>();
    std::unique_ptr<PartThread> started(new PartThread(shared));
    try {
        started->m_thread
            = std::thread([shared, making, tooLate] { work(shared, making, tooLate); });
    } catch (const std::system_error&) { // no more threads
        auto made = making();
        const auto look = made ? std::optional((*made)->look()) : std::nullopt;
        shared->take(std::move(made), look);
    }
    return started;
}

std::optional<Result<void, RecordingError>> PartThread::made(std::chrono::milliseconds atMost)
{
    std::unique_lock lock(m_shared->mutex);
    if (!m_shared->changed.wait_for(lock, atMost, [this] { return m_shared->isMade; }))
        return std::nullopt;
    m_making = false;
    if (m_shared->failure)
        return Failure {*m_shared->failure};
    m_shared->isTaken = true;
    m_part = m_shared->part.get();
    m_path = m_part->path();
    m_look = *m_shared->answer->look;
    m_shared->answer.reset();
    return Result<void, RecordingError> {};
}

PartThread::PartThread(std::shared_ptr<Shared> shared)
    : m_shared(std::move(shared))
{
}

PartThread::~PartThread()
{
    if (!m_thread.joinable())
        return;
    const bool waits = !m_making && !hangs();
    std::unique_lock lock(m_shared->mutex);
    m_shared->isLeft = true;
    m_shared->changed.notify_all();
    if (waits && m_shared->changed.wait_for(lock, kCloses, [this] { return m_shared->isOver; })) {
        lock.unlock();
        m_thread.join();
        return;
    }
    qCWarning(logRecording) << "a part is left to a disk that does not answer";
    m_thread.detach();
}

void PartThread::work(const std::shared_ptr<Shared>& shared, const Making& making, TooLate tooLate)
{
    auto made = making();
    std::optional<PartLook> look;
    if (made)
        look = (*made)->look(); // which asks the disk: not while others wait for the lock
    std::unique_lock lock(shared->mutex);
    shared->take(std::move(made), look);
    shared->changed.notify_all();
    while (shared->part) {
        shared->changed.wait(lock, [&] { return shared->job || shared->isLeft; });
        if (!shared->job)
            break;
        const Job job = std::exchange(shared->job, nullptr);
        const std::uint64_t number = shared->asked;
        lock.unlock();
        PartAnswer answer = job(*shared->part);
        lock.lock();
        shared->answer = std::move(answer);
        shared->answered = number;
        shared->changed.notify_all();
    }
    auto part = std::move(shared->part);
    const bool isTooLate = !shared->isTaken;
    lock.unlock();
    const QString path = part ? part->path() : QString();
    part.reset();
    if (isTooLate && tooLate == TooLate::Remove && !path.isEmpty())
        RecordingPart::remove(path);
    lock.lock();
    shared->isOver = true;
    shared->changed.notify_all();
}

bool PartThread::hangs()
{
    if (m_busy)
        (void)end(std::chrono::milliseconds(0));
    if (!m_busy && m_part != nullptr && m_part->isSyncing())
        (void)m_part->endSync(std::chrono::milliseconds(0));
    return m_busy || (m_part != nullptr && m_part->isSyncing());
}

void PartThread::begin(Job job)
{
    Q_ASSERT(!m_busy); // one answer is not another's
    m_busy = true;
    if (!m_thread.joinable()) {
        m_shared->answer = job(*m_part);
        m_shared->answered = ++m_shared->asked;
        return;
    }
    const std::lock_guard lock(m_shared->mutex);
    ++m_shared->asked;
    m_shared->answer.reset();
    m_shared->job = std::move(job);
    m_shared->changed.notify_all();
}

std::optional<PartAnswer> PartThread::end(std::chrono::milliseconds atMost)
{
    std::unique_lock lock(m_shared->mutex);
    const auto isAnswered
        = [this] { return m_shared->answer && m_shared->answered == m_shared->asked; };
    if (!m_shared->changed.wait_for(lock, atMost, isAnswered))
        return std::nullopt;
    auto answer = std::exchange(m_shared->answer, std::nullopt);
    m_busy = false;
    if (answer->look)
        m_look = *answer->look;
    return answer;
}

std::optional<PartAnswer> PartThread::ask(Job job, std::chrono::milliseconds atMost)
{
    begin(std::move(job));
    return end(atMost);
}

void PartThread::beginSync()
{
    m_part->beginSync();
}

bool PartThread::isSyncing() const
{
    return m_part->isSyncing();
}

bool PartThread::isDoubtful() const
{
    return m_part->isDoubtful();
}

std::optional<Result<void, RecordingError>> PartThread::endSync(std::chrono::milliseconds atMost)
{
    return m_part->endSync(atMost);
}

Result<void, RecordingError> PartThread::sync(std::chrono::milliseconds atMost)
{
    return m_part->sync(atMost);
}

} // namespace lavalier::recording
