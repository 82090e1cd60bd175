#pragma once

#include "voice/base/secret_bytes.h"

namespace lavalier::crypto {

/// Where keys come from; handed to every core that makes one, so that a test may repeat itself.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(MutableByteView out) = 0;

    SecretBytes secret(std::size_t length);
};

/// The operating system's generator. Thread: any.
class SystemRandom final : public RandomSource {
public:
    void fill(MutableByteView out) override;
};

} // namespace lavalier::crypto
