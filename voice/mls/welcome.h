#pragma once

#include "voice/mls/content.h"
#include "voice/mls/group_context.h"

namespace lavalier::mls {

/// What a new member needs to compute the epoch it joins. Its encoding is secret: wipe it.
/// Source:  RFC 9420, section 12.4.3.1.
struct GroupSecrets {
    SecretBytes joinerSecret;
    std::optional<SecretBytes> pathSecret;
    std::vector<PreSharedKeyId> psks;

    void write(TlsWriter& writer) const;
    static GroupSecrets read(TlsReader& reader);
};

/// Source:  RFC 9420, section 12.4.3.1.
struct EncryptedGroupSecrets {
    QByteArray newMember; ///< KeyPackageRef
    HpkeCiphertext secrets;

    void write(TlsWriter& writer) const;
    static EncryptedGroupSecrets read(TlsReader& reader);
    bool operator==(const EncryptedGroupSecrets&) const = default;
};

struct Welcome {
    std::vector<EncryptedGroupSecrets> secrets;
    QByteArray encryptedGroupInfo;

    void write(TlsWriter& writer) const;
    /// Refuses any cipher suite but ours.
    static Welcome read(TlsReader& reader);
    bool operator==(const Welcome&) const = default;
};

/// The public state of an epoch as one member signed it.
/// Source:  RFC 9420, section 12.4.3. Signing and checking: framing.h.
struct GroupInfo {
    GroupContext context;
    Extensions extensions;
    QByteArray confirmationTag;
    LeafIndex signer;
    QByteArray signature;

    void writeUnsigned(TlsWriter& writer) const;
    void write(TlsWriter& writer) const;
    static GroupInfo read(TlsReader& reader);
    bool operator==(const GroupInfo&) const = default;
};

/// Any message with its version and kind in front.
/// Source:  RFC 9420, section 6.
struct MlsMessage {
    std::variant<PublicMessage, Welcome, GroupInfo, KeyPackage> body;

    void write(TlsWriter& writer) const;
    static MlsMessage read(TlsReader& reader);
    bool operator==(const MlsMessage&) const = default;
};

} // namespace lavalier::mls
