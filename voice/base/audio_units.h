#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace lavalier {

/// A count of something that may be added, subtracted and compared, but not mixed.
template <typename Tag> class Quantity {
public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(std::int64_t value)
        : m_value(value)
    {
    }

    constexpr std::int64_t value() const { return m_value; }
    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator-() const { return Quantity(-m_value); }
    friend constexpr Quantity operator+(Quantity a, Quantity b)
    {
        return Quantity(a.m_value + b.m_value);
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b)
    {
        return Quantity(a.m_value - b.m_value);
    }
    constexpr Quantity& operator+=(Quantity other) { return *this = *this + other; }
    constexpr Quantity& operator-=(Quantity other) { return *this = *this - other; }

private:
    std::int64_t m_value = 0;
};

/// Samples per channel at 48 kHz; a position on a track or a length.
using SampleCount = Quantity<struct SampleCountTag>;
/// Ticks of a stream's RTP clock (48 kHz for Opus), unwrapped to 64 bits. Origin is the stream's
/// own.
using RtpTicks = Quantity<struct RtpTicksTag>;
/// An RTP sequence number unwrapped to 64 bits. Origin is the stream's own.
using SequenceNumber = Quantity<struct SequenceNumberTag>;

inline constexpr std::int64_t kSampleRate = 48'000;
/// Opus' longest packet (RFC 6716 section 2.1.4): 120 ms.
inline constexpr SampleCount kMaxOpusPacket {kSampleRate * 120 / 1000};

/// One tick of the Opus RTP clock is one sample at 48 kHz (RFC 7587 section 4.1).
constexpr SampleCount samplesOf(RtpTicks ticks)
{
    return SampleCount(ticks.value());
}

/// Rounds towards negative infinity, so that equal spacings stay equal around zero.
constexpr SampleCount samplesOf(std::chrono::microseconds span)
{
    const std::int64_t scaled = span.count() * 6;
    return SampleCount(scaled >= 0 ? scaled / 125 : -((-scaled + 124) / 125));
}

constexpr std::chrono::microseconds durationOf(SampleCount samples)
{
    return std::chrono::microseconds(samples.value() * 125 / 6);
}

} // namespace lavalier
