#include "processing/timeline/clock_drift.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace lavalier::timeline {
namespace {

constexpr Samples kDriftBin = 20 * kSampleRate;
constexpr int kPacketsForABin = 10;
constexpr Samples kSteadyStretch = 120 * kSampleRate;
/// No crystal is worse than a few hundred parts per million; more is a clock that was stopped.
constexpr std::int64_t kWorstPpb = 500'000;
constexpr Samples kStepNoise = kSampleRate / 100;

constexpr std::size_t kStretchPackets = 20;
constexpr std::size_t kShortestStretch = 5;
constexpr Samples kWorstJitter = kSampleRate / 10;

struct LowPoint {
    Samples time = 0;
    Samples offset = 0;
};

/// The lowest offset of each bin that has enough packets.
std::vector<LowPoint> lowPoints(const StreamLine& line)
{
    std::vector<LowPoint> points;
    std::optional<LowPoint> lowest;
    std::int64_t bin = std::numeric_limits<std::int64_t>::min();
    int packets = 0;
    const auto close = [&] {
        if (lowest && packets >= kPacketsForABin)
            points.push_back(*lowest);
        lowest.reset();
        packets = 0;
    };
    for (const LinePacket& packet : line.packets) {
        const std::int64_t at = (packet.arrival - line.firstArrival) / kDriftBin;
        if (at > bin) {
            close();
            bin = at;
        }
        if (!lowest || packet.offset() < lowest->offset)
            lowest = LowPoint {packet.arrival, packet.offset()};
        ++packets;
    }
    close();
    return points;
}

bool continues(const LowPoint& before, const LowPoint& after)
{
    const Samples elapsed = after.time - before.time;
    return elapsed > 0 && std::abs(after.offset - before.offset) <= elapsed / 1000 + kStepNoise;
}

template <typename T> T medianOf(std::vector<T>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

} // namespace

ClockDrift measureDrift(const StreamLine& line)
{
    const std::vector<LowPoint> points = lowPoints(line);
    std::vector<std::int64_t> slopes; // Theil and Sen: the median of slopes over long baselines
    Samples longest = 0;
    std::size_t first = 0;
    for (std::size_t at = 1; at <= points.size(); ++at) {
        if (at < points.size() && continues(points[at - 1], points[at]))
            continue;
        const Samples length = points[at - 1].time - points[first].time;
        const std::size_t half = (at - first) / 2;
        if (length >= kSteadyStretch && half > 0) {
            longest = std::max(longest, length);
            for (std::size_t from = first; from + half < at; ++from) {
                const LowPoint& a = points[from];
                const LowPoint& b = points[from + half];
                slopes.push_back((b.offset - a.offset) * 1'000'000 / ((b.time - a.time) / 1000));
            }
        }
        first = at;
    }
    if (slopes.empty())
        return {};
    const std::int64_t slope = medianOf(slopes);
    return std::abs(slope) <= kWorstPpb ? ClockDrift {slope, longest} : ClockDrift {};
}

std::optional<Samples> measureJitter(const StreamLine& line)
{
    std::vector<Samples> typical;
    std::vector<Samples> stretch;
    const auto close = [&] {
        if (stretch.size() >= kShortestStretch) {
            const Samples lowest = *std::ranges::min_element(stretch);
            typical.push_back(medianOf(stretch) - lowest);
        }
        stretch.clear();
    };
    for (const LinePacket& packet : line.packets) {
        if (packet.startsRun() || stretch.size() >= kStretchPackets)
            close();
        stretch.push_back(packet.offset());
    }
    close();
    if (typical.empty())
        return std::nullopt;
    return std::min(medianOf(typical), kWorstJitter);
}

} // namespace lavalier::timeline
