#include "voice/crypto/transport_aead.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace lavalier::crypto {
namespace {

static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == TransportCipher::kKeyBytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == TransportCipher::kTagBytes);

using Nonce = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

class XChaCha20Poly1305 final : public TransportAead {
public:
    explicit XChaCha20Poly1305(SecretBytes key)
        : m_key(std::move(key))
    {
    }

    bool open(ByteView aad, ByteView sealed, ByteView suffix, MutableByteView out) override
    {
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
                   out.data(), nullptr, nullptr, sealed.data(), sealed.size(), aad.data(),
                   aad.size(), nonceFrom(suffix).data(), m_key.reveal().data())
            == 0;
    }

    bool seal(ByteView aad, ByteView plain, ByteView suffix, MutableByteView out) override
    {
        return crypto_aead_xchacha20poly1305_ietf_encrypt(
                   out.data(), nullptr, plain.data(), plain.size(), aad.data(), aad.size(), nullptr,
                   nonceFrom(suffix).data(), m_key.reveal().data())
            == 0;
    }

private:
    static Nonce nonceFrom(ByteView suffix)
    {
        Nonce nonce {};
        std::ranges::copy(suffix, nonce.begin());
        return nonce;
    }

    SecretBytes m_key;
};

} // namespace

std::unique_ptr<TransportAead> TransportAead::makeXChaCha(const SecretBytes& key)
{
    if (sodium_init() < 0)
        return nullptr;
    return std::make_unique<XChaCha20Poly1305>(key);
}

} // namespace lavalier::crypto
