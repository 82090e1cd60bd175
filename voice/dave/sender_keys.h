#pragma once

#include "voice/crypto/aes128_gcm.h"
#include "voice/dave/frame_footer.h"
#include "voice/dave/generation_window.h"
#include "voice/dave/key_ratchet.h"
#include "voice/dave/nonce_window.h"

#include <vector>

namespace lavalier::dave {

/// Opens the frames of one sender in one epoch.
///
/// Shape:   AES-128-GCM, tag cut to 8 bytes, nonce eight zero bytes and the counter as u32
///          little-endian; clear ranges are the additional data.
/// Thread:  one at a time. One cipher context for each generation, for as long as it is allowed.
/// Source:  DAVE protocol, "media frame decryption".
class SenderKeys {
public:
    enum class Answer {
        Opened,
        Replayed, ///< genuine, and read before
        BadGeneration, ///< not tried
        Refused, ///< not sealed with our key
    };

    SenderKeys(SecretBytes base, SteadyTime created)
        : m_ratchet(std::move(base))
        , m_generations(created)
    {
    }
    SenderKeys(SenderKeys&&) = default;
    SenderKeys& operator=(SenderKeys&&) = default;

    /// `out` holds the media part in the clear after Opened and is empty otherwise.
    Answer open(const ProtocolFrame& frame, QByteArray& out, SteadyTime now);
    /// The highest counter that authenticated.
    std::optional<std::uint64_t> highest() const { return m_nonces.highest(); }

private:
    struct Context {
        std::uint32_t generation;
        crypto::Aes128Gcm cipher;
    };

    crypto::Aes128Gcm* cipherOf(std::uint32_t generation);
    void dropOldGenerations(SteadyTime now);

    KeyRatchet m_ratchet;
    GenerationWindow m_generations;
    NonceWindow m_nonces;
    std::vector<Context> m_contexts;
};

} // namespace lavalier::dave
