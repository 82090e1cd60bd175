#include "voice/gateway/rate_limit.h"

#include "voice/gateway/json_reader.h"

#include <algorithm>
#include <cmath>

namespace lavalier::gateway {

namespace {

/// Seconds as Discord writes them; nonsense becomes one second, a day is the most anybody is told
/// to wait.
std::chrono::microseconds span(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        seconds = 1;
    return std::chrono::microseconds(std::llround(std::min(seconds, 86'400.0) * 1e6));
}

} // namespace

RateLimit::Bucket& RateLimit::bucketOf(const RestRoute& route)
{
    const auto name = m_bucketNames.find(route.name);
    return m_buckets[{name == m_bucketNames.end() ? route.name : name->second, route.major}];
}

const RateLimit::Bucket* RateLimit::findBucket(const RestRoute& route) const
{
    const auto name = m_bucketNames.find(route.name);
    const auto bucket
        = m_buckets.find({name == m_bucketNames.end() ? route.name : name->second, route.major});
    return bucket == m_buckets.end() ? nullptr : &bucket->second;
}

std::optional<SteadyTime> RateLimit::earliest(const RestRoute& route, SteadyTime now) const
{
    if (m_unauthorized)
        return std::nullopt;
    SteadyTime at
        = std::max({m_global.earliest(now), m_invalid.earliest(now), m_silentUntil.value_or(now)});
    if (const Bucket* bucket = findBucket(route)) {
        const bool renewed = bucket->remaining && bucket->resetAt <= at;
        // What is on its way will use up places that the last answer could not know of.
        const int free = (renewed ? 1 : bucket->remaining.value_or(1)) - bucket->inFlight;
        if (free <= 0) {
            if (bucket->inFlight > 0)
                return std::nullopt;
            at = std::max(at, bucket->resetAt);
        }
    }
    return at;
}

void RateLimit::sent(const RestRoute& route, SteadyTime now)
{
    m_global.spend(now);
    ++bucketOf(route).inFlight;
}

void RateLimit::lost(const RestRoute& route)
{
    Bucket& bucket = bucketOf(route);
    bucket.inFlight = std::max(0, bucket.inFlight - 1);
}

void RateLimit::answered(const RestRoute& route, const RateLimitAnswer& answer, SteadyTime now)
{
    lost(route);
    if (!answer.bucket.isEmpty() && m_bucketNames[route.name] != answer.bucket) {
        const int inFlight = std::exchange(bucketOf(route).inFlight, 0);
        m_bucketNames[route.name] = answer.bucket;
        bucketOf(route).inFlight += inFlight;
    }
    Bucket& bucket = bucketOf(route);
    if (answer.remaining && answer.resetAfter) {
        bucket.remaining = std::max(0, *answer.remaining);
        bucket.resetAt = now + span(*answer.resetAfter);
    }
    const bool limited = answer.status == 429;
    if (answer.status == 401 || answer.status == 403 || (limited && !answer.shared))
        m_invalid.spend(now);
    if (answer.status == 401)
        m_unauthorized = true;
    if (!limited)
        return;
    const auto body = parseJsonObject(answer.body, 64 * 1024);
    const QJsonValue retryAfter = body ? body->value(QLatin1String("retry_after")) : QJsonValue();
    if (!retryAfter.isDouble()) {
        const auto told = span(answer.retryAfter.value_or(0));
        m_silentUntil = now + std::max<std::chrono::microseconds>(told, kBanSilence);
    } else if (body->value(QLatin1String("global")).toBool()) {
        m_silentUntil = now + span(retryAfter.toDouble());
    } else {
        bucket.remaining = 0;
        bucket.resetAt = now + span(retryAfter.toDouble());
    }
}

void RateLimit::tokenChanged()
{
    m_unauthorized = false;
    m_buckets.clear();
}

} // namespace lavalier::gateway
