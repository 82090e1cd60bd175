#pragma once

#include "voice/base/byte_reader.h"

#include <openssl/evp.h>
#include <opus.h>

#include <array>
#include <memory>
#include <vector>

namespace lavalier::bench {

/// What everything is compared with: AEAD open and opus_decode and nothing else.
///
/// OpenSSL and libopus directly, none of our code; the cipher context keeps its key, the decoders
/// live as long as the loop, the sound is thrown away.
class BareLoop {
public:
    BareLoop(int speakers, int channels);

    void openAndDecode(ByteView datagram, int speaker);
    void decode(ByteView payload, int speaker);

    /// Packets that did not decrypt or decode: none, or the figures mean nothing.
    int failures() const { return m_failures; }

private:
    struct Destroy {
        void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
        void operator()(OpusDecoder* decoder) const { opus_decoder_destroy(decoder); }
    };

    std::unique_ptr<EVP_CIPHER_CTX, Destroy> m_cipher;
    std::vector<std::unique_ptr<OpusDecoder, Destroy>> m_decoders;
    std::array<std::uint8_t, 2048> m_plain {};
    std::array<float, 2 * 5760> m_pcm {};
    int m_failures = 0;
};

} // namespace lavalier::bench
