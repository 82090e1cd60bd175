#include "voice/base/endpoints.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>

namespace lavalier {

bool isLoopbackHost(const QString& host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    QString bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    QHostAddress address;
    return address.setAddress(bare) && address.isLoopback();
}

bool Endpoints::isLoopback() const
{
    return isLoopbackHost(apiBase.host());
}

Endpoints discordEndpoints()
{
    return {QUrl(QStringLiteral("https://discord.com/api/v10"))};
}

bool isAllowedHost(const QString& host, const Endpoints& endpoints)
{
    if (endpoints.isLoopback())
        return isLoopbackHost(host);
    static const QStringList kHosts {QStringLiteral("discord.com"), QStringLiteral("discord.gg"),
                                     QStringLiteral("discord.media"),
                                     QStringLiteral("discordapp.com"),
                                     QStringLiteral("discordapp.net")};
    const QString lower = host.toLower();
    return std::ranges::any_of(kHosts, [&](const QString& allowed) {
        return lower == allowed || lower.endsWith(u'.' + allowed);
    });
}

std::optional<Endpoints> parseApiBase(const QString& text)
{
    const QUrl url(text.endsWith(u'/') ? text.chopped(1) : text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery()
        || url.hasFragment())
        return std::nullopt;
    const bool secure = url.scheme() == QLatin1String("https");
    const bool plain = url.scheme() == QLatin1String("http");
    if (isLoopbackHost(url.host()))
        return secure || plain ? std::optional<Endpoints>(Endpoints {url}) : std::nullopt;
    if (!secure || !isAllowedHost(url.host(), discordEndpoints()))
        return std::nullopt;
    return Endpoints {url};
}

} // namespace lavalier
