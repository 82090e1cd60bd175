#include "voice/rtp/ip_discovery.h"

#include <QHostAddress>

#include <algorithm>

namespace lavalier::rtp {
namespace {

constexpr std::uint16_t kRequest = 1;
constexpr std::uint16_t kReply = 2;
constexpr std::uint16_t kBodyBytes = 70;
constexpr std::size_t kAddressBytes = 64;

QByteArray message(std::uint16_t type, const DiscoveredAddress& content)
{
    QByteArray address = content.address.toLatin1();
    address.resize(kAddressBytes, '\0');
    return ByteWriter()
        .u16be(type)
        .u16be(kBodyBytes)
        .u32be(content.ssrc.value())
        .bytes(viewOf(address))
        .u16be(content.port)
        .take();
}

Result<Ssrc, DiscoveryError> readStart(ByteReader& reader, std::uint16_t type)
{
    if (reader.remaining() != kDiscoveryBytes)
        return Failure {DiscoveryError::WrongSize};
    if (reader.u16be() != type)
        return Failure {DiscoveryError::WrongType};
    // Discord's own readers go by the size alone, so servers differ in what they write here.
    reader.u16be();
    return Ssrc(reader.u32be().value_or(0));
}

} // namespace

QByteArray discoveryRequest(Ssrc own)
{
    return message(kRequest, {own, QString(), 0});
}

QByteArray discoveryReply(const DiscoveredAddress& seen)
{
    return message(kReply, seen);
}

Result<Ssrc, DiscoveryError> parseDiscoveryRequest(ByteView datagram)
{
    ByteReader reader(datagram);
    return readStart(reader, kRequest);
}

Result<DiscoveredAddress, DiscoveryError> parseDiscoveryReply(ByteView datagram)
{
    ByteReader reader(datagram);
    const auto ssrc = readStart(reader, kReply);
    if (!ssrc)
        return Failure {ssrc.error()};
    const auto field = reader.take(kAddressBytes);
    const auto port = reader.u16be();
    if (!field || !port)
        return Failure {DiscoveryError::WrongSize};
    const auto end = std::ranges::find(*field, std::uint8_t {0});
    if (end == field->end())
        return Failure {DiscoveryError::NotAnAddress};
    const QString text
        = QString::fromLatin1(reinterpret_cast<const char*>(field->data()), end - field->begin());
    // It goes back to the server in op 1, so nothing but a plain literal may pass.
    const QHostAddress address(text);
    if (address.isNull() || text.contains(u'%'))
        return Failure {DiscoveryError::NotAnAddress};
    if (*port == 0)
        return Failure {DiscoveryError::NoPort};
    return DiscoveredAddress {*ssrc, address.toString(), *port};
}

} // namespace lavalier::rtp
