#include "voice/gateway/rest_client.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"
#include "voice/gateway/discord_request.h"
#include "voice/gateway/json_reader.h"
#include "voice/gateway/rest_messages.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>

#include <algorithm>

namespace lavalier::gateway {

namespace {

constexpr int kMaxAttempts = 5;

const char* verb(RestMethod method)
{
    switch (method) {
    case RestMethod::Get:
        return "GET";
    case RestMethod::Put:
        return "PUT";
    case RestMethod::Patch:
        return "PATCH";
    case RestMethod::Post:
        return "POST";
    case RestMethod::Delete:
        return "DELETE";
    }
    return "GET";
}

RestRoute routeOf(const RestRequest& request)
{
    const QString& path = request.route.isEmpty() ? request.path : request.route;
    return {QLatin1String(verb(request.method)) + u' ' + path, request.major};
}

/// The header is the one place where the token is plain; Qt keeps its copy until the answer is in.
void setAuthorization(QNetworkRequest& request, const SecretBytes& token)
{
    const ByteView plain = token.reveal();
    QByteArray value;
    value.reserve(static_cast<qsizetype>(plain.size()) + 4);
    value += "Bot ";
    value.append(reinterpret_cast<const char*>(plain.data()), static_cast<qsizetype>(plain.size()));
    request.setRawHeader("Authorization", value);
}

QNetworkRequest build(const QUrl& url, const RestRequest& wanted, const SecretBytes& token)
{
    QNetworkRequest request = discordRequest(url, RestClient::kTimeout);
    if (!wanted.body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArrayLiteral("application/json"));
    setAuthorization(request, token);
    return request;
}

std::optional<double> seconds(const QNetworkReply& reply, const char* header)
{
    bool ok = false;
    const double value = reply.rawHeader(header).toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

RateLimitAnswer limitsOf(const QNetworkReply& reply, int status, QByteArrayView body)
{
    RateLimitAnswer answer;
    answer.status = status;
    answer.bucket = QString::fromLatin1(reply.rawHeader("X-RateLimit-Bucket").left(128));
    if (const auto remaining = seconds(reply, "X-RateLimit-Remaining");
        remaining && *remaining < 1e6)
        answer.remaining = static_cast<int>(std::max(0.0, *remaining));
    answer.resetAfter = seconds(reply, "X-RateLimit-Reset-After");
    answer.retryAfter = seconds(reply, "Retry-After");
    answer.shared = reply.rawHeader("X-RateLimit-Scope") == "shared";
    answer.body = body;
    return answer;
}

RestFailure failureOf(int status, QNetworkReply::NetworkError error, const QByteArray& body)
{
    const auto object = parseJsonObject(body, 64 * 1024);
    const int code = object ? object->value(QLatin1String("code")).toInt() : 0;
    const auto failure = [&](RestError kind) { return RestFailure {kind, status, code}; };
    if (status >= 300 && status < 400)
        return failure(RestError::Redirected);
    switch (status) {
    case 0:
        break;
    case 401:
        return failure(RestError::Unauthorized);
    case 403:
        return failure(RestError::Forbidden);
    case 404:
        return failure(RestError::NotFound);
    case 429:
        return failure(RestError::RateLimited);
    default:
        if (status >= 400)
            return failure(status >= 500 ? RestError::ServerError : RestError::Rejected);
    }
    if (error == QNetworkReply::SslHandshakeFailedError)
        return failure(RestError::TlsFailed);
    // Qt reports its transfer timeout as a cancelled operation.
    const bool timedOut
        = error == QNetworkReply::OperationCanceledError || error == QNetworkReply::TimeoutError;
    return failure(timedOut ? RestError::TimedOut : RestError::Unreachable);
}

} // namespace

RestClient::RestClient(Endpoints endpoints, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_endpoints(std::move(endpoints))
    , m_clock(clock)
    , m_network(new QNetworkAccessManager(this))
{
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_alarm.setSingleShot(true);
    connect(&m_alarm, &QTimer::timeout, this, &RestClient::pump);
}

RestClient::~RestClient()
{
    setToken(SecretBytes());
}

void RestClient::setToken(const SecretBytes& token)
{
    ++m_generation;
    m_token = token;
    m_waiting.clear();
    m_limit.tokenChanged();
    for (QNetworkReply* reply : std::exchange(m_running, {})) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void RestClient::answerLater(Callback done, RestFailure failure)
{
    QMetaObject::invokeMethod(
        this,
        [this, done = std::move(done), failure, generation = m_generation] {
            if (generation == m_generation)
                done(Failure {failure});
        },
        Qt::QueuedConnection);
}

void RestClient::send(RestRequest request, Callback done)
{
    if (m_waiting.size() >= kMaxWaiting) {
        answerLater(std::move(done), {RestError::TooManyWaiting});
        return;
    }
    m_waiting.push_back({std::move(request), std::move(done)});
    pump();
}

void RestClient::pump()
{
    const SteadyTime now = m_clock.now();
    std::optional<SteadyTime> wake;
    std::deque<Pending> still;
    while (!m_waiting.empty()) {
        Pending pending = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_limit.isUnauthorized()) {
            answerLater(std::move(pending.done), {RestError::Unauthorized, 401});
            continue;
        }
        const auto at = m_limit.earliest(routeOf(pending.request), now);
        if (at && *at <= now) {
            transmit(std::move(pending));
            continue;
        }
        if (at)
            wake = wake ? std::min(*wake, *at) : *at;
        still.push_back(std::move(pending));
    }
    m_waiting = std::move(still);
    if (wake)
        m_alarm.start(std::min(std::chrono::ceil<std::chrono::milliseconds>(*wake - now),
                               std::chrono::milliseconds(60'000)));
}

void RestClient::transmit(Pending pending)
{
    const QUrl url(m_endpoints.apiBase.toString(QUrl::FullyEncoded) + pending.request.path,
                   QUrl::StrictMode);
    if (!mayAsk(url, m_endpoints)) {
        answerLater(std::move(pending.done), {RestError::HostNotAllowed});
        return;
    }
    ++pending.attempts;
    m_limit.sent(routeOf(pending.request), m_clock.now());
    QNetworkReply* reply = m_network->sendCustomRequest(
        build(url, pending.request, m_token), verb(pending.request.method), pending.request.body);
    m_running.push_back(reply);
    connect(reply, &QNetworkReply::readyRead, this, [reply] {
        if (reply->bytesAvailable() > kMaxRestAnswer) {
            reply->setProperty("tooLarge", true);
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, pending = std::move(pending)] { finish(reply, pending); });
}

void RestClient::finish(QNetworkReply* reply, Pending pending)
{
    std::erase(m_running, reply);
    reply->deleteLater();
    const RestRoute route = routeOf(pending.request);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool tooLarge
        = reply->property("tooLarge").toBool() || reply->bytesAvailable() > kMaxRestAnswer;
    const QByteArray body = tooLarge ? QByteArray() : reply->readAll();
    const QPointer<RestClient> alive(this);
    if (status == 0)
        m_limit.lost(route);
    else
        m_limit.answered(route, limitsOf(*reply, status, body), m_clock.now());

    if (status == 429 && pending.attempts < kMaxAttempts) {
        qCInfo(logGateway) << "rate limited, trying again" << route.name;
        const SteadyTime now = m_clock.now();
        const SteadyTime again = m_limit.earliest(route, now).value_or(now);
        m_waiting.push_front(std::move(pending));
        pump();
        emit pauseAsked(std::chrono::ceil<std::chrono::milliseconds>(again - now));
        return;
    }
    const bool good
        = status >= 200 && status < 300 && !tooLarge && reply->error() == QNetworkReply::NoError;
    if (good) {
        pending.done(RestAnswer {status, body});
    } else {
        const RestFailure failure = tooLarge ? RestFailure {RestError::AnswerTooLarge, status}
                                             : failureOf(status, reply->error(), body);
        qCInfo(logGateway) << "request failed" << route.name << "status" << status << "network"
                           << static_cast<int>(reply->error());
        pending.done(Failure {failure});
    }
    if (alive)
        pump();
}

void RestClient::getCurrentUser(Callback done)
{
    send({RestMethod::Get, QStringLiteral("/users/@me"), {}, {}, {}}, std::move(done));
}

void RestClient::getGateway(Callback done)
{
    send({RestMethod::Get, QStringLiteral("/gateway/bot"), {}, {}, {}}, std::move(done));
}

void RestClient::getPublicGateway(Callback done)
{
    send({RestMethod::Get, QStringLiteral("/gateway"), {}, {}, {}}, std::move(done));
}

void RestClient::changeOwnNickname(GuildId guild, const QString& nick, Callback done)
{
    send({RestMethod::Patch,
          QStringLiteral("/guilds/") + toString(guild) + QStringLiteral("/members/@me"),
          QStringLiteral("/guilds/{guild}/members/@me"), toString(guild), encodeNickname(nick)},
         std::move(done));
}

void RestClient::postMessage(ChannelId channel, const QString& text, Callback done)
{
    send({RestMethod::Post,
          QStringLiteral("/channels/") + toString(channel) + QStringLiteral("/messages"),
          QStringLiteral("/channels/{channel}/messages"), toString(channel), encodeMessage(text)},
         std::move(done));
}

} // namespace lavalier::gateway
