#include "processing/timeline/run_anchors.h"

#include "processing/timeline/envelope.h"
#include "processing/timeline/sliding_minimum.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace lavalier::timeline {
namespace {

constexpr Samples kMillisecond = kSampleRate / 1000;
/// How far ahead every packet must be late for the clock to be believed to have stood still. Long
/// enough for a queue somewhere in the network to fill and drain.
constexpr std::size_t kWindowPackets = 1000;
constexpr Samples kWindowLength = 60 * kSampleRate;
/// Smaller steps are carried until they have added up to this.
constexpr Samples kStepInSilence = 5 * kMillisecond;
constexpr Samples kStepInSpeech = 20 * kMillisecond;
/// Only a packet that is later than the one before it may be the place of a step.
constexpr Samples kShortestWait = 5 * kMillisecond;
/// Where a clock stood still unmarked, the largest wait among some packets is the place: the more
/// jitter, the more packets before the place may all look as late as those behind it.
constexpr Samples kFewestSearched = 3;
constexpr Samples kMostSearched = 125;
constexpr Samples kSearchedPerStep = 25;
/// The lowest of n packets exceeds this many nth parts of the usual jitter once in 10^7 times,
/// for exponential delays as well as for even ones.
constexpr Samples kRarity = 25;
/// Assumed where there was nothing to measure.
constexpr Samples kUsualJitter = 20 * kMillisecond;
/// Corrections below are not worth making.
constexpr Samples kHysteresis = 2 * kMillisecond;
/// A bent run's clock is read so often; shorter runs are not worth bending.
constexpr Samples kKnotEvery = 20 * kSampleRate;
/// The steepest bend, as one part in so many: less than two hundredths of a semitone.
constexpr Samples kSteepest = 1000;
/// A run may begin so much later than it should rather than lose its beginning.
constexpr Samples kLargestDelay = 10 * kMillisecond;

/// Finds the packets at which the clock's envelope steps: where a frozen clock was resumed.
class StepFinder {
public:
    StepFinder(StreamLine& line, ClockDrift drift, std::optional<Samples> jitter)
        : m_packets(line.packets)
        , m_drift(drift)
        , m_origin(line.firstArrival)
        , m_jitter(jitter.value_or(kUsualJitter))
    {
    }

    /// Indices at which a new envelope begins, the first packet among them.
    std::vector<std::size_t> find()
    {
        std::vector<std::size_t> steps;
        for (std::size_t at = 0; at < m_packets.size(); ++at) {
            lookAhead(at);
            if (at == 0 || stepsHere(at)) {
                steps.push_back(at);
                m_packets[at].breakBefore = 1;
                m_lowest = offset(at);
            }
            m_ahead.dropBefore(at + 1);
            m_lowest = std::min(m_lowest, offset(at));
        }
        return steps;
    }

private:
    Samples offset(std::size_t at) const
    {
        const LinePacket& packet = m_packets[at];
        return packet.offset() - m_drift.after(packet.arrival - m_origin);
    }

    void lookAhead(std::size_t at)
    {
        m_aheadEnd = std::max(m_aheadEnd, at);
        while (m_aheadEnd < m_packets.size() && m_aheadEnd < at + kWindowPackets
               && (m_aheadEnd == at
                   || m_packets[m_aheadEnd].arrival <= m_packets[at].arrival + kWindowLength)) {
            m_ahead.add(m_aheadEnd, offset(m_aheadEnd));
            ++m_aheadEnd;
        }
    }

    bool stepsHere(std::size_t at)
    {
        const bool silent = m_packets[at].startsRun();
        if (!silent && at != m_pending && offset(at) - offset(at - 1) < kShortestWait)
            return false;
        const Samples step = m_ahead.minimum() - m_lowest;
        const auto packets = static_cast<Samples>(m_aheadEnd - at);
        const Samples least = silent ? kStepInSilence : kStepInSpeech;
        if (step <= std::max(least, m_jitter * kRarity / packets))
            return false;
        if (silent || at == m_pending)
            return true;
        if (m_pending > at && m_pending != kNone)
            return false; // the place is chosen already
        m_pending = placeOfStep(at);
        return m_pending == at;
    }

    /// All packets from `at` on are late, but the first of them perhaps only by jitter.
    std::size_t placeOfStep(std::size_t at) const
    {
        std::size_t best = at;
        Samples longest = 0;
        const Samples searched = std::clamp(m_jitter * kSearchedPerStep / kStepInSpeech,
                                            kFewestSearched, kMostSearched);
        const std::size_t end = std::min(m_packets.size(), at + static_cast<std::size_t>(searched));
        for (std::size_t place = at; place < end; ++place) {
            const Samples wait = offset(place) - offset(place - 1);
            if (wait > longest) {
                longest = wait;
                best = place;
            }
            if (place > at && m_packets[place].startsRun())
                return place; // a silence the sender marked is the better place
        }
        return best;
    }

    static constexpr std::size_t kNone = SIZE_MAX;

    std::vector<LinePacket>& m_packets;
    ClockDrift m_drift;
    Samples m_origin;
    Samples m_jitter;
    Samples m_lowest = 0; // of the current envelope so far
    SlidingMinimum m_ahead;
    std::size_t m_aheadEnd = 0;
    std::size_t m_pending = kNone;
};

/// Places the runs of one envelope, packets [first, end).
class EnvelopeRuns {
public:
    EnvelopeRuns(const StreamLine& line, ClockDrift drift, Samples jitter, LineAnchors& anchors,
                 std::optional<Samples> shiftBefore, std::size_t number, Bending bending)
        : m_line(line)
        , m_number(number)
        , m_bending(bending)
        , m_envelope(drift, line.firstArrival, jitter)
        , m_anchors(anchors)
        , m_shift(shiftBefore)
    {
    }

    void place(std::size_t first, std::size_t end)
    {
        std::vector<Extent> extents;
        for (std::size_t at = first; at < end; ++at) {
            const std::size_t bin = m_envelope.add(m_line.packets[at]);
            if (at == first || m_line.packets[at].startsRun())
                extents.push_back({at, at, bin, bin, {}});
            Extent& extent = extents.back();
            const Samples media = m_line.packets[at].media;
            if (extent.readings.empty() || media - extent.readings.back().media >= kKnotEvery)
                extent.readings.push_back({at, bin, media});
            extent.end = at + 1;
            extent.lastBin = bin;
        }
        for (const Extent& extent : extents) {
            const LinePacket& head = m_line.packets[extent.first];
            const LinePacket& tail = m_line.packets[extent.end - 1];
            if (bend(extent))
                continue;
            const Samples middle = head.arrival + (tail.arrival - head.arrival) / 2;
            const Samples wanted = m_envelope.between(extent.firstBin, extent.lastBin, middle);
            m_anchors.runs.push_back({extent.first, extent.end, settle(wanted), m_number, {}});
            const Samples atEnd = m_envelope.at(extent.lastBin, tail.arrival);
            m_anchors.owed = std::max(m_anchors.owed, std::abs(atEnd - *m_shift));
        }
    }

private:
    struct Reading {
        std::size_t packet, bin;
        Samples media;
    };
    struct Extent {
        std::size_t first, end, firstBin, lastBin;
        std::vector<Reading> readings; ///< some packets of the run, evenly spread
    };

    /// A run whose clock goes astray by more than may be owed follows it instead.
    bool bend(const Extent& extent)
    {
        if (m_bending == Bending::Forbidden || extent.readings.size() < 2)
            return false;
        std::vector<Knot> knots;
        knots.reserve(extent.readings.size() + 1);
        const auto read = [&](std::size_t bin, Samples media, Samples arrival) {
            knots.push_back({media, m_envelope.at(bin, arrival)});
        };
        for (const Reading& reading : extent.readings)
            read(reading.bin, reading.media, m_line.packets[reading.packet].arrival);
        const LinePacket& tail = m_line.packets[extent.end - 1];
        if (tail.media - knots.back().media < kKnotEvery / 2)
            knots.pop_back();
        read(extent.lastBin, tail.end(), tail.arrival);
        const auto [lowest, highest] = std::ranges::minmax(knots, {}, &Knot::shift);
        if (highest.shift - lowest.shift < kBendFrom)
            return false;
        knots.front().shift = settle(knots.front().shift);
        for (std::size_t at = 1; at < knots.size(); ++at) {
            const Knot& before = knots[at - 1];
            const Samples most = (knots[at].media - before.media) / kSteepest;
            const Samples wanted = knots[at].shift;
            knots[at].shift = std::clamp(wanted, before.shift - most, before.shift + most);
            m_anchors.owed = std::max(m_anchors.owed, std::abs(wanted - knots[at].shift));
            m_anchors.resampled += std::abs(knots[at].shift - before.shift);
        }
        m_shift = knots.back().shift;
        m_anchors.runs.push_back({extent.first, extent.end, *m_shift, m_number, std::move(knots)});
        return true;
    }

    /// Keeps the last shift unless a correction is worth it.
    Samples settle(Samples wanted)
    {
        const Samples correction = wanted - m_shift.value_or(wanted - kHysteresis - 1);
        const bool isFirst = !std::exchange(m_begun, true);
        if (std::abs(correction) <= kHysteresis)
            return *m_shift;
        if (!isFirst) // the first of an envelope is no correction, but where a new clock stands
            (correction > 0 ? m_anchors.inserted : m_anchors.removed) += std::abs(correction);
        m_shift = wanted;
        return wanted;
    }

    const StreamLine& m_line;
    const std::size_t m_number;
    Bending m_bending;
    Envelope m_envelope;
    LineAnchors& m_anchors;
    std::optional<Samples> m_shift;
    bool m_begun = false;
};

/// Neighbours that overlap a little: the later begins later. Silence frames give way unasked.
void makeRoom(const StreamLine& line, LineAnchors& anchors)
{
    Samples spokenUntil = INT64_MIN;
    for (Run& run : anchors.runs) {
        const Samples overlap
            = spokenUntil == INT64_MIN ? 0 : spokenUntil - run.place(line.packets[run.first].media);
        if (overlap > 0 && overlap <= kLargestDelay) {
            (run.isBent() ? run.knots.front().shift : run.shift) += overlap;
            anchors.owed = std::max(anchors.owed, overlap);
        }
        for (std::size_t at = run.end; at > run.first; --at) {
            if (line.packets[at - 1].silence == 0) {
                spokenUntil = std::max(spokenUntil, run.place(line.packets[at - 1].end()));
                break;
            }
        }
    }
}

} // namespace

Samples Run::place(Samples media) const
{
    if (knots.empty())
        return media + shift;
    const auto next = std::ranges::upper_bound(knots, media, {}, &Knot::media);
    if (next == knots.begin())
        return media + next->shift;
    const Knot& before = *std::prev(next);
    if (next == knots.end())
        return media + before.shift;
    const Samples into = media - before.media;
    return media + before.shift
        + (next->shift - before.shift) * into / (next->media - before.media);
}

LineAnchors anchorRuns(StreamLine& line, Bending bending)
{
    LineAnchors anchors;
    if (line.packets.empty())
        return anchors;
    anchors.drift = measureDrift(line);
    const std::optional<Samples> jitter = measureJitter(line);
    std::vector<std::size_t> steps = StepFinder(line, anchors.drift, jitter).find();
    anchors.anchors = static_cast<std::int64_t>(steps.size());
    steps.push_back(line.packets.size());
    std::optional<Samples> shift;
    for (std::size_t at = 0; at + 1 < steps.size(); ++at) {
        EnvelopeRuns(line, anchors.drift, jitter.value_or(0), anchors, shift, at, bending)
            .place(steps[at], steps[at + 1]);
        shift = anchors.runs.back().shift;
    }
    makeRoom(line, anchors);
    return anchors;
}

} // namespace lavalier::timeline
