#pragma once

#include "voice/mls/cipher_suite.h"
#include "voice/mls/extension.h"

#include <limits>
#include <variant>

namespace lavalier::mls {

/// What a client says it understands; values we do not know are kept.
/// Source:  RFC 9420, section 7.2.
struct Capabilities {
    std::vector<std::uint16_t> versions;
    std::vector<std::uint16_t> cipherSuites;
    std::vector<std::uint16_t> extensions;
    std::vector<std::uint16_t> proposals;
    std::vector<std::uint16_t> credentials;

    void write(TlsWriter& writer) const;
    static Capabilities read(TlsReader& reader);
    bool operator==(const Capabilities&) const = default;
};

/// A leaf of a key package, with its lifetime in seconds since 1970.
struct FromKeyPackage {
    std::uint64_t notBefore = 0;
    std::uint64_t notAfter = std::numeric_limits<std::uint64_t>::max();
    bool operator==(const FromKeyPackage&) const = default;
};
struct FromUpdate {
    bool operator==(const FromUpdate&) const = default;
};
/// A leaf that a commit with a path put there.
struct FromCommit {
    QByteArray parentHash;
    bool operator==(const FromCommit&) const = default;
};
using LeafNodeSource = std::variant<FromKeyPackage, FromUpdate, FromCommit>;

/// One member's keys and name as the tree holds them.
/// Source:  RFC 9420, section 7.2. Signing: key_package.h.
struct LeafNode {
    QByteArray encryptionKey;
    QByteArray signatureKey;
    Credential credential;
    Capabilities capabilities;
    LeafNodeSource source;
    Extensions extensions;
    QByteArray signature;

    void writeUnsigned(TlsWriter& writer) const;
    void write(TlsWriter& writer) const;
    static LeafNode read(TlsReader& reader);
    bool operator==(const LeafNode&) const = default;
};

/// What a client leaves with the server so that others can add it.
/// Source:  RFC 9420, section 10. Making and checking: key_package.h.
struct KeyPackage {
    std::uint16_t cipherSuite = kCipherSuite;
    QByteArray initKey;
    LeafNode leaf;
    Extensions extensions;
    QByteArray signature;

    void writeUnsigned(TlsWriter& writer) const;
    void write(TlsWriter& writer) const;
    /// Takes any cipher suite: one we do not speak is refused where the package is verified.
    static KeyPackage read(TlsReader& reader);
    bool operator==(const KeyPackage&) const = default;
};

} // namespace lavalier::mls
