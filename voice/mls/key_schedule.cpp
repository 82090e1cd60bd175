#include "voice/mls/key_schedule.h"

#include "voice/crypto/aes128_gcm.h"
#include "voice/crypto/hash.h"
#include "voice/crypto/hkdf.h"

#include <array>

namespace lavalier::mls {
namespace {

using crypto::Aes128Gcm;

constexpr std::size_t kTagBytes = 16;

struct WelcomeKey {
    SecretBytes key;
    SecretBytes nonce;
};

WelcomeKey welcomeKey(const SecretBytes& welcome)
{
    return {expandWithLabel(welcome, "key", {}, kKeyBytes),
            expandWithLabel(welcome, "nonce", {}, kNonceBytes)};
}

} // namespace

SecretBytes zeroSecret()
{
    static constexpr std::array<std::uint8_t, kHashBytes> kZeros {};
    return SecretBytes(ByteView(kZeros));
}

SecretBytes joinerSecret(const SecretBytes& init, const SecretBytes& commit, ByteView context)
{
    return expandWithLabel(crypto::hkdfExtract(init.reveal(), commit.reveal()), "joiner", context,
                           kHashBytes);
}

SecretBytes memberSecret(const SecretBytes& joiner, const SecretBytes& psk)
{
    return crypto::hkdfExtract(joiner.reveal(), psk.reveal());
}

SecretBytes welcomeSecret(const SecretBytes& member)
{
    return deriveSecret(member, "welcome");
}

SecretBytes epochSecret(const SecretBytes& member, ByteView context)
{
    return expandWithLabel(member, "epoch", context, kHashBytes);
}

EpochSecrets EpochSecrets::derive(const SecretBytes& epoch)
{
    return {deriveSecret(epoch, "exporter"), deriveSecret(epoch, "confirm"),
            deriveSecret(epoch, "membership"), deriveSecret(epoch, "init"),
            toByteArray(deriveSecret(epoch, "authentication").reveal())};
}

SecretBytes exportSecret(const SecretBytes& exporter, std::string_view label, ByteView context,
                         std::size_t length)
{
    const auto contextHash = crypto::sha256Of({context});
    crypto::Sha256Digest derived;
    expandWithLabelInto(exporter.reveal(), label, {}, derived);
    QByteArray exported(static_cast<qsizetype>(length), Qt::Uninitialized);
    expandWithLabelInto(derived, "exported", contextHash,
                        {reinterpret_cast<std::uint8_t*>(exported.data()), length});
    wipe(MutableByteView(derived));
    return SecretBytes::takeFrom(exported);
}

QByteArray sealGroupInfo(const SecretBytes& welcome, const GroupInfo& info)
{
    const WelcomeKey with = welcomeKey(welcome);
    auto cipher = Aes128Gcm::create(with.key, Aes128Gcm::TagSize::Full);
    const QByteArray plain = encode(info);
    const auto length = static_cast<std::size_t>(plain.size());
    QByteArray sealed(plain.size() + static_cast<qsizetype>(kTagBytes), Qt::Uninitialized);
    const MutableByteView out(reinterpret_cast<std::uint8_t*>(sealed.data()), length + kTagBytes);
    if (!cipher
        || !cipher->seal(with.nonce.reveal(), {}, viewOf(plain), out.first(length),
                         out.last(kTagBytes)))
        return {};
    return sealed;
}

Result<GroupInfo, MlsError> openGroupInfo(const SecretBytes& welcome, ByteView sealed)
{
    const WelcomeKey with = welcomeKey(welcome);
    auto cipher = Aes128Gcm::create(with.key, Aes128Gcm::TagSize::Full);
    if (!cipher || sealed.size() < kTagBytes)
        return Failure {MlsError::DecryptionFailed};
    const std::size_t length = sealed.size() - kTagBytes;
    QByteArray plain(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (!cipher->open(with.nonce.reveal(), {}, sealed.first(length), sealed.last(kTagBytes),
                      {reinterpret_cast<std::uint8_t*>(plain.data()), length}))
        return Failure {MlsError::DecryptionFailed};
    return decode<GroupInfo>(viewOf(plain));
}

SecretBytes pskSecret(std::span<const PreSharedKey> keys)
{
    SecretBytes secret = zeroSecret();
    std::uint16_t index = 0;
    for (const PreSharedKey& each : keys) {
        const SecretBytes extracted = crypto::hkdfExtract(zeroSecret().reveal(), each.key.reveal());
        TlsWriter label;
        each.id.write(label);
        label.u16(index++).u16(static_cast<std::uint16_t>(keys.size()));
        const SecretBytes input
            = expandWithLabel(extracted, "derived psk", viewOf(label.data()), kHashBytes);
        secret = crypto::hkdfExtract(input.reveal(), secret.reveal());
    }
    return secret;
}

} // namespace lavalier::mls
