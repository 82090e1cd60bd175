#include "voice/gateway/discord_request.h"

#include "voice/gateway/user_agent.h"

#include <QSslConfiguration>

namespace lavalier::gateway {

bool mayAsk(const QUrl& url, const Endpoints& endpoints)
{
    const bool rightScheme = url.scheme() == QLatin1String("https")
        || (isLoopbackHost(url.host()) && url.scheme() == QLatin1String("http"));
    return url.isValid() && rightScheme && isAllowedHost(url.host(), endpoints);
}

QNetworkRequest discordRequest(const QUrl& url, std::chrono::milliseconds timeout)
{
    QNetworkRequest request(url);
    request.setRawHeader("User-Agent", userAgent());
    request.setRawHeader("Accept-Encoding", "identity"); // a size cap then means what it says
    // Qt would carry the Authorization header over to wherever a redirect points.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setTransferTimeout(static_cast<int>(timeout.count()));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    request.setSslConfiguration(tls);
    return request;
}

} // namespace lavalier::gateway
