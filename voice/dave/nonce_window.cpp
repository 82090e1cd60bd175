#include "voice/dave/nonce_window.h"

#include <algorithm>

namespace lavalier::dave {

bool NonceWindow::accepts(std::uint64_t nonce) const
{
    return !m_highest || nonce > *m_highest
        || std::binary_search(m_missing.begin(), m_missing.end(), nonce);
}

void NonceWindow::record(std::uint64_t nonce)
{
    if (m_highest && nonce <= *m_highest) {
        const auto place = std::lower_bound(m_missing.begin(), m_missing.end(), nonce);
        if (place != m_missing.end() && *place == nonce)
            m_missing.erase(place);
        return;
    }
    // Before the first frame everything lower is missing too: the network may have swapped the
    // first two, and none of them was read before.
    std::uint64_t skipped = m_highest ? *m_highest + 1 : 0;
    if (nonce - skipped > kMaxMissing)
        skipped = nonce - kMaxMissing;
    for (; skipped < nonce; ++skipped)
        m_missing.push_back(skipped);
    while (m_missing.size() > kMaxMissing)
        m_missing.pop_front();
    m_highest = nonce;
}

} // namespace lavalier::dave
