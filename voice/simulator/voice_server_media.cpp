// The UDP half of VoiceServer, and what it does once a second.

#include "voice/rtp/ip_discovery.h"
#include "voice/rtp/keepalive.h"
#include "voice/simulator/voice_server.h"

#include "voice/base/bytes.h"

#include <array>

namespace lavalier::simulator {

namespace {

constexpr std::uint32_t kServerSsrc = 1;
// A client's first datagram may overtake its own op 5, which travels over TCP.
constexpr std::chrono::milliseconds kAnnounceGrace {500};
constexpr std::chrono::seconds kReportEvery {5};

/// An RTCP receiver report about the client's own stream (RFC 3550 section 6.4.2), no losses.
QByteArray receiverReport(Ssrc about)
{
    ByteWriter report;
    report.u8(0x81).u8(201).u16be(7).u32be(kServerSsrc);
    report.u32be(about.value()).u32be(0).u32be(0).u32be(0).u32be(0).u32be(0);
    return report.take();
}

} // namespace

void VoiceServer::readDatagrams()
{
    std::array<char, rtp::kMaxDatagramBytes> buffer {};
    while (m_udp.hasPendingDatagrams()) {
        QHostAddress address;
        quint16 port = 0;
        const qint64 size = m_udp.readDatagram(buffer.data(), buffer.size(), &address, &port);
        if (size > 0)
            handleDatagram(ByteView(reinterpret_cast<const std::uint8_t*>(buffer.data()),
                                    static_cast<std::size_t>(size)),
                           address, port);
    }
}

void VoiceServer::handleDatagram(ByteView bytes, const QHostAddress& address, quint16 port)
{
    if (const auto asking = rtp::parseDiscoveryRequest(bytes)) {
        for (VoiceClient* client : clients()) {
            if (client->ssrc() != *asking)
                continue;
            ++m_counts.discoveries;
            client->setAddress(address, port);
            m_udp.writeDatagram(rtp::discoveryReply({*asking, QStringLiteral("127.0.0.1"), port}),
                                address, port);
        }
        return;
    }
    if (const auto sequence = rtp::parsePing(bytes)) {
        ++m_counts.pings;
        m_udp.writeDatagram(rtp::pingReply(*sequence), address, port);
        return;
    }
    const rtp::DatagramKind kind = rtp::classifyDatagram(bytes);
    const auto header = rtp::parseRtpHeader(bytes);
    if (kind != rtp::DatagramKind::OpusAudio || !header) {
        // Other libraries' keepalives and RTCP are welcome and mean nothing here.
        return;
    }
    for (VoiceClient* client : clients()) {
        if (client->port() != port || client->address() != address)
            continue;
        std::array<std::uint8_t, rtp::kMaxDatagramBytes> plain {};
        const auto size = header->ssrc == client->ssrc() && mayBeHeard(*client)
            ? client->open(bytes, header->clearSize, plain)
            : std::nullopt;
        if (!size) {
            ++m_counts.refused;
            return;
        }
        m_host.audioArrived(
            *client, {*header, bytes.first(header->clearSize), ByteView(plain).first(*size)});
        return;
    }
    ++m_counts.refused;
}

bool VoiceServer::mayBeHeard(VoiceClient& client) const
{
    const SteadyTime now = m_clock.now();
    if (client.firstAudio == SteadyTime {})
        client.firstAudio = now;
    return client.announcedSpeaking || now - client.firstAudio < kAnnounceGrace;
}

void VoiceServer::sendDatagram(const VoiceClient& client, const QByteArray& datagram)
{
    if (client.port() != 0)
        m_udp.writeDatagram(datagram, client.address(), client.port());
}

void VoiceServer::lookAround()
{
    const SteadyTime now = m_clock.now();
    std::erase_if(m_connections, [](const auto& connection) { return connection->gone; });
    for (const auto& connection : m_connections) {
        if (!connection->closedByUs && now - connection->lastBeat > 3 * m_script.voiceHeartbeat) {
            VoiceClient* const client = connection->client;
            close(*connection, voice_close::kTimeout);
            if (client)
                end(*client, voice_close::kTimeout);
        }
    }
    for (VoiceClient* client : clients()) {
        if (client->detachedSince() && now - *client->detachedSince() > m_script.resumeWindow) {
            end(*client, voice_close::kTimeout);
            continue;
        }
        if (!client->hasMedia() || now - client->lastReport < kReportEvery)
            continue;
        client->lastReport = now;
        const QByteArray report = receiverReport(client->ssrc());
        const ByteView view = viewOf(report);
        sendDatagram(
            *client,
            client->seal(view.first(rtp::kRtcpClearBytes), view.subspan(rtp::kRtcpClearBytes)));
    }
}

} // namespace lavalier::simulator
