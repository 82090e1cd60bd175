#include "sinks/exporter/encoder_run.h"

#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/ffmpeg_command.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>

namespace lavalier::exporter {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStepMs = 50;
constexpr qsizetype kKeptOutput = 64 * 1024;

} // namespace

std::optional<EncoderFailure> runEncoder(const EncoderOrder& order,
                                         const std::atomic<bool>& cancelled,
                                         const std::function<void(double)>& progress)
{
    QProcess process;
    QStringList arguments {QStringLiteral("-progress"), QStringLiteral("pipe:1")};
    arguments += order.arguments;
    process.setWorkingDirectory(QDir::rootPath());
    confineTool(process, order.program, arguments);
    process.setStandardInputFile(order.input.isEmpty() ? QProcess::nullDevice() : order.input);
    process.start(order.program, arguments);
    if (!process.waitForStarted(-1))
        return EncoderFailure {ExportError::FfmpegMissing, {}};
    QByteArray said;
    auto lastMove = Clock::now();
    qint64 size = 0;
    const auto listen = [&] {
        const QByteArray told = process.readAllStandardOutput();
        said += process.readAllStandardError();
        said = said.right(kKeptOutput);
        const qint64 now = QFileInfo(order.output).size();
        if (!told.isEmpty() || now != size)
            lastMove = Clock::now();
        size = now;
        if (const auto place = encodedSoFar(told); place && order.length > SampleCount())
            progress(std::min(1.0, double(place->value()) / double(order.length.value())));
    };
    const auto end = [&process] {
        process.kill();
        process.waitForFinished(1000);
    };
    while (!process.waitForFinished(kStepMs) && process.state() != QProcess::NotRunning) {
        listen();
        if (cancelled) {
            end();
            return std::nullopt;
        }
        if (Clock::now() - lastMove > order.stallAfter) {
            end();
            listen();
            return EncoderFailure {ExportError::FfmpegStalled, lastLines(said)};
        }
    }
    listen();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return EncoderFailure {ExportError::FfmpegFailed, lastLines(said)};
    return std::nullopt;
}

} // namespace lavalier::exporter
