#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace lavalier::receive {

/// Remembers some ten thousand datagrams by the first half of their authentication tags.
///
/// A tag of a different datagram is the same by chance once in 2^64. A full row forgets its oldest,
/// so a very late replay may pass; its sequence number then speaks against it.
class ReplayTable {
public:
    /// False when the tag was already there.
    bool remember(std::uint64_t tag)
    {
        Row& row = m_rows[tag % kRows];
        if (std::ranges::find(row, tag) != row.end())
            return false;
        std::ranges::move_backward(row.begin(), row.end() - 1, row.end());
        row[0] = tag;
        return true;
    }

private:
    static constexpr std::size_t kRows = 1U << 12;
    using Row = std::array<std::uint64_t, 8>; // a cache line

    std::vector<Row> m_rows = std::vector<Row>(kRows);
};

} // namespace lavalier::receive
