#pragma once

#include <cstdint>
#include <vector>

namespace lavalier::receive {

/// Remembers the datagrams of the last few minutes by the first half of their authentication tags.
///
/// A tag of a different datagram is the same by chance once in 2^64. A busy slot forgets the older
/// of two, so a very late replay may pass; its sequence number then speaks against it.
class ReplayTable {
public:
    /// False when the tag was already there.
    bool remember(std::uint64_t tag)
    {
        std::uint64_t& slot = m_tags[tag % kSlots];
        if (slot == tag)
            return false;
        slot = tag;
        return true;
    }

private:
    static constexpr std::size_t kSlots = 1U << 15;

    std::vector<std::uint64_t> m_tags = std::vector<std::uint64_t>(kSlots);
};

} // namespace lavalier::receive
