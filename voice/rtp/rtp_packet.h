#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <cstdint>
#include <span>

namespace lavalier::rtp {

inline constexpr std::size_t kFixedHeaderBytes = 12;
inline constexpr std::size_t kExtensionPreambleBytes = 4;
/// What the transport encryption adds behind every packet: a tag and a nonce.
inline constexpr std::size_t kTransportTrailerBytes = 16 + 4;
/// How much of an RTCP packet is only authenticated: its header and the sender's SSRC.
inline constexpr std::size_t kRtcpClearBytes = 8;
inline constexpr std::uint8_t kOpusPayloadType = 120;
/// No datagram of a voice server is longer; what is gets refused.
inline constexpr std::size_t kMaxDatagramBytes = 1500;

/// What a datagram claims to be, before anything is decrypted.
enum class DatagramKind { DiscoveryReply, PingReply, Rtcp, OpusAudio, OtherMedia, Unusable };

/// Source:  RFC 5761 section 4 (RTP and RTCP on one port), RFC 7587 (Opus).
DatagramKind classifyDatagram(ByteView datagram);

/// The part of an RTP packet that travels in the clear.
///
/// Shape:   12 fixed bytes | 4 per CSRC | with an extension: u16 profile, u16 length in words.
///          The extension's body is encrypted with the payload.
/// Source:  RFC 3550 section 5.1.
struct RtpHeader {
    std::uint8_t payloadType = kOpusPayloadType;
    bool marker = false;
    bool padding = false;
    bool hasExtension = false;
    std::uint8_t csrcCount = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    Ssrc ssrc;
    std::uint16_t extensionProfile = 0;
    std::uint16_t extensionWords = 0;
    std::size_t clearSize = kFixedHeaderBytes; ///< bytes authenticated only; set by the parser

    bool operator==(const RtpHeader&) const = default;
};

enum class RtpError { TooShort, WrongVersion };

/// `datagram` as it came from the network: clear header, ciphertext, tag, nonce.
Result<RtpHeader, RtpError> parseRtpHeader(ByteView datagram);

/// The clear header as bytes. `csrcs` decides their count, the header's own count is ignored.
QByteArray writeRtpHeader(const RtpHeader& header, std::span<const Ssrc> csrcs = {});

enum class BodyError { ExtensionTooLong, BadPadding };

/// The media inside a decrypted body: without the extension in front and the padding behind.
/// Empty for a packet of padding only, which is no error. Borrows from `body`.
Result<ByteView, BodyError> mediaPayload(const RtpHeader& header, ByteView body);

} // namespace lavalier::rtp
