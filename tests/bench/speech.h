#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"
#include "voice/crypto/transport_cipher.h"

#include <QByteArray>

#include <vector>

namespace lavalier::bench {

inline constexpr int kPacketsPerSecond = 50; ///< 20 ms each
inline constexpr int kSamplesPerPacket = 960;

/// Real speech as Discord's clients send it: 64 kbit/s, two channels, 20 ms.
///
/// The demo's clips are decoded and encoded anew at that rate, end to end, another voice and
/// another beginning for each speaker. Empty when libopus or the clips fail.
std::vector<std::vector<QByteArray>> encodeSpeech(int speakers, int seconds);

/// The one key of all sides.
SecretBytes benchKey();
Ssrc ssrcOf(int speaker);
UserId userOf(int speaker);

/// Seals packets as a voice server does: header extension, AES-256-GCM, nonce at the end.
class DatagramMaker {
public:
    DatagramMaker();
    QByteArray make(int speaker, std::uint32_t number, const QByteArray& payload);

    /// What stands in the clear: header and the extension's preamble.
    static constexpr std::size_t kClearBytes = 16;
    /// The extension's encrypted body, in front of the payload.
    static constexpr std::size_t kExtensionBytes = 8;

private:
    crypto::TransportCipher m_cipher;
    std::uint32_t m_nonce = 0;
};

/// Datagrams of a whole call in order of arrival: tick by tick, speaker by speaker.
struct CallDatagrams {
    int speakers = 0;
    std::vector<QByteArray> datagrams;

    int ticks() const { return static_cast<int>(datagrams.size()) / speakers; }
    const QByteArray& at(int tick, int speaker) const
    {
        return datagrams[static_cast<std::size_t>(tick * speakers + speaker)];
    }
};
CallDatagrams makeCall(const std::vector<std::vector<QByteArray>>& speech, int seconds);

} // namespace lavalier::bench
