#pragma once

#include "voice/crypto/transport_cipher.h"

namespace lavalier::crypto {

/// What differs between the transport modes: one authenticated cipher under one key.
///
/// Shape:  `sealed` is ciphertext followed by the tag; `suffix` the four nonce bytes as they
///         travel. The caller has checked every size.
struct TransportAead {
    virtual ~TransportAead() = default;
    /// `out` is exactly as long as the ciphertext.
    virtual bool open(ByteView aad, ByteView sealed, ByteView suffix, MutableByteView out) = 0;
    /// `out` has room for `plain` and the tag.
    virtual bool seal(ByteView aad, ByteView plain, ByteView suffix, MutableByteView out) = 0;

    /// Null when the library refuses the key.
    static std::unique_ptr<TransportAead> makeGcm(ByteView key);
    static std::unique_ptr<TransportAead> makeXChaCha(const SecretBytes& key);
};

} // namespace lavalier::crypto
