#include "voice/control/voice_address.h"

namespace lavalier::control {

std::optional<QUrl> voiceUrl(const QString& endpoint, const Endpoints& endpoints)
{
    QString bare = endpoint;
    if (const auto scheme = bare.indexOf(QLatin1String("://")); scheme >= 0)
        bare = bare.mid(scheme + 3);
    if (bare.endsWith(u'/'))
        bare.chop(1);

    const bool isLocal = endpoints.isLoopback();
    const QString scheme = isLocal ? QStringLiteral("ws://") : QStringLiteral("wss://");
    QUrl url(scheme + bare, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0 || !url.userInfo().isEmpty()
        || url.hasFragment() || !isAllowedHost(url.host(), endpoints))
        return std::nullopt;
    // Whatever is more than a host and a port did not come from Discord.
    if (!isLocal && (!url.path().isEmpty() || url.hasQuery()))
        return std::nullopt;
    if (!url.path().endsWith(u'/'))
        url.setPath(url.path() + u'/');
    url.setQuery(QStringLiteral("v=8"));
    return url;
}

} // namespace lavalier::control
