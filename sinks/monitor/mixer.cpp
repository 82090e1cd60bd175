#include "sinks/monitor/mixer.h"

#include <algorithm>
#include <cmath>

namespace lavalier::monitor {
namespace {

/// Back to full within a second.
constexpr float kRelease = 1.0F / 48'000;

} // namespace

void Mixer::add(UserId speaker, std::span<const float> stereo)
{
    const std::lock_guard lock(m_mutex);
    const auto [entry, first] = m_channels.try_emplace(speaker);
    if (first)
        entry->second.gain = wanted(entry->second.strip);
    entry->second.buffer.push(stereo);
}

void Mixer::setStrip(UserId speaker, const Strip& strip)
{
    const std::lock_guard lock(m_mutex);
    Strip& own = m_channels[speaker].strip;
    m_soloed += (strip.solo ? 1 : 0) - (own.solo ? 1 : 0);
    own = strip;
    own.gain = std::isfinite(strip.gain) ? std::clamp(strip.gain, 0.0F, kMostGain) : 1;
}

Strip Mixer::strip(UserId speaker) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_channels.find(speaker);
    return entry == m_channels.end() ? Strip() : entry->second.strip;
}

void Mixer::setVolume(float linear)
{
    const std::lock_guard lock(m_mutex);
    m_volume = std::isfinite(linear) ? std::clamp(linear, 0.0F, 1.0F) : 1;
}

void Mixer::clear()
{
    const std::lock_guard lock(m_mutex);
    for (auto& [speaker, channel] : m_channels) {
        m_cleared += channel.buffer.dropped();
        channel.buffer = {};
    }
    m_limit = 1;
}

float Mixer::wanted(const Strip& strip) const
{
    return strip.muted || (m_soloed > 0 && !strip.solo) ? 0 : strip.gain * m_volume;
}

void Mixer::render(std::span<float> stereo)
{
    std::ranges::fill(stereo, 0.0F);
    const std::lock_guard lock(m_mutex);
    for (auto& [speaker, channel] : m_channels) {
        const float target = wanted(channel.strip);
        float& gain = channel.gain;
        channel.buffer.addTo(stereo, [&] {
            gain += std::clamp(target - gain, -kGlide, kGlide);
            return gain;
        });
    }
    for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
        const float peak = std::max(std::abs(stereo[i]), std::abs(stereo[i + 1]));
        m_limit = std::min(1.0F, m_limit + kRelease);
        if (peak * m_limit > kCeiling)
            m_limit = kCeiling / peak;
        stereo[i] *= m_limit;
        stereo[i + 1] *= m_limit;
    }
}

std::uint64_t Mixer::dropped() const
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t sum = m_cleared;
    for (const auto& [speaker, channel] : m_channels)
        sum += channel.buffer.dropped();
    return sum;
}

} // namespace lavalier::monitor
