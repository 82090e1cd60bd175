#include "voice/crypto/aes128_gcm.h"

#include "voice/crypto/openssl_support.h"

#include <algorithm>
#include <array>
#include <limits>

namespace lavalier::crypto {
namespace {

const EVP_CIPHER* algorithm()
{
    static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-128-GCM", nullptr);
    return cipher;
}

CipherContext makeContext(ByteView key, bool sealing)
{
    CipherContext context(EVP_CIPHER_CTX_new());
    if (!context
        || EVP_CipherInit_ex2(context.get(), algorithm(), key.data(), nullptr, sealing ? 1 : 0,
                              nullptr)
            != 1)
        return nullptr;
    return context;
}

/// What EVP's int lengths can say, with room for the tag.
bool fits(ByteView bytes)
{
    return bytes.size() <= std::numeric_limits<int>::max() - 16;
}

/// Without an output the bytes are authenticated only; an update of nothing says nothing.
bool update(EVP_CIPHER_CTX* context, std::uint8_t* out, ByteView in)
{
    int written = 0;
    return in.empty()
        || EVP_CipherUpdate(context, out, &written, in.data(), static_cast<int>(in.size())) == 1;
}

bool setNonce(EVP_CIPHER_CTX* context, ByteView nonce)
{
    // The key stays in its context; -1 keeps the direction, too.
    return EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), -1, nullptr) == 1;
}

} // namespace

struct Aes128Gcm::Contexts {
    CipherContext opening;
    CipherContext sealing;
};

Result<Aes128Gcm, CryptoError> Aes128Gcm::create(const SecretBytes& key, TagSize tagSize)
{
    if (key.size() != kKeyBytes)
        return Failure {CryptoError::WrongKeySize};
    auto contexts = std::make_unique<Contexts>(
        Contexts {makeContext(key.reveal(), false), makeContext(key.reveal(), true)});
    if (!contexts->opening || !contexts->sealing)
        return Failure {CryptoError::LibraryFailure};
    return Aes128Gcm(std::move(contexts), tagSize);
}

Aes128Gcm::Aes128Gcm(std::unique_ptr<Contexts> contexts, TagSize tagSize)
    : m_contexts(std::move(contexts))
    , m_tagSize(tagSize)
{
}

Aes128Gcm::Aes128Gcm(Aes128Gcm&&) noexcept = default;
Aes128Gcm& Aes128Gcm::operator=(Aes128Gcm&&) noexcept = default;
Aes128Gcm::~Aes128Gcm() = default;

bool Aes128Gcm::open(ByteView nonce, ByteView aad, ByteView ciphertext, ByteView tag,
                     MutableByteView out)
{
    if (nonce.size() != kNonceBytes || tag.size() != tagBytes() || out.size() != ciphertext.size()
        || !fits(ciphertext) || !fits(aad))
        return false;
    const QuietErrors quiet;
    EVP_CIPHER_CTX* const context = m_contexts->opening.get();
    std::array<std::uint8_t, 16> expected;
    std::ranges::copy(tag, expected.begin());
    int finished = 0;
    const bool genuine = setNonce(context, nonce)
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()),
                               expected.data())
            == 1
        && update(context, nullptr, aad) && update(context, out.data(), ciphertext)
        && EVP_CipherFinal_ex(context, expected.data(), &finished) == 1;
    // What was decrypted on the way to a wrong tag is the forger's text.
    if (!genuine)
        std::ranges::fill(out, std::uint8_t {0});
    return genuine;
}

bool Aes128Gcm::seal(ByteView nonce, ByteView aad, ByteView plain, MutableByteView out,
                     MutableByteView tag)
{
    if (nonce.size() != kNonceBytes || tag.size() != tagBytes() || out.size() != plain.size()
        || !fits(plain) || !fits(aad))
        return false;
    EVP_CIPHER_CTX* const context = m_contexts->sealing.get();
    std::array<std::uint8_t, 16> unused;
    int finished = 0;
    return setNonce(context, nonce) && update(context, nullptr, aad)
        && update(context, out.data(), plain)
        && EVP_CipherFinal_ex(context, unused.data(), &finished) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()),
                               tag.data())
        == 1;
}

} // namespace lavalier::crypto
