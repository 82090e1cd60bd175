#include "voice/receive/silence_sender.h"

#include "voice/rtp/rtp_packet.h"

#include <array>

namespace lavalier::receive {

std::vector<QByteArray> SilenceSender::burst(crypto::TransportCipher& cipher)
{
    constexpr std::array<std::uint8_t, 3> kSilence {0xF8, 0xFF, 0xFE};
    constexpr std::uint32_t kFrameTicks = 960;
    std::vector<QByteArray> packets;
    for (int i = 0; i < kFrames; ++i) {
        rtp::RtpHeader header;
        header.sequence = m_sequence++;
        header.timestamp = m_timestamp;
        header.ssrc = m_own;
        m_timestamp += kFrameTicks;
        const QByteArray clear = rtp::writeRtpHeader(header);
        packets.push_back(cipher.seal(viewOf(clear), kSilence, m_nonce++));
    }
    return packets;
}

} // namespace lavalier::receive
