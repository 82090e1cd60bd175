#pragma once

#include <chrono>

namespace lavalier::gateway {

/// Reconnect delays: full jitter between one second and a ceiling of 2, 4, 8 … 60 seconds.
///
/// Randomness is an argument: `fraction` in [0, 1).
class Backoff {
public:
    static constexpr std::chrono::milliseconds kShortest {1'000};
    static constexpr std::chrono::milliseconds kLongest {60'000};

    std::chrono::milliseconds next(double fraction);
    /// After a try that reached nobody although somebody was there before: it burdens nobody, and
    /// the network may be back any moment.
    static std::chrono::milliseconds whileUnanswered(double fraction);
    void reset() { m_attempt = 0; }
    int attempt() const { return m_attempt; }

private:
    int m_attempt = 0;
};

/// A point between two durations; a fraction outside [0, 1] counts as its nearest end.
std::chrono::milliseconds between(std::chrono::milliseconds low, std::chrono::milliseconds high,
                                  double fraction);

} // namespace lavalier::gateway
