#pragma once

#include "voice/crypto/random_source.h"

#include <random>

namespace lavalier::mls::test {

/// Bytes that are the same in every run. (Signatures still differ: their nonces are the library's.)
class SeededRandom final : public crypto::RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    void fill(MutableByteView out) override
    {
        for (std::uint8_t& byte : out)
            byte = static_cast<std::uint8_t>(m_engine());
    }
    /// From 0 to `bound` - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(m_engine() % bound); }

private:
    std::mt19937_64 m_engine;
};

} // namespace lavalier::mls::test
