#include "voice/receive/drop_watch.h"

#include <algorithm>

namespace lavalier::receive {

void DropWatch::dropped(const DropStretch& stretch)
{
    if (stretch.datagrams == 0)
        return;
    if (!m_open) {
        m_open = stretch;
        return;
    }
    m_open->before = std::max(m_open->before, stretch.before);
    m_open->datagrams += stretch.datagrams;
}

std::optional<DropStretch> DropWatch::take(SteadyTime now)
{
    if (!m_open || (now - m_open->before < kApart && m_open->before - m_open->after < kLongest))
        return std::nullopt;
    return finish();
}

} // namespace lavalier::receive
