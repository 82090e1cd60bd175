#include "voice/crypto/random_source.h"

#include <sodium.h>

namespace lavalier::crypto {

SecretBytes RandomSource::secret(std::size_t length)
{
    QByteArray bytes(static_cast<qsizetype>(length), Qt::Uninitialized);
    fill({reinterpret_cast<std::uint8_t*>(bytes.data()), length});
    return SecretBytes::takeFrom(bytes);
}

void SystemRandom::fill(MutableByteView out)
{
    static const int ready = sodium_init(); // before its first use, as the library asks
    Q_UNUSED(ready);
    randombytes_buf(out.data(), out.size());
}

} // namespace lavalier::crypto
