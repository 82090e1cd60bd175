#pragma once

#include "processing/render/plan_slice.h"
#include "processing/render/render_stream.h"

#include <QProcess>

#include <atomic>
#include <optional>
#include <span>
#include <vector>

namespace lavalier::review {

class TrackPcm;

/// What the workers of one track may not be shown again, because one died of it.
class SetAside {
public:
    /// After read() gave nothing: whether it is worth to begin anew. It is once the packet that
    /// killed the worker is found, and once more for a worker that died of something else.
    bool learnFrom(TrackPcm& pcm, const std::atomic<bool>& cancelled);
    const std::vector<std::int64_t>& rows() const { return m_rows; }

private:
    std::vector<std::int64_t> m_rows;
    bool m_triedAgain = false;
};

/// One speaker's sound from a place on the track on, in order, as it is asked for.
///
/// Nothing is decoded further ahead than a few seconds, and silence needs no worker.
/// Units:   mono at 48 kHz, 1 is full scale.
/// Errors:  a worker that dies or a row that cannot be read ends the sound: read() gives nothing.
///          SetAside knows whether another one comes further.
/// Thread:  the one that made it; read() blocks. The source must outlive it.
class TrackPcm {
public:
    enum class Priority { Normal, Background };

    TrackPcm(const timeline::TrackPlan& plan, render::TrackSource& source, QString workerProgram,
             SampleCount from, SampleCount samples, Priority priority, const SetAside& known = {});
    ~TrackPcm();

    /// Of silence that comes next and needs not be read; skip() passes over it.
    SampleCount silenceAhead() const;
    void skip(SampleCount silence);
    /// Fills `out` as far as the stretch goes and says how much that was.
    std::optional<std::size_t> read(std::span<float> out, const std::atomic<bool>& cancelled);
    SampleCount left() const { return m_slice.length - m_given; }
    /// Of packets that are heard as concealment, once all was read; waits until the worker is done.
    /// Nothing when it was not waited for, or did not say to the end what it refused.
    std::optional<std::vector<std::int64_t>> refusedRows(const std::atomic<bool>& cancelled);
    /// The worker ended on its own, without an answer that says why.
    bool workerDied() const;
    /// The packet that killed it, by trying; nothing when it was something else.
    std::optional<std::int64_t> killer(const std::atomic<bool>& cancelled);

private:
    bool start();
    void feed();
    void listen();
    bool decode(std::span<float> out, const std::atomic<bool>& cancelled);
    bool take(std::span<float> out, const std::atomic<bool>& cancelled);

    const render::PlanSlice m_slice;
    render::TrackSource& m_source;
    const QString m_program;
    const Priority m_priority;
    const std::vector<std::int64_t> m_setAside;
    render::RenderStream m_stream;
    QProcess m_worker;
    SampleCount m_given; ///< of the stretch
    SampleCount m_kept; ///< of it what came from the worker
    SampleCount m_taken; ///< from the worker, with what is discarded
    std::size_t m_nextGap = 0;
    SampleCount m_gapGiven;
    bool m_failed = false;
};

} // namespace lavalier::review
