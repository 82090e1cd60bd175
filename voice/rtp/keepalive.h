#pragma once

#include "voice/base/bytes.h"
#include "voice/base/clock.h"

#include <array>
#include <chrono>
#include <optional>

namespace lavalier::rtp {

/// The ping that keeps our hole in the NAT open and measures the way there and back.
///
/// Shape, 8 bytes:  13 37 CA FE | u32 sequence, big-endian; the reply begins 13 37 F0 0D.
/// Errors:          a server that never answers is normal; there is no round trip then.
QByteArray ping(std::uint32_t sequence);
QByteArray pingReply(std::uint32_t sequence);
std::optional<std::uint32_t> parsePing(ByteView datagram);
std::optional<std::uint32_t> parsePingReply(ByteView datagram);

/// Numbers our pings and recognises their answers.
class Keepalive {
public:
    static constexpr std::chrono::seconds kInterval {5};

    QByteArray nextPing(SteadyTime now);
    /// Nullopt for anything that answers none of the last few pings; each counts once.
    std::optional<std::chrono::microseconds> roundTrip(ByteView reply, SteadyTime arrival);

private:
    static constexpr std::size_t kRemembered = 8;

    std::uint32_t m_next = 0;
    std::array<std::optional<SteadyTime>, kRemembered> m_sent;
};

} // namespace lavalier::rtp
