#include "voice/rtp/keepalive.h"

namespace lavalier::rtp {
namespace {

constexpr std::uint32_t kPingMagic = 0x1337CAFE;
constexpr std::uint32_t kReplyMagic = 0x1337F00D;

QByteArray message(std::uint32_t magic, std::uint32_t sequence)
{
    return ByteWriter().u32be(magic).u32be(sequence).take();
}

std::optional<std::uint32_t> parse(std::uint32_t magic, ByteView datagram)
{
    ByteReader reader(datagram);
    if (datagram.size() != 8 || reader.u32be() != magic)
        return std::nullopt;
    return reader.u32be();
}

} // namespace

QByteArray ping(std::uint32_t sequence)
{
    return message(kPingMagic, sequence);
}
QByteArray pingReply(std::uint32_t sequence)
{
    return message(kReplyMagic, sequence);
}

std::optional<std::uint32_t> parsePing(ByteView datagram)
{
    return parse(kPingMagic, datagram);
}

std::optional<std::uint32_t> parsePingReply(ByteView datagram)
{
    return parse(kReplyMagic, datagram);
}

QByteArray Keepalive::nextPing(SteadyTime now)
{
    m_sent[m_next % kRemembered] = now;
    return ping(m_next++);
}

std::optional<std::chrono::microseconds> Keepalive::roundTrip(ByteView reply, SteadyTime arrival)
{
    const auto sequence = parsePingReply(reply);
    // Unsigned, so numbers never sent are far away too.
    if (!sequence || m_next - 1 - *sequence >= kRemembered)
        return std::nullopt;
    auto& sent = m_sent[*sequence % kRemembered];
    if (!sent || arrival < *sent)
        return std::nullopt;
    const auto roundTrip = arrival - *sent;
    sent.reset();
    return roundTrip;
}

} // namespace lavalier::rtp
