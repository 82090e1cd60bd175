#pragma once

#include "voice/base/clock.h"

#include <deque>
#include <optional>

namespace lavalier::gateway {

/// At most `count` things in any span of `length`.
class SlidingBudget {
public:
    SlidingBudget(std::size_t count, std::chrono::microseconds length)
        : m_count(count)
        , m_length(length)
    {
    }

    /// The earliest moment, not before `now`, at which `spare` more than one thing would still fit.
    SteadyTime earliest(SteadyTime now, std::size_t spare = 0) const;
    void spend(SteadyTime now);
    void clear() { m_spent.clear(); }

private:
    std::size_t m_count;
    std::chrono::microseconds m_length;
    std::deque<SteadyTime> m_spent;
};

/// When the bot may identify: a thousand a day is Discord's limit, and past it the token is reset.
///
/// Ours is far below: one per five seconds, ten per hour, and what `session_start_limit` says.
class IdentifyBudget {
public:
    SteadyTime earliest(SteadyTime now) const;
    void spend(SteadyTime now);
    /// From GET /gateway/bot.
    void obey(int remaining, std::chrono::milliseconds resetAfter, SteadyTime now);

private:
    SlidingBudget m_burst {1, std::chrono::seconds(5)};
    SlidingBudget m_hourly {10, std::chrono::hours(1)};
    std::optional<SteadyTime> m_notBefore;
};

/// What one gateway connection may send: 120 events a minute, heartbeats included.
///
/// Heartbeats and logins keep a share that ordinary commands cannot use up.
class SendBudget {
public:
    enum class Kind { Vital, Ordinary };
    SteadyTime earliest(SteadyTime now, Kind kind) const;
    void spend(SteadyTime now) { m_sent.spend(now); }

private:
    static constexpr std::size_t kReserve = 10;
    SlidingBudget m_sent {120, std::chrono::seconds(60)};
};

} // namespace lavalier::gateway
