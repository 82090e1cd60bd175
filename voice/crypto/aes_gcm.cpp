#include "voice/crypto/openssl_support.h"
#include "voice/crypto/transport_aead.h"

#include <algorithm>
#include <array>

namespace lavalier::crypto {
namespace {

constexpr std::size_t kIvBytes = 12;

CipherContext makeTransportContext(ByteView key, bool sealing)
{
    CipherContext context(EVP_CIPHER_CTX_new());
    if (!context
        || EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nullptr,
                             sealing ? 1 : 0)
            != 1)
        return nullptr;
    return context;
}

int intSize(ByteView bytes)
{
    return static_cast<int>(bytes.size());
}

// The key schedule stays in the context; a packet sets nothing but its IV.
class AesGcm final : public TransportAead {
public:
    AesGcm(CipherContext opening, CipherContext sealing)
        : m_opening(std::move(opening))
        , m_sealing(std::move(sealing))
    {
    }

    bool open(ByteView aad, ByteView sealed, ByteView suffix, MutableByteView out) override
    {
        const ByteView ciphertext = sealed.first(out.size());
        std::array<std::uint8_t, TransportCipher::kTagBytes> tag;
        std::ranges::copy(sealed.last(tag.size()), tag.begin());
        const auto iv = ivFrom(suffix);
        EVP_CIPHER_CTX* const context = m_opening.get();
        int written = 0;
        int finished = 0;
        return EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, iv.data()) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()),
                                   tag.data())
            == 1
            && EVP_DecryptUpdate(context, nullptr, &written, aad.data(), intSize(aad)) == 1
            && update(context, out, ciphertext)
            && EVP_DecryptFinal_ex(context, tag.data(), &finished) == 1;
    }

    bool seal(ByteView aad, ByteView plain, ByteView suffix, MutableByteView out) override
    {
        const auto iv = ivFrom(suffix);
        EVP_CIPHER_CTX* const context = m_sealing.get();
        std::array<std::uint8_t, TransportCipher::kTagBytes> unused;
        int written = 0;
        int finished = 0;
        return EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, iv.data()) == 1
            && EVP_EncryptUpdate(context, nullptr, &written, aad.data(), intSize(aad)) == 1
            && update(context, out, plain)
            && EVP_EncryptFinal_ex(context, unused.data(), &finished) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TransportCipher::kTagBytes,
                                   out.data() + plain.size())
            == 1;
    }

private:
    static std::array<std::uint8_t, kIvBytes> ivFrom(ByteView suffix)
    {
        std::array<std::uint8_t, kIvBytes> iv {};
        std::ranges::copy(suffix, iv.begin());
        return iv;
    }

    static bool update(EVP_CIPHER_CTX* context, MutableByteView out, ByteView in)
    {
        // An update of zero bytes with a null input would read as "here is AAD".
        int written = 0;
        return in.empty()
            || EVP_CipherUpdate(context, out.data(), &written, in.data(), intSize(in)) == 1;
    }

    CipherContext m_opening;
    CipherContext m_sealing;
};

} // namespace

std::unique_ptr<TransportAead> TransportAead::makeGcm(ByteView key)
{
    CipherContext opening = makeTransportContext(key, false);
    CipherContext sealing = makeTransportContext(key, true);
    if (!opening || !sealing)
        return nullptr;
    return std::make_unique<AesGcm>(std::move(opening), std::move(sealing));
}

} // namespace lavalier::crypto
