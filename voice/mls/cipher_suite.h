#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/crypto/p256.h"

#include <string_view>

/// The one cipher suite we speak and the labelled operations MLS builds on it. Labels are given
/// without the prefix "MLS 1.0 ", except refHash's, which RFC 9420 spells out.
///
/// Shape:   P-256 for ECDH and ECDSA (DER), AES-128-GCM, SHA-256.
/// Source:  RFC 9420, sections 5.1.2, 5.1.3, 5.2, 8 and 17.1.
namespace lavalier::mls {

inline constexpr std::uint16_t kProtocolVersion = 1; // mls10
inline constexpr std::uint16_t kCipherSuite = 2; // MLS_128_DHKEMP256_AES128GCM_SHA256_P256
inline constexpr std::uint16_t kBasicCredential = 1;
inline constexpr std::size_t kHashBytes = 32; // Nh
inline constexpr std::size_t kKeyBytes = 16; // Nk
inline constexpr std::size_t kNonceBytes = 12; // Nn

inline constexpr std::string_view kKeyPackageRefLabel = "MLS 1.0 KeyPackage Reference";
inline constexpr std::string_view kProposalRefLabel = "MLS 1.0 Proposal Reference";

/// {"MLS 1.0 " + label, content}, each as a vector: what is signed, and HPKE's info.
QByteArray labelled(std::string_view label, ByteView content);

QByteArray signWithLabel(const crypto::P256PrivateKey& key, std::string_view label,
                         ByteView content);
bool verifyWithLabel(ByteView publicKey, std::string_view label, ByteView content,
                     ByteView signature);

QByteArray refHash(std::string_view label, ByteView value);

SecretBytes expandWithLabel(const SecretBytes& secret, std::string_view label, ByteView context,
                            std::size_t length);
/// The same between two places the caller wipes, for what lives a moment only.
void expandWithLabelInto(ByteView secret, std::string_view label, ByteView context,
                         MutableByteView out);
/// 32 bytes, empty context.
SecretBytes deriveSecret(const SecretBytes& secret, std::string_view label);
/// With a counter as context.
SecretBytes deriveTreeSecret(const SecretBytes& secret, std::string_view label,
                             std::uint32_t generation, std::size_t length);

} // namespace lavalier::mls
