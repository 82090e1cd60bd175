// Is the baseline honest? The bare loop everything is compared with must itself be nearly as fast
// as opus_decode alone, or our ratios would flatter us.
#include "bare_loop.h"
#include "processes.h"
#include "sections.h"
#include "speech.h"
#include "voice/base/bytes.h"

namespace lavalier::bench {
namespace {

constexpr int kSpeakers = 10;

} // namespace

void measureBaseline(Report& report, const Options& options)
{
    report.begin("baseline",
                 "bare loop (AES-256-GCM open + opus_decode) against opus_decode alone");
    const auto speech = encodeSpeech(kSpeakers, 10);
    if (speech.empty())
        return report.unmeasured("bare loop", QStringLiteral("no speech"));
    const CallDatagrams call = makeCall(speech, options.quick ? 20 : 60);
    int failures = 0;

    const auto overCall = [&](auto&& eachPacket) {
        BareLoop loop(kSpeakers, 2);
        const double before = ownCpu();
        for (int tick = 0; tick < call.ticks(); ++tick)
            for (int speaker = 0; speaker < kSpeakers; ++speaker)
                eachPacket(loop, tick, speaker);
        const double cost = (ownCpu() - before) / static_cast<double>(call.datagrams.size());
        failures += loop.failures();
        return cost;
    };
    const Side bare = [&] {
        return overCall([&](BareLoop& loop, int tick, int speaker) {
            loop.openAndDecode(viewOf(call.at(tick, speaker)), speaker);
        });
    };
    const Side decodeOnly = [&] {
        return overCall([&](BareLoop& loop, int tick, int speaker) {
            const auto& packets = speech[static_cast<std::size_t>(speaker)];
            loop.decode(viewOf(packets[static_cast<std::size_t>(tick) % packets.size()]), speaker);
        });
    };
    const Rounds costs = inTurn(options.quick ? 3 : 7, {bare, decodeOnly});
    if (failures > 0)
        return report.unmeasured("bare loop", QStringLiteral("%1 packets failed").arg(failures));
    report.figure("bare loop, share of opus_decode's pace", ratioOf(costs[1], costs[0]), "",
                  atLeast(0.9));
    double bytes = 0;
    for (const QByteArray& packet : speech.front())
        bytes += static_cast<double>(packet.size());
    report.note(
        QStringLiteral("%1 us of CPU a packet, of which opus_decode %2 us; %3 kbit/s")
            .arg(spreadOf(costs[0]).median * 1e6, 0, 'f', 1)
            .arg(spreadOf(costs[1]).median * 1e6, 0, 'f', 1)
            .arg(bytes * 8 * kPacketsPerSecond / 1000 / static_cast<double>(speech.front().size()),
                 0, 'f', 0));
}

} // namespace lavalier::bench
