#include "voice/receive/stream_order.h"

#include <algorithm>

namespace lavalier::receive {
namespace {

using std::chrono::seconds;

constexpr std::int64_t ticks(seconds span)
{
    return span.count() * kSampleRate;
}

// The SFU makes up silence frames whose timestamps need not fit to the tick.
constexpr std::int64_t kDisorder = ticks(seconds(1));
// A burst after a stall may hold a pause that arrival does not show.
constexpr std::int64_t kHurry = ticks(seconds(10));
constexpr std::int64_t kLate = ticks(seconds(120));
// How far apart two packets may be to speak for each other; some may be lost between them.
constexpr int kNeighbours = 16;

bool isPlausible(std::int64_t distance, std::int64_t step, SteadyTime::duration elapsed)
{
    if (distance <= 0)
        return step >= -kLate && step <= kDisorder;
    const auto passed = std::max<std::int64_t>(0, samplesOf(elapsed).value());
    return step >= -kDisorder && step <= passed + distance * kMaxOpusPacket.value() + kHurry;
}

std::int64_t distanceOf(std::uint16_t from, std::uint16_t to)
{
    return static_cast<std::int16_t>(to - from);
}

std::int64_t stepOf(std::uint32_t from, std::uint32_t to)
{
    return static_cast<std::int32_t>(to - from);
}

} // namespace

std::optional<StreamOrder::Place> StreamOrder::relativeTo(const Anchor& anchor, const Wire& packet)
{
    const std::int64_t distance = distanceOf(anchor.wire.sequence, packet.sequence);
    const std::int64_t step = stepOf(anchor.wire.timestamp, packet.timestamp);
    if (distance < -kMaxLate || distance > kMaxAhead
        || !isPlausible(distance, step, packet.arrival - anchor.wire.arrival))
        return std::nullopt;
    return Place {anchor.place.sequence + SequenceNumber(distance),
                  anchor.place.rtp + RtpTicks(step)};
}

StreamOrder::Answer StreamOrder::place(std::uint16_t sequence, std::uint32_t timestamp,
                                       SteadyTime arrival)
{
    const Wire packet {sequence, timestamp, arrival};
    if (!m_last || arrival - m_last->wire.arrival > kLongSilence) {
        m_held.reset();
        return {Verdict::NewRun, begin(packet), std::nullopt};
    }
    if (const auto answer = fit(packet))
        return *answer;
    if (m_held) {
        const std::int64_t distance = distanceOf(m_held->sequence, sequence);
        const std::int64_t step = stepOf(m_held->timestamp, timestamp);
        if (distance == 0 && step == 0)
            return {Verdict::Duplicate, {}, std::nullopt};
        if (distance != 0 && std::abs(distance) <= kNeighbours
            && isPlausible(distance, step, arrival - m_held->arrival)) {
            const Place held = begin(*m_held);
            m_held.reset();
            const Place own {held.sequence + SequenceNumber(distance), held.rtp + RtpTicks(step)};
            if (distance > 0)
                advance(packet, own);
            else
                m_first = own.sequence.value();
            see(own.sequence.value(), timestamp);
            return {Verdict::NewRun, own, held};
        }
    }
    m_held = packet;
    return {Verdict::Held, {}, std::nullopt};
}

std::optional<StreamOrder::Answer> StreamOrder::fit(const Wire& packet)
{
    auto place = relativeTo(*m_last, packet);
    const bool outvotes = !place && m_beforeLast;
    if (outvotes)
        place = relativeTo(*m_beforeLast, packet);
    if (!place)
        return std::nullopt;
    const std::int64_t number = place->sequence.value();
    if (wasSeen(number)) {
        // The same number at another time is not a copy: the sender may have started anew.
        if (m_seen[number % kRemembered].timestamp != packet.timestamp)
            return std::nullopt;
        return Answer {Verdict::Duplicate, *place, std::nullopt};
    }
    if (outvotes) {
        m_last = m_beforeLast;
        m_beforeLast.reset();
    }
    if (number > m_last->place.sequence.value()) {
        advance(packet, *place);
        m_held.reset(); // the stream goes on; what was held was alone
    }
    see(number, packet.timestamp);
    m_first = std::min(m_first, number);
    return Answer {Verdict::Placed, *place, std::nullopt};
}

StreamOrder::Place StreamOrder::begin(const Wire& packet)
{
    endRun();
    const Place place {SequenceNumber((std::int64_t {1} << 16) + packet.sequence),
                       RtpTicks((std::int64_t {1} << 32) + packet.timestamp)};
    m_last = Anchor {packet, place};
    m_first = place.sequence.value();
    see(m_first, packet.timestamp);
    return place;
}

void StreamOrder::advance(const Wire& packet, Place place)
{
    m_beforeLast = m_last;
    m_last = Anchor {packet, place};
}

void StreamOrder::endRun()
{
    m_missingBefore = missing();
    m_last.reset();
    m_beforeLast.reset();
    m_seen.fill({});
    m_received = 0;
}

std::uint64_t StreamOrder::missing() const
{
    if (!m_last)
        return m_missingBefore;
    const std::int64_t expected = m_last->place.sequence.value() - m_first + 1;
    return m_missingBefore
        + static_cast<std::uint64_t>(std::max<std::int64_t>(0, expected - m_received));
}

bool StreamOrder::wasSeen(std::int64_t sequence) const
{
    return m_seen[sequence % kRemembered].sequence == static_cast<std::uint32_t>(sequence);
}

void StreamOrder::see(std::int64_t sequence, std::uint32_t timestamp)
{
    m_seen[sequence % kRemembered] = {static_cast<std::uint32_t>(sequence), timestamp};
    ++m_received;
}

} // namespace lavalier::receive
