#include "processing/worker/pcm_format.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace lavalier::worker {
namespace {

static_assert(std::endian::native == std::endian::little, "PCM is written as it lies in memory");

float numberOrSilence(float value)
{
    constexpr float kAbsurd = 1e4F;
    return std::abs(value) < kAbsurd ? value : 0.0F;
}

/// Half away from zero; a plain cast, so that it costs no call.
std::int32_t rounded(double scaled)
{
    return static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

std::int32_t quantised(float value, double fullScale)
{
    const double scaled = double(numberOrSilence(value)) * fullScale;
    return rounded(scaled < -fullScale          ? -fullScale
                       : scaled > fullScale - 1 ? fullScale - 1
                                                : scaled);
}

template <typename Write>
void appendEach(wire::Buffer& out, std::span<const float> samples, std::size_t width, Write write)
{
    const std::size_t start = out.size();
    out.resize(start + samples.size() * width);
    std::uint8_t* at = out.data() + start;
    for (const float sample : samples) {
        write(at, sample);
        at += width;
    }
}

} // namespace

void appendPcm(wire::Buffer& out, std::span<const float> samples, wire::SampleFormat format)
{
    switch (format) {
    case wire::SampleFormat::S16:
        return appendEach(out, samples, 2, [](std::uint8_t* at, float sample) {
            const auto value = static_cast<std::int16_t>(quantised(sample, 32'768));
            std::memcpy(at, &value, sizeof(value));
        });
    case wire::SampleFormat::S24:
        return appendEach(out, samples, 3, [](std::uint8_t* at, float sample) {
            const std::int32_t value = quantised(sample, 8'388'608);
            std::memcpy(at, &value, 3);
        });
    case wire::SampleFormat::F32:
        return appendEach(out, samples, 4, [](std::uint8_t* at, float sample) {
            const float value = numberOrSilence(sample);
            std::memcpy(at, &value, sizeof(value));
        });
    }
}

} // namespace lavalier::worker
