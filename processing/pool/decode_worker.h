#pragma once

#include "processing/pool/decode_pool.h"
#include "processing/pool/frame_ledger.h"
#include "processing/pool/freeze_watch.h"

#include <QProcess>

namespace lavalier::pool {

/// Why a worker process is no more.
enum class WorkerEnd {
    Died, ///< crashed, was killed, or left by itself
    Frozen, ///< killed by us: owed answers for too long
    Held, ///< the same, but something outside stopped it: not the doing of any frame
    Distrusted, ///< killed by us: its answers broke the protocol
    ProgramMissing, ///< never started
    BuildMismatch, ///< killed by us: of another build
};

/// One lavalier-decode process at a time and the ledger of what it owes.
///
///     Stopped ─start─► Greeting ─equal hello─► Running ─► Ending ─► Stopped
///
/// Thread:  the pool's. Started again only by its owner; the ledger survives every process.
class DecodeWorker : public QObject {
    Q_OBJECT
public:
    explicit DecodeWorker(const PoolSettings& settings, QObject* parent = nullptr);

    FrameLedger& ledger() { return m_ledger; }
    const FrameLedger& ledger() const { return m_ledger; }
    bool isStopped() const { return m_state == State::Stopped; }
    bool isRunning() const { return m_state == State::Running; }
    qint64 processId() const { return m_process.processId(); }
    QProcess* process() { return &m_process; }

    void start();
    /// Sends what the ledger has to say.
    void pump();
    /// Counts towards freezing while anything is owed. The caller says how much time passed and
    /// leaves out time during which we ourselves slept or were held up.
    void timePassed(std::chrono::milliseconds elapsed);

signals:
    void answered(const std::vector<lavalier::pool::FrameAnswer>& answers);
    void ended(lavalier::pool::WorkerEnd why);

private:
    enum class State { Stopped, Greeting, Running, Ending };

    void readAnswers();
    /// False when the worker is not to be heard any further.
    bool received(const wire::Answer& answer);
    bool endBecause(WorkerEnd why);
    void processEnded(WorkerEnd why);

    const PoolSettings m_settings;
    QProcess m_process;
    FrameLedger m_ledger;
    wire::FrameAssembler m_assembler;
    wire::Buffer m_requests;
    State m_state = State::Stopped;
    WorkerEnd m_why = WorkerEnd::Died; ///< while Ending
    FreezeWatch m_watch;
    std::chrono::milliseconds m_greetingFor {0};
};

} // namespace lavalier::pool
