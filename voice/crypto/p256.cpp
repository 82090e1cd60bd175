#include "voice/crypto/p256.h"

#include "voice/crypto/openssl_support.h"

#include <openssl/core_names.h>

#include <array>

namespace lavalier::crypto {
namespace {

constexpr std::uint8_t kUncompressed = 4;
constexpr std::size_t kMaxSignatureBytes = 72;

const EC_GROUP* curve()
{
    static const EC_GROUP* const group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    return group;
}

PublicKey keyFromData(int selection, ByteView publicKey, ByteView privateKeyNative)
{
    char name[] = "P-256";
    std::array<OSSL_PARAM, 4> parameters;
    std::size_t count = 0;
    parameters[count++] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
    if (!publicKey.empty())
        parameters[count++] = OSSL_PARAM_construct_octet_string(
            OSSL_PKEY_PARAM_PUB_KEY, const_cast<std::uint8_t*>(publicKey.data()), publicKey.size());
    if (!privateKeyNative.empty())
        parameters[count++] = OSSL_PARAM_construct_BN(
            OSSL_PKEY_PARAM_PRIV_KEY, const_cast<std::uint8_t*>(privateKeyNative.data()),
            privateKeyNative.size());
    parameters[count] = OSSL_PARAM_construct_end();
    const PublicKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    require(context && EVP_PKEY_fromdata_init(context.get()) == 1
            && EVP_PKEY_fromdata(context.get(), &key, selection, parameters.data()) == 1);
    return PublicKey(key);
}

/// Null unless the bytes are an uncompressed point of the curve. A group of prime order has no
/// small subgroup to end up in, so there is nothing more to check.
PublicKey readPoint(ByteView bytes)
{
    if (bytes.size() != kP256PointBytes || bytes.front() != kUncompressed)
        return nullptr;
    // Building each key from parameters takes four times as long as copying the curve from one.
    static const PublicKey kTemplate = keyFromData(EVP_PKEY_KEY_PARAMETERS, {}, {});
    PublicKey key(EVP_PKEY_new());
    require(key && EVP_PKEY_copy_parameters(key.get(), kTemplate.get()) == 1);
    if (EVP_PKEY_set1_encoded_public_key(key.get(), bytes.data(), bytes.size()) != 1)
        return nullptr;
    return key;
}

QByteArray publicPointOf(const BIGNUM* scalar)
{
    const CurvePoint point(EC_POINT_new(curve()));
    QByteArray bytes(kP256PointBytes, Qt::Uninitialized);
    require(point && EC_POINT_mul(curve(), point.get(), scalar, nullptr, nullptr, nullptr) == 1
            && EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                  reinterpret_cast<std::uint8_t*>(bytes.data()), kP256PointBytes,
                                  nullptr)
                == kP256PointBytes);
    return bytes;
}

} // namespace

struct P256PrivateKey::Key {
    PublicKey key;
    QByteArray publicPoint;
    SecretBytes scalar;
};

P256PrivateKey::P256PrivateKey(std::shared_ptr<const Key> key)
    : m_key(std::move(key))
{
}

Result<P256PrivateKey, CryptoError> P256PrivateKey::fromScalar(ByteView scalar)
{
    if (scalar.size() != kP256ScalarBytes)
        return Failure {CryptoError::WrongKeySize};
    const BigNumber number(BN_secure_new());
    require(number && BN_bin2bn(scalar.data(), kP256ScalarBytes, number.get()) != nullptr);
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(curve())) >= 0)
        return Failure {CryptoError::InvalidScalar};
    std::array<std::uint8_t, kP256ScalarBytes> native;
    require(BN_bn2nativepad(number.get(), native.data(), kP256ScalarBytes) == kP256ScalarBytes);
    Key key {nullptr, publicPointOf(number.get()), SecretBytes(scalar)};
    key.key = keyFromData(EVP_PKEY_KEYPAIR, viewOf(key.publicPoint), native);
    wipe(MutableByteView(native));
    return P256PrivateKey(std::make_shared<const Key>(std::move(key)));
}

P256PrivateKey P256PrivateKey::generate(RandomSource& random)
{
    // One try in four thousand million misses the order; a source that always does is broken.
    for (int tries = 0; tries < 64; ++tries)
        if (auto key = fromScalar(random.secret(kP256ScalarBytes).reveal()))
            return *std::move(key);
    qFatal("the source of randomness gives no key");
}

const QByteArray& P256PrivateKey::publicKey() const
{
    return m_key->publicPoint;
}

SecretBytes P256PrivateKey::scalar() const
{
    return m_key->scalar;
}

Result<SecretBytes, CryptoError> P256PrivateKey::sharedX(ByteView peerPublic) const
{
    const QuietErrors quiet;
    const PublicKey peer = readPoint(peerPublic);
    if (!peer)
        return Failure {CryptoError::InvalidPoint};
    const PublicKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, m_key->key.get(), nullptr));
    std::array<std::uint8_t, kP256ScalarBytes> x;
    std::size_t length = x.size();
    // 0: readPoint() has validated it, and the library's way costs another multiplication.
    if (!context || EVP_PKEY_derive_init(context.get()) != 1
        || EVP_PKEY_derive_set_peer_ex(context.get(), peer.get(), 0) != 1
        || EVP_PKEY_derive(context.get(), x.data(), &length) != 1 || length != x.size())
        return Failure {CryptoError::LibraryFailure};
    SecretBytes secret {ByteView(x)};
    wipe(MutableByteView(x));
    return secret;
}

QByteArray P256PrivateKey::sign(ByteView message) const
{
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray signature(kMaxSignatureBytes, Qt::Uninitialized);
    std::size_t length = kMaxSignatureBytes;
    require(
        context
        && EVP_DigestSignInit(context.get(), nullptr, sha256Algorithm(), nullptr, m_key->key.get())
            == 1
        && EVP_DigestSign(context.get(), reinterpret_cast<std::uint8_t*>(signature.data()), &length,
                          addressOf(message), message.size())
            == 1);
    signature.resize(static_cast<qsizetype>(length));
    return signature;
}

bool verifyP256(ByteView publicKey, ByteView message, ByteView derSignature)
{
    const QuietErrors quiet;
    const PublicKey key = readPoint(publicKey);
    const DigestContext context(EVP_MD_CTX_new());
    return key && context
        && EVP_DigestVerifyInit(context.get(), nullptr, sha256Algorithm(), nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), addressOf(derSignature), derSignature.size(),
                            addressOf(message), message.size())
        == 1;
}

bool isValidP256Point(ByteView publicKey)
{
    const QuietErrors quiet;
    return readPoint(publicKey) != nullptr;
}

} // namespace lavalier::crypto
