#include "voice/mls/hpke.h"

#include "voice/crypto/aes128_gcm.h"
#include "voice/crypto/hash.h"
#include "voice/mls/cipher_suite.h"

#include <algorithm>
#include <array>

namespace lavalier::mls {
namespace {

using crypto::Aes128Gcm;
using crypto::P256PrivateKey;
using crypto::Sha256Digest;

constexpr std::size_t kHpkeTag = 16;
constexpr std::array<std::uint8_t, 5> kKemSuite {'K', 'E', 'M', 0x00, 0x10};
constexpr std::array<std::uint8_t, 10> kHpkeSuite {'H',  'P',  'K',  'E',  0x00,
                                                   0x10, 0x00, 0x01, 0x00, 0x01};
constexpr std::uint8_t kBaseMode = 0;

/// An intermediate secret, gone with its scope; the temporary it came in is wiped at once.
struct Scratch {
    explicit Scratch(Sha256Digest&& digest)
        : bytes(digest)
    {
        wipe(MutableByteView(digest));
    }
    ~Scratch() { wipe(MutableByteView(bytes)); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    operator ByteView() const { return bytes; }

    Sha256Digest bytes;
};

ByteView bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Sha256Digest labeledExtract(ByteView suite, ByteView salt, std::string_view label, ByteView ikm)
{
    return crypto::hmacSha256Of(salt, {bytesOf("HPKE-v1"), suite, bytesOf(label), ikm});
}

/// All we ever expand fits one block of HMAC: the first `length` bytes of what this returns.
Sha256Digest labeledExpand(ByteView suite, ByteView prk, std::string_view label, ByteView info,
                           std::uint8_t length)
{
    const std::array<std::uint8_t, 2> lengthField {0, length};
    const std::uint8_t blockNumber = 1;
    return crypto::hmacSha256Of(
        prk,
        {lengthField, bytesOf("HPKE-v1"), suite, bytesOf(label), info, ByteView(&blockNumber, 1)});
}

/// RFC 9180, section 4.1: ExtractAndExpand.
Sha256Digest kemSecret(ByteView dh, ByteView encapsulated, ByteView recipientPublic)
{
    std::array<std::uint8_t, 2 * crypto::kP256PointBytes> context {};
    std::ranges::copy(encapsulated, context.begin());
    std::ranges::copy(recipientPublic, context.begin() + crypto::kP256PointBytes);
    const Scratch prk(labeledExtract(kKemSuite, {}, "eae_prk", dh));
    return labeledExpand(kKemSuite, prk, "shared_secret", context, kHashBytes);
}

/// The cipher and nonce of the only message. RFC 9180, section 5.1.
struct Opening {
    Aes128Gcm cipher;
    std::array<std::uint8_t, kNonceBytes> nonce;
};

Result<Opening, MlsError> keySchedule(ByteView shared, ByteView info)
{
    const Sha256Digest pskIdHash = labeledExtract(kHpkeSuite, {}, "psk_id_hash", {});
    const Sha256Digest infoHash = labeledExtract(kHpkeSuite, {}, "info_hash", info);
    std::array<std::uint8_t, 1 + 2 * kHashBytes> context {kBaseMode};
    std::ranges::copy(pskIdHash, context.begin() + 1);
    std::ranges::copy(infoHash, context.begin() + 1 + kHashBytes);
    const Scratch secret(labeledExtract(kHpkeSuite, shared, "secret", {}));
    const Scratch key(labeledExpand(kHpkeSuite, secret, "key", context, kKeyBytes));
    const Scratch nonce(labeledExpand(kHpkeSuite, secret, "base_nonce", context, kNonceBytes));
    auto cipher
        = Aes128Gcm::create(SecretBytes(ByteView(key).first(kKeyBytes)), Aes128Gcm::TagSize::Full);
    if (!cipher)
        return Failure {MlsError::DecryptionFailed};
    Opening opening {*std::move(cipher), {}};
    std::ranges::copy(ByteView(nonce).first(kNonceBytes), opening.nonce.begin());
    return opening;
}

} // namespace

Result<P256PrivateKey, MlsError> deriveKeyPair(const SecretBytes& ikm)
{
    const Scratch prk(labeledExtract(kKemSuite, {}, "dkp_prk", ikm.reveal()));
    for (std::uint8_t counter = 0; counter < 255; ++counter) {
        const Scratch candidate(
            labeledExpand(kKemSuite, prk, "candidate", ByteView(&counter, 1), kHashBytes));
        if (auto key = P256PrivateKey::fromScalar(candidate))
            return *std::move(key);
    }
    return Failure {MlsError::InvalidKey};
}

P256PrivateKey generateKeyPair(crypto::RandomSource& random)
{
    return P256PrivateKey::generate(random);
}

Result<HpkeCiphertext, MlsError> hpkeSeal(ByteView recipientPublic, ByteView info, ByteView aad,
                                          ByteView plain, crypto::RandomSource& random)
{
    const P256PrivateKey ephemeral = P256PrivateKey::generate(random);
    const auto dh = ephemeral.sharedX(recipientPublic);
    if (!dh)
        return Failure {MlsError::InvalidKey};
    HpkeCiphertext sealed {ephemeral.publicKey(), {}};
    const Scratch shared(kemSecret(dh->reveal(), viewOf(sealed.kemOutput), recipientPublic));
    auto opening = keySchedule(shared, info);
    if (!opening)
        return Failure {opening.error()};
    sealed.ciphertext.resize(static_cast<qsizetype>(plain.size() + kHpkeTag));
    const MutableByteView out(reinterpret_cast<std::uint8_t*>(sealed.ciphertext.data()),
                              plain.size() + kHpkeTag);
    if (!opening->cipher.seal(opening->nonce, aad, plain, out.first(plain.size()),
                              out.last(kHpkeTag)))
        return Failure {MlsError::DecryptionFailed};
    return sealed;
}

Result<SecretBytes, MlsError> hpkeOpen(const P256PrivateKey& recipient, ByteView info, ByteView aad,
                                       const HpkeCiphertext& sealed)
{
    const ByteView ciphertext = viewOf(sealed.ciphertext);
    const auto dh = recipient.sharedX(viewOf(sealed.kemOutput));
    if (!dh)
        return Failure {MlsError::InvalidKey};
    if (ciphertext.size() < kHpkeTag)
        return Failure {MlsError::DecryptionFailed};
    const Scratch shared(
        kemSecret(dh->reveal(), viewOf(sealed.kemOutput), viewOf(recipient.publicKey())));
    auto opening = keySchedule(shared, info);
    if (!opening)
        return Failure {opening.error()};
    const std::size_t length = ciphertext.size() - kHpkeTag;
    QByteArray plain(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (!opening->cipher.open(opening->nonce, aad, ciphertext.first(length),
                              ciphertext.last(kHpkeTag),
                              {reinterpret_cast<std::uint8_t*>(plain.data()), length}))
        return Failure {MlsError::DecryptionFailed};
    return SecretBytes::takeFrom(plain);
}

Result<HpkeCiphertext, MlsError> encryptWithLabel(ByteView recipientPublic, std::string_view label,
                                                  ByteView context, ByteView plain,
                                                  crypto::RandomSource& random)
{
    const QByteArray info = labelled(label, context);
    return hpkeSeal(recipientPublic, viewOf(info), {}, plain, random);
}

Result<SecretBytes, MlsError> decryptWithLabel(const P256PrivateKey& recipient,
                                               std::string_view label, ByteView context,
                                               const HpkeCiphertext& sealed)
{
    const QByteArray info = labelled(label, context);
    return hpkeOpen(recipient, viewOf(info), {}, sealed);
}

} // namespace lavalier::mls
