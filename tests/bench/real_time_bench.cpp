// Ten people in real time: CPU per speaker-hour of a whole call of ours, its socket included,
// against the bare loop that wakes every 20 ms for packets it has in memory.
#include "bare_loop.h"
#include "live_call.h"
#include "processes.h"
#include "sections.h"
#include "speech.h"
#include "voice/base/bytes.h"
#include "voice_far_end.h"

#include <QCoreApplication>
#include <QTimer>

#include <thread>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kSpeakers = 10;
constexpr auto kWarmUp = 2s; ///< workers start, buffers grow; not counted

/// CPU seconds per second of the call.
double pacedBareLoop(const CallDatagrams& call)
{
    BareLoop loop(kSpeakers, 2);
    const double before = ownCpu();
    auto next = std::chrono::steady_clock::now();
    for (int tick = 0; tick < call.ticks(); ++tick) {
        next += 20ms;
        std::this_thread::sleep_until(next);
        for (int speaker = 0; speaker < kSpeakers; ++speaker)
            loop.openAndDecode(viewOf(call.at(tick, speaker)), speaker);
    }
    const double cost = ownCpu() - before;
    return loop.failures() > 0 ? -1 : cost * kPacketsPerSecond / call.ticks();
}

double ourCall(const Options& options, Decoding decoding, std::chrono::seconds time,
               const std::vector<std::vector<QByteArray>>& speech)
{
    VoiceFarEnd farEnd(1, kSpeakers, speech);
    LiveCall call(options.folder, decoding);
    if (farEnd.ports().empty() || !call.connectTo(farEnd.ports().front(), 0, kSpeakers))
        return -1;
    QTimer eachSecond;
    QObject::connect(&eachSecond, &QTimer::timeout, [&] { call.noteCounters(); });
    eachSecond.start(1s);
    farEnd.startTalking();
    runFor(kWarmUp);
    const auto workers = call.chain().workers();
    const double before = cpuOfAll(workers);
    const auto began = std::chrono::steady_clock::now();
    runFor(time);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const double cost = (cpuOfAll(workers) - before) / took.count();
    const auto sent = farEnd.stopTalking();
    return sent.empty() || !call.chain().waitFor(sent.front()) ? -1 : cost;
}

} // namespace

void measureRealTime(Report& report, const Options& options)
{
    report.begin("real-time",
                 "10 speakers, CPU per speaker-hour against the bare loop on 20 ms ticks");
    QCoreApplication qt(options.argc, options.argv);
    const auto time = options.quick ? 6s : 20s;
    const auto speech = encodeSpeech(kSpeakers, 10);
    if (speech.empty())
        return report.unmeasured("a call", QStringLiteral("no speech"));
    const CallDatagrams call = makeCall(speech, static_cast<int>(time.count()));
    const Rounds costs = inTurn(options.quick ? 2 : 3,
                                {[&] { return pacedBareLoop(call); },
                                 [&] { return ourCall(options, Decoding::Live, time, speech); },
                                 [&] { return ourCall(options, Decoding::No, time, speech); }});
    if (costs.empty())
        return report.unmeasured("a call", QStringLiteral("frames were lost on the way"));
    report.figure("recording with live decoding", ratioOf(costs[1], costs[0]), "", atMost(1.4));
    report.figure("recording only", ratioOf(costs[2], costs[0]), "", atMost(0.25));
    const auto perSpeakerHour = [](const std::vector<double>& perSecond) {
        return spreadOf(perSecond).median * 3600 / kSpeakers;
    };
    report.note(
        QStringLiteral("CPU seconds per speaker-hour: bare %1, with decoding %2, without %3")
            .arg(perSpeakerHour(costs[0]), 0, 'f', 1)
            .arg(perSpeakerHour(costs[1]), 0, 'f', 1)
            .arg(perSpeakerHour(costs[2]), 0, 'f', 1));
}

} // namespace lavalier::bench
