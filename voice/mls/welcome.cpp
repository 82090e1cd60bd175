#include "voice/mls/welcome.h"

#include "voice/mls/cipher_suite.h"
#include "voice/mls/limits.h"

namespace lavalier::mls {
namespace {

constexpr auto kWriteSecret = [](TlsWriter& writer, const auto& item) { item.write(writer); };

template <typename Body> constexpr WireFormat kFormatOf = WireFormat::PublicMessage;
template <> constexpr WireFormat kFormatOf<Welcome> = WireFormat::Welcome;
template <> constexpr WireFormat kFormatOf<GroupInfo> = WireFormat::GroupInfo;
template <> constexpr WireFormat kFormatOf<KeyPackage> = WireFormat::KeyPackage;

} // namespace

void GroupSecrets::write(TlsWriter& writer) const
{
    writer.reserve(256);
    writer.opaque(joinerSecret.reveal()).present(pathSecret.has_value());
    if (pathSecret)
        writer.opaque(pathSecret->reveal());
    writer.list(psks, kWriteSecret);
}

GroupSecrets GroupSecrets::read(TlsReader& reader)
{
    GroupSecrets secrets;
    secrets.joinerSecret = reader.secret();
    if (reader.present())
        secrets.pathSecret = reader.secret();
    secrets.psks = reader.list(PreSharedKeyId::read);
    return secrets;
}

void EncryptedGroupSecrets::write(TlsWriter& writer) const
{
    writer.opaque(newMember);
    secrets.write(writer);
}

EncryptedGroupSecrets EncryptedGroupSecrets::read(TlsReader& reader)
{
    QByteArray member = reader.opaque(kMaxHashFieldBytes);
    return {std::move(member), HpkeCiphertext::read(reader)};
}

void Welcome::write(TlsWriter& writer) const
{
    writer.u16(kCipherSuite).list(secrets, kWriteSecret).opaque(encryptedGroupInfo);
}

Welcome Welcome::read(TlsReader& reader)
{
    const std::uint16_t suite = reader.u16();
    if (reader.ok() && suite != kCipherSuite)
        reader.fail(MlsError::UnsupportedSuite);
    Welcome welcome;
    welcome.secrets = reader.list(EncryptedGroupSecrets::read, kMaxLeaves);
    welcome.encryptedGroupInfo = reader.opaque();
    return welcome;
}

void GroupInfo::writeUnsigned(TlsWriter& writer) const
{
    context.write(writer);
    writeExtensions(writer, extensions);
    writer.opaque(confirmationTag).u32(signer.value());
}

void GroupInfo::write(TlsWriter& writer) const
{
    writeUnsigned(writer);
    writer.opaque(signature);
}

GroupInfo GroupInfo::read(TlsReader& reader)
{
    GroupInfo info;
    info.context = GroupContext::read(reader);
    info.extensions = readExtensions(reader);
    info.confirmationTag = reader.opaque(kMaxHashFieldBytes);
    info.signer = LeafIndex(reader.u32());
    info.signature = reader.opaque(kMaxSignatureBytes);
    return info;
}

void MlsMessage::write(TlsWriter& writer) const
{
    writer.u16(kProtocolVersion);
    std::visit(
        [&]<typename Body>(const Body& each) {
            writer.u16(static_cast<std::uint16_t>(kFormatOf<Body>));
            each.write(writer);
        },
        body);
}

MlsMessage MlsMessage::read(TlsReader& reader)
{
    if (reader.u16() != kProtocolVersion)
        reader.fail(MlsError::UnsupportedVersion);
    const auto format = static_cast<WireFormat>(reader.u16());
    if (!reader.ok())
        return {};
    switch (format) {
    case WireFormat::PublicMessage:
        return {PublicMessage::read(reader)};
    case WireFormat::Welcome:
        return {Welcome::read(reader)};
    case WireFormat::GroupInfo:
        return {GroupInfo::read(reader)};
    case WireFormat::KeyPackage:
        return {KeyPackage::read(reader)};
    case WireFormat::PrivateMessage:
        break;
    }
    reader.fail(MlsError::UnsupportedMessage);
    return {};
}

} // namespace lavalier::mls
