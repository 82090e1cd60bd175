#include "processing/timeline/envelope.h"

#include <algorithm>

namespace lavalier::timeline {
namespace {

constexpr Samples kBinLength = 5 * kSampleRate;
constexpr std::int64_t kBinsAround = 6;
/// The lowest of so many packets is as good as the envelope.
constexpr std::int64_t kEnoughPackets = 300;
/// How far to look for them: with an unknown drift a minute is 12 ms at 200 ppm.
constexpr std::int64_t kFarthestBins = 60;
constexpr std::int64_t kFarthestBinsWithoutDrift = 12;
constexpr Samples kLargestBias = kSampleRate / 100;

} // namespace

Envelope::Envelope(ClockDrift drift, Samples origin, Samples jitter)
    : m_drift(drift)
    , m_origin(origin)
    , m_jitter(jitter)
{
}

std::size_t Envelope::add(const LinePacket& packet)
{
    const Samples elapsed = packet.arrival - m_origin;
    const Samples offset = packet.offset() - m_drift.after(elapsed);
    const std::int64_t number = elapsed / kBinLength;
    if (m_bins.empty() || number > m_bins.back().number)
        m_bins.push_back({number, 0, offset, kUnknown});
    Bin& bin = m_bins.back();
    bin.lowest = std::min(bin.lowest, offset);
    ++bin.packets;
    return m_bins.size() - 1;
}

Samples Envelope::between(std::size_t firstBin, std::size_t lastBin, Samples middle)
{
    Samples sum = 0; // above the first, so that it stays small
    const Samples base = envelopeOf(firstBin);
    for (std::size_t bin = firstBin; bin <= lastBin; ++bin)
        sum += envelopeOf(bin) - base;
    return base + sum / static_cast<Samples>(lastBin - firstBin + 1)
        + m_drift.after(middle - m_origin);
}

Samples Envelope::envelopeOf(std::size_t at)
{
    Bin& bin = m_bins[at];
    if (bin.envelope != kUnknown)
        return bin.envelope;
    const std::int64_t farthest = m_drift.known > 0
        ? std::clamp(m_drift.known / kBinLength, kFarthestBinsWithoutDrift, kFarthestBins)
        : kFarthestBinsWithoutDrift;
    std::int64_t packets = bin.packets;
    Samples lowest = bin.lowest;
    std::size_t left = at;
    std::size_t right = at + 1;
    while (true) {
        const std::int64_t before = left > 0 ? bin.number - m_bins[left - 1].number : farthest + 1;
        const std::int64_t after
            = right < m_bins.size() ? m_bins[right].number - bin.number : farthest + 1;
        const std::int64_t nearest = std::min(before, after);
        if (nearest > farthest || (nearest > kBinsAround && packets >= kEnoughPackets))
            break;
        const Bin& next = before <= after ? m_bins[--left] : m_bins[right++];
        packets += next.packets;
        lowest = std::min(lowest, next.lowest);
    }
    // Even the luckiest of a few packets was a little late.
    const Samples bias = std::min(m_jitter * 3 / (2 * packets), kLargestBias);
    bin.envelope = lowest - bias;
    return bin.envelope;
}

} // namespace lavalier::timeline
