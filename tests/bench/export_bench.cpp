// Export of a recording on two cores.
//   WAV: against two bare threads that decode the same packets from memory and keep nothing.
//   MP3: wall time against what one ffmpeg after another costs for the same PCM, over two cores.
// Our workers and ffmpeg run at nice 10, so the bare threads do too. Wall times mean something only
// while nothing else runs; the CPU noted beside them says what they would be then.
#include "bare_loop.h"
#include "processes.h"
#include "sections.h"
#include "sinks/exporter/export_job.h"
#include "sinks/exporter/ffmpeg_command.h"
#include "sinks/recording/recording_file.h"
#include "speech.h"
#include "voice/base/bytes.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace lavalier::bench {
namespace {

constexpr int kTracks = 8;
constexpr int kCores = 2;
constexpr int kNice = 10;
constexpr SteadyTime kZero {std::chrono::hours(1)};

using Wall = std::chrono::duration<double>;

/// Wall seconds; what all processes computed meanwhile is added to `cpu`.
template <typename Work> double wallOf(std::vector<double>& cpu, Work&& work)
{
    const auto began = std::chrono::steady_clock::now();
    const double before = cpuWithEndedChildren();
    work();
    cpu.push_back(cpuWithEndedChildren() - before);
    return Wall(std::chrono::steady_clock::now() - began).count();
}

/// Everybody speaks all the time. Empty when the file could not be written.
QString makeRecording(const QString& folder, const std::vector<std::vector<QByteArray>>& speech,
                      int seconds)
{
    recording::RecordingDescription description;
    description.title = QStringLiteral("bench");
    auto file = recording::RecordingFile::create(folder, QStringLiteral("bench"), description,
                                                 kZero, WallTime(std::chrono::hours(490'000)));
    if (!file)
        return {};
    for (int second = 0; second < seconds; ++second) {
        recording::HandOver handOver;
        for (int i = 0; i < kPacketsPerSecond; ++i) {
            const std::int64_t number = second * kPacketsPerSecond + i;
            for (int speaker = 0; speaker < kTracks; ++speaker) {
                const auto& packets = speech[static_cast<std::size_t>(speaker)];
                handOver.frames.push_back(
                    {StreamId(std::uint64_t {1} << 32 | static_cast<std::uint64_t>(speaker + 1)),
                     userOf(speaker), ssrcOf(speaker), SequenceNumber(number),
                     RtpTicks(number * kSamplesPerPacket),
                     kZero + std::chrono::milliseconds(20) * (number + 1),
                     packets[static_cast<std::size_t>(number) % packets.size()]});
            }
        }
        (*file)->accept(std::move(handOver));
        if (!(*file)->commit(kZero + std::chrono::seconds(second + 1)))
            return {};
    }
    if (!(*file)->finish(kZero + std::chrono::seconds(seconds)))
        return {};
    (*file)->buildIndex(false);
    (void)(*file)->mergeLog();
    return (*file)->path();
}

/// Wall seconds; negative when the export failed. `folder` holds the tracks afterwards.
double exportTo(const QString& folder, const QString& recording, exporter::Format format,
                exporter::Channels channels, std::vector<double>& cpu)
{
    exporter::ExportRequest request;
    request.recordingPath = recording;
    request.folder = folder;
    request.format = format;
    request.channels = channels;
    request.workerProgram = QCoreApplication::applicationDirPath() + "/lavalier-decode";
    request.parallelTracks = kCores;
    exporter::ExportJob job(request);
    QEventLoop loop;
    QObject::connect(&job, &exporter::ExportJob::finished, &loop, &QEventLoop::quit);
    const double wall = wallOf(cpu, [&] {
        job.start();
        loop.exec();
    });
    return job.report().failure || job.report().tracks.size() != kTracks ? -1 : wall;
}

double exportAndForget(const QString& folder, const QString& recording, exporter::Format format,
                       exporter::Channels channels, std::vector<double>& cpu)
{
    const QTemporaryDir out(folder + "/out-XXXXXX");
    return exportTo(out.path(), recording, format, channels, cpu);
}

double twoBareLoops(const std::vector<std::vector<QByteArray>>& speech, int seconds, int channels,
                    std::vector<double>& cpu)
{
    std::atomic<int> failures = 0;
    const auto share = [&](int first) {
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
        BareLoop loop(kTracks, channels);
        for (int speaker = first; speaker < kTracks; speaker += kCores) {
            const auto& packets = speech[static_cast<std::size_t>(speaker)];
            for (int i = 0; i < seconds * kPacketsPerSecond; ++i)
                loop.decode(viewOf(packets[static_cast<std::size_t>(i) % packets.size()]), speaker);
        }
        failures += loop.failures();
    };
    const double wall = wallOf(cpu, [&] {
        std::thread one(share, 0);
        std::thread other(share, 1);
        one.join();
        other.join();
    });
    return failures > 0 ? -1 : wall;
}

/// CPU of one ffmpeg after the other, with the export's own arguments but the sound from a file.
double singleFfmpegs(const QString& pcmFolder, int channels)
{
    const QTemporaryDir out(pcmFolder + "/single-XXXXXX");
    const double before = cpuWithEndedChildren();
    for (const QString& track : QDir(pcmFolder).entryList({"*.wav"}, QDir::Files)) {
        QProcess ffmpeg;
        ffmpeg.setStandardInputFile(QDir(pcmFolder).filePath(track));
        // The header becomes a click at the beginning; nobody listens.
        ffmpeg.start("ffmpeg",
                     exporter::mp3Arguments(channels, exporter::Quality::High, {},
                                            out.filePath(track + ".mp3")));
        if (!ffmpeg.waitForFinished(-1) || ffmpeg.exitCode() != 0)
            return -1;
    }
    return cpuWithEndedChildren() - before;
}

void measureWav(Report& report, const Options& options, const QString& recording,
                const std::vector<std::vector<QByteArray>>& speech, int seconds, int channels)
{
    const char* const name = channels == 1 ? "WAV, mono, share of two bare loops' pace"
                                           : "WAV, stereo, share of two bare loops' pace";
    const auto wanted = channels == 1 ? exporter::Channels::Mono : exporter::Channels::Stereo;
    std::vector<double> exportCpu;
    std::vector<double> bareCpu;
    const Side ours = [&] {
        return exportAndForget(options.folder, recording, exporter::Format::Wav16, wanted,
                               exportCpu);
    };
    const Side bare = [&] { return twoBareLoops(speech, seconds, channels, bareCpu); };
    const Rounds walls = inTurn(options.quick ? 1 : 3, {ours, bare});
    if (walls.empty())
        return report.unmeasured(name, QStringLiteral("the export failed"));
    report.figure(name, ratioOf(walls[1], walls[0]), "", atLeast(0.85));
    report.figure("  the same by CPU: what a machine shows that does nothing else",
                  ratioOf(bareCpu, exportCpu), "", atLeast(0.85));
    report.note(QStringLiteral("%1 tracks of %2 s: wall %3 s against %4 s, CPU %5 s against %6 s")
                    .arg(kTracks)
                    .arg(seconds)
                    .arg(spreadOf(walls[0]).median, 0, 'f', 2)
                    .arg(spreadOf(walls[1]).median, 0, 'f', 2)
                    .arg(spreadOf(exportCpu).median, 0, 'f', 2)
                    .arg(spreadOf(bareCpu).median, 0, 'f', 2));
}

void measureMp3(Report& report, const Options& options, const QString& recording)
{
    const char* const name = "MP3, wall against ffmpeg's own CPU / 2";
    if (!exporter::isProgramAvailable("ffmpeg"))
        return report.unmeasured(name, QStringLiteral("there is no ffmpeg"));
    const QTemporaryDir pcm(options.folder + "/pcm-XXXXXX");
    std::vector<double> cpu;
    if (exportTo(pcm.path(), recording, exporter::Format::Wav16, exporter::Channels::Mono, cpu) < 0)
        return report.unmeasured(name, QStringLiteral("the export failed"));
    cpu.clear();
    const Side ours = [&] {
        return exportAndForget(options.folder, recording, exporter::Format::Mp3,
                               exporter::Channels::Mono, cpu);
    };
    const Side alone = [&] { return singleFfmpegs(pcm.path(), 1) / kCores; };
    const Rounds costs = inTurn(options.quick ? 1 : 3, {ours, alone});
    if (costs.empty())
        return report.unmeasured(name, QStringLiteral("the export failed"));
    report.figure(name, ratioOf(costs[0], costs[1]), "", atMost(1.15));
    std::vector<double> single = costs[1];
    for (double& seconds : single)
        seconds *= kCores;
    report.figure("  the same by CPU: what a machine shows that does nothing else",
                  ratioOf(cpu, single), "", atMost(1.15));
    report.note(QStringLiteral("wall %1 s, CPU of all %2 s; ffmpeg alone %3 s of CPU")
                    .arg(spreadOf(costs[0]).median, 0, 'f', 2)
                    .arg(spreadOf(cpu).median, 0, 'f', 2)
                    .arg(spreadOf(costs[1]).median * kCores, 0, 'f', 2));
}

} // namespace

void measureExport(Report& report, const Options& options)
{
    report.begin("export", "a stored recording to files, on two cores");
    QCoreApplication qt(options.argc, options.argv);
    if (std::thread::hardware_concurrency() != kCores)
        report.note(QStringLiteral("this machine has %1 cores; two lanes are used")
                        .arg(std::thread::hardware_concurrency()));
    const int seconds = options.quick ? 120 : 600;
    const auto speech = encodeSpeech(kTracks, 10);
    const QString recording
        = speech.empty() ? QString() : makeRecording(options.folder, speech, seconds);
    if (recording.isEmpty())
        return report.unmeasured("export", QStringLiteral("the recording could not be made"));
    for (const int channels : {1, 2})
        measureWav(report, options, recording, speech, seconds, channels);
    measureMp3(report, options, recording);
    QFile::remove(recording);
}

} // namespace lavalier::bench
