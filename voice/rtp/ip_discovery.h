#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <QString>

namespace lavalier::rtp {

/// How we look from outside, as the voice server sees our datagrams.
struct DiscoveredAddress {
    Ssrc ssrc; ///< ours, echoed
    QString address; ///< an IPv4 or IPv6 literal
    std::uint16_t port = 0;

    bool operator==(const DiscoveredAddress&) const = default;
};

enum class DiscoveryError { WrongSize, WrongType, NotAnAddress, NoPort };

/// IP discovery: one datagram each way before the encryption is agreed.
///
/// Shape, big-endian, 74 bytes:  u16 type (1 request, 2 reply) | u16 length (70) | u32 ssrc |
///                               64 bytes address, ASCII, zero-filled | u16 port.
/// Size and type decide; the length field is not judged.
/// Source:  Discord's voice documentation, "IP Discovery".
inline constexpr std::size_t kDiscoveryBytes = 74;

QByteArray discoveryRequest(Ssrc own);
Result<DiscoveredAddress, DiscoveryError> parseDiscoveryReply(ByteView datagram);

/// The server's half.
Result<Ssrc, DiscoveryError> parseDiscoveryRequest(ByteView datagram);
QByteArray discoveryReply(const DiscoveredAddress& seen);

} // namespace lavalier::rtp
