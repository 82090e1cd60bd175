#pragma once

#include "voice/base/clock.h"
#include "voice/base/endpoints.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"
#include "voice/gateway/rate_limit.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

class QNetworkAccessManager;
class QNetworkReply;

namespace lavalier::gateway {

inline constexpr qsizetype kMaxRestAnswer = 4 * 1024 * 1024;

enum class RestMethod { Get, Put, Patch, Post, Delete };

struct RestRequest {
    RestMethod method = RestMethod::Get;
    QString path; ///< below the API base, with a slash in front: /users/@me
    QString route; ///< the path as a template; empty: the path itself
    QString major; ///< guild or channel id the path names, if any
    QByteArray body; ///< JSON; empty for none
};

struct RestAnswer {
    int status = 0; ///< 2xx
    QByteArray body;
};

enum class RestError {
    Unauthorized, ///< 401; nothing more is sent with this token
    Forbidden,
    NotFound,
    Rejected, ///< any other 4xx
    RateLimited, ///< 429 again and again, or a wait longer than anybody wants
    ServerError, ///< 5xx
    Unreachable, ///< no connection, or it broke off
    TimedOut,
    TlsFailed,
    HostNotAllowed,
    Redirected, ///< never followed
    AnswerTooLarge,
    TooManyWaiting,
};

struct RestFailure {
    RestError error = RestError::Unreachable;
    int status = 0;
    int code = 0; ///< Discord's own error code, 0 when it gave none

    bool operator==(const RestFailure&) const = default;
};

using RestResult = Result<RestAnswer, RestFailure>;

/// Discord's REST: sends what RateLimit allows, waits for the rest, checks host and size, follows
/// nothing.
///
/// Errors:  every request is answered exactly once, unless this object or its token goes first:
/// then never. Thread:  its own, all of it; callbacks run from its event loop.
class RestClient : public QObject {
    Q_OBJECT
public:
    using Callback = std::function<void(const RestResult&)>;
    static constexpr std::size_t kMaxWaiting = 256;
    static constexpr std::chrono::milliseconds kTimeout {15'000};

    RestClient(Endpoints endpoints, const Clock& clock, QObject* parent);
    ~RestClient() override;

    /// Drops everything that waits for an answer or a place.
    void setToken(const SecretBytes& token);
    void send(RestRequest request, Callback done);

    void getCurrentUser(Callback done);
    void getGateway(Callback done);
    /// The same address without the bot's limits.
    void getPublicGateway(Callback done);
    void changeOwnNickname(GuildId guild, const QString& nick, Callback done);
    void postMessage(ChannelId channel, const QString& text, Callback done);

signals:
    /// Discord asked for a pause before it takes this request again.
    void pauseAsked(std::chrono::milliseconds pause);

private:
    struct Pending {
        RestRequest request;
        Callback done;
        int attempts = 0;
    };
    void pump();
    void transmit(Pending pending);
    void finish(QNetworkReply* reply, Pending pending);
    void answerLater(Callback done, RestFailure failure);

    Endpoints m_endpoints;
    const Clock& m_clock;
    SecretBytes m_token;
    RateLimit m_limit;
    QNetworkAccessManager* m_network; ///< a child of this object
    std::deque<Pending> m_waiting;
    std::vector<QNetworkReply*> m_running; ///< children of m_network
    QTimer m_alarm;
    unsigned m_generation = 0; ///< counts tokens
};

} // namespace lavalier::gateway
