// More people than a call usually has: 25 for twenty minutes of a clock that is advanced, and 99 in
// real time through one socket.
#include "live_call.h"
#include "processes.h"
#include "sections.h"
#include "speech.h"
#include "virtual_call.h"
#include "voice_far_end.h"

#include <QCoreApplication>
#include <QTimer>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kTable = 25;
constexpr int kStage = 99; ///< 4,950 packets a second
/// What the writer's queue holds at most (recording_exchange.h): 60 s, or 64 MiB, which is more.
constexpr double kQueueFrames = 60.0 * kStage * kPacketsPerSecond;

void measureTable(Report& report, const Options& options)
{
    const char* const name = "25 talkers, growth over the virtual time";
    VirtualCall call(options.folder, kTable);
    const auto time = options.quick ? 5min : 20min;
    if (!call.isReady() || !call.talkFor(2min)) // buffers and caches reach their size
        return report.unmeasured(name, QStringLiteral("frames were lost on the way"));
    const double before = ownMiB();
    const bool whole = call.talkFor(time);
    report.figure("25 talkers, frames lost", static_cast<double>(call.lost()), "", atMost(0));
    if (!whole)
        return report.unmeasured(name, QStringLiteral("frames were lost on the way"));
    report.figure(name, ownMiB() - before, " MiB", atMost(16));
    report.note(QStringLiteral("%1 minutes of virtual time").arg(time.count()));
}

void measureStage(Report& report, const Options& options, Decoding decoding)
{
    const bool live = decoding == Decoding::Live;
    report.note(live ? QStringLiteral("99 talkers, decoded live:")
                     : QStringLiteral("99 talkers, recorded only:"));
    const auto speech = encodeSpeech(10, 10);
    VoiceFarEnd farEnd(1, kStage, speech);
    LiveCall call(options.folder, decoding);
    if (speech.empty() || farEnd.ports().empty()
        || !call.connectTo(farEnd.ports().front(), 0, kStage))
        return report.unmeasured("99 talkers", QStringLiteral("no far end"));
    QTimer eachSecond;
    QObject::connect(&eachSecond, &QTimer::timeout, [&] { call.noteCounters(); });
    eachSecond.start(1s);
    double fullest = 0;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [&] {
        fullest = std::max(fullest, static_cast<double>(call.chain().uncommitted()));
    });
    watch.start(20ms);
    const auto time = options.quick ? 10s : 60s;
    farEnd.startTalking();
    runFor(2s); // workers start
    const auto workers = call.chain().workers();
    const double before = cpuOfAll(workers);
    const auto began = std::chrono::steady_clock::now();
    runFor(time);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const double cpu = (cpuOfAll(workers) - before) / took.count();
    watch.stop();
    const auto sent = farEnd.stopTalking();
    if (sent.empty())
        return report.unmeasured("99 talkers", QStringLiteral("the far end is gone"));
    static_cast<void>(call.chain().waitFor(sent.front()));
    const auto status = call.chain().writer().status();
    report.figure("  datagrams that are not in the file",
                  static_cast<double>(sent.front()) - static_cast<double>(status.frames), "",
                  atMost(0));
    report.figure("  dropped by the writer", static_cast<double>(status.refused), "", atMost(0));
    report.figure("  share of a core", 100 * cpu, " %", atMost(60));
    report.figure("  writer's queue, at its fullest", 100 * fullest / kQueueFrames, " %",
                  atMost(25));
    if (static_cast<double>(sent.front())
        < 0.95 * kStage * kPacketsPerSecond * static_cast<double>((time + 2s).count()))
        report.note(QStringLiteral("the machine was too busy to send them all"));
}

} // namespace

void measureLoad(Report& report, const Options& options)
{
    report.begin("load", "more people than a call usually has");
    QCoreApplication qt(options.argc, options.argv);
    measureTable(report, options);
    for (const Decoding decoding : {Decoding::No, Decoding::Live})
        measureStage(report, options, decoding);
}

} // namespace lavalier::bench
