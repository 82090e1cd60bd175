#include "voice/dave/key_ratchet.h"

#include "voice/mls/cipher_suite.h"

namespace lavalier::dave {

SecretBytes KeyRatchet::secretAt(std::uint32_t generation) const
{
    SecretBytes secret = m_secret;
    for (std::uint32_t at = m_oldest; at < generation; ++at)
        secret = mls::deriveTreeSecret(secret, "secret", at, mls::kHashBytes);
    return secret;
}

SecretBytes KeyRatchet::key(std::uint32_t generation) const
{
    return mls::deriveTreeSecret(secretAt(generation), "key", generation, mls::kKeyBytes);
}

void KeyRatchet::forgetBefore(std::uint32_t generation)
{
    if (generation <= m_oldest)
        return;
    m_secret = secretAt(generation);
    m_oldest = generation;
}

} // namespace lavalier::dave
