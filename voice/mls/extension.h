#pragma once

#include "voice/mls/tls_codec.h"

#include <vector>

namespace lavalier::mls {

/// Who a member is. Only basic credentials are read: an identity nobody vouches for.
/// Source:  RFC 9420, section 5.3.
struct Credential {
    QByteArray identity;

    void write(TlsWriter& writer) const;
    static Credential read(TlsReader& reader);
    bool operator==(const Credential&) const = default;
};

enum class ExtensionType : std::uint16_t {
    RatchetTree = 2,
    RequiredCapabilities = 3,
    ExternalPub = 4,
    ExternalSenders = 5,
};

/// One extension, its data unread; types we do not know are kept as they came.
/// Source:  RFC 9420, section 13.
struct Extension {
    std::uint16_t type = 0;
    QByteArray data;

    void write(TlsWriter& writer) const;
    static Extension read(TlsReader& reader);
    bool operator==(const Extension&) const = default;
};

using Extensions = std::vector<Extension>;
void writeExtensions(TlsWriter& writer, const Extensions& extensions);
/// Refuses two extensions of one type.
Extensions readExtensions(TlsReader& reader);
/// Null when there is none of that type.
const Extension* findExtension(const Extensions& extensions, ExtensionType type);

/// Somebody outside the group whose proposals it takes.
/// Source:  RFC 9420, section 12.1.8.1.
struct ExternalSender {
    QByteArray signatureKey;
    Credential credential;

    void write(TlsWriter& writer) const;
    static ExternalSender read(TlsReader& reader);
    bool operator==(const ExternalSender&) const = default;
};

Extension externalSendersExtension(const std::vector<ExternalSender>& senders);
Result<std::vector<ExternalSender>, MlsError> externalSendersOf(const Extension& extension);

} // namespace lavalier::mls
