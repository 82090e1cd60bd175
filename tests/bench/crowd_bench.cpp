// 500 speakers over 20 sockets: twenty whole calls at once, each with its receiver, its recording
// and its pool, as the app makes them.
#include "live_call.h"
#include "sections.h"
#include "speech.h"
#include "voice_far_end.h"

#include <QCoreApplication>
#include <QTimer>

#include <numeric>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kCalls = 20;
constexpr int kSpeakersPerCall = 25;
constexpr double kPacketsOfACall = kSpeakersPerCall * kPacketsPerSecond;
/// The pool gives up live work that is older; recording never waits for it.
constexpr double kBacklogMs = 2000;

std::uint64_t decryptedOf(const MediaCounters& counters)
{
    return std::accumulate(
        counters.streams.begin(), counters.streams.end(), std::uint64_t {0},
        [](std::uint64_t sum, const StreamCounters& stream) { return sum + stream.decrypted; });
}

} // namespace

void measureCrowd(Report& report, const Options& options)
{
    const auto time = options.quick ? 10s : 60s;
    report.begin("crowd", "500 speakers over 20 sockets, recorded and decoded live");
    QCoreApplication qt(options.argc, options.argv);
    const auto speech = encodeSpeech(10, 10);
    if (speech.empty())
        return report.unmeasured("datagrams", QStringLiteral("no speech"));
    VoiceFarEnd farEnd(kCalls, kSpeakersPerCall, speech);
    std::vector<std::unique_ptr<LiveCall>> calls;
    for (const quint16 port : farEnd.ports()) {
        calls.push_back(std::make_unique<LiveCall>(options.folder, Decoding::Live));
        const int first = static_cast<int>(calls.size() - 1) * kSpeakersPerCall;
        if (!calls.back()->connectTo(port, first, kSpeakersPerCall))
            return report.unmeasured("datagrams", QStringLiteral("a call could not be opened"));
    }
    if (calls.empty())
        return report.unmeasured("datagrams", QStringLiteral("no far end"));

    QTimer eachSecond;
    QObject::connect(&eachSecond, &QTimer::timeout, [&] {
        for (const auto& call : calls)
            call->noteCounters();
    });
    std::vector<double> lags;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [&] {
        double worst = 0;
        for (const auto& call : calls)
            worst = std::max(worst, static_cast<double>(call->chain().undecoded()));
        lags.push_back(worst * 1000 / kPacketsOfACall);
    });
    farEnd.startTalking();
    eachSecond.start(1s);
    runFor(3s); // forty workers start; what they owe meanwhile is not a lag yet
    watch.start(100ms);
    runFor(time);
    watch.stop();
    const auto sent = farEnd.stopTalking();
    if (sent.empty())
        return report.unmeasured("datagrams", QStringLiteral("the far end is gone"));
    runFor(2s);

    std::uint64_t kernelDropped = 0;
    double lost = 0;
    double uncommitted = 0;
    std::uint64_t dropped = 0;
    double total = 0;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const MediaCounters counters = calls[i]->counters();
        total += static_cast<double>(sent[i]);
        lost += static_cast<double>(sent[i]) - static_cast<double>(decryptedOf(counters));
        uncommitted += static_cast<double>(sent[i])
            - static_cast<double>(calls[i]->chain().writer().status().frames);
        kernelDropped += counters.kernelDropped;
        dropped += calls[i]->chain().pool()->status().dropped;
    }
    const double seconds = static_cast<double>((time + 3s).count());
    if (total < 0.95 * kCalls * kPacketsOfACall * seconds)
        report.unmeasured("datagrams", QStringLiteral("the machine is too busy to send them all"));
    report.figure("datagrams lost", lost, "", atMost(0));
    report.figure("frames not in the file", uncommitted, "", atMost(0));
    const Spread lag = spreadOf(lags);
    report.figure("decode lag, worst call, highest", lag.most, " ms", atMost(kBacklogMs));
    report.figure("live frames given up", static_cast<double>(dropped), "", atMost(0));
    report.note(QStringLiteral("%1 datagrams sent, %2 dropped by the kernel; median lag %3 ms")
                    .arg(total, 0, 'f', 0)
                    .arg(kernelDropped)
                    .arg(lag.median, 0, 'f', 0));
}

} // namespace lavalier::bench
