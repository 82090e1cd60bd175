#include "processing/pool/pool_engine.h"

#include "processing/pool/process_closer.h"
#include "voice/base/log.h"

#include <algorithm>

namespace lavalier::pool {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

PoolEngine::PoolEngine(PoolSettings settings, std::shared_ptr<PoolShared> shared)
    : m_settings(std::move(settings))
    , m_clock(*m_settings.clock)
    , m_shared(std::move(shared))
    , m_timer(this)
    , m_affinity(static_cast<std::size_t>(m_settings.maxWorkers))
{
    m_timer.setInterval(m_settings.tick);
    connect(&m_timer, &QTimer::timeout, this, &PoolEngine::tick);
    for (int i = 0; i < m_settings.maxWorkers; ++i)
        m_seats.push_back(
            {nullptr, Backoff(m_settings.firstBackoff, m_settings.longestBackoff), std::nullopt});
}

PoolEngine::~PoolEngine()
{
    std::vector<QProcess*> processes;
    for (Seat& seat : m_seats) {
        if (!seat.worker)
            continue;
        seat.worker->disconnect(this); // their ends are no news any more
        processes.push_back(seat.worker->process());
    }
    endQuietly(processes);
}

void PoolEngine::wake()
{
    m_lastTick = m_clock.now();
    m_lastFrame = m_lastTick;
    m_timer.start();
    emit activityResumed();
    tick();
}

void PoolEngine::tick()
{
    const SteadyTime now = m_clock.now();
    // While the machine slept or we were held up, no worker was given time either: a turn of ours
    // counts as one tick at most.
    const auto elapsed = std::clamp(duration_cast<milliseconds>(now - m_lastTick), milliseconds(0),
                                    m_settings.tick);
    m_lastTick = now;
    route(m_shared->take(), now);
    const bool wantsPcm = m_shared->wantsPcm();
    for (Seat& seat : m_seats) {
        if (!seat.worker)
            continue;
        seat.worker->ledger().wantPcm(wantsPcm);
        service(seat, now, elapsed);
    }
    publish();
    if (now - m_lastFrame >= kAwakeFor && isIdle() && m_shared->fallAsleep())
        m_timer.stop();
}

void PoolEngine::route(PoolShared::Inbox inbox, SteadyTime now)
{
    if (!inbox.frames.empty())
        m_lastFrame = now;
    for (OpusFrame& frame : inbox.frames) {
        if (m_buildRefused) {
            ++m_status.dropped;
        } else if (static_cast<std::size_t>(frame.payload.size()) > wire::kMaxPacketBytes) {
            wire::PacketLevel refused;
            refused.error = wire::ErrorCode::CorruptPacket;
            countAnswers({{frame.user, refused, false, false}});
        } else {
            const std::size_t index = m_affinity.workerFor(frame.user, frame.stream);
            m_status.dropped += workerAt(index).ledger().add(std::move(frame), now);
        }
    }
    for (const StreamId stream : inbox.forgotten) {
        const auto index = m_affinity.forget(stream);
        if (index && m_seats[*index].worker)
            m_seats[*index].worker->ledger().closeWhenDone(stream);
    }
}

DecodeWorker& PoolEngine::workerAt(std::size_t index)
{
    Seat& seat = m_seats[index];
    if (!seat.worker) {
        seat.worker = std::make_unique<DecodeWorker>(m_settings);
        connect(seat.worker.get(), &DecodeWorker::answered, this, [this](const auto& answers) {
            countAnswers(answers);
            publish();
        });
        connect(seat.worker.get(), &DecodeWorker::ended, this,
                [this, index](WorkerEnd why) { workerEnded(index, why); });
    }
    return *seat.worker;
}

void PoolEngine::service(Seat& seat, SteadyTime now, milliseconds elapsed)
{
    DecodeWorker& worker = *seat.worker;
    m_status.dropped += worker.ledger().dropOlderThan(now - m_settings.backlog);
    worker.timePassed(elapsed);
    const bool wanted = worker.ledger().waiting() > 0 || seat.restartAt;
    const bool allowed = !seat.restartAt || now >= *seat.restartAt;
    if (worker.isStopped() && wanted && allowed && !m_buildRefused)
        startWorker(seat, now);
    worker.pump();
}

void PoolEngine::startWorker(Seat& seat, SteadyTime now)
{
    if (seat.restartAt)
        ++m_status.restarts;
    seat.restartAt.reset();
    seat.backoff.started(now);
    seat.worker->start();
}

void PoolEngine::countAnswers(const std::vector<FrameAnswer>& answers)
{
    for (const FrameAnswer& answer : answers) {
        const bool refused = answer.poisoned || answer.level.error != wire::ErrorCode::None;
        ++(refused ? m_status.refused : m_status.decoded);
        m_status.poisoned += answer.poisoned ? 1 : 0;
    }
    m_shared->answered(answers, m_clock.now());
}

void PoolEngine::workerEnded(std::size_t index, WorkerEnd why)
{
    Seat& seat = m_seats[index];
    const SteadyTime now = m_clock.now();
    if (why == WorkerEnd::Held)
        seat.worker->ledger().workerTaken();
    else
        countAnswers(seat.worker->ledger().workerDied());
    seat.restartAt = now + seat.backoff.died(now);
    qCWarning(logDecode) << "decode worker" << index << "ended, reason" << static_cast<int>(why)
                         << "deaths in a row" << seat.backoff.failures();
    switch (why) {
    case WorkerEnd::Died:
        break;
    case WorkerEnd::Frozen:
    case WorkerEnd::Held:
        ++m_status.frozen;
        break;
    case WorkerEnd::Distrusted:
        ++m_status.distrusted;
        break;
    case WorkerEnd::ProgramMissing:
        if (seat.backoff.failures() == 1)
            emit workerUnavailable(PoolError::ProgramMissing);
        break;
    case WorkerEnd::BuildMismatch:
        ++m_status.refusedBuilds;
        refuseBuild();
        break;
    }
    if (why != WorkerEnd::ProgramMissing && seat.backoff.failures() == kManyDeaths)
        emit workerUnavailable(PoolError::KeepsCrashing);
    publish();
    // A worker that died with nothing to do comes back too, unless it makes a habit of it.
    const bool awake = m_timer.isActive();
    if (seat.backoff.failures() >= kManyDeaths && seat.worker->ledger().waiting() == 0)
        seat.restartAt.reset();
    else if (!awake)
        m_timer.start();
}

/// Every worker would be the same program: none is asked again, and nothing is kept for them.
void PoolEngine::refuseBuild()
{
    const bool first = !std::exchange(m_buildRefused, true);
    for (Seat& seat : m_seats) {
        seat.restartAt.reset();
        if (seat.worker)
            m_status.dropped += seat.worker->ledger().dropAll();
    }
    if (first)
        emit workerUnavailable(PoolError::BuildMismatch);
}

void PoolEngine::publish()
{
    m_status.workersRunning = 0;
    m_status.workerPids.clear();
    m_status.waiting = 0;
    m_status.unanswered = 0;
    for (const Seat& seat : m_seats) {
        if (!seat.worker)
            continue;
        m_status.waiting += seat.worker->ledger().waiting();
        m_status.unanswered += seat.worker->ledger().unanswered();
        if (seat.worker->isRunning()) {
            ++m_status.workersRunning;
            m_status.workerPids.push_back(seat.worker->processId());
        }
    }
    m_shared->publish(m_status);
}

bool PoolEngine::isIdle() const
{
    return std::ranges::all_of(m_seats, [](const Seat& seat) {
        return !seat.worker || (seat.worker->ledger().isIdle() && !seat.restartAt);
    });
}

} // namespace lavalier::pool
