#pragma once

#include "voice/gateway/budgets.h"

#include <QByteArrayView>
#include <QString>

#include <map>
#include <tuple>

namespace lavalier::gateway {

/// What a request counts against: the method and path template, and the guild or channel it names.
struct RestRoute {
    QString name; ///< e.g. "PATCH /guilds/{guild}/members/@me"
    QString major; ///< the guild's or channel's id; empty when there is none

    bool operator==(const RestRoute&) const = default;
    bool operator<(const RestRoute& other) const
    {
        return std::tie(name, major) < std::tie(other.name, other.major);
    }
};

/// The parts of an answer that speak of limits. Absent headers are absent here.
struct RateLimitAnswer {
    int status = 0;
    QString bucket; ///< X-RateLimit-Bucket
    std::optional<int> remaining; ///< X-RateLimit-Remaining
    std::optional<double> resetAfter; ///< X-RateLimit-Reset-After, seconds
    std::optional<double> retryAfter; ///< Retry-After, seconds
    bool shared = false; ///< X-RateLimit-Scope: shared
    QByteArrayView body; ///< read for a 429 only
};

/// Bookkeeping of Discord's REST limits, as a value: when may a request go?
///
/// Buckets are Discord's (the name in the header) per major parameter; a bucket not yet known lets
/// one request through at a time. No limit is written into the program but the global 50 a second.
/// Errors:  a 429 that is not Discord's JSON is taken for a ban at its door: minutes of silence.
/// Source:  Discord API reference, "Rate limits".
class RateLimit {
public:
    /// Far below the 10,000 in ten minutes that bring a ban, because others may share the address.
    static constexpr std::size_t kInvalidBudget = 1'000;
    static constexpr std::chrono::minutes kBanSilence {5};

    /// Nullopt: not before something else is answered, or (after a 401) never.
    std::optional<SteadyTime> earliest(const RestRoute& route, SteadyTime now) const;
    void sent(const RestRoute& route, SteadyTime now);
    void answered(const RestRoute& route, const RateLimitAnswer& answer, SteadyTime now);
    /// No answer came: the place in the bucket is free again.
    void lost(const RestRoute& route);
    bool isUnauthorized() const { return m_unauthorized; }
    /// Another token: what concerns the address stays, what concerns the token is forgotten.
    void tokenChanged();

private:
    struct Bucket {
        std::optional<int> remaining; ///< nullopt while nothing is known
        SteadyTime resetAt;
        int inFlight = 0;
    };
    Bucket& bucketOf(const RestRoute& route);
    const Bucket* findBucket(const RestRoute& route) const;

    std::map<QString, QString> m_bucketNames; ///< route name to Discord's bucket
    std::map<RestRoute, Bucket> m_buckets; ///< keyed by (bucket or route name, major)
    SlidingBudget m_global {50, std::chrono::seconds(1)};
    SlidingBudget m_invalid {kInvalidBudget, std::chrono::minutes(10)};
    std::optional<SteadyTime> m_silentUntil;
    bool m_unauthorized = false;
};

} // namespace lavalier::gateway
