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

void hkdfExpandInto(ByteView prk, ByteView info, MutableByteView out)
{
    Q_ASSERT(out.size() <= kMaxHkdfBytes);
    Sha256Digest block;
    std::size_t known = 0; // of the previous block: nothing stands before the first
    std::uint8_t counter = 0;
    while (!out.empty()) {
        ++counter;
        Sha256Digest next
            = hmacSha256Of(prk, {ByteView(block).first(known), info, ByteView(&counter, 1)});
        block = next;
        wipe(MutableByteView(next));
        known = block.size();
        const std::size_t part = std::min(known, out.size());
        std::copy_n(block.begin(), part, out.begin());
        out = out.subspan(part);
    }
    wipe(MutableByteView(block));
}

SecretBytes hkdfExpand(const SecretBytes& prk, ByteView info, std::size_t length)
{
    QByteArray okm(static_cast<qsizetype>(length), Qt::Uninitialized);
    hkdfExpandInto(prk.reveal(), info, {reinterpret_cast<std::uint8_t*>(okm.data()), length});
    return SecretBytes::takeFrom(okm);
}

} // namespace lavalier::crypto
