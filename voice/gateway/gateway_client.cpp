#include "voice/gateway/gateway_client.h"

#include "voice/base/log.h"
#include "voice/gateway/backoff.h"
#include "voice/gateway/gateway_connection.h"
#include "voice/gateway/gateway_url.h"
#include "voice/gateway/picture_fetch.h"
#include "voice/gateway/rest_client.h"
#include "voice/gateway/rest_messages.h"

#include <QRandomGenerator>
#include <QThread>

#include <map>

namespace lavalier::gateway {

namespace {

/// Directory changes are told together: two hundred guilds at login are a handful of repaints.
constexpr std::chrono::milliseconds kGatherChanges {50};

GatewayError errorOf(RestError error)
{
    switch (error) {
    case RestError::Unauthorized:
        return GatewayError::BadToken;
    case RestError::Forbidden:
    case RestError::NotFound:
    case RestError::Rejected:
        return GatewayError::Refused;
    case RestError::RateLimited:
    case RestError::TooManyWaiting:
        return GatewayError::RateLimited;
    case RestError::TlsFailed:
        return GatewayError::TlsFailed;
    case RestError::HostNotAllowed:
        return GatewayError::HostNotAllowed;
    case RestError::Redirected:
    case RestError::AnswerTooLarge:
        return GatewayError::MalformedAnswer;
    case RestError::ServerError:
    case RestError::Unreachable:
    case RestError::TimedOut:
        break;
    }
    return GatewayError::Unreachable;
}

int statusOf(const RestResult& result)
{
    return result ? result->status : result.error().status;
}

} // namespace

class GatewayClient::Private {
public:
    Private(GatewayClient& client, Endpoints where, const Clock& time)
        : q(client)
        , endpoints(where)
        , clock(time)
        , rest(where, time, nullptr)
        , connection(where, time, nullptr)
        , picture(where)
    {
        gather.setSingleShot(true);
        gather.setInterval(kGatherChanges);
        again.setSingleShot(true);
    }

    void checkToken()
    {
        enter(GatewayState::CheckingToken);
        rest.getCurrentUser([this](const RestResult& result) {
            if (isMissingOnStandIn(result))
                return askForGateway(); // READY will name us
            if (!result)
                return giveUpOrRetry(errorOf(result.error().error), result.error().status);
            const auto user = decodeCurrentUser(result->body);
            if (!user)
                return giveUpOrRetry(GatewayError::MalformedAnswer, result->status);
            self = user->id;
            selfName = user->globalName.isEmpty() ? user->username : user->globalName;
            if (pictureWanted)
                picture.fetch(user->id, user->picture);
            askForGateway();
        });
    }

    void askForGateway()
    {
        rest.getGateway([this](const RestResult& result) {
            if (isMissingOnStandIn(result))
                rest.getPublicGateway([this](const RestResult& plain) { useGateway(plain); });
            else
                useGateway(result);
        });
    }

    void useGateway(const RestResult& result)
    {
        if (!result)
            return giveUpOrRetry(errorOf(result.error().error), result.error().status);
        const auto info = decodeGatewayInfo(result->body);
        if (!info)
            return giveUpOrRetry(GatewayError::MalformedAnswer, result->status);
        if (!gatewayAddress(info->url, endpoints))
            return giveUpOrRetry(GatewayError::HostNotAllowed, 0);
        backoff.reset();
        connection.obeyStartLimit(info->remainingStarts, info->resetAfter);
        connection.start(token, info->url);
    }

    /// Discord has every route we use; a stand-in on this machine may know fewer.
    bool isMissingOnStandIn(const RestResult& result) const
    {
        return !result && endpoints.isLoopback()
            && (result.error().status == 404 || result.error().status == 405);
    }

    void giveUpOrRetry(GatewayError error, int code)
    {
        if (isFinal(error)) {
            fail(error, code);
            return;
        }
        const auto delay = backoff.next(QRandomGenerator::global()->generateDouble());
        again.start(delay);
        enter(GatewayState::Backoff);
        emit q.retrying(error, code, delay);
    }

    void fail(GatewayError error, int code)
    {
        qCWarning(logGateway) << "login ended, error" << static_cast<int>(error) << "code" << code;
        again.stop();
        setRestToken(SecretBytes());
        token = SecretBytes();
        enter(GatewayState::Failed);
        emit q.failed(error, code);
    }

    /// Answered exactly once, also when the token goes first.
    RestClient::Callback keep(Answered answered)
    {
        const int key = ++lastKey;
        unanswered.emplace(key, std::move(answered));
        return [this, key](const RestResult& result) {
            if (const auto one = unanswered.extract(key))
                one.mapped()(statusOf(result));
        };
    }

    /// The token changes: what was asked for with the old one gets no answer any more.
    void setRestToken(const SecretBytes& next)
    {
        rest.setToken(next);
        for (auto& [key, answered] : std::exchange(unanswered, {}))
            QMetaObject::invokeMethod(
                &q, [answered = std::move(answered)] { answered(0); }, Qt::QueuedConnection);
    }

    void take(const GatewayEvent& event)
    {
        if (const auto* server = std::get_if<VoiceServerEvent>(&event)) {
            emit q.voiceServerChanged(server->guild, server->endpoint, server->token);
            return;
        }
        const DirectoryChanges changes = directory.apply(event);
        if (!changes.unknownMembers.empty())
            connection.requestMembers(changes.unknownMembers);
        if (changes.changed && !gather.isActive())
            gather.start();
        for (const VoiceStateChange& change : changes.voice)
            emit q.voiceStateChanged(change);
    }

    void enter(GatewayState next)
    {
        if (std::exchange(state, next) != next)
            emit q.stateChanged(next);
    }

    GatewayClient& q;
    const Endpoints endpoints;
    const Clock& clock;
    SecretBytes token;
    RestClient rest;
    GatewayConnection connection;
    PictureFetch picture;
    bool pictureWanted = false;
    GuildDirectory directory;
    Backoff backoff; ///< of the REST part; the connection has its own
    GatewayState state = GatewayState::Offline;
    UserId self;
    QString selfName;
    std::map<int, Answered> unanswered; ///< changes of the nickname, messages
    int lastKey = 0;
    QTimer gather;
    QTimer again;
};

GatewayClient::GatewayClient(Endpoints endpoints, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(endpoints), clock))
{
    connect(&d->again, &QTimer::timeout, this, [this] { d->checkToken(); });
    connect(&d->gather, &QTimer::timeout, this, &GatewayClient::directoryChanged);
    connect(&d->rest, &RestClient::pauseAsked, this, [this](std::chrono::milliseconds pause) {
        if (d->state == GatewayState::CheckingToken)
            emit retrying(GatewayError::RateLimited, 429, pause);
    });
    GatewayConnection& connection = d->connection;
    connect(&connection, &GatewayConnection::stateChanged, this, [this](GatewayState state) {
        // Failed comes with its reason, Offline from stop() alone.
        if (state != GatewayState::Failed && state != GatewayState::Offline)
            d->enter(state);
    });
    connect(&connection, &GatewayConnection::failed, this,
            [this](GatewayError error, int code) { d->fail(error, code); });
    connect(&connection, &GatewayConnection::retrying, this, &GatewayClient::retrying);
    connect(&connection, &GatewayConnection::eventReceived, this,
            [this](const GatewayEvent& event) { d->take(event); });
    connect(&connection, &GatewayConnection::sessionRestarted, this,
            &GatewayClient::sessionRestarted);
    connect(&d->picture, &PictureFetch::fetched, this, &GatewayClient::pictureFetched);
    connect(&connection, &GatewayConnection::roundTripMeasured, this,
            &GatewayClient::roundTripMeasured);
}

GatewayClient::~GatewayClient()
{
    // Nobody is told of an end that is also ours.
    d->connection.disconnect(this);
    d->rest.disconnect(this);
    d->connection.stop();
}

void GatewayClient::start(const SecretBytes& token)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->again.stop();
    d->connection.stop();
    d->directory.clear();
    d->backoff.reset();
    d->token = token;
    d->setRestToken(token);
    d->self = {}; // it may be another bot's token
    d->picture.cancel();
    d->selfName.clear();
    d->checkToken();
}

void GatewayClient::wantPicture()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->pictureWanted = true;
}

void GatewayClient::stop()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->again.stop();
    d->setRestToken(SecretBytes());
    d->token = SecretBytes();
    d->picture.cancel();
    d->connection.stop();
    d->enter(GatewayState::Offline);
}

GatewayState GatewayClient::state() const
{
    return d->state;
}

const GuildDirectory& GatewayClient::directory() const
{
    return d->directory;
}

UserId GatewayClient::self() const
{
    return d->directory.self().isValid() ? d->directory.self() : d->self;
}

QString GatewayClient::selfName() const
{
    return d->directory.selfName().isEmpty() ? d->selfName : d->directory.selfName();
}

JoinVerdict GatewayClient::joinVerdict(GuildId guild, ChannelId channel) const
{
    return d->directory.joinVerdict(guild, channel, d->clock.wallNow());
}

void GatewayClient::updateVoiceState(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                                     bool selfDeaf)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->connection.updateVoiceState(guild, channel, selfMute, selfDeaf);
}

void GatewayClient::networkInDoubt()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->connection.networkInDoubt();
}

void GatewayClient::networkIsBack()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->connection.networkIsBack();
}

void GatewayClient::changeNickname(GuildId guild, const QString& nick, Answered answered)
{
    d->rest.changeOwnNickname(guild, nick, d->keep(std::move(answered)));
}

void GatewayClient::postMessage(ChannelId channel, const QString& text, Answered answered)
{
    d->rest.postMessage(channel, text, d->keep(std::move(answered)));
}

} // namespace lavalier::gateway
