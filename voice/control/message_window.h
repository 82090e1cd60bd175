#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace lavalier::control {

/// Recognises a message that came before: a resume may bring again what was already taken in.
///
/// The same number alone says little, for numbers wrap and not every server numbers well; the same
/// number with the same bytes is the same message.
class MessageWindow {
public:
    /// False when it was there already.
    bool remember(std::int64_t sequence, std::size_t hash)
    {
        const Entry entry {sequence, hash};
        const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_count);
        if (std::find(m_entries.begin(), end, entry) != end)
            return false;
        m_entries[m_next] = entry;
        m_next = (m_next + 1) % m_entries.size();
        m_count = std::min(m_count + 1, m_entries.size());
        return true;
    }
    void clear() { m_count = m_next = 0; }

private:
    struct Entry {
        std::int64_t sequence = 0;
        std::size_t hash = 0;

        bool operator==(const Entry&) const = default;
    };

    std::array<Entry, 256> m_entries {};
    std::size_t m_count = 0;
    std::size_t m_next = 0;
};

} // namespace lavalier::control
