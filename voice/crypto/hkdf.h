#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/crypto/hash.h"

namespace lavalier::crypto {

/// The two halves of HKDF with SHA-256, built on plain HMAC so that a key may have any length.
/// Source:  RFC 5869.
SecretBytes hkdfExtract(ByteView salt, ByteView ikm);
/// `length` is at most kMaxHkdfBytes; more is our own mistake.
SecretBytes hkdfExpand(const SecretBytes& prk, ByteView info, std::size_t length);
/// The same into memory the caller wipes: a SecretBytes costs more than the hashing.
void hkdfExpandInto(ByteView prk, ByteView info, MutableByteView out);

inline constexpr std::size_t kMaxHkdfBytes = 255 * kSha256Bytes;

} // namespace lavalier::crypto
