#pragma once

#include "voice/crypto/p256.h"
#include "voice/mls/tree_nodes.h"

#include <string_view>

/// Hybrid public key encryption in base mode, one message per encapsulation.
///
/// Shape:   DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM; the ciphertext ends in its tag.
/// Errors:  a key that is no point is InvalidKey, everything else DecryptionFailed.
/// Source:  RFC 9180; RFC 9420, section 5.1.3.
namespace lavalier::mls {

/// The key pair these bytes determine (DeriveKeyPair). `ikm` has at least 32 bytes of entropy.
Result<crypto::P256PrivateKey, MlsError> deriveKeyPair(const SecretBytes& ikm);
/// A fresh pair for an init key, a leaf or the like.
crypto::P256PrivateKey generateKeyPair(crypto::RandomSource& random);

Result<HpkeCiphertext, MlsError> hpkeSeal(ByteView recipientPublic, ByteView info, ByteView aad,
                                          ByteView plain, crypto::RandomSource& random);
Result<SecretBytes, MlsError> hpkeOpen(const crypto::P256PrivateKey& recipient, ByteView info,
                                       ByteView aad, const HpkeCiphertext& sealed);

/// EncryptWithLabel and DecryptWithLabel.
Result<HpkeCiphertext, MlsError> encryptWithLabel(ByteView recipientPublic, std::string_view label,
                                                  ByteView context, ByteView plain,
                                                  crypto::RandomSource& random);
Result<SecretBytes, MlsError> decryptWithLabel(const crypto::P256PrivateKey& recipient,
                                               std::string_view label, ByteView context,
                                               const HpkeCiphertext& sealed);

} // namespace lavalier::mls
