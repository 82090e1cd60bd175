#include "voice/mls/cipher_suite.h"

#include "voice/crypto/hash.h"
#include "voice/crypto/hkdf.h"
#include "voice/mls/tls_codec.h"

namespace lavalier::mls {
namespace {

constexpr std::string_view kPrefix = "MLS 1.0 ";

ByteView bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

QByteArray prefixed(std::string_view label)
{
    return ByteWriter().bytes(bytesOf(kPrefix)).bytes(bytesOf(label)).take();
}

QByteArray kdfLabel(std::string_view label, ByteView context, std::size_t length)
{
    return TlsWriter()
        .u16(static_cast<std::uint16_t>(length))
        .opaque(prefixed(label))
        .opaque(context)
        .take();
}

} // namespace

QByteArray labelled(std::string_view label, ByteView content)
{
    return TlsWriter().opaque(prefixed(label)).opaque(content).take();
}

QByteArray signWithLabel(const crypto::P256PrivateKey& key, std::string_view label,
                         ByteView content)
{
    const QByteArray toBeSigned = labelled(label, content);
    return key.sign(viewOf(toBeSigned));
}

bool verifyWithLabel(ByteView publicKey, std::string_view label, ByteView content,
                     ByteView signature)
{
    const QByteArray toBeSigned = labelled(label, content);
    return crypto::verifyP256(publicKey, viewOf(toBeSigned), signature);
}

QByteArray refHash(std::string_view label, ByteView value)
{
    const QByteArray input = TlsWriter().opaque(bytesOf(label)).opaque(value).take();
    return crypto::sha256(viewOf(input));
}

SecretBytes expandWithLabel(const SecretBytes& secret, std::string_view label, ByteView context,
                            std::size_t length)
{
    const QByteArray info = kdfLabel(label, context, length);
    return crypto::hkdfExpand(secret, viewOf(info), length);
}

void expandWithLabelInto(ByteView secret, std::string_view label, ByteView context,
                         MutableByteView out)
{
    const QByteArray info = kdfLabel(label, context, out.size());
    crypto::hkdfExpandInto(secret, viewOf(info), out);
}

SecretBytes deriveSecret(const SecretBytes& secret, std::string_view label)
{
    return expandWithLabel(secret, label, {}, kHashBytes);
}

SecretBytes deriveTreeSecret(const SecretBytes& secret, std::string_view label,
                             std::uint32_t generation, std::size_t length)
{
    const QByteArray context = TlsWriter().u32(generation).take();
    return expandWithLabel(secret, label, viewOf(context), length);
}

} // namespace lavalier::mls
