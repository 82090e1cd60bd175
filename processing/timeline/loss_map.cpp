#include "processing/timeline/loss_map.h"

#include "processing/timeline/pause_map.h"
#include "processing/timeline/plan_walk.h"
#include "processing/timeline/stream_line.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace lavalier::timeline {
namespace {

/// How far the first packet of a stretch reaches back before it arrived.
constexpr Samples kCommonFrame = 960;
/// A packet is due when its last sample was spoken, and networks take so much longer at times.
constexpr Samples kNetworkTakes = 2880;
/// What a track's place may be off.
constexpr Samples kPlaceIsOff = 960;
/// What ends at a word of the other side's began, or ended, so much beside it.
constexpr Samples kWordIsOff = kSampleRate / 4;
/// Farther numbers are not from an unwrapped 16-bit one.
constexpr std::int64_t kSaneSequence = std::int64_t {1} << 41;

bool isSane(SequenceNumber number)
{
    return number.value() > -kSaneSequence && number.value() < kSaneSequence;
}

struct Interval {
    Samples from = 0;
    Samples to = 0;
};

/// Intervals in order, not overlapping.
class Intervals {
public:
    /// Not before anything added already.
    void append(Samples from, Samples to)
    {
        if (from >= to)
            return;
        if (!m_all.empty() && from <= m_all.back().to)
            m_all.back().to = std::max(m_all.back().to, to);
        else
            m_all.push_back({from, to});
    }
    static Intervals joined(std::vector<Interval> any)
    {
        std::ranges::sort(any, {}, &Interval::from);
        Intervals intervals;
        for (const Interval& one : any)
            intervals.append(one.from, one.to);
        return intervals;
    }
    /// The parts of [from, to) that are in none.
    template <typename Visit> void forEachGap(Samples from, Samples to, Visit visit) const
    {
        auto next = std::ranges::upper_bound(m_all, from, {}, &Interval::to);
        for (; next != m_all.end() && next->from < to && from < to; ++next) {
            if (from < next->from)
                visit(from, next->from);
            from = std::max(from, next->to);
        }
        if (from < to)
            visit(from, to);
    }
    const std::vector<Interval>& all() const { return m_all; }

private:
    std::vector<Interval> m_all;
};

/// What a file says of a time, as a place on a recording.
Samples onRecording(std::chrono::microseconds time)
{
    return samplesOf(std::clamp(time, std::chrono::microseconds(0), kMaxRecording)).value();
}

class MapMaker {
public:
    MapMaker(const TrackPlan& plan, const PauseMap& pauses, bool keepPauses)
        : m_plan(plan)
        , m_pauses(pauses)
        , m_keepPauses(keepPauses)
    {
        m_map.length = plan.length;
    }

    LossMap make(const LossEvidence& evidence)
    {
        noteSteps(evidence.undecodable);
        noteStretches();
        noteDropped(evidence.dropped);
        noteCauses(evidence.spans);
        noteHoles(evidence.missed);
        noteUnclaimed();
        std::vector<Interval> known = m_audible.all();
        for (const LossSpan& span : m_map.spans)
            known.push_back({span.start.value(), (span.start + span.samples).value()});
        m_known = Intervals::joined(std::move(known));
        noteMissedBeyond();
        for (const CausedSpan& span : evidence.spans) {
            m_known.forEachGap(onTrack(span.from), onTrack(span.to), [&](Samples from, Samples to) {
                add({from, to}, LossFill::Silence, span.cause, 0);
            });
        }
        finish();
        return std::move(m_map);
    }

private:
    Samples onTrack(SampleCount recording) const
    {
        return m_pauses.toTrack(std::clamp(recording, SampleCount(), m_pauses.recordingEnd()))
            .value();
    }
    Samples onTrack(std::chrono::microseconds recording) const
    {
        return onTrack(SampleCount(onRecording(recording)));
    }

    void add(Interval where, LossFill fill, LossCause cause, std::int64_t packets)
    {
        m_map.spans.push_back(
            {SampleCount(where.from), SampleCount(where.to - where.from), fill, cause, packets});
    }

    /// Where the plan's own packets are heard, and where a decoder has to make something up.
    void noteSteps(std::vector<std::int64_t> undecodable)
    {
        const auto& misshapen = m_plan.losses.undecodable;
        undecodable.insert(undecodable.end(), misshapen.begin(), misshapen.end());
        std::ranges::sort(undecodable);
        PlanWalk walk;
        Samples at = 0;
        for (const PlanStep& step : m_plan.steps) {
            const Samples before = at;
            at += walk.take(step).value();
            const auto* decode = std::get_if<DecodeStep>(&step);
            if (decode == nullptr || at == before)
                continue;
            if (std::ranges::binary_search(undecodable, decode->row))
                add({before, at}, LossFill::Concealed, LossCause::Undecodable, 1);
            else
                m_audible.append(before, at);
        }
        for (const Interval& part : m_audible.all())
            m_map.heard += SampleCount(part.to - part.from);
    }

    void noteStretches()
    {
        for (const LossStretch& stretch : m_plan.losses.stretches) {
            const Interval where {stretch.start.value(), (stretch.start + stretch.samples).value()};
            switch (stretch.kind) {
            case LossKind::Recovered:
                m_filled.push_back({where, LossFill::Recovered});
                break;
            case LossKind::Concealed:
                m_filled.push_back({where, LossFill::Concealed});
                break;
            case LossKind::Silenced:
                m_filled.push_back({where, LossFill::Silence});
                break;
            case LossKind::Cut:
                add(where, LossFill::OtherAudio, LossCause::Late, 0);
                break;
            case LossKind::Superseded:
                add(where, LossFill::OtherAudio, LossCause::Overlapped, 0);
                break;
            case LossKind::Paused:
                add(where, m_keepPauses ? LossFill::Silence : LossFill::Nothing, LossCause::Paused,
                    0);
                break;
            }
        }
    }

    void noteDropped(const std::vector<DroppedSpan>& dropped)
    {
        for (const DroppedSpan& one : dropped) {
            if (one.from <= one.to && one.packets > 0)
                m_dropped.push_back(
                    {{onRecording(one.from) - kNetworkTakes, onRecording(one.to) + kPlaceIsOff},
                     one.packets});
        }
        std::ranges::sort(m_dropped, {}, [](const Dropped& one) { return one.due.from; });
        Samples end = INT64_MIN; // one within another says nothing new: both ends are in order
        std::erase_if(m_dropped, [&end](const Dropped& one) {
            const bool isWithin = one.due.to <= end;
            end = std::max(end, one.due.to);
            return isWithin;
        });
        m_someLeft.resize(m_dropped.size() + 1);
        std::iota(m_someLeft.begin(), m_someLeft.end(), std::size_t(0));
    }

    /// The first at or after one that is not used up. A file may say a hundred thousand of them for
    /// each of its holes: used up ones are stepped over together.
    std::size_t withSomeLeft(std::size_t first)
    {
        std::size_t found = first;
        while (found < m_dropped.size()
               && (m_someLeft[found] != found || m_dropped[found].left <= 0))
            found = std::max(m_someLeft[found], found + 1);
        for (std::size_t passed = first; passed < found;)
            passed = std::max(std::exchange(m_someLeft[passed], found), passed + 1);
        return found;
    }

    void noteCauses(const std::vector<CausedSpan>& spans)
    {
        for (const CausedSpan& one : spans) {
            if (one.from < one.to)
                m_caused.push_back({{onRecording(one.from), onRecording(one.to)}, one.cause});
        }
        std::ranges::stable_sort(m_caused, {}, [](const Caused& one) { return one.where.from; });
        Samples end = 0; // each moment has one cause, so that both ends are in order
        std::erase_if(m_caused, [&end](Caused& one) {
            one.where.from = std::max(one.where.from, end);
            end = std::max(end, one.where.to);
            return one.where.from >= one.where.to;
        });
    }

    void noteHoles(const std::vector<MissedPackets>& missed)
    {
        for (const MissedPackets& one : missed) {
            if (isSane(one.first) && isSane(one.last))
                m_missed[one.stream].push_back({one, 0});
        }
        for (const Shapeless& one : m_plan.losses.shapeless) {
            if (isSane(one.sequence))
                m_missed[one.stream].push_back({{one.stream, one.sequence, one.sequence,
                                                 one.arrival, one.arrival, LossCause::Undecodable},
                                                0});
        }
        for (auto& [stream, list] : m_missed) {
            std::ranges::sort(list, {}, [](const Missed& one) { return one.packets.first; });
            SequenceNumber next(-kSaneSequence);
            for (Missed& one : list) { // a file in several parts may say it twice
                one.packets.first = std::max(one.packets.first, next);
                next = std::max(next, one.packets.last + SequenceNumber(1));
            }
            std::erase_if(list,
                          [](const Missed& one) { return one.packets.first > one.packets.last; });
        }
        for (const Hole& hole : m_plan.losses.holes)
            noteHole(hole);
    }

    /// Divides a hole by why its packets are missing.
    void noteHole(const Hole& hole)
    {
        const std::int64_t first = hole.first.value();
        const std::int64_t end = first + hole.packets;
        std::int64_t at = first;
        const auto place = [&](std::int64_t number) {
            const double share
                = static_cast<double>(number - first) / static_cast<double>(hole.packets);
            const Samples wide = (hole.to - hole.from).value();
            return hole.from + SampleCount(static_cast<Samples>(share * static_cast<double>(wide)));
        };
        const auto dueOf = [&](std::int64_t number) { return place(number + 1).value(); };
        const auto give = [&](std::int64_t until, LossCause cause) {
            if (until > at)
                fillHole({onTrack(place(at)), onTrack(place(until))}, until - at, cause);
            at = std::max(at, until);
        };
        // Packets are due in their order: the first before `until` that is due at `time` or later.
        const auto firstDue = [&](std::int64_t until, Samples time) {
            std::int64_t low = at;
            for (std::int64_t high = until; low < high;) {
                const std::int64_t middle = low + (high - low) / 2;
                if (dueOf(middle) < time)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        };
        // Of those that never came, the ones that this computer dropped.
        const auto giveUnheard = [&](std::int64_t until) {
            if (at >= until)
                return;
            const auto lasts = [](const Dropped& one) { return one.due.to; };
            const auto reached = std::ranges::lower_bound(m_dropped, dueOf(at), {}, lasts);
            for (std::size_t next
                 = withSomeLeft(static_cast<std::size_t>(reached - m_dropped.begin()));
                 next < m_dropped.size() && at < until
                 && m_dropped[next].due.from <= dueOf(until - 1);
                 next = withSomeLeft(next + 1)) {
                Dropped& dropped = m_dropped[next];
                give(firstDue(until, dropped.due.from), LossCause::Network);
                const std::int64_t ours
                    = std::min(firstDue(until, dropped.due.to + 1) - at, dropped.left);
                dropped.left -= ours;
                give(at + ours, LossCause::Computer);
            }
            give(until, LossCause::Network);
        };
        // And before those, the ones that were due while nothing could be recorded: only of a hole
        // that reaches into such a stretch, and then also those just beside it.
        const auto giveLost = [&](std::int64_t until) {
            const auto lasts = [](const Caused& one) { return one.where.to; };
            auto next = at < until
                ? std::ranges::lower_bound(m_caused, dueOf(at) - kWordIsOff, {}, lasts)
                : m_caused.end();
            for (; next != m_caused.end() && at < until
                 && next->where.from - kWordIsOff <= dueOf(until - 1);
                 ++next) {
                const std::int64_t within = firstDue(until, next->where.from - kNetworkTakes);
                if (within == until || dueOf(within) > next->where.to + kPlaceIsOff)
                    continue;
                giveUnheard(firstDue(until, next->where.from - kWordIsOff));
                give(firstDue(until, next->where.to + kWordIsOff + 1), next->cause);
            }
            giveUnheard(until);
        };
        if (const auto list = m_missed.find(hole.stream); list != m_missed.end()) {
            const auto lasts = [](const Missed& one) { return one.packets.last; };
            auto next = std::ranges::lower_bound(list->second, hole.first, {}, lasts);
            for (; next != list->second.end() && next->packets.first.value() < end; ++next) {
                giveLost(std::min(end, next->packets.first.value()));
                const std::int64_t before = at;
                give(std::min(end, next->packets.last.value() + 1), next->packets.cause);
                next->inHoles += at - before;
            }
        }
        giveLost(end);
    }

    /// Shares packets among what is heard in their place, each counted once.
    void fillHole(Interval where, std::int64_t packets, LossCause cause)
    {
        auto next = std::ranges::upper_bound(m_filled, where.from, {},
                                             [](const Filled& one) { return one.where.to; });
        std::vector<Filled> parts;
        Samples wide = 0;
        for (; next != m_filled.end() && next->where.from < where.to; ++next) {
            const Interval part {std::max(where.from, next->where.from),
                                 std::min(where.to, next->where.to)};
            if (part.from >= part.to)
                continue;
            parts.push_back({part, next->fill});
            m_claimed.push_back(part);
            wide += part.to - part.from;
        }
        if (parts.empty())
            return add({where.from, where.from}, LossFill::Silence, cause, packets);
        std::int64_t shared = 0;
        Samples passed = 0;
        for (const Filled& part : parts) {
            passed += part.where.to - part.where.from;
            const double share = static_cast<double>(passed) / static_cast<double>(wide);
            const auto until
                = static_cast<std::int64_t>(static_cast<double>(packets) * share + 0.5);
            add(part.where, part.fill, cause, until - shared);
            shared = until;
        }
    }

    /// What was filled and belongs to no hole.
    void noteUnclaimed()
    {
        const Intervals claimed = Intervals::joined(std::move(m_claimed));
        for (const Filled& filled : m_filled) {
            claimed.forEachGap(filled.where.from, filled.where.to, [&](Samples from, Samples to) {
                add({from, to}, filled.fill, LossCause::Network, 0);
            });
        }
    }

    /// Before a stream's first packet, after its last, or of a stream that has none.
    void noteMissedBeyond()
    {
        for (const auto& [stream, list] : m_missed) {
            for (const Missed& one : list) {
                const MissedPackets& packets = one.packets;
                std::int64_t left = packets.last.value() - packets.first.value() + 1 - one.inHoles;
                if (left <= 0)
                    continue;
                const Samples begin = std::max<Samples>(0, onTrack(packets.from) - kCommonFrame);
                const Samples end = std::max(begin, onTrack(packets.to));
                m_known.forEachGap(begin, end, [&](Samples from, Samples to) {
                    add({from, to}, LossFill::Silence, packets.cause, std::exchange(left, 0));
                });
                if (left > 0)
                    add({begin, begin}, LossFill::Silence, packets.cause, left);
            }
        }
    }

    void finish()
    {
        std::ranges::stable_sort(m_map.spans, {}, &LossSpan::start);
        std::vector<LossSpan> joined;
        for (const LossSpan& span : m_map.spans) {
            LossTotal& total = m_map.causes[static_cast<std::size_t>(span.cause)];
            total.packets += span.packets;
            total.samples += span.samples;
            LossSpan* last = joined.empty() ? nullptr : &joined.back();
            if (last != nullptr && last->cause == span.cause && last->fill == span.fill
                && span.cause != LossCause::Paused && last->start + last->samples == span.start) {
                last->samples += span.samples;
                last->packets += span.packets;
            } else {
                joined.push_back(span);
            }
        }
        m_map.spans = std::move(joined);
        std::vector<Interval> covered = m_audible.all();
        for (const LossSpan& span : m_map.spans)
            covered.push_back({span.start.value(), (span.start + span.samples).value()});
        Samples quiet = m_map.length.value();
        const Intervals all = Intervals::joined(std::move(covered));
        for (const Interval& part : all.all())
            quiet -= part.to - part.from;
        m_map.quiet = SampleCount(quiet);
    }

    struct Filled {
        Interval where;
        LossFill fill;
    };
    struct Missed {
        MissedPackets packets;
        std::int64_t inHoles; ///< how many of them a hole stands for
    };

    const TrackPlan& m_plan;
    const PauseMap& m_pauses;
    bool m_keepPauses;
    Intervals m_audible;
    Intervals m_known;
    std::vector<Filled> m_filled; // in order
    std::vector<Interval> m_claimed;
    struct Dropped {
        Interval due; ///< on the recording
        std::int64_t left; ///< of the packets
    };
    std::vector<Dropped> m_dropped; // in order
    std::vector<std::size_t> m_someLeft; // of each: itself or one after; none between has any left
    struct Caused {
        Interval where; ///< on the recording
        LossCause cause;
    };
    std::vector<Caused> m_caused; // in order, not overlapping
    std::map<StreamId, std::vector<Missed>> m_missed;
    LossMap m_map;
};

} // namespace

LossMap mapLosses(const TrackPlan& plan, const LossEvidence& evidence,
                  std::span<const PauseSpan> pauses, std::chrono::microseconds recordingLength,
                  const TimelineOptions& options)
{
    const PauseMap map(pauses, recordingLength, options.keepPauses);
    return MapMaker(plan, map, options.keepPauses).make(evidence);
}

} // namespace lavalier::timeline
