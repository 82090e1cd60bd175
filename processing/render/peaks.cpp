#include "processing/render/peaks.h"

#include "voice/base/bytes.h"

#include <algorithm>
#include <cmath>

namespace lavalier::render {
namespace {

constexpr std::uint32_t kMagic = 0x314B504C; ///< "LPK1"
/// A column is made of at least so many steps, so that its edges are sharp.
constexpr double kFiner = 4;
/// Thirty days at 48 kHz; no recording is longer.
constexpr std::uint64_t kMaxLength = std::uint64_t {kSampleRate} * 3600 * 24 * 30;

std::int8_t stored(float amplitude)
{
    const float root = std::sqrt(std::min(std::abs(amplitude), 1.0F)) * 127.0F;
    return static_cast<std::int8_t>(std::copysign(std::round(root), amplitude));
}

float shown(std::int8_t step)
{
    const float root = static_cast<float>(step) / 127.0F;
    return std::copysign(root * root, root);
}

std::size_t stepsFor(std::int64_t samples, std::int64_t step)
{
    return static_cast<std::size_t>((samples + step - 1) / step);
}

/// How many steps each level of a track has, finest first.
std::vector<std::size_t> levelSizes(std::int64_t samples)
{
    std::vector<std::size_t> sizes;
    std::size_t count = stepsFor(samples, Peaks::kBase);
    while (count > 0) {
        sizes.push_back(count);
        if (count == 1)
            break;
        count = (count + Peaks::kFactor - 1) / Peaks::kFactor;
    }
    return sizes;
}

} // namespace

void Peaks::columns(double from, double samplesPerColumn, std::span<Extremes> out) const
{
    std::fill(out.begin(), out.end(), Extremes {});
    if (m_levels.empty() || !(samplesPerColumn > 0) || !std::isfinite(from))
        return;
    std::size_t level = 0;
    double step = kBase;
    while (level + 1 < m_levels.size() && step * kFactor * kFiner <= samplesPerColumn) {
        ++level;
        step *= kFactor;
    }
    const Level& steps = m_levels[level];
    const double count = static_cast<double>(steps.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double begin = (from + samplesPerColumn * static_cast<double>(i)) / step;
        const double end = begin + samplesPerColumn / step;
        if (end <= 0 || begin >= count)
            continue;
        const auto first = static_cast<std::size_t>(std::max(0.0, std::floor(begin)));
        const auto last
            = std::max(first + 1, static_cast<std::size_t>(std::min(count, std::ceil(end - 1e-9))));
        Step sum = steps[first];
        for (std::size_t at = first + 1; at < std::min(last, steps.size()); ++at) {
            sum.low = std::min(sum.low, steps[at].low);
            sum.high = std::max(sum.high, steps[at].high);
        }
        out[i] = {shown(sum.low), shown(sum.high)};
    }
}

/// u32 magic | u64 samples | each level's steps as low, high, finest first.
QByteArray Peaks::toBytes() const
{
    ByteWriter writer;
    writer.u32le(kMagic).u64le(static_cast<std::uint64_t>(m_length.value()));
    QByteArray bytes = writer.take();
    for (const Level& level : m_levels)
        bytes.append(reinterpret_cast<const char*>(level.data()),
                     static_cast<qsizetype>(level.size() * sizeof(Step)));
    return bytes;
}

std::optional<Peaks> Peaks::fromBytes(ByteView bytes)
{
    ByteReader reader(bytes);
    const auto magic = reader.u32le();
    const auto length = reader.u64le();
    if (magic != kMagic || !length || *length > kMaxLength)
        return std::nullopt;
    Peaks peaks;
    peaks.m_length = SampleCount(static_cast<std::int64_t>(*length));
    for (const std::size_t size : levelSizes(peaks.m_length.value())) {
        const auto run = reader.take(size * sizeof(Step));
        if (!run)
            return std::nullopt;
        Level level(size);
        std::copy(run->begin(), run->end(), reinterpret_cast<std::uint8_t*>(level.data()));
        peaks.m_levels.push_back(std::move(level));
    }
    return reader.atEnd() ? std::optional(std::move(peaks)) : std::nullopt;
}

void PeaksBuilder::take(float low, float high, std::int64_t samples)
{
    m_low = m_inStep == 0 ? low : std::min(m_low, low);
    m_high = m_inStep == 0 ? high : std::max(m_high, high);
    m_inStep += samples;
    m_length += samples;
    if (m_inStep == Peaks::kBase) {
        m_steps.push_back({stored(m_low), stored(m_high)});
        m_inStep = 0;
    }
}

void PeaksBuilder::add(std::span<const float> samples)
{
    while (!samples.empty()) {
        const auto room = static_cast<std::size_t>(Peaks::kBase - m_inStep);
        const auto part = samples.first(std::min(room, samples.size()));
        const auto [low, high] = std::minmax_element(part.begin(), part.end());
        take(*low, *high, static_cast<std::int64_t>(part.size()));
        samples = samples.subspan(part.size());
    }
}

void PeaksBuilder::addSilence(std::int64_t samples)
{
    while (samples > 0) {
        const std::int64_t part = std::min(samples, Peaks::kBase - m_inStep);
        take(0, 0, part);
        samples -= part;
    }
}

Peaks PeaksBuilder::peaks() const
{
    Peaks peaks;
    peaks.m_length = SampleCount(m_length);
    if (m_length == 0)
        return peaks;
    Peaks::Level level = m_steps;
    if (m_inStep > 0)
        level.push_back({stored(m_low), stored(m_high)});
    for (;;) {
        peaks.m_levels.push_back(level);
        if (level.size() == 1)
            return peaks;
        Peaks::Level coarser;
        coarser.reserve((level.size() + Peaks::kFactor - 1) / Peaks::kFactor);
        for (std::size_t at = 0; at < level.size(); at += Peaks::kFactor) {
            Peaks::Step sum = level[at];
            for (std::size_t i = at + 1; i < std::min(at + Peaks::kFactor, level.size()); ++i) {
                sum.low = std::min(sum.low, level[i].low);
                sum.high = std::max(sum.high, level[i].high);
            }
            coarser.push_back(sum);
        }
        level = std::move(coarser);
    }
}

} // namespace lavalier::render
