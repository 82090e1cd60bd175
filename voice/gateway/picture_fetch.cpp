#include "voice/gateway/picture_fetch.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"
#include "voice/gateway/discord_request.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>

namespace lavalier::gateway {

std::optional<QUrl> pictureUrl(const Endpoints& endpoints, UserId user, const QString& hash)
{
    // Those that begin with a_ move; as PNG they stand still.
    static const QRegularExpression kHash(QStringLiteral("^(a_)?[0-9a-f]{8,64}\\z"));
    if (!kHash.match(hash).hasMatch() || !user.isValid())
        return std::nullopt;
    QUrl url(QStringLiteral("https://cdn.discordapp.com"));
    if (endpoints.isLoopback()) {
        url.setScheme(endpoints.apiBase.scheme());
        url.setHost(endpoints.apiBase.host());
        url.setPort(endpoints.apiBase.port());
    }
    url.setPath(QStringLiteral("/avatars/%1/%2.png").arg(toString(user), hash));
    url.setQuery(QStringLiteral("size=128"));
    return url;
}

PictureFetch::PictureFetch(Endpoints endpoints, QObject* parent)
    : QObject(parent)
    , m_endpoints(std::move(endpoints))
    , m_network(new QNetworkAccessManager(this))
{
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

PictureFetch::~PictureFetch()
{
    cancel();
}

void PictureFetch::cancel()
{
    if (QNetworkReply* reply = std::exchange(m_running, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void PictureFetch::fetch(UserId user, const QString& hash)
{
    cancel();
    const auto url = pictureUrl(m_endpoints, user, hash);
    if (!url || !mayAsk(*url, m_endpoints))
        return;
    QNetworkReply* reply = m_network->get(discordRequest(*url, kTimeout));
    m_running = reply;
    connect(reply, &QNetworkReply::readyRead, this, [reply] {
        if (reply->bytesAvailable() > kMaxBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { finish(reply); });
}

void PictureFetch::finish(QNetworkReply* reply)
{
    m_running = nullptr;
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200 || reply->error() != QNetworkReply::NoError
        || reply->bytesAvailable() > kMaxBytes) {
        qCInfo(logGateway) << "no picture, status" << status << "network"
                           << static_cast<int>(reply->error());
        return;
    }
    emit fetched(reply->readAll());
}

} // namespace lavalier::gateway
