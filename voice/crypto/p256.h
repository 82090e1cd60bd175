#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/crypto/crypto_error.h"
#include "voice/crypto/random_source.h"

#include <memory>

namespace lavalier::crypto {

inline constexpr std::size_t kP256ScalarBytes = 32;
/// Points travel uncompressed: 04 | X | Y, each coordinate 32 bytes big-endian (SEC 1, 2.3.3).
inline constexpr std::size_t kP256PointBytes = 65;

/// A private key of the curve P-256, for signing (ECDSA with SHA-256) or agreeing (ECDH).
///
/// Copies share one key of the library's, which is wiped when the last one goes.
/// Errors:  whatever comes from outside is checked. The library failing otherwise, for memory is
///          the only thing it can lack, is LibraryFailure of sharedX() and else std::bad_alloc.
/// Thread:  any; a key never changes.
/// Source:  FIPS 186-5, SP 800-56A.
class P256PrivateKey {
public:
    /// 32 bytes big-endian, above zero and below the order of the curve.
    static Result<P256PrivateKey, CryptoError> fromScalar(ByteView scalar);
    static P256PrivateKey generate(RandomSource& random);

    const QByteArray& publicKey() const;
    SecretBytes scalar() const;

    /// The X coordinate both sides arrive at. The peer's point is validated first.
    Result<SecretBytes, CryptoError> sharedX(ByteView peerPublic) const;
    /// ASN.1 DER, 8 to 72 bytes. Differs each time: the nonce is the library's.
    QByteArray sign(ByteView message) const;

private:
    struct Key;
    explicit P256PrivateKey(std::shared_ptr<const Key> key);

    std::shared_ptr<const Key> m_key; // every copy of the same key
};

/// False for a forged signature as for a public key or signature that cannot be read.
bool verifyP256(ByteView publicKey, ByteView message, ByteView derSignature);
bool isValidP256Point(ByteView publicKey);

} // namespace lavalier::crypto
