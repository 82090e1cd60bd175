#pragma once

#include "processing/pool/affinity.h"
#include "processing/pool/backoff.h"
#include "processing/pool/decode_worker.h"
#include "processing/pool/pool_shared.h"

#include <QTimer>

namespace lavalier::pool {

/// The pool on its own thread: hands frames to workers once a tick and keeps workers alive.
///
/// Thread:  the pool's; wake() by queued call. Destroyed there, which ends the workers.
class PoolEngine : public QObject {
    Q_OBJECT
public:
    /// Ticks go on this long after the last frame, then no timer runs.
    static constexpr std::chrono::milliseconds kAwakeFor {200};
    static constexpr int kManyDeaths = 5;

    PoolEngine(PoolSettings settings, std::shared_ptr<PoolShared> shared);
    ~PoolEngine() override;

    void wake();

signals:
    void activityResumed();
    void workerUnavailable(lavalier::pool::PoolError error);

private:
    /// A place for a worker; empty until somebody needs it.
    struct Seat {
        std::unique_ptr<DecodeWorker> worker;
        Backoff backoff;
        std::optional<SteadyTime> restartAt;
    };

    void tick();
    void route(PoolShared::Inbox inbox, SteadyTime now);
    DecodeWorker& workerAt(std::size_t index);
    void service(Seat& seat, SteadyTime now, std::chrono::milliseconds elapsed);
    void startWorker(Seat& seat, SteadyTime now);
    void countAnswers(const std::vector<FrameAnswer>& answers);
    void workerEnded(std::size_t index, WorkerEnd why);
    void refuseBuild();
    void publish();
    bool isIdle() const;

    const PoolSettings m_settings;
    const Clock& m_clock;
    const std::shared_ptr<PoolShared> m_shared; // with DecodePool
    QTimer m_timer;
    Affinity m_affinity;
    std::vector<Seat> m_seats;
    PoolStatus m_status;
    SteadyTime m_lastTick;
    SteadyTime m_lastFrame;
    bool m_buildRefused = false;
};

} // namespace lavalier::pool
