#pragma once

#include <span>

namespace lavalier::monitor {

/// Whatever can be played: fills a block whenever the device has room.
///
/// Units:   stereo, interleaved, 48 kHz, full scale 1.0.
/// Thread:  the output's; must neither block nor allocate much.
class PcmSource {
public:
    virtual ~PcmSource() = default;
    /// Writes every sample of `stereo`; silence where there is nothing.
    virtual void render(std::span<float> stereo) = 0;
};

} // namespace lavalier::monitor
