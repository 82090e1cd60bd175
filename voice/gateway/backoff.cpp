#include "voice/gateway/backoff.h"

#include <algorithm>

namespace lavalier::gateway {

std::chrono::milliseconds between(std::chrono::milliseconds low, std::chrono::milliseconds high,
                                  double fraction)
{
    const double inside = fraction > 0 ? std::min(fraction, 1.0) : 0.0; // NaN becomes 0
    return low
        + std::chrono::milliseconds(
               static_cast<std::int64_t>(static_cast<double>((high - low).count()) * inside));
}

std::chrono::milliseconds Backoff::whileUnanswered(double fraction)
{
    return between(kShortest, 2 * kShortest, fraction);
}

std::chrono::milliseconds Backoff::next(double fraction)
{
    constexpr int kAttemptsToCeiling = 6; // 1 s << 6 is past a minute
    m_attempt = std::min(m_attempt + 1, kAttemptsToCeiling);
    return between(kShortest, std::min(kLongest, kShortest * (1 << m_attempt)), fraction);
}

} // namespace lavalier::gateway
