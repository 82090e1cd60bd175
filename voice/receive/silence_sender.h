#pragma once

#include "voice/base/strong_id.h"
#include "voice/crypto/transport_cipher.h"

#include <QByteArray>

#include <vector>

namespace lavalier::receive {

/// Makes the only audio we ever send: five frames of silence, which open the way for what comes.
///
/// Counts on across rekeying, so that no nonce is used twice under a key that comes back.
/// Source:  discord-voice, "Sending (only silence/keepalive needed)".
class SilenceSender {
public:
    static constexpr int kFrames = 5;

    explicit SilenceSender(Ssrc own)
        : m_own(own)
    {
    }

    std::vector<QByteArray> burst(crypto::TransportCipher& cipher);

private:
    Ssrc m_own;
    std::uint16_t m_sequence = 0;
    std::uint32_t m_timestamp = 0;
    std::uint32_t m_nonce = 0;
};

} // namespace lavalier::receive
