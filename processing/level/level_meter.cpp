#include "processing/level/level_meter.h"

#include <algorithm>
#include <cmath>

namespace lavalier::level {
namespace {

constexpr std::size_t kLanes = 4;
/// Mean square of (left - right) / 2 from which a listener hears that there are two channels.
constexpr double kAudibleSidePower = 1e-6;

/// Sums of one lane; several lanes keep the additions from waiting for each other.
struct Lane {
    double left = 0;
    double right = 0;
    double side = 0;
    float peakLeft = 0;
    float peakRight = 0;

    void add(float l, float r)
    {
        // The decoder ate hostile bytes: what is no number, or absurdly large, is silence.
        constexpr float kAbsurd = 1e4F;
        l = std::abs(l) < kAbsurd ? l : 0.0F;
        r = std::abs(r) < kAbsurd ? r : 0.0F;
        const double difference = 0.5 * (double(l) - double(r));
        left += double(l) * double(l);
        right += double(r) * double(r);
        side += difference * difference;
        peakLeft = std::max(peakLeft, std::abs(l));
        peakRight = std::max(peakRight, std::abs(r));
    }
    void add(const Lane& other)
    {
        left += other.left;
        right += other.right;
        side += other.side;
        peakLeft = std::max(peakLeft, other.peakLeft);
        peakRight = std::max(peakRight, other.peakRight);
    }
};

float decibels(double ratio, double factor)
{
    if (!(ratio > 0))
        return kSilenceDb;
    return std::max(kSilenceDb, static_cast<float>(factor * std::log10(ratio)));
}

} // namespace

BlockLevel measureStereo(std::span<const float> interleaved)
{
    const std::size_t pairs = interleaved.size() / 2;
    if (pairs == 0)
        return {};
    std::array<Lane, kLanes> lanes {};
    std::size_t i = 0;
    for (; i + kLanes <= pairs; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane].add(interleaved[2 * (i + lane)], interleaved[2 * (i + lane) + 1]);
    for (; i < pairs; ++i)
        lanes[0].add(interleaved[2 * i], interleaved[2 * i + 1]);
    Lane sum;
    for (const Lane& lane : lanes)
        sum.add(lane);

    const auto count = static_cast<double>(pairs);
    BlockLevel level;
    level.samples = SampleCount(static_cast<std::int64_t>(pairs));
    level.peak = std::max(sum.peakLeft, sum.peakRight);
    level.power = static_cast<float>(std::max(sum.left, sum.right) / count);
    level.clipped = {sum.peakLeft >= kClipAmplitude, sum.peakRight >= kClipAmplitude};
    level.sideHeard = sum.side / count > kAudibleSidePower;
    return level;
}

bool isSideHeard(std::span<const float> interleaved)
{
    // Single precision is plenty for a threshold; eight sums that do not wait for each other become
    // vectors.
    constexpr std::size_t kSums = 8;
    constexpr float kAbsurd = 1e4F;
    const auto known = [](float value) { return std::abs(value) < kAbsurd ? value : 0.0F; };
    const std::size_t pairs = interleaved.size() / 2;
    std::array<float, kSums> sums {};
    std::size_t at = 0;
    for (; at + kSums <= pairs; at += kSums) {
        const float* const from = interleaved.data() + 2 * at;
        for (std::size_t i = 0; i < kSums; ++i) {
            const float difference = known(from[2 * i]) - known(from[2 * i + 1]);
            sums[i] += difference * difference;
        }
    }
    for (; at < pairs; ++at) {
        const float difference = known(interleaved[2 * at]) - known(interleaved[2 * at + 1]);
        sums[0] += difference * difference;
    }
    double total = 0;
    for (const float sum : sums)
        total += double(sum);
    return total / 4 > kAudibleSidePower * static_cast<double>(pairs);
}

float peakDecibels(float amplitude)
{
    return decibels(double(amplitude), 20);
}

float powerDecibels(double meanSquare)
{
    return decibels(2 * meanSquare, 10);
}

void LevelMeter::add(const BlockLevel& block, SteadyTime now)
{
    if (const std::int64_t owed = silenceOwed(now); owed > 0)
        push(owed, 0);
    push(block.samples.value(), double(block.power));
    m_fedUntil = std::max(m_fedUntil, now);
}

float LevelMeter::averageDb(SteadyTime now) const
{
    const std::int64_t heard = kWindow.value() - silenceOwed(now);
    return powerDecibels(energyOfLatest(heard) / static_cast<double>(kWindow.value()));
}

bool LevelMeter::isSilent(SteadyTime now) const
{
    return averageDb(now) <= kSilenceDb;
}

std::int64_t LevelMeter::silenceOwed(SteadyTime now) const
{
    const auto gap = now - m_fedUntil;
    if (gap <= kHold)
        return 0;
    // Compared as time first: a gap of years must not overflow the multiplication.
    if (gap >= durationOf(kWindow))
        return kWindow.value();
    return samplesOf(gap).value();
}

void LevelMeter::push(std::int64_t samples, double power)
{
    if (samples <= 0)
        return;
    m_spans.push_back({samples, power});
    m_held += samples;
    while (m_held - m_spans.front().samples >= kWindow.value()) {
        m_held -= m_spans.front().samples;
        m_spans.pop_front();
    }
}

double LevelMeter::energyOfLatest(std::int64_t samples) const
{
    double energy = 0;
    for (auto span = m_spans.rbegin(); span != m_spans.rend() && samples > 0; ++span) {
        const std::int64_t used = std::min(samples, span->samples);
        energy += span->power * static_cast<double>(used);
        samples -= used;
    }
    return energy;
}

} // namespace lavalier::level
