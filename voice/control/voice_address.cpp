#include "voice/control/voice_address.h"

namespace lavalier::control {

std::optional<QUrl> voiceUrl(const QString& endpoint, const Endpoints& endpoints)
{
    QString bare = endpoint;
    if (const auto scheme = bare.indexOf(QLatin1String("://")); scheme >= 0)
        bare = bare.mid(scheme + 3);
    if (bare.endsWith(u'/'))
        bare.chop(1);

    const QString scheme
        = endpoints.isLoopback() ? QStringLiteral("ws://") : QStringLiteral("wss://");
    QUrl url(scheme + bare, QUrl::StrictMode);
    // Whatever is more than a host and a port did not come from Discord.
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0 || !url.userInfo().isEmpty()
        || !url.path().isEmpty() || url.hasQuery() || url.hasFragment()
        || !isAllowedHost(url.host(), endpoints))
        return std::nullopt;
    url.setPath(QStringLiteral("/"));
    url.setQuery(QStringLiteral("v=8"));
    return url;
}

} // namespace lavalier::control
