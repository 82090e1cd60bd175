#include "voice/base/sequence.h"

namespace lavalier {

std::int64_t SequenceUnwrapper::distance(std::uint16_t wire) const
{
    if (!m_highest)
        return 0;
    return static_cast<std::int16_t>(wire - static_cast<std::uint16_t>(m_highest->value()));
}

SequenceNumber SequenceUnwrapper::unwrap(std::uint16_t wire)
{
    if (!m_highest) {
        m_highest = SequenceNumber((std::int64_t {1} << 16) + wire);
        return *m_highest;
    }
    const SequenceNumber number = *m_highest + SequenceNumber(distance(wire));
    if (number > *m_highest)
        m_highest = number;
    return number;
}

RtpTicks RtpUnwrapper::unwrap(std::uint32_t wire)
{
    if (!m_last) {
        m_last = RtpTicks((std::int64_t {1} << 32) + wire);
        return *m_last;
    }
    const auto step = static_cast<std::int32_t>(wire - static_cast<std::uint32_t>(m_last->value()));
    m_last = *m_last + RtpTicks(step);
    return *m_last;
}

} // namespace lavalier
