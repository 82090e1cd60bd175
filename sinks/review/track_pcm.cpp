#include "sinks/review/track_pcm.h"

#include "processing/wire/worker_environment.h"
#include "sinks/exporter/poison_search.h"
#include "voice/base/bytes.h"

#include <QDir>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace lavalier::review {
namespace {

/// Asked of a worker but not yet taken: more than a pipe holds, less than a machine notices.
constexpr SampleCount kAhead {2 * kSampleRate};
constexpr qsizetype kChunk = 512; ///< a few packets: what is asked for may not run away
constexpr int kStepMs = 20;
constexpr int kPatienceMs = 15'000;
constexpr std::size_t kMostSetAside = 8; ///< as in an export
constexpr wire::OpenRender kSound {1, wire::SampleFormat::S16};

} // namespace

bool SetAside::learnFrom(TrackPcm& pcm, const std::atomic<bool>& cancelled)
{
    if (cancelled || !pcm.workerDied())
        return false;
    const auto row = pcm.killer(cancelled);
    if (cancelled)
        return false;
    if (row && m_rows.size() < kMostSetAside) {
        m_rows.push_back(*row);
        return true;
    }
    return !std::exchange(m_triedAgain, true);
}

TrackPcm::TrackPcm(const timeline::TrackPlan& plan, render::TrackSource& source,
                   QString workerProgram, SampleCount from, SampleCount samples, Priority priority,
                   const SetAside& known)
    : m_slice(render::sliceOf(plan, from, samples))
    , m_source(source)
    , m_program(std::move(workerProgram))
    , m_priority(priority)
    , m_setAside(known.rows())
    , m_stream(m_slice.plan, source, kSound)
{
    for (const std::int64_t row : m_setAside)
        m_stream.setAside(row);
}

TrackPcm::~TrackPcm()
{
    if (m_worker.state() == QProcess::NotRunning)
        return;
    m_worker.kill();
    m_worker.waitForFinished(1000);
}

SampleCount TrackPcm::silenceAhead() const
{
    if (m_nextGap >= m_slice.gaps.size() || m_slice.gaps[m_nextGap].after > m_kept)
        return {};
    return m_slice.gaps[m_nextGap].samples - m_gapGiven;
}

void TrackPcm::skip(SampleCount silence)
{
    m_given += silence;
    m_gapGiven += silence;
    if (m_gapGiven >= m_slice.gaps[m_nextGap].samples) {
        ++m_nextGap;
        m_gapGiven = {};
    }
}

std::optional<std::size_t> TrackPcm::read(std::span<float> out, const std::atomic<bool>& cancelled)
{
    const auto wanted
        = static_cast<std::size_t>(std::min<std::int64_t>(std::ssize(out), left().value()));
    std::size_t got = 0;
    while (got < wanted) {
        const auto rest = static_cast<std::int64_t>(wanted - got);
        if (const SampleCount silence = silenceAhead(); silence.value() > 0) {
            const std::int64_t part = std::min(rest, silence.value());
            std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(got), part, 0.0F);
            skip(SampleCount(part));
            got += static_cast<std::size_t>(part);
            continue;
        }
        std::int64_t part = rest;
        if (m_nextGap < m_slice.gaps.size())
            part = std::min(part, (m_slice.gaps[m_nextGap].after - m_kept).value());
        if (!decode(out.subspan(got, static_cast<std::size_t>(part)), cancelled))
            return std::nullopt;
        m_kept += SampleCount(part);
        m_given += SampleCount(part);
        got += static_cast<std::size_t>(part);
    }
    return got;
}

bool TrackPcm::start()
{
    m_worker.setWorkingDirectory(QDir::rootPath());
    m_worker.setProcessEnvironment(
        wire::workerEnvironment(QProcessEnvironment::systemEnvironment()));
    if (m_priority == Priority::Background)
        exporter::lowerPriority(m_worker);
    m_worker.start(m_program, {QStringLiteral("--render")});
    return m_worker.waitForStarted(kPatienceMs);
}

bool TrackPcm::decode(std::span<float> out, const std::atomic<bool>& cancelled)
{
    if (m_failed)
        return false;
    m_failed = (m_worker.state() == QProcess::NotRunning && m_taken == SampleCount() && !start());
    std::array<float, 960> thrownAway {};
    while (!m_failed && m_taken < m_slice.discard) {
        const auto part
            = std::min<std::int64_t>(std::ssize(thrownAway), (m_slice.discard - m_taken).value());
        m_failed = !take(std::span(thrownAway).first(static_cast<std::size_t>(part)), cancelled);
    }
    // In pieces: of more than it looks ahead it would wait for what it never asks for.
    constexpr std::size_t kPiece = kSampleRate;
    for (std::size_t at = 0; !m_failed && at < out.size(); at += kPiece)
        m_failed = !take(out.subspan(at, std::min(kPiece, out.size() - at)), cancelled);
    return !m_failed;
}

bool TrackPcm::workerDied() const
{
    return m_failed && m_worker.state() == QProcess::NotRunning
        && m_worker.error() != QProcess::FailedToStart && !m_stream.error()
        && (m_worker.exitStatus() == QProcess::CrashExit || m_worker.exitCode() != 0);
}

std::optional<std::int64_t> TrackPcm::killer(const std::atomic<bool>& cancelled)
{
    exporter::PipeOrder order;
    order.workerProgram = m_program;
    order.format = kSound;
    order.setAside = m_setAside;
    return exporter::findPoison(m_slice.plan, m_source, order, m_stream.counters(), cancelled);
}

void TrackPcm::feed()
{
    while (m_stream.counters().samplesSent < m_taken + kAhead) {
        const QByteArray chunk = m_stream.nextChunk(kChunk);
        if (chunk.isEmpty())
            return;
        m_worker.write(chunk);
    }
}

void TrackPcm::listen()
{
    const QByteArray answers = m_worker.readAllStandardError();
    m_stream.answered(viewOf(answers));
}

std::optional<std::vector<std::int64_t>> TrackPcm::refusedRows(const std::atomic<bool>& cancelled)
{
    if (m_taken == SampleCount() && m_worker.state() == QProcess::NotRunning)
        return std::vector<std::int64_t>(); // nothing but silence: no worker was asked
    // What it answers comes another way than the sound, and may come after it.
    for (int waited = 0; m_worker.state() != QProcess::NotRunning && !m_stream.confirmed()
         && !m_stream.error() && !cancelled && waited < kPatienceMs;
         waited += kStepMs) {
        feed();
        m_worker.setReadChannel(QProcess::StandardError);
        if (m_worker.waitForReadyRead(kStepMs))
            waited = 0;
        m_worker.setReadChannel(QProcess::StandardOutput);
        listen();
    }
    listen(); // what one that ended by itself said last
    if (!m_stream.confirmed())
        return std::nullopt;
    return m_stream.counters().refusedRows;
}

bool TrackPcm::take(std::span<float> out, const std::atomic<bool>& cancelled)
{
    const auto wanted = static_cast<qint64>(out.size() * sizeof(std::int16_t));
    for (int waited = 0; m_worker.bytesAvailable() < wanted;) {
        feed();
        listen();
        if (cancelled || m_stream.error() || m_worker.state() == QProcess::NotRunning)
            return false;
        if (m_worker.waitForReadyRead(kStepMs))
            waited = 0;
        else if ((waited += kStepMs) > kPatienceMs)
            return false;
    }
    const QByteArray bytes = m_worker.read(wanted);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto low = static_cast<std::uint8_t>(bytes[static_cast<qsizetype>(2 * i)]);
        const auto high = static_cast<std::uint8_t>(bytes[static_cast<qsizetype>(2 * i + 1)]);
        const auto value = static_cast<std::int16_t>(static_cast<std::uint16_t>(low | high << 8));
        out[i] = static_cast<float>(value) / 32768.0F;
    }
    m_taken += SampleCount(std::ssize(out));
    return true;
}

} // namespace lavalier::review
