/// Any marks and pauses at all must give a plan of exactly the right length.
///
/// Shape:  u32 recording length in ms, u8 pauses (u32 from, u32 to in ms each), then marks of 22
///         bytes until the input ends; little-endian.

#include "processing/timeline/track_timeline.h"
#include "tests/processing/timeline/scripted_sender.h"
#include "voice/base/byte_reader.h"

#include <cstdlib>
#include <vector>

using namespace lavalier;
using namespace lavalier::timeline;

namespace {

std::vector<PauseSpan> readPauses(ByteReader& in)
{
    std::vector<PauseSpan> pauses;
    for (int left = in.u8().value_or(0) % 8; left > 0; --left) {
        const auto from = in.u32le();
        const auto to = in.u32le();
        if (!from || !to)
            break;
        pauses.push_back(
            {std::chrono::milliseconds(*from % 100'000), std::chrono::milliseconds(*to % 100'000)});
    }
    return pauses;
}

/// Near values are likelier than wild ones, so that runs and holes come about.
std::vector<PacketMark> readMarks(ByteReader& in)
{
    std::vector<PacketMark> marks;
    PacketMark last;
    while (true) {
        const auto kind = in.u8();
        const auto stream = in.u8();
        const auto sequence = in.u64le();
        const auto rtp = in.u64le();
        const auto arrival = in.u32le();
        if (!kind || !stream || !sequence || !rtp || !arrival)
            return marks;
        PacketMark mark;
        mark.row = static_cast<std::int64_t>(marks.size()) + 1;
        mark.stream = StreamId(*stream % 4 + 1U);
        const bool wild = (*kind & 0x80) != 0;
        const auto bounded = [wild](std::uint64_t value, std::int64_t near, std::int64_t range) {
            return wild
                ? static_cast<std::int64_t>(value)
                : near + static_cast<std::int64_t>(value % static_cast<std::uint64_t>(range));
        };
        mark.sequence = SequenceNumber(bounded(*sequence, last.sequence.value() - 2, 8));
        mark.rtp = RtpTicks(bounded(*rtp, last.rtp.value() - 960, 20'000));
        mark.arrival = wild
            ? std::chrono::microseconds(static_cast<std::int64_t>(*rtp ^ *sequence))
            : last.arrival + std::chrono::microseconds(*arrival % 400'000 - 50'000LL);
        mark.duration = SampleCount(wild ? *arrival % 7'000 : 120 * (*arrival % 48 + 1));
        mark.silence = (*kind & 1) != 0;
        marks.push_back(mark);
        if (!wild)
            last = mark;
    }
}

void check(const TrackPlan& plan, SampleCount length)
{
    if (plan.length != length || test::faultOf(plan) != nullptr)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    ByteReader in(ByteView(data, size));
    const auto length = std::chrono::milliseconds(in.u32le().value_or(0) % 200'000);
    const std::vector<PauseSpan> pauses = readPauses(in);
    const std::vector<PacketMark> marks = readMarks(in);
    for (const bool keep : {false, true}) {
        const TimelineOptions options {keep, SampleCount(4800)};
        check(planTrack(marks, pauses, length, options), trackLength(pauses, length, options));
    }
    return 0;
}
