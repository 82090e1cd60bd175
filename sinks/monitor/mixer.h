#pragma once

#include "sinks/monitor/monitor_buffer.h"
#include "sinks/monitor/pcm_source.h"
#include "voice/base/strong_id.h"

#include <mutex>
#include <unordered_map>

namespace lavalier::monitor {

/// How one speaker is listened to.
struct Strip {
    bool solo = false; ///< while anybody is soloed only they are heard
    bool muted = false; ///< outranks solo
    float gain = 1; ///< linear, 0 to kMostGain

    bool operator==(const Strip&) const = default;
};

/// Sums the speakers of a call for the ear: solo, mute, gain, volume, and a limiter at the end.
///
/// Changes of gain glide over 10 ms, so no button clicks. The sum never passes kCeiling: when many
/// shout at once the whole is turned down and comes back within a second.
/// Thread:  any; one lock, held for one block at most.
class Mixer final : public PcmSource {
public:
    static constexpr float kMostGain = 4; ///< +12 dB
    static constexpr float kCeiling = 0.98F;
    static constexpr float kGlide = 1.0F / 480; ///< per frame, of full scale

    void add(UserId speaker, std::span<const float> stereo);
    void setStrip(UserId speaker, const Strip& strip);
    Strip strip(UserId speaker) const;
    void setVolume(float linear);
    /// Forgets what waits to be played; strips stay.
    void clear();

    void render(std::span<float> stereo) override;
    /// Of all speakers, since the start.
    std::uint64_t dropped() const;

private:
    struct Channel {
        Strip strip;
        MonitorBuffer buffer;
        float gain = 0; ///< in force; glides to the wanted
    };
    float wanted(const Strip& strip) const;

    mutable std::mutex m_mutex;
    std::unordered_map<UserId, Channel> m_channels;
    int m_soloed = 0;
    float m_volume = 1;
    float m_limit = 1;
    std::uint64_t m_cleared = 0;
};

} // namespace lavalier::monitor
