#pragma once

#include "processing/render/render_stream.h"
#include "sinks/exporter/export_job.h"

#include <QProcess>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>

namespace lavalier::exporter {

/// One run of a render worker, and of the program that takes its sound if there is one.
struct PipeOrder {
    QString workerProgram;
    wire::OpenRender format;
    std::vector<std::int64_t> setAside; ///< rows that killed a worker before
    QString pcmFile; ///< the worker's output is appended; empty: thrown away
    QString encoder; ///< or a program that reads it; empty: none
    QStringList encoderArguments;
    QString watchedFile; ///< grows while the encoder works
    std::chrono::milliseconds stallAfter {15'000};
};

enum class PipeEnd {
    Done,
    Cancelled,
    SideHeard, ///< folded while alike, and it is not
    WorkerDied, ///< on its own, perhaps killed by a packet
    Failed,
};

struct PipeResult {
    PipeEnd end = PipeEnd::Failed;
    ExportError error = ExportError::WorkerFailed; ///< when Failed
    QString toolOutput;
    render::RenderCounters counters;
};

/// Feeds a worker, joins it to the encoder by an operating system pipe, and ends both together.
///
///     plan ─► RenderStream ─stdin─► lavalier-decode ─stdout─► encoder or file
///                   ▲────stderr, framed answers──┘
///
/// Thread:  run() blocks its caller with an event loop of its own until both processes ended.
class RenderPipe : public QObject {
    Q_OBJECT
public:
    RenderPipe(const timeline::TrackPlan& plan, render::TrackSource& source, PipeOrder order);
    ~RenderPipe() override;

    PipeResult run(const std::atomic<bool>& cancelled, const std::function<void(double)>& progress);

private:
    void start();
    void feed();
    void listen();
    void check(const std::atomic<bool>& cancelled);
    void workerEnded();
    void encoderEnded();
    void giveUp();
    bool isOver() const;
    bool hasEncoder() const { return !m_order.encoder.isEmpty(); }
    PipeResult judge() const;

    const PipeOrder m_order;
    render::RenderStream m_stream;
    QProcess m_encoder; // before the worker: it must outlive it
    QProcess m_worker;
    QByteArray m_encoderOutput;
    std::chrono::steady_clock::time_point m_lastMove;
    qint64 m_watchedSize = 0;
    qint64 m_unsent = 0;
    bool m_inputClosed = false;
    bool m_cancelled = false;
    bool m_stalled = false;
    std::optional<std::chrono::steady_clock::time_point> m_encoderEnded; ///< with a worker alive
    bool m_encoderEndedFirst = false; ///< and the worker was killed for it
};

/// What ffmpeg and ffprobe get: no token, no proxy, no preload, C locale.
QProcessEnvironment cleanEnvironment();
/// Nice 10 where the system knows it.
void lowerPriority(QProcess& process);

} // namespace lavalier::exporter
