#include "processing/worker/bender.h"

#include <soxr.h>

#include <algorithm>

namespace lavalier::worker {
namespace {

/// No section is bent by more; what is set is far below.
constexpr double kMaxRatio = 2;
constexpr std::size_t kPulledAtOnce = 4096;

} // namespace

void Bender::Delete::operator()(soxr* resampler) const
{
    soxr_delete(resampler);
}

std::optional<Bender> Bender::create(int channels)
{
    const auto types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const auto quality = soxr_quality_spec(SOXR_HQ, SOXR_VR);
    const auto runtime = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    soxr* const resampler = soxr_create(kMaxRatio, 1, static_cast<unsigned>(channels), &error,
                                        &types, &quality, &runtime);
    if (error != nullptr || resampler == nullptr) {
        soxr_delete(resampler);
        return std::nullopt;
    }
    return Bender(resampler, channels);
}

void Bender::add(SampleCount in, SampleCount out)
{
    if (out <= SampleCount())
        return;
    const double ratio = static_cast<double>(in.value()) / static_cast<double>(out.value());
    m_sections.push_back({std::clamp(ratio, 1 / kMaxRatio, kMaxRatio), out.value()});
}

/// Takes in what it can and puts out what is due of the first section; how much that was.
std::size_t Bender::pull(const float* samples, std::size_t count, std::size_t& taken,
                         std::vector<float>& out)
{
    Section& section = m_sections.front();
    if (!m_ratioSet) {
        soxr_set_io_ratio(m_resampler.get(), section.ratio, 0);
        m_ratioSet = true;
    }
    const auto channels = static_cast<std::size_t>(m_channels);
    const std::size_t wanted = std::min(kPulledAtOnce, static_cast<std::size_t>(section.left));
    const std::size_t before = out.size();
    out.resize(before + wanted * channels);
    std::size_t made = 0;
    taken = 0;
    soxr_process(m_resampler.get(), samples, count, &taken, out.data() + before, wanted, &made);
    out.resize(before + made * channels);
    section.left -= static_cast<std::int64_t>(made);
    if (section.left == 0) {
        m_sections.pop_front();
        m_ratioSet = false;
    }
    return made;
}

void Bender::feed(std::span<const float> samples, std::vector<float>& out)
{
    const auto channels = static_cast<std::size_t>(m_channels);
    if (samples.empty()) // would be taken for the end
        return;
    while (!m_sections.empty()) {
        std::size_t taken = 0;
        const std::size_t made = pull(samples.data(), samples.size() / channels, taken, out);
        samples = samples.subspan(taken * channels);
        if (made == 0)
            return;
    }
}

void Bender::finish(std::vector<float>& out)
{
    while (!m_sections.empty()) {
        std::size_t taken = 0;
        if (pull(nullptr, 0, taken, out) > 0)
            continue;
        for (const Section& section : m_sections) // less was fed than was said
            out.resize(out.size() + static_cast<std::size_t>(section.left * m_channels));
        m_sections.clear();
    }
}

} // namespace lavalier::worker
