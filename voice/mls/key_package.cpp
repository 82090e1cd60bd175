#include "voice/mls/key_package.h"

#include <algorithm>

namespace lavalier::mls {
namespace {

constexpr std::string_view kLeafLabel = "LeafNodeTBS";
constexpr std::string_view kPackageLabel = "KeyPackageTBS";

/// Types from 1 to this one are known to everybody and need not be claimed: section 7.2.
constexpr std::uint16_t kLastDefaultExtension
    = static_cast<std::uint16_t>(ExtensionType::ExternalSenders);

bool needsPlace(const LeafNode& leaf)
{
    return !std::holds_alternative<FromKeyPackage>(leaf.source);
}

QByteArray toBeSigned(const LeafNode& leaf, const std::optional<LeafPlace>& place)
{
    TlsWriter writer;
    leaf.writeUnsigned(writer);
    if (needsPlace(leaf) && place)
        writer.opaque(place->groupId).u32(place->index.value());
    return writer.take();
}

QByteArray toBeSigned(const KeyPackage& package)
{
    TlsWriter writer;
    package.writeUnsigned(writer);
    return writer.take();
}

} // namespace

Capabilities ownCapabilities()
{
    return {{kProtocolVersion}, {kCipherSuite}, {}, {}, {kBasicCredential}};
}

void signLeaf(LeafNode& leaf, const crypto::P256PrivateKey& key,
              const std::optional<LeafPlace>& place)
{
    Q_ASSERT(place || !needsPlace(leaf));
    const QByteArray bytes = toBeSigned(leaf, place);
    leaf.signature = signWithLabel(key, kLeafLabel, viewOf(bytes));
}

bool verifyLeaf(const LeafNode& leaf, const std::optional<LeafPlace>& place)
{
    if (needsPlace(leaf) && !place)
        return false;
    const QByteArray bytes = toBeSigned(leaf, place);
    return verifyWithLabel(viewOf(leaf.signatureKey), kLeafLabel, viewOf(bytes),
                           viewOf(leaf.signature));
}

bool knowsWhatItCarries(const LeafNode& leaf)
{
    const auto claims = [](const std::vector<std::uint16_t>& known, std::uint16_t type) {
        return std::ranges::find(known, type) != known.end();
    };
    return claims(leaf.capabilities.credentials, kBasicCredential)
        && std::ranges::all_of(leaf.extensions, [&](const Extension& each) {
               return (each.type > 0 && each.type <= kLastDefaultExtension)
                   || claims(leaf.capabilities.extensions, each.type);
           });
}

KeyPackage makeKeyPackage(const QByteArray& identity, ByteView initKey, ByteView encryptionKey,
                          const crypto::P256PrivateKey& signatureKey)
{
    KeyPackage package;
    package.initKey = toByteArray(initKey);
    package.leaf.encryptionKey = toByteArray(encryptionKey);
    package.leaf.signatureKey = signatureKey.publicKey();
    package.leaf.credential = {identity};
    package.leaf.capabilities = ownCapabilities();
    signLeaf(package.leaf, signatureKey, std::nullopt);
    const QByteArray bytes = toBeSigned(package);
    package.signature = signWithLabel(signatureKey, kPackageLabel, viewOf(bytes));
    return package;
}

Result<void, MlsError> verifyKeyPackage(const KeyPackage& package)
{
    if (package.cipherSuite != kCipherSuite)
        return Failure {MlsError::UnsupportedSuite};
    const LeafNode& leaf = package.leaf;
    if (needsPlace(leaf) || package.initKey == leaf.encryptionKey)
        return Failure {MlsError::InvalidKeyPackage};
    if (!knowsWhatItCarries(leaf))
        return Failure {MlsError::InvalidLeaf};
    if (!crypto::isValidP256Point(viewOf(package.initKey))
        || !crypto::isValidP256Point(viewOf(leaf.encryptionKey)))
        return Failure {MlsError::InvalidKey};
    const QByteArray bytes = toBeSigned(package);
    if (!verifyLeaf(leaf, std::nullopt)
        || !verifyWithLabel(viewOf(leaf.signatureKey), kPackageLabel, viewOf(bytes),
                            viewOf(package.signature)))
        return Failure {MlsError::BadSignature};
    return {};
}

QByteArray keyPackageRef(const KeyPackage& package)
{
    const QByteArray bytes = encode(package);
    return refHash(kKeyPackageRefLabel, viewOf(bytes));
}

} // namespace lavalier::mls
