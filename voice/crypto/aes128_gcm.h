#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/crypto/crypto_error.h"

#include <memory>

namespace lavalier::crypto {

/// AES-128-GCM under one key, with its full tag or one cut to its first eight bytes.
///
/// Shape:   12-byte nonce; the ciphertext is as long as the plaintext, the tag apart from it.
/// Errors:  false, and `out` zeroed, for whatever does not authenticate or has a wrong size.
/// Thread:  one at a time. Context and key schedule live as long as the object.
/// Source:  NIST SP 800-38D.
class Aes128Gcm {
public:
    static constexpr std::size_t kKeyBytes = 16;
    static constexpr std::size_t kNonceBytes = 12;
    enum class TagSize : std::uint8_t { Short = 8, Full = 16 };

    static Result<Aes128Gcm, CryptoError> create(const SecretBytes& key, TagSize tagSize);
    Aes128Gcm(Aes128Gcm&&) noexcept;
    Aes128Gcm& operator=(Aes128Gcm&&) noexcept;
    ~Aes128Gcm();

    std::size_t tagBytes() const { return static_cast<std::size_t>(m_tagSize); }

    /// `out` is as long as `ciphertext` and may be the same memory.
    [[nodiscard]] bool open(ByteView nonce, ByteView aad, ByteView ciphertext, ByteView tag,
                            MutableByteView out);
    /// `out` is as long as `plain` and may be the same memory; `tag` holds tagBytes().
    /// A nonce must never be used twice under one key.
    [[nodiscard]] bool seal(ByteView nonce, ByteView aad, ByteView plain, MutableByteView out,
                            MutableByteView tag);

private:
    struct Contexts;
    Aes128Gcm(std::unique_ptr<Contexts> contexts, TagSize tagSize);

    std::unique_ptr<Contexts> m_contexts;
    TagSize m_tagSize;
};

} // namespace lavalier::crypto
