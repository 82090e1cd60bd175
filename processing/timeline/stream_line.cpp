#include "processing/timeline/stream_line.h"

#include "processing/timeline/sliding_minimum.h"

#include <algorithm>
#include <optional>

namespace lavalier::timeline {
namespace {

constexpr Samples kSecond = kSampleRate;
/// An arrival this far outside the recording is no arrival of it.
constexpr Samples kArrivalSlack = kSecond;
/// Timestamps beyond are not from an unwrapped 32-bit clock; sums stay in 64 bits.
constexpr std::int64_t kSaneTicks = std::int64_t {1} << 60;
/// A century of the shortest frames. The distance of two such numbers, in samples of the longest
/// frames, stays in 64 bits as well.
constexpr std::int64_t kSaneSequence = std::int64_t {1} << 41;
constexpr std::int64_t kRtpTurn = std::int64_t {1} << 32;
/// A timestamp that makes its packet arrive this much earlier than any before it is wrong.
constexpr Samples kLeap = kSecond;
/// So many in a row may be wrong before they are taken for a new clock.
constexpr std::size_t kLookAhead = 8;
/// Three seconds of common frames: what "lately" means for the envelope.
constexpr std::size_t kRecentPackets = 150;
/// A longer hole is silent anyway, so that a correction may go into it.
constexpr Samples kLongHole = kSecond / 5;
/// At a new clock the timestamps no longer say how much is missing; believe small numbers.
constexpr std::int64_t kMaxMissingAtLeap = 50;

bool isSane(const PacketMark& mark, Samples recordingEnd)
{
    constexpr auto kFarAway = std::chrono::hours(24 * 365);
    if (mark.arrival < -kFarAway || mark.arrival > kFarAway)
        return false;
    const Samples arrival = samplesOf(mark.arrival).value();
    return arrival >= -kArrivalSlack && arrival <= recordingEnd + kArrivalSlack
        && mark.duration.value() >= 120 && mark.duration <= kMaxOpusPacket
        && mark.rtp.value() > -kSaneTicks && mark.rtp.value() < kSaneTicks
        && mark.sequence.value() > -kSaneSequence && mark.sequence.value() < kSaneSequence;
}

/// How one packet follows another.
struct Follow {
    Samples step = 0; ///< on the RTP clock, turns of 32 bits taken out
    Samples hole = 0; ///< what lies between them, negative when they overlap
    std::int64_t missing = 0;
    bool plausible = false;
};

class LineReader {
public:
    LineReader(std::span<const PacketMark> marks, LineCounts& counts)
        : m_marks(marks)
        , m_counts(counts)
    {
    }

    StreamLine read(const std::vector<std::uint32_t>& order)
    {
        m_line.packets.reserve(order.size());
        for (std::size_t at = 0; at < order.size(); ++at) {
            if (m_line.packets.empty()) {
                append(order[at], Follow {});
                continue;
            }
            Follow follow = follows(order[at]);
            if (!follow.plausible) {
                if (const auto resumes = laterFollower(order, at)) {
                    m_counts.refused += static_cast<std::int64_t>(*resumes - at);
                    at = *resumes;
                    follow = follows(order[at]);
                } else {
                    follow.missing = follow.missing <= kMaxMissingAtLeap ? follow.missing : 0;
                    follow.hole = follow.missing * m_line.packets.back().duration;
                }
            }
            append(order[at], follow);
        }
        return std::move(m_line);
    }

private:
    Follow follows(std::uint32_t index) const
    {
        const LinePacket& last = m_line.packets.back();
        const PacketMark& before = m_marks[last.mark];
        const PacketMark& mark = m_marks[index];
        Follow follow;
        follow.missing = mark.sequence.value() - before.sequence.value() - 1;
        const Samples waited = samplesOf(mark.arrival).value() - last.arrival;
        const Samples step = mark.rtp.value() - before.rtp.value();
        follow.step = step - turns(step - waited) * kRtpTurn;
        follow.hole = follow.step - last.duration;
        if (follow.missing == 0 && follow.hole == 0) {
            follow.plausible = true; // both clocks of the sender agree; whatever the network did
            return follow;
        }
        const Samples offset
            = samplesOf(mark.arrival).value() - (last.media + follow.step + mark.duration.value());
        follow.plausible = follow.step >= 0 && offset >= m_recent.minimum() - kLeap;
        return follow;
    }

    static std::int64_t turns(Samples distance)
    {
        const Samples shifted = distance + kRtpTurn / 2;
        return shifted >= 0 ? shifted / kRtpTurn : -((-shifted + kRtpTurn - 1) / kRtpTurn);
    }

    std::optional<std::size_t> laterFollower(const std::vector<std::uint32_t>& order,
                                             std::size_t at) const
    {
        const std::size_t end = std::min(order.size(), at + 1 + kLookAhead);
        for (std::size_t later = at + 1; later < end; ++later) {
            if (follows(order[later]).plausible)
                return later;
        }
        return std::nullopt;
    }

    void append(std::uint32_t index, const Follow& follow)
    {
        const PacketMark& mark = m_marks[index];
        LinePacket packet;
        packet.mark = index;
        packet.arrival = samplesOf(mark.arrival).value();
        packet.duration = static_cast<std::uint32_t>(mark.duration.value()) & 0x1FFFU;
        packet.silence = mark.silence ? 1 : 0;
        Break before = Break::Silence;
        if (!m_line.packets.empty()) {
            const LinePacket& last = m_line.packets.back();
            // Overlapping timestamps (a sender that counts short frames) must not overlap audio.
            const Samples hole = std::max<Samples>(0, follow.hole);
            packet.media = last.end() + hole;
            packet.missing
                = static_cast<std::uint32_t>(std::clamp<std::int64_t>(follow.missing, 0, 65'535))
                & 0xFFFFU;
            const Samples frame = std::max<Samples>(last.duration, packet.duration);
            const bool explained = hole <= follow.missing * frame && hole <= kLongHole;
            const bool speechBegins = last.silence != 0 && packet.silence == 0;
            if (explained && !speechBegins && (follow.plausible))
                before = Break::None;
        }
        packet.breakBefore = static_cast<std::uint32_t>(before) & 1U;
        m_recent.add(m_line.packets.size(), packet.offset());
        m_recent.dropBefore(m_line.packets.size() + 1 > kRecentPackets
                                ? m_line.packets.size() + 1 - kRecentPackets
                                : 0);
        m_line.packets.push_back(packet);
    }

    std::span<const PacketMark> m_marks;
    LineCounts& m_counts;
    StreamLine m_line;
    SlidingMinimum m_recent;
};

} // namespace

StreamLine readStream(std::span<const PacketMark> marks, std::vector<std::uint32_t>& members,
                      Samples recordingEnd, LineCounts& counts)
{
    const auto insane = [&](std::uint32_t index) { return !isSane(marks[index], recordingEnd); };
    counts.refused += static_cast<std::int64_t>(std::erase_if(members, insane));

    // The earlier row of two alike is the one that arrived first: it stays.
    const auto isBefore = [&](std::uint32_t left, std::uint32_t right) {
        const PacketMark& a = marks[left];
        const PacketMark& b = marks[right];
        return a.sequence != b.sequence ? a.sequence < b.sequence : a.row < b.row;
    };
    if (!std::ranges::is_sorted(members, isBefore))
        std::ranges::sort(members, isBefore);
    const auto twins = std::ranges::unique(members, [&](std::uint32_t left, std::uint32_t right) {
        return marks[left].sequence == marks[right].sequence;
    });
    counts.duplicates += static_cast<std::int64_t>(twins.size());
    members.erase(twins.begin(), twins.end());

    StreamLine line = LineReader(marks, counts).read(members);
    if (!line.packets.empty()) {
        line.firstArrival
            = std::ranges::min_element(line.packets, {}, &LinePacket::arrival)->arrival;
    }
    return line;
}

} // namespace lavalier::timeline
