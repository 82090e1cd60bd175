#include "sinks/exporter/render_pipe.h"

#include "processing/wire/worker_environment.h"
#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/ffmpeg_command.h"
#include "voice/base/bytes.h"
#include "voice/base/log.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>

namespace lavalier::exporter {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr qsizetype kChunk = 256 * 1024;
constexpr qsizetype kKeptOutput = 64 * 1024;
// worker_loop.h
constexpr int kBrokenPipe = 5; ///< nobody takes the sound
constexpr int kSideHeard = 6;
/// A worker whose encoder has ended finds its pipe broken, or was dying before it: it ends by
/// itself.
constexpr auto kEndsByItself = 500ms;

qint64 fileSize(const QString& path)
{
    return path.isEmpty() ? 0 : QFileInfo(path).size();
}

} // namespace

RenderPipe::RenderPipe(const timeline::TrackPlan& plan, render::TrackSource& source,
                       PipeOrder order)
    : m_order(std::move(order))
    , m_stream(plan, source, m_order.format)
{
    for (const std::int64_t row : m_order.setAside)
        m_stream.setAside(row);
}

RenderPipe::~RenderPipe()
{
    // A running QProcess is never simply destroyed: it would wait half a minute for its child.
    for (QProcess* process : {&m_worker, &m_encoder}) {
        process->disconnect(this);
        if (process->state() != QProcess::NotRunning) {
            process->kill();
            process->waitForFinished(1000);
        }
    }
}

PipeResult RenderPipe::run(const std::atomic<bool>& cancelled,
                           const std::function<void(double)>& progress)
{
    QEventLoop loop;
    const auto quitWhenOver = [this, &loop] {
        if (isOver())
            loop.quit();
    };
    connect(&m_worker, &QProcess::bytesWritten, this, &RenderPipe::feed);
    connect(&m_worker, &QProcess::readyReadStandardError, this, [this, &progress] {
        listen();
        progress(m_stream.progress());
    });
    connect(&m_encoder, &QProcess::readyReadStandardError, this, [this] {
        m_encoderOutput += m_encoder.readAllStandardError();
        m_encoderOutput = m_encoderOutput.right(kKeptOutput);
    });
    for (QProcess* process : {&m_worker, &m_encoder}) {
        connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError e) {
            if (e == QProcess::FailedToStart) {
                (process == &m_worker ? m_encoder : m_worker).kill();
                process->setProperty("missing", true);
            }
        });
    }
    connect(&m_worker, &QProcess::finished, this, &RenderPipe::workerEnded);
    connect(&m_encoder, &QProcess::finished, this, &RenderPipe::encoderEnded);
    for (QProcess* process : {&m_worker, &m_encoder})
        connect(process, &QProcess::stateChanged, &loop, quitWhenOver, Qt::QueuedConnection);
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] {
        check(cancelled);
        quitWhenOver();
    });
    watch.start(100ms);

    start();
    if (!isOver())
        loop.exec();
    listen();
    return judge();
}

void RenderPipe::start()
{
    m_lastMove = Clock::now();
    m_watchedSize = fileSize(m_order.watchedFile);
    for (QProcess* process : {&m_worker, &m_encoder})
        process->setWorkingDirectory(QDir::rootPath());
    lowerPriority(m_worker);
    m_worker.setProcessEnvironment(
        wire::workerEnvironment(QProcessEnvironment::systemEnvironment()));
    if (hasEncoder()) {
        confineTool(m_encoder, m_order.encoder, m_order.encoderArguments);
        m_worker.setStandardOutputProcess(&m_encoder);
        m_encoder.setStandardOutputFile(QProcess::nullDevice());
        m_encoder.start(m_order.encoder, m_order.encoderArguments);
    } else if (m_order.pcmFile.isEmpty()) {
        m_worker.setStandardOutputFile(QProcess::nullDevice());
    } else {
        m_worker.setStandardOutputFile(m_order.pcmFile, QIODevice::Append);
    }
    m_worker.start(m_order.workerProgram, {QStringLiteral("--render")});
    feed();
}

void RenderPipe::feed()
{
    m_lastMove = Clock::now();
    if (m_inputClosed || m_worker.state() == QProcess::NotRunning)
        return;
    while (m_worker.bytesToWrite() + kChunk <= render::RenderStream::kMaxUnsent) {
        const QByteArray chunk = m_stream.nextChunk(kChunk);
        if (chunk.isEmpty())
            break;
        m_worker.write(chunk);
    }
    if (m_stream.error())
        return giveUp();
    if (m_stream.finished()) {
        m_worker.closeWriteChannel(); // after what is still unsent
        m_inputClosed = true;
    }
}

void RenderPipe::listen()
{
    const QByteArray answers = m_worker.readAllStandardError();
    if (answers.isEmpty())
        return;
    m_lastMove = Clock::now();
    m_stream.answered(viewOf(answers));
    if (m_stream.error())
        giveUp();
}

void RenderPipe::check(const std::atomic<bool>& cancelled)
{
    if (cancelled) {
        m_cancelled = true;
        return giveUp();
    }
    if (m_encoderEnded && !m_encoderEndedFirst && Clock::now() - *m_encoderEnded > kEndsByItself
        && m_worker.state() != QProcess::NotRunning) {
        m_encoderEndedFirst = true;
        m_worker.kill();
    }
    const qint64 size = fileSize(hasEncoder() ? m_order.watchedFile : m_order.pcmFile);
    const qint64 unsent = m_worker.bytesToWrite();
    if (size != m_watchedSize || unsent != m_unsent)
        m_lastMove = Clock::now();
    m_watchedSize = size;
    m_unsent = unsent;
    if (Clock::now() - m_lastMove > m_order.stallAfter) {
        m_stalled = true;
        giveUp();
    }
}

void RenderPipe::workerEnded()
{
    listen();
    m_lastMove = Clock::now();
    // Half a track must not become a whole file.
    if (hasEncoder()
        && (m_worker.exitStatus() == QProcess::CrashExit || m_worker.exitCode() == kSideHeard))
        m_encoder.kill();
}

void RenderPipe::encoderEnded()
{
    if (m_worker.state() != QProcess::NotRunning)
        m_encoderEnded = Clock::now();
}

void RenderPipe::giveUp()
{
    m_inputClosed = true;
    m_worker.kill();
    m_encoder.kill();
}

bool RenderPipe::isOver() const
{
    return m_worker.state() == QProcess::NotRunning && m_encoder.state() == QProcess::NotRunning;
}

PipeResult RenderPipe::judge() const
{
    PipeResult result;
    result.counters = m_stream.counters();
    result.toolOutput = lastLines(m_encoderOutput);
    const auto failed = [&result](ExportError error) {
        result.error = error;
        return result;
    };
    if (m_cancelled) {
        result.end = PipeEnd::Cancelled;
        return result;
    }
    if (m_encoder.property("missing").toBool())
        return failed(ExportError::FfmpegMissing);
    if (m_worker.property("missing").toBool())
        return failed(ExportError::WorkerMissing);
    if (m_stalled)
        return failed(hasEncoder() ? ExportError::FfmpegStalled : ExportError::WorkerFailed);
    if (m_stream.error() == render::RenderError::SourceUnavailable)
        return failed(ExportError::RecordingUnreadable);
    if (m_stream.error())
        return failed(ExportError::WorkerFailed);
    const bool crashed = m_worker.exitStatus() == QProcess::CrashExit;
    if (!crashed && m_worker.exitCode() == kSideHeard && m_stream.sideHeard()) {
        result.end = PipeEnd::SideHeard;
        return result;
    }
    // Killed because its encoder was gone. One that ended by itself counts as first, whichever end
    // we were told of first: an encoder also ends because its input did.
    if (m_encoderEndedFirst && crashed) {
        const bool claimsSuccess
            = m_encoder.exitStatus() == QProcess::NormalExit && m_encoder.exitCode() == 0;
        return failed(claimsSuccess ? ExportError::OutputInvalid : ExportError::FfmpegFailed);
    }
    const bool refused = !crashed && m_worker.exitCode() == kBrokenPipe;
    if (crashed || (m_worker.exitCode() != 0 && !refused)) {
        qCWarning(logExport) << "render worker died, code" << m_worker.exitCode();
        result.end = PipeEnd::WorkerDied;
        return result;
    }
    if (hasEncoder()
        && (m_encoder.exitStatus() == QProcess::CrashExit || m_encoder.exitCode() != 0))
        return failed(ExportError::FfmpegFailed);
    if (refused) // a pipe that claims success, or a file that takes no more
        return failed(hasEncoder() ? ExportError::OutputInvalid : ExportError::DiskFull);
    if (!m_stream.confirmed())
        return failed(ExportError::WorkerFailed);
    result.end = PipeEnd::Done;
    return result;
}

QProcessEnvironment cleanEnvironment()
{
    const auto whole = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment clean;
    for (const char* name : {"PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"}) {
        const QString key = QLatin1String(name);
        if (whole.contains(key))
            clean.insert(key, whole.value(key));
    }
    clean.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return clean;
}

} // namespace lavalier::exporter
