#pragma once

#include "voice/base/secret_bytes.h"

#include <cstdint>

namespace lavalier::dave {

/// A sender's media keys in one epoch, one for each generation.
///
/// Shape:   the base is 16 bytes, every later secret 32, every key 16.
/// Source:  DAVE protocol, "sender key derivation"; the ratchet is MLS's.
class KeyRatchet {
public:
    explicit KeyRatchet(SecretBytes base)
        : m_secret(std::move(base))
    {
    }

    /// `generation` is at least oldest(). Walks there from it, a few microseconds a step.
    SecretBytes key(std::uint32_t generation) const;
    /// What lies before can never be derived again.
    void forgetBefore(std::uint32_t generation);
    std::uint32_t oldest() const { return m_oldest; }

private:
    SecretBytes secretAt(std::uint32_t generation) const;

    SecretBytes m_secret; // of m_oldest
    std::uint32_t m_oldest = 0;
};

} // namespace lavalier::dave
