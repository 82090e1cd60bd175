#include "processing/timeline/run_layout.h"

#include <algorithm>
#include <map>

namespace lavalier::timeline {
namespace {

/// Senders say five times that they stop.
constexpr std::uint32_t kSilenceFrames = 5;
/// A remainder shorter than this between a loss and the next packet belongs to the loss.
constexpr Samples kShortRemainder = 960;
/// Packets of this long before a pause may come after it began, and are then not stored.
constexpr Samples kPauseSlack = kSampleRate / 4;

/// How many packets just before `at` are silence frames, up to five.
std::uint32_t silenceFramesBefore(const StreamLine& line, std::size_t at)
{
    std::uint32_t count = 0;
    while (count < kSilenceFrames && at > count && line.packets[at - 1 - count].silence != 0)
        ++count;
    return count;
}

void forgetPausedLosses(LinePacket& packet, Samples from, Samples to, const PauseMap& pauses)
{
    const Samples paused = pauses.pausedWithin(SampleCount(from), SampleCount(to)).value();
    if (paused == 0)
        return;
    const Samples frame = packet.duration;
    const Samples unheard = (paused + kPauseSlack + frame - 1) / frame;
    const Samples left = std::max<Samples>(0, static_cast<Samples>(packet.missing) - unheard);
    packet.missing = static_cast<std::uint32_t>(left) & 0xFFFFU;
}

/// The stretch in which a run makes itself heard.
Piece extentOf(const StreamLine& line, const PlacedRun& placed, std::size_t index)
{
    const LinePacket& first = line.packets[placed.run.first];
    const LinePacket& last = line.packets[placed.run.end - 1];
    return {index, placed.run.place(first.media) - placed.lostBefore,
            placed.run.place(last.end()) + placed.lostAfter};
}

/// Stretches already given away, joined; from start to end.
class Taken {
public:
    template <typename Visit> void forEachFree(Samples from, Samples to, Visit visit) const
    {
        auto next = m_spans.upper_bound(from);
        if (next != m_spans.begin())
            from = std::max(from, std::prev(next)->second);
        for (; next != m_spans.end() && next->first < to && from < to; ++next) {
            if (from < next->first)
                visit(from, next->first);
            from = std::max(from, next->second);
        }
        if (from < to)
            visit(from, to);
    }

    void take(Samples from, Samples to)
    {
        auto next = m_spans.upper_bound(from);
        if (next != m_spans.begin() && std::prev(next)->second >= from) {
            --next;
            from = next->first;
        }
        while (next != m_spans.end() && next->first <= to) {
            to = std::max(to, next->second);
            next = m_spans.erase(next);
        }
        m_spans.emplace_hint(next, from, to);
    }

private:
    std::map<Samples, Samples> m_spans;
};

} // namespace

std::vector<PlacedRun> layOutRuns(std::uint32_t lineNumber, StreamLine& line,
                                  const std::vector<Run>& runs, const PauseMap& pauses)
{
    std::vector<PlacedRun> placed;
    placed.reserve(runs.size());
    Samples lastEnd = 0;
    for (const Run& run : runs) {
        PlacedRun now {lineNumber, run, 0, 0, 0, false, run.first};
        for (std::size_t at = run.first; at < run.end; ++at) {
            LinePacket& packet = line.packets[at];
            const Samples start = run.place(packet.media);
            if (packet.missing > 0)
                forgetPausedLosses(packet, lastEnd, start, pauses);
            if (at == run.first && packet.missing > 0 && start > lastEnd) {
                const LinePacket& before = line.packets[at - 1];
                const Samples gap = start - lastEnd;
                const Samples frame = std::max<Samples>(before.duration, packet.duration);
                const std::uint32_t stops = silenceFramesBefore(line, at);
                // Who had said to be silent was heard again, unheard, before this packet.
                const auto atEnd = static_cast<Samples>(
                    stops == 0 ? packet.missing : std::min(packet.missing, kSilenceFrames - stops));
                const Samples after = std::min(gap, atEnd * frame);
                const Samples ahead
                    = std::min(gap - after, (static_cast<Samples>(packet.missing) - atEnd) * frame);
                if (stops == 0 && gap - after < kShortRemainder) {
                    now.lostBefore = gap;
                    now.lostWithinSpeech = true;
                } else {
                    placed.back().lostAfter = after;
                    placed.back().packetsLostAfter = atEnd;
                    now.lostBefore = ahead;
                }
            }
            lastEnd = run.place(packet.end());
        }
        placed.push_back(now);
    }
    return placed;
}

std::vector<Piece> sharePieces(const std::vector<StreamLine>& lines,
                               const std::vector<PlacedRun>& runs)
{
    std::vector<Piece> pieces;
    pieces.reserve(runs.size());
    Taken taken;
    for (std::size_t end = runs.size(); end > 0;) { // the runs of one line at a time, newest first
        std::size_t first = end;
        while (first > 0 && runs[first - 1].line == runs[end - 1].line)
            --first;
        for (std::size_t at = first; at < end; ++at) {
            const Piece whole = extentOf(lines[runs[at].line], runs[at], at);
            taken.forEachFree(whole.from, whole.to, [&](Samples from, Samples to) {
                pieces.push_back({at, from, to});
            });
        }
        if (first > 0) {
            for (std::size_t at = first; at < end; ++at) {
                const Piece whole = extentOf(lines[runs[at].line], runs[at], at);
                taken.take(whole.from, whole.to);
            }
        }
        end = first;
    }
    std::ranges::sort(pieces, [](const Piece& a, const Piece& b) {
        return a.from != b.from ? a.from < b.from : a.run < b.run;
    });
    return pieces;
}

} // namespace lavalier::timeline
