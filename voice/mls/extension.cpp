#include "voice/mls/extension.h"

#include "voice/mls/cipher_suite.h"
#include "voice/mls/limits.h"

#include <algorithm>

namespace lavalier::mls {

void Credential::write(TlsWriter& writer) const
{
    writer.u16(kBasicCredential).opaque(identity);
}

Credential Credential::read(TlsReader& reader)
{
    if (reader.u16() != kBasicCredential)
        reader.fail(MlsError::UnsupportedCredential);
    return {reader.opaque(kMaxNameBytes)};
}

void Extension::write(TlsWriter& writer) const
{
    writer.u16(type).opaque(data);
}

Extension Extension::read(TlsReader& reader)
{
    const std::uint16_t type = reader.u16();
    return {type, reader.opaque()};
}

void writeExtensions(TlsWriter& writer, const Extensions& extensions)
{
    writer.list(extensions, [](TlsWriter& to, const Extension& each) { each.write(to); });
}

Extensions readExtensions(TlsReader& reader)
{
    Extensions extensions = reader.list(Extension::read, kMaxExtensions);
    for (auto it = extensions.begin(); it != extensions.end(); ++it)
        if (std::any_of(extensions.begin(), it,
                        [&](const Extension& earlier) { return earlier.type == it->type; }))
            reader.fail(MlsError::Malformed);
    return extensions;
}

const Extension* findExtension(const Extensions& extensions, ExtensionType type)
{
    const auto found
        = std::ranges::find(extensions, static_cast<std::uint16_t>(type), &Extension::type);
    return found == extensions.end() ? nullptr : &*found;
}

void ExternalSender::write(TlsWriter& writer) const
{
    writer.opaque(signatureKey);
    credential.write(writer);
}

ExternalSender ExternalSender::read(TlsReader& reader)
{
    QByteArray key = reader.opaque(kMaxKeyFieldBytes);
    return {std::move(key), Credential::read(reader)};
}

Extension externalSendersExtension(const std::vector<ExternalSender>& senders)
{
    TlsWriter writer;
    writer.list(senders, [](TlsWriter& to, const ExternalSender& each) { each.write(to); });
    return {static_cast<std::uint16_t>(ExtensionType::ExternalSenders), writer.take()};
}

Result<std::vector<ExternalSender>, MlsError> externalSendersOf(const Extension& extension)
{
    TlsReader reader(viewOf(extension.data));
    auto senders = reader.list(ExternalSender::read);
    reader.expectEnd();
    if (!reader.ok())
        return Failure {reader.error()};
    return senders;
}

} // namespace lavalier::mls
