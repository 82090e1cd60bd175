// A REST answer: a line of numbers as its headers, then its body. The first byte is the status.
#include "voice/gateway/gateway_url.h"
#include "voice/gateway/picture_fetch.h"
#include "voice/gateway/rate_limit.h"
#include "voice/gateway/rest_messages.h"

#include <cstdlib>

using namespace lavalier;
using namespace lavalier::gateway;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 4)
        return 0;
    const QByteArray body(reinterpret_cast<const char*>(data + 4),
                          static_cast<qsizetype>(size - 4));
    if (const auto user = decodeCurrentUser(body)) {
        check(user->id.isValid());
        check(user->username.size() <= 256 && user->globalName.size() <= 256);
        // Whatever the picture is called, it is asked for at one place.
        const auto picture = pictureUrl(discordEndpoints(), user->id, user->picture);
        check(
            !picture
            || (picture->toString().startsWith(
                    QStringLiteral("https://cdn.discordapp.com/avatars/%1/").arg(user->id.value()))
                && picture->path().count(u'/') == 3 && picture->query().size() == 8));
    }
    if (const auto info = decodeGatewayInfo(body)) {
        check(info->shards >= 0 && info->remainingStarts >= 0 && info->resetAfter.count() >= 0);
        for (const bool loopback : {false, true}) {
            const Endpoints endpoints = loopback
                ? Endpoints {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))}
                : discordEndpoints();
            const auto address = gatewayAddress(info->url, endpoints);
            check(!address || address->scheme() == QLatin1String("wss")
                  || (loopback && isLoopbackHost(address->host())));
            check(!address || address->userInfo().isEmpty());
        }
    }

    // Whatever the limits say, a request waits some finite time or for another one's answer, and
    // only a 401 silences for good.
    static const RestRoute kRoutes[]
        = {{QStringLiteral("GET /users/@me"), {}},
           {QStringLiteral("PATCH /guilds/{guild}"), QStringLiteral("5")}};
    RateLimit limit;
    SteadyTime now(std::chrono::hours(1));
    bool unauthorized = false;
    for (std::size_t at = 0; at + 4 <= size && at < 400; at += 4) {
        const RestRoute& route = kRoutes[data[at] & 1];
        const auto when = limit.earliest(route, now);
        check(when.has_value() != unauthorized);
        if (!when)
            break;
        now = std::max(now, *when);
        limit.sent(route, now);
        RateLimitAnswer answer;
        constexpr int kStatus[] = {200, 204, 401, 403, 404, 429, 500, 429};
        answer.status = kStatus[data[at] >> 5];
        if ((data[at] & 2) != 0)
            answer.bucket = QString::number(data[at + 1] & 3);
        if ((data[at] & 4) != 0)
            answer.remaining = static_cast<std::int8_t>(data[at + 1]);
        if ((data[at] & 8) != 0)
            answer.resetAfter = (data[at + 2] - 100) * (data[at + 3] == 255 ? 1e300 : 0.1);
        if ((data[at] & 16) != 0)
            answer.retryAfter = (data[at + 3] - 100) * (data[at + 2] == 255 ? 1e300 : 0.1);
        answer.shared = (data[at + 1] & 128) != 0;
        answer.body = body;
        limit.answered(route, answer, now);
        unauthorized = answer.status == 401;
    }
    return 0;
}
