#pragma once

#include "voice/base/audio_units.h"

#include <cstdint>
#include <optional>

namespace lavalier {

/// Turns 16-bit RTP sequence numbers into 64-bit ones that never wrap.
///
/// The first number becomes itself plus one whole turn, so that a packet from just before it
/// is still positive. Every later one is the candidate closest to the highest number so far.
class SequenceUnwrapper {
public:
    SequenceNumber unwrap(std::uint16_t wire);
    /// How far `wire` lies from the highest number so far; 0 before the first. Changes nothing.
    std::int64_t distance(std::uint16_t wire) const;
    std::optional<SequenceNumber> highest() const { return m_highest; }

private:
    std::optional<SequenceNumber> m_highest;
};

/// Turns 32-bit RTP timestamps into 64-bit ones that never wrap. Same rule as SequenceUnwrapper.
class RtpUnwrapper {
public:
    RtpTicks unwrap(std::uint32_t wire);

private:
    std::optional<RtpTicks> m_last;
};

} // namespace lavalier
