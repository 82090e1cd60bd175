#include "processing/worker/pcm_format.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace lavalier::worker {
namespace {

static_assert(std::endian::native == std::endian::little, "PCM is written as it lies in memory");

/// Samples at a time: a loop of a fixed length without branches, which compilers turn into vectors.
constexpr std::size_t kLanes = 8;

float numberOrSilence(float value)
{
    constexpr float kAbsurd = 1e4F;
    return std::abs(value) < kAbsurd ? value : 0.0F;
}

/// Clipped and rounded, half away from zero. Exact although single: full scale is a power of two,
/// and what is left after truncation fits a float.
std::int32_t quantised(float value, float fullScale)
{
    const float scaled = numberOrSilence(value) * fullScale;
    const float above = scaled < -fullScale ? -fullScale : scaled;
    const float clipped = above > fullScale - 1 ? fullScale - 1 : above;
    const auto whole = static_cast<std::int32_t>(clipped);
    const float rest = clipped - static_cast<float>(whole);
    return whole + static_cast<std::int32_t>(rest >= 0.5F)
        - static_cast<std::int32_t>(rest <= -0.5F);
}

/// The same for 16 bit in half the steps: a number added to 1.5 * 2^23 leaves its nearest integer
/// in the last bits (half to even).
std::int16_t quantised16(float value)
{
    constexpr float kFullScale = 32'768;
    constexpr float kShift = 12'582'912;
    const float scaled = numberOrSilence(value) * kFullScale;
    const float above = scaled < -kFullScale ? -kFullScale : scaled;
    const float clipped = above > kFullScale - 1 ? kFullScale - 1 : above;
    return static_cast<std::int16_t>(std::bit_cast<std::int32_t>(clipped + kShift));
}

template <std::size_t Width, typename Make>
void appendEach(wire::Buffer& out, std::span<const float> samples, Make make)
{
    const std::size_t start = out.size();
    out.resize(start + samples.size() * Width);
    std::uint8_t* at = out.data() + start;
    decltype(make(0.0F)) made[kLanes];
    while (samples.size() >= kLanes) {
        for (std::size_t i = 0; i < kLanes; ++i)
            made[i] = make(samples[i]);
        if constexpr (Width == sizeof(made[0])) {
            std::memcpy(at, made, sizeof(made));
        } else {
            for (std::size_t i = 0; i < kLanes; ++i)
                std::memcpy(at + i * Width, &made[i], Width);
        }
        at += kLanes * Width;
        samples = samples.subspan(kLanes);
    }
    for (const float sample : samples) {
        made[0] = make(sample);
        std::memcpy(at, made, Width);
        at += Width;
    }
}

} // namespace

void appendPcm(wire::Buffer& out, std::span<const float> samples, wire::SampleFormat format)
{
    switch (format) {
    case wire::SampleFormat::S16:
        return appendEach<2>(out, samples, quantised16);
    case wire::SampleFormat::S24:
        return appendEach<3>(out, samples,
                             [](float sample) { return quantised(sample, 8'388'608); });
    case wire::SampleFormat::F32:
        return appendEach<4>(out, samples, [](float sample) { return numberOrSilence(sample); });
    }
}

} // namespace lavalier::worker
