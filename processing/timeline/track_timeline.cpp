#include "processing/timeline/track_timeline.h"

#include "processing/timeline/pause_map.h"
#include "processing/timeline/plan_writer.h"
#include "processing/timeline/residuals.h"
#include "processing/timeline/run_layout.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace lavalier::timeline {
namespace {

/// Senders end a spurt with so many: where fewer packets are missing, none ended there unseen.
constexpr std::int64_t kSilenceFrames = 5;

/// The marks of each stream, streams in order of their first mark.
std::vector<std::vector<std::uint32_t>> marksByStream(std::span<const PacketMark> marks)
{
    std::vector<std::vector<std::uint32_t>> members;
    std::unordered_map<StreamId, std::size_t> places;
    for (std::size_t at = 0; at < marks.size(); ++at) {
        const auto [place, isNew] = places.try_emplace(marks[at].stream, members.size());
        if (isNew)
            members.emplace_back();
        members[place->second].push_back(static_cast<std::uint32_t>(at));
    }
    return members;
}

PlanWriter::Window windowOf(const LinePacket& packet, const Run& run)
{
    return {run.place(packet.media), run.place(packet.end())};
}

/// Carries the runs of a user's lines out in order of the pieces they own.
class TrackBuilder {
public:
    TrackBuilder(std::span<const PacketMark> marks, const PauseMap& pauses,
                 const TimelineOptions& options)
        : m_marks(marks)
        , m_pauses(pauses)
        , m_bending(options.resample ? Bending::Allowed : Bending::Forbidden)
        , m_writer(pauses, options)
    {
    }

    TrackPlan build();

private:
    void readLines();
    void noteShapeless(std::vector<Shapeless> came, const StreamLine& line);
    void placeRuns();
    void noteHoles(std::span<const PlacedRun> runs, const StreamLine& line);
    void writePiece(const Piece& piece);
    bool isUnbroken(const LinePacket& before, const LinePacket& packet) const;
    void write(const PlacedRun& placed, const LinePacket& packet, PlanWriter::Window frame,
               bool unbroken);
    void leaveOutTheRest();

    std::span<const PacketMark> m_marks;
    const PauseMap& m_pauses;
    Bending m_bending;
    PlanWriter m_writer;
    std::vector<StreamLine> m_lines; // oldest first
    std::vector<PlacedRun> m_runs;
    LossReport m_losses;
    SyncReport m_sync;
    Delays m_delays;
    Residuals m_residuals;
    const LinePacket* m_decoded = nullptr; ///< the last one
};

void TrackBuilder::readLines()
{
    LineCounts counts;
    for (std::vector<std::uint32_t>& members : marksByStream(m_marks)) {
        std::vector<Shapeless> shapeless;
        for (const std::uint32_t at : members) {
            const PacketMark& mark = m_marks[at];
            if (!mark.decodable && mark.duration == SampleCount(0))
                shapeless.push_back({mark.stream, mark.sequence, mark.arrival});
        }
        StreamLine line = readStream(m_marks, members, m_pauses.recordingEnd().value(), counts);
        members = {};
        noteShapeless(std::move(shapeless), line);
        if (!line.packets.empty())
            m_lines.push_back(std::move(line));
    }
    std::ranges::sort(m_lines, [&](const StreamLine& a, const StreamLine& b) {
        if (a.firstArrival != b.firstArrival)
            return a.firstArrival < b.firstArrival;
        return m_marks[a.packets.front().mark].stream < m_marks[b.packets.front().mark].stream;
    });
    m_losses.packets = static_cast<std::int64_t>(m_marks.size());
    m_losses.duplicates = counts.duplicates;
    m_losses.refused = counts.refused;
}

/// Those in whose place nothing else came.
void TrackBuilder::noteShapeless(std::vector<Shapeless> came, const StreamLine& line)
{
    std::ranges::stable_sort(came, {}, &Shapeless::sequence);
    const auto twins = std::ranges::unique(came, {}, &Shapeless::sequence);
    came.erase(twins.begin(), twins.end());
    const auto numberOf
        = [this](const LinePacket& packet) { return m_marks[packet.mark].sequence; };
    std::ranges::copy_if(came, std::back_inserter(m_losses.shapeless), [&](const Shapeless& one) {
        return !std::ranges::binary_search(line.packets, one.sequence, {}, numberOf);
    });
}

void TrackBuilder::placeRuns()
{
    Samples longestSteady = 0;
    for (std::uint32_t number = 0; number < m_lines.size(); ++number) {
        StreamLine& line = m_lines[number];
        const LineAnchors anchors = anchorRuns(line, m_bending);
        const auto placed = layOutRuns(number, line, anchors.runs, m_pauses);
        noteHoles(placed, line);
        m_runs.insert(m_runs.end(), placed.begin(), placed.end());
        m_sync.inserted += SampleCount(anchors.inserted);
        m_sync.removed += SampleCount(anchors.removed);
        m_sync.resampled += SampleCount(anchors.resampled);
        m_sync.owed = std::max(m_sync.owed, SampleCount(anchors.owed));
        m_sync.runs += static_cast<std::int64_t>(anchors.runs.size());
        m_sync.anchors += anchors.anchors;
        if (anchors.drift.known > longestSteady) {
            longestSteady = anchors.drift.known;
            m_sync.driftPpb = anchors.drift.ppb;
            m_sync.driftKnown = true;
        }
    }
}

/// Writes down where nothing came of what was sent, by number and by place.
void TrackBuilder::noteHoles(std::span<const PlacedRun> runs, const StreamLine& line)
{
    const auto note = [&](SequenceNumber first, std::int64_t packets, Samples from, Samples to) {
        if (packets <= 0)
            return;
        m_losses.missing += packets;
        m_losses.holes.push_back({m_marks[line.packets.front().mark].stream, first, packets,
                                  SampleCount(from), SampleCount(std::max(from, to))});
    };
    for (std::size_t number = 0; number < runs.size(); ++number) {
        const PlacedRun& placed = runs[number];
        for (std::size_t at = placed.run.first; at < placed.run.end; ++at) {
            const LinePacket& packet = line.packets[at];
            if (packet.missing == 0)
                continue;
            const LinePacket& before = line.packets[at - 1];
            const SequenceNumber next = m_marks[before.mark].sequence + SequenceNumber(1);
            const Samples start = placed.run.place(packet.media);
            if (at > placed.run.first) {
                note(next, packet.missing, placed.run.place(before.end()), start);
                continue;
            }
            const PlacedRun& last = runs[number - 1];
            const Samples end = last.run.place(before.end());
            note(next, last.packetsLostAfter, end, end + last.lostAfter);
            note(next + SequenceNumber(last.packetsLostAfter),
                 packet.missing - last.packetsLostAfter, start - placed.lostBefore, start);
        }
    }
}

/// Whether the decoder's state is that of the packet before. Where a few packets are lost between,
/// it was led across.
bool TrackBuilder::isUnbroken(const LinePacket& before, const LinePacket& packet) const
{
    const PacketMark& left = m_marks[before.mark];
    const PacketMark& right = m_marks[packet.mark];
    const std::int64_t packets = right.sequence.value() - left.sequence.value();
    return m_decoded == &before && packets <= kSilenceFrames && packets == 1 + packet.missing
        && right.rtp.value() - left.rtp.value() == packets * left.duration.value();
}

void TrackBuilder::write(const PlacedRun& placed, const LinePacket& packet,
                         PlanWriter::Window frame, bool unbroken)
{
    // A silence frame is played by writing nothing.
    if (packet.silence != 0) {
        m_writer.hush();
    } else if (m_writer.decode(m_marks[packet.mark].row, frame, packet.duration, unbroken)
               == SampleCount(0)) {
        ++m_losses.unplaced;
        return;
    } else {
        m_decoded = &packet;
        if (!m_marks[packet.mark].decodable)
            m_losses.undecodable.push_back(m_marks[packet.mark].row);
    }
    ++m_losses.placed;
    const Samples delay = packet.arrival - frame.to;
    m_delays.add(delay);
    m_residuals.add(delay, std::uint64_t {placed.line} << 32 | placed.run.anchor);
}

void TrackBuilder::writePiece(const Piece& piece)
{
    PlacedRun& placed = m_runs[piece.run];
    const StreamLine& line = m_lines[placed.line];
    m_writer.enter(placed.line, {piece.from, piece.to},
                   placed.run.isBent() ? PlanWriter::Pace::Bent : PlanWriter::Pace::Straight);
    const auto frameOf = [&](const LinePacket& packet) { return windowOf(packet, placed.run); };
    for (; placed.next < placed.run.end; ++placed.next) {
        const LinePacket& packet = line.packets[placed.next];
        const PlanWriter::Window frame = frameOf(packet);
        if (frame.from >= piece.to)
            return; // for a later piece
        const bool leads = placed.next == placed.run.first;
        const bool unbroken = placed.next > 0 && isUnbroken(line.packets[placed.next - 1], packet);
        PlanWriter::Window hole {frame.from, frame.from};
        Samples missed = 0;
        if (leads) {
            missed = placed.lostBefore;
            hole.from -= missed;
        } else if (packet.missing > 0) {
            const LinePacket& before = line.packets[placed.next - 1];
            missed = packet.media - before.end();
            hole.from = frameOf(before).to;
        }
        if (hole.from < hole.to) {
            std::optional<PlanWriter::NextPacket> next;
            if (packet.silence == 0 && m_marks[packet.mark].mayRecover)
                next = PlanWriter::NextPacket {m_marks[packet.mark].row, frame, packet.duration,
                                               unbroken};
            m_writer.lose(hole, missed, !leads || placed.lostWithinSpeech, next);
        }
        write(placed, packet, frame,
              placed.next > 0 && isUnbroken(line.packets[placed.next - 1], packet));
    }
    const Samples end = frameOf(line.packets[placed.run.end - 1]).to;
    if (placed.lostAfter > 0)
        m_writer.lose({end, end + placed.lostAfter}, placed.lostAfter, true, std::nullopt);
}

/// What no piece was given to: a newer stream spoke over it.
void TrackBuilder::leaveOutTheRest()
{
    for (const PlacedRun& placed : m_runs) {
        for (std::size_t at = placed.next; at < placed.run.end; ++at) {
            const LinePacket& packet = m_lines[placed.line].packets[at];
            if (packet.silence == 0)
                m_writer.note(LossKind::Superseded, windowOf(packet, placed.run));
            ++m_losses.unplaced;
        }
    }
}

TrackPlan TrackBuilder::build()
{
    readLines();
    placeRuns();
    m_writer.reserve(m_marks.size() + m_runs.size());
    for (const Piece& piece : sharePieces(m_lines, m_runs))
        writePiece(piece);
    leaveOutTheRest();
    TrackPlan plan = m_writer.finish();
    plan.losses.packets = m_losses.packets;
    plan.losses.placed = m_losses.placed;
    plan.losses.duplicates = m_losses.duplicates;
    plan.losses.refused = m_losses.refused;
    plan.losses.unplaced = m_losses.unplaced;
    plan.losses.missing = m_losses.missing;
    plan.losses.holes = std::move(m_losses.holes);
    plan.losses.shapeless = std::move(m_losses.shapeless);
    plan.losses.undecodable = std::move(m_losses.undecodable);
    std::ranges::sort(plan.losses.undecodable);
    plan.sync = m_sync;
    plan.sync.residualMedian = m_residuals.quantile(50);
    plan.sync.residualP99 = m_residuals.quantile(99);
    plan.sync.residualMax = m_residuals.quantile(100);
    plan.sync.delayMedian = m_delays.quantile(50);
    plan.sync.delayP99 = m_delays.quantile(99);
    plan.sync.delayMax = m_delays.largest();
    return plan;
}

} // namespace

TrackPlan planTrack(std::span<const PacketMark> marks, std::span<const PauseSpan> pauses,
                    std::chrono::microseconds recordingLength, const TimelineOptions& options)
{
    const PauseMap map(pauses, recordingLength, options.keepPauses);
    return TrackBuilder(marks, map, options).build();
}

SampleCount trackLength(std::span<const PauseSpan> pauses,
                        std::chrono::microseconds recordingLength, const TimelineOptions& options)
{
    return PauseMap(pauses, recordingLength, options.keepPauses).trackLength();
}

} // namespace lavalier::timeline
