// CPU of all processes per packet, as fast as it goes:
//   (a) the bare loop
//   (b) datagram → MediaPipeline → CallSink → RecordingWriter, until the row is committed
//   (c) the same, and live decoding in the pool's workers
// The recording's clock runs with the packets, so a batch between two commits spans more of it than
// in a call; reading sockets is the next section's.
#include "bare_loop.h"
#include "capture_chain.h"
#include "processes.h"
#include "sections.h"
#include "speech.h"
#include "tests/support/fake_clock.h"
#include "voice/base/bytes.h"

#include <QCoreApplication>

namespace lavalier::bench {
namespace {

constexpr int kSpeakers = 10;
constexpr int kPrimingTicks = kPacketsPerSecond; ///< starts the workers; not counted
/// The writer refuses nothing below 60 s of audio, the pool drops nothing younger than 2 s.
constexpr std::uint64_t kMaxUncommitted = 15'000;
constexpr std::uint64_t kMaxUndecoded = 3'000;

double bareCost(const CallDatagrams& call)
{
    BareLoop loop(kSpeakers, 2);
    const double before = ownCpu();
    for (int tick = 0; tick < call.ticks(); ++tick)
        for (int speaker = 0; speaker < kSpeakers; ++speaker)
            loop.openAndDecode(viewOf(call.at(tick, speaker)), speaker);
    const double cost = ownCpu() - before;
    return loop.failures() > 0 ? -1 : cost / static_cast<double>(call.datagrams.size());
}

/// One call through our path.
class Capture {
public:
    Capture(const QString& folder, Decoding decoding)
        : m_chain(folder, m_clock, decoding)
        , m_pipeline(makePipeline(kSpeakers, m_clock.now()))
    {
    }

    /// Negative when a frame was lost on the way.
    double cost(const CallDatagrams& call)
    {
        if (!m_chain.isReady())
            return -1;
        feed(call, 0, kPrimingTicks);
        if (!m_chain.waitFor(m_fed))
            return -1;
        const auto workers = m_chain.workers();
        const std::uint64_t primed = m_fed;
        const double before = cpuOfAll(workers);
        feed(call, kPrimingTicks, call.ticks());
        if (!m_chain.waitFor(m_fed))
            return -1;
        return (cpuOfAll(workers) - before) / static_cast<double>(m_fed - primed);
    }

private:
    void feed(const CallDatagrams& call, int from, int to)
    {
        for (int tick = from; tick < to; ++tick) {
            m_clock.advance(std::chrono::milliseconds(20));
            const SteadyTime now = m_clock.now();
            for (int speaker = 0; speaker < kSpeakers; ++speaker)
                m_pipeline->datagram(viewOf(call.at(tick, speaker)), now);
            m_pipeline->timePassed(now);
            m_fed += m_pipeline->frames().size();
            m_chain.sink().onAudio(m_pipeline->frames());
            m_pipeline->clearFrames();
            if (tick % 50 == 0)
                keepWithinBounds();
        }
    }
    void keepWithinBounds()
    {
        while (m_chain.uncommitted() > kMaxUncommitted || m_chain.undecoded() > kMaxUndecoded)
            sleepFor(0.005);
    }

    test::FakeClock m_clock;
    CaptureChain m_chain;
    std::unique_ptr<receive::MediaPipeline> m_pipeline;
    std::uint64_t m_fed = 0;
};

} // namespace

void measureFlatOut(Report& report, const Options& options)
{
    report.begin("flat-out", "CPU of all processes per packet against the bare loop (a)");
    QCoreApplication qt(options.argc, options.argv);
    const auto speech = encodeSpeech(kSpeakers, 10);
    if (speech.empty())
        return report.unmeasured("capture", QStringLiteral("no speech"));
    const CallDatagrams call = makeCall(speech, options.quick ? 30 : 120);
    const auto through = [&](Decoding decoding) -> Side {
        return [&, decoding] { return Capture(options.folder, decoding).cost(call); };
    };
    const Rounds costs
        = inTurn(options.quick ? 3 : 5,
                 {[&] { return bareCost(call); }, through(Decoding::No), through(Decoding::Live)});
    if (costs.empty())
        return report.unmeasured("capture", QStringLiteral("frames were lost on the way"));
    report.figure("(b) capture, datagram to committed row", ratioOf(costs[1], costs[0]), "",
                  atMost(0.15));
    report.figure("(c) the same with live decoding", ratioOf(costs[2], costs[0]), "", atMost(1.2));
    report.note(QStringLiteral("(a) %1 us, (b) %2 us, (c) %3 us a packet")
                    .arg(spreadOf(costs[0]).median * 1e6, 0, 'f', 1)
                    .arg(spreadOf(costs[1]).median * 1e6, 0, 'f', 1)
                    .arg(spreadOf(costs[2]).median * 1e6, 0, 'f', 1));
}

} // namespace lavalier::bench
