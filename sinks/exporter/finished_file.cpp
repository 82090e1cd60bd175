#include "sinks/exporter/finished_file.h"

#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/ffmpeg_command.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <cmath>

namespace lavalier::exporter {
namespace {

const EncoderFailure kInvalid {ExportError::OutputInvalid, {}};

struct Answer {
    std::optional<ProbedFile> probed;
    QString said;
};

/// What ffprobe says; nothing when it does not answer: a tool that only checks must not cost a
/// file that is whole by its size.
std::optional<Answer> ask(const ExportRequest& request, const QString& file,
                          const QString& container, const std::atomic<bool>& cancelled)
{
    if (!isProgramAvailable(request.ffprobeProgram))
        return std::nullopt;
    QProcess probe;
    const QStringList arguments = probeArguments(file, container);
    confineTool(probe, request.ffprobeProgram, arguments);
    probe.start(request.ffprobeProgram, arguments);
    constexpr int kStep = 100;
    for (int waited = 0; !probe.waitForFinished(kStep); waited += kStep) {
        if (cancelled || waited > request.stallAfter.count()
            || probe.state() == QProcess::NotRunning) {
            probe.kill();
            probe.waitForFinished(1000);
            return std::nullopt;
        }
    }
    return Answer {readProbe(probe.readAllStandardOutput()),
                   lastLines(probe.readAllStandardError())};
}

bool isLength(double seconds, SampleCount length)
{
    constexpr double kFrames = 0.1; // coders pad to whole frames at both ends
    return std::abs(seconds - static_cast<double>(length.value()) / kSampleRate) <= kFrames;
}

} // namespace

std::optional<EncoderFailure> encodeSound(const ExportRequest& request, const SoundFile& sound,
                                          const TrackTags& tags, const QString& chapters,
                                          const QString& file, const std::atomic<bool>& cancelled)
{
    if (isWav(request.format)) {
        const int bytes = request.format == Format::Wav24 ? 3 : 2;
        if (sound.appendTo(file, bytes, cancelled))
            return std::nullopt;
        return EncoderFailure {ExportError::DiskFull, {}};
    }
    EncoderOrder order;
    order.program = request.ffmpegProgram;
    order.arguments = encodeArguments(
        {request.format, request.quality, sound.channels, wire::SampleFormat::F32, tags, chapters},
        file);
    order.input = sound.path;
    order.output = file;
    order.stallAfter = request.stallAfter;
    return runEncoder(order, cancelled, [](double) {});
}

std::optional<EncoderFailure> finishWav(const QString& path, const WavShape& shape,
                                        const QByteArray& tail)
{
    QFile file(path);
    const QByteArray header = wavHeader(shape);
    if (!file.open(QIODevice::ReadWrite) || file.read(header.size()) != header)
        return kInvalid;
    const qint64 size = header.size() + static_cast<qint64>(shape.dataBytes());
    if (file.size() != size || !file.seek(size))
        return kInvalid;
    const QByteArray rest = (wavNeedsPadding(shape) ? QByteArray(1, '\0') : QByteArray()) + tail;
    if (file.write(rest) != rest.size() || !file.flush())
        return EncoderFailure {ExportError::DiskFull, {}};
    return std::nullopt;
}

std::optional<EncoderFailure> checkEncoded(const ExportRequest& request, const QString& file,
                                           int channels, SampleCount length,
                                           const std::atomic<bool>& cancelled)
{
    const qint64 size = QFileInfo(file).size();
    const std::uint64_t least = request.format == Format::Mp3 ? leastMp3Bytes(length) : 1;
    if (size <= 0 || static_cast<std::uint64_t>(size) < least)
        return kInvalid;
    const auto answer = ask(request, file, containerOf(request.format), cancelled);
    if (!answer)
        return std::nullopt;
    if (!answer->probed || answer->probed->channels != channels
        || answer->probed->sampleRate != kSampleRate || !isLength(answer->probed->seconds, length))
        return EncoderFailure {ExportError::OutputInvalid, answer->said};
    return std::nullopt;
}

std::optional<EncoderFailure> checkContainer(const ExportRequest& request, const QString& file,
                                             SampleCount length, const std::atomic<bool>& cancelled)
{
    if (QFileInfo(file).size() <= 0)
        return kInvalid;
    const auto answer = ask(request, file, QStringLiteral("matroska"), cancelled);
    if (!answer)
        return std::nullopt;
    if (!answer->probed || !isLength(answer->probed->seconds, length))
        return EncoderFailure {ExportError::OutputInvalid, answer->said};
    return std::nullopt;
}

} // namespace lavalier::exporter
