#include "voice/rtp/rtp_packet.h"

#include "voice/rtp/ip_discovery.h"

#include <QtEndian>

#include <algorithm>

namespace lavalier::rtp {
namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kExtensionBit = 0x10;
constexpr std::uint8_t kCsrcMask = 0x0F;
constexpr std::uint8_t kMarkerBit = 0x80;
constexpr std::uint8_t kTypeMask = 0x7F;
constexpr std::uint32_t kPingReplyMagic = 0x1337F00D;
constexpr std::uint8_t kFirstRtcpType = 200;
constexpr std::uint8_t kLastRtcpType = 206;

} // namespace

DatagramKind classifyDatagram(ByteView datagram)
{
    if (datagram.size() < 8 || datagram.size() > kMaxDatagramBytes)
        return DatagramKind::Unusable;
    if (datagram.size() == kDiscoveryBytes && datagram[0] == 0 && datagram[1] == 2)
        return DatagramKind::DiscoveryReply;
    if (qFromBigEndian<std::uint32_t>(datagram.data()) == kPingReplyMagic)
        return DatagramKind::PingReply;
    if (datagram[0] >> 6 != kVersion)
        return DatagramKind::Unusable;
    if (datagram[1] >= kFirstRtcpType && datagram[1] <= kLastRtcpType)
        return datagram.size() < kRtcpClearBytes + kTransportTrailerBytes ? DatagramKind::Unusable
                                                                          : DatagramKind::Rtcp;
    if (datagram.size() < kFixedHeaderBytes + kTransportTrailerBytes)
        return DatagramKind::Unusable;
    return (datagram[1] & kTypeMask) == kOpusPayloadType ? DatagramKind::OpusAudio
                                                         : DatagramKind::OtherMedia;
}

Result<RtpHeader, RtpError> parseRtpHeader(ByteView datagram)
{
    if (datagram.size() < kFixedHeaderBytes + kTransportTrailerBytes)
        return Failure {RtpError::TooShort};
    if (datagram[0] >> 6 != kVersion)
        return Failure {RtpError::WrongVersion};
    const ByteView clear = datagram.first(datagram.size() - kTransportTrailerBytes);
    RtpHeader header;
    header.padding = (clear[0] & kPaddingBit) != 0;
    header.hasExtension = (clear[0] & kExtensionBit) != 0;
    header.csrcCount = clear[0] & kCsrcMask;
    header.marker = (clear[1] & kMarkerBit) != 0;
    header.payloadType = clear[1] & kTypeMask;
    header.sequence = qFromBigEndian<std::uint16_t>(clear.data() + 2);
    header.timestamp = qFromBigEndian<std::uint32_t>(clear.data() + 4);
    header.ssrc = Ssrc(qFromBigEndian<std::uint32_t>(clear.data() + 8));
    const std::size_t preamble = kFixedHeaderBytes + std::size_t {4} * header.csrcCount;
    header.clearSize = preamble + (header.hasExtension ? kExtensionPreambleBytes : 0);
    if (clear.size() < header.clearSize)
        return Failure {RtpError::TooShort};
    if (header.hasExtension) {
        header.extensionProfile = qFromBigEndian<std::uint16_t>(clear.data() + preamble);
        header.extensionWords = qFromBigEndian<std::uint16_t>(clear.data() + preamble + 2);
    }
    return header;
}

QByteArray writeRtpHeader(const RtpHeader& header, std::span<const Ssrc> csrcs)
{
    const auto count = static_cast<unsigned>(std::min<std::size_t>(csrcs.size(), kCsrcMask));
    ByteWriter writer;
    writer
        .u8(static_cast<std::uint8_t>(kVersion << 6 | (header.padding ? kPaddingBit : 0)
                                      | (header.hasExtension ? kExtensionBit : 0) | count))
        .u8(static_cast<std::uint8_t>((header.marker ? kMarkerBit : 0)
                                      | (header.payloadType & kTypeMask)))
        .u16be(header.sequence)
        .u32be(header.timestamp)
        .u32be(header.ssrc.value());
    for (const Ssrc csrc : csrcs.first(count))
        writer.u32be(csrc.value());
    if (header.hasExtension)
        writer.u16be(header.extensionProfile).u16be(header.extensionWords);
    return writer.take();
}

Result<ByteView, BodyError> mediaPayload(const RtpHeader& header, ByteView body)
{
    if (header.hasExtension) {
        const std::size_t extension = std::size_t {4} * header.extensionWords;
        if (extension > body.size())
            return Failure {BodyError::ExtensionTooLong};
        body = body.subspan(extension);
    }
    if (header.padding) {
        // The count includes itself, so zero is as wrong as more than there is.
        if (body.empty() || body.back() == 0 || body.back() > body.size())
            return Failure {BodyError::BadPadding};
        body = body.first(body.size() - body.back());
    }
    return body;
}

} // namespace lavalier::rtp
