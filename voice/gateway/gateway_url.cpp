#include "voice/gateway/gateway_url.h"

namespace lavalier::gateway {

std::optional<QUrl> gatewayAddress(const QUrl& given, const Endpoints& endpoints)
{
    const bool secure = given.scheme() == QLatin1String("wss");
    const bool plain = given.scheme() == QLatin1String("ws") && isLoopbackHost(given.host());
    if (!given.isValid() || given.host().isEmpty() || !given.userInfo().isEmpty()
        || (!secure && !plain) || !isAllowedHost(given.host(), endpoints))
        return std::nullopt;
    QUrl url = given;
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    url.setFragment(QString());
    url.setQuery(QStringLiteral("v=10&encoding=json"));
    return url;
}

} // namespace lavalier::gateway
