#include "voice/crypto/hkdf.h"

#include <algorithm>

namespace lavalier::crypto {

SecretBytes hkdfExtract(ByteView salt, ByteView ikm)
{
    Sha256Digest prk = hmacSha256Of(salt, {ikm});
    SecretBytes secret {ByteView(prk)};
    wipe(MutableByteView(prk));
    return secret;
}

SecretBytes hkdfExpand(const SecretBytes& prk, ByteView info, std::size_t length)
{
    Q_ASSERT(length <= kMaxHkdfBytes);
    QByteArray okm(static_cast<qsizetype>(length), Qt::Uninitialized);
    auto* const out = reinterpret_cast<std::uint8_t*>(okm.data());
    Sha256Digest block;
    std::size_t known = 0; // of the previous block: nothing stands before the first
    std::uint8_t counter = 0;
    for (std::size_t done = 0; done < length; done += kSha256Bytes) {
        ++counter;
        block = hmacSha256Of(prk.reveal(),
                             {ByteView(block).first(known), info, ByteView(&counter, 1)});
        known = block.size();
        std::copy_n(block.begin(), std::min(kSha256Bytes, length - done), out + done);
    }
    wipe(MutableByteView(block));
    return SecretBytes::takeFrom(okm);
}

} // namespace lavalier::crypto
