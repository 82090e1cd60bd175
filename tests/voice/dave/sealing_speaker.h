#pragma once

#include "voice/crypto/aes128_gcm.h"
#include "voice/dave/frame_footer.h"
#include "voice/dave/key_ratchet.h"

#include <array>

namespace lavalier::dave::test {

/// The sending half, which the product does not have: seals frames under one epoch's key.
class SealingSpeaker {
public:
    explicit SealingSpeaker(const SecretBytes& base)
        : m_base(base)
    {
    }

    QByteArray seal(const QByteArray& plain) { return sealAs(m_counter++, plain); }

    QByteArray sealAs(std::uint32_t counter, const QByteArray& plain) const
    {
        auto cipher = crypto::Aes128Gcm::create(KeyRatchet(m_base).key(counter >> 24),
                                                crypto::Aes128Gcm::TagSize::Short);
        std::array<std::uint8_t, 12> nonce {};
        for (std::size_t i = 0; i < 4; ++i)
            nonce[8 + i] = static_cast<std::uint8_t>(counter >> (8 * i));
        QByteArray sealed(plain.size(), '\0');
        std::array<std::uint8_t, kTagBytes> tag {};
        const MutableByteView out(reinterpret_cast<std::uint8_t*>(sealed.data()),
                                  static_cast<std::size_t>(sealed.size()));
        if (!cipher || !cipher->seal(nonce, {}, viewOf(plain), out, tag))
            qFatal("a frame could not be sealed");
        return sealed.append(makeFooter(tag, counter, {}));
    }

private:
    SecretBytes m_base;
    std::uint32_t m_counter = 1;
};

} // namespace lavalier::dave::test
