#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace lavalier::dave {

/// Tells which of a sender's frames were already read, across the reordering a network does.
///
/// Knows the highest nonce and the newest kMaxMissing ones below it that never came. A nonce is
/// recorded only once its frame authenticated.
/// Units:   64-bit nonces: the generation in front of the counter's lower 24 bits.
class NonceWindow {
public:
    static constexpr std::size_t kMaxMissing = 1000;

    bool accepts(std::uint64_t nonce) const;
    void record(std::uint64_t nonce);
    std::optional<std::uint64_t> highest() const { return m_highest; }

private:
    std::optional<std::uint64_t> m_highest;
    std::deque<std::uint64_t> m_missing; // ascending
};

} // namespace lavalier::dave
