#include "voice/simulator/rest_answers.h"

#include "voice/base/snowflake.h"
#include "voice/simulator/world_json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lavalier::simulator {

namespace {

constexpr int kBucketSize = 50;
constexpr int kMaxGuildsPerPage = 200;
constexpr int kMaxNickLength = 32;
constexpr int kMaxMessageLength = 2000;

RestAnswer refusal(int status, int code, const char* message)
{
    return {status,
            QJsonObject {{QStringLiteral("message"), QLatin1String(message)},
                         {QStringLiteral("code"), code}},
            {},
            {}};
}

RestAnswer unknownRoute()
{
    return refusal(404, 0, "404: Not Found");
}

/// One bucket a route, never near its end: refusing is RefuseRest's business.
void addRateLimit(RestAnswer& answer, const QString& path)
{
    answer.headers["X-RateLimit-Limit"] = QByteArray::number(kBucketSize);
    answer.headers["X-RateLimit-Remaining"] = QByteArray::number(kBucketSize - 1);
    answer.headers["X-RateLimit-Reset-After"] = "1.000";
    answer.headers["X-RateLimit-Bucket"]
        = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Md5).toHex();
}

} // namespace

RestAnswers::RestAnswers(World& world, const std::map<QString, UserId>& tokens)
    : m_world(world)
    , m_tokens(tokens)
{
}

RestAnswer RestAnswers::answer(const RestRequest& request)
{
    if (m_refusal.requests > 0) {
        --m_refusal.requests;
        RestAnswer limited {
            429,
            QJsonObject {{QStringLiteral("message"), QStringLiteral("You are being rate limited.")},
                         {QStringLiteral("retry_after"), m_refusal.retryAfterSeconds},
                         {QStringLiteral("global"), m_refusal.global}},
            {},
            {}};
        limited.headers["Retry-After"]
            = QByteArray::number(static_cast<int>(m_refusal.retryAfterSeconds + 0.999));
        limited.headers["X-RateLimit-Scope"] = m_refusal.global ? "global" : "user";
        if (m_refusal.global)
            limited.headers["X-RateLimit-Global"] = "true";
        return limited;
    }
    // Discord's front door turns away clients that do not introduce themselves.
    if (!request.userAgent.startsWith(QLatin1String("DiscordBot (")))
        return refusal(403, 40333, "internal network error");
    if (request.method == QLatin1String("GET")
        && request.path.startsWith(QLatin1String("/avatars/")))
        return picture(request.path);
    if (request.method == QLatin1String("GET") && request.path == QLatin1String("/gateway"))
        return {200, QJsonObject {{QStringLiteral("url"), m_gatewayUrl}}, {}, {}};
    static const QString kScheme = QStringLiteral("Bot ");
    const auto known = request.authorization.startsWith(kScheme)
        ? m_tokens.find(request.authorization.mid(kScheme.size()))
        : m_tokens.end();
    if (known == m_tokens.end())
        return refusal(401, 0, "401: Unauthorized");
    RestAnswer answer = answerFor(known->second, request);
    addRateLimit(answer, request.path);
    return answer;
}

RestAnswer RestAnswers::answerFor(UserId self, const RestRequest& request)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    const QString route = request.method + u' ' + request.path;
    const ScriptUser* const user = m_world.user(self);
    if (route == QLatin1String("GET /users/@me"))
        return {200, userJson(*user), {}, {}};
    if (route == QLatin1String("GET /gateway/bot")) {
        return {200,
                QJsonObject {{QStringLiteral("url"), m_gatewayUrl},
                             {QStringLiteral("shards"), 1},
                             {QStringLiteral("session_start_limit"),
                              QJsonObject {{QStringLiteral("total"), 1000},
                                           {QStringLiteral("remaining"), 999},
                                           {QStringLiteral("reset_after"), 14'400'000},
                                           {QStringLiteral("max_concurrency"), 1}}}},
                {},
                {}};
    }
    if (route == QLatin1String("GET /users/@me/guilds")) {
        const auto after = request.query.find(QStringLiteral("after"));
        const auto limit = request.query.find(QStringLiteral("limit"));
        const auto least
            = after == request.query.end() ? std::nullopt : parseSnowflake(after->second);
        int room = limit == request.query.end() ? kMaxGuildsPerPage : limit->second.toInt();
        if (room < 1 || room > kMaxGuildsPerPage)
            return refusal(400, 50035, "Invalid Form Body");
        QJsonArray rows;
        for (const auto& [id, guild] : m_world.guilds()) {
            if (id.value() > least.value_or(0) && room-- > 0)
                rows.append(partialGuildJson(m_world, guild, self));
        }
        return {200, rows, {}, {}};
    }
    if (route == QLatin1String("GET /voice/regions")) {
        return {200,
                QJsonArray {QJsonObject {{QStringLiteral("id"), QStringLiteral("loopback")},
                                         {QStringLiteral("name"), QStringLiteral("This Computer")},
                                         {QStringLiteral("optimal"), true},
                                         {QStringLiteral("deprecated"), false},
                                         {QStringLiteral("custom"), false}}},
                {},
                {}};
    }
    if (parts.size() >= 2 && parts[0] == QLatin1String("guilds")) {
        const auto guild = parseId<GuildId>(parts[1]);
        if (!guild || !m_world.guild(*guild) || !m_world.member(*guild, self))
            return refusal(404, 10004, "Unknown Guild");
        if (request.method == QLatin1String("PATCH")
            && request.path.endsWith(QLatin1String("/members/@me")) && parts.size() == 4)
            return changeOwnNick(*guild, self, request);
        if (request.method == QLatin1String("GET") && parts.size() == 3
            && parts[2] == QLatin1String("channels")) {
            QJsonArray rows;
            for (const ScriptChannel& channel : m_world.guild(*guild)->channels)
                rows.append(channelJson(*guild, channel));
            return {200, rows, {}, {}};
        }
        return unknownRoute();
    }
    if (parts.size() >= 2 && parts[0] == QLatin1String("channels")) {
        const auto id = parseId<ChannelId>(parts[1]);
        const ScriptGuild* const guild = id ? m_world.guildOf(*id) : nullptr;
        if (!guild)
            return refusal(404, 10003, "Unknown Channel");
        if (!(m_world.permissions(guild->id, self, *id) & permission::kViewChannel))
            return refusal(403, 50001, "Missing Access");
        if (request.method == QLatin1String("GET") && parts.size() == 2)
            return {200, channelJson(guild->id, *m_world.channel(guild->id, *id)), {}, {}};
        if (request.method == QLatin1String("POST") && parts.size() == 3
            && parts[2] == QLatin1String("messages"))
            return postMessage(guild->id, *id, self, request);
        if (request.method == QLatin1String("PUT") && parts.size() == 3
            && parts[2] == QLatin1String("voice-status"))
            return refusal(403, 50013, "Missing Permissions");
    }
    return unknownRoute();
}

/// /avatars/USER/HASH.png: anybody may have it who knows the hash.
RestAnswer RestAnswers::picture(const QString& path) const
{
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    const auto id = parts.size() == 3 ? parseId<UserId>(parts[1]) : std::nullopt;
    const ScriptUser* const user = id ? m_world.user(*id) : nullptr;
    if (!user || user->picture.isEmpty() || parts[2] != pictureHash(*user) + QStringLiteral(".png"))
        return unknownRoute();
    RestAnswer answer;
    answer.picture = user->picture;
    return answer;
}

RestAnswer RestAnswers::changeOwnNick(GuildId guild, UserId self, const RestRequest& request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonValue nick = body.value(QStringLiteral("nick"));
    if (!request.jsonBody || !(nick.isString() || nick.isNull())
        || nick.toString().toUcs4().size() > kMaxNickLength)
        return refusal(400, 50035, "Invalid Form Body");
    if (!(m_world.basePermissions(guild, self) & permission::kChangeNickname))
        return refusal(403, 50013, "Missing Permissions");
    m_world.rename(guild, self, nick.toString());
    m_log.nicknames.push_back({guild, self, nick.toString()});
    return {200, memberJson(m_world, guild, self), {}, std::pair(guild, self)};
}

RestAnswer RestAnswers::postMessage(GuildId guild, ChannelId channel, UserId self,
                                    const RestRequest& request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QString content = body.value(QStringLiteral("content")).toString();
    if (!request.jsonBody || content.isEmpty() || content.toUcs4().size() > kMaxMessageLength)
        return refusal(400, 50035, "Invalid Form Body");
    if (!(m_world.permissions(guild, self, channel) & permission::kSendMessages))
        return refusal(403, 50013, "Missing Permissions");
    m_log.messages.push_back({channel, self, content});
    return {200,
            QJsonObject {{QStringLiteral("id"), QString::number(m_log.messages.size())},
                         {QStringLiteral("channel_id"), toString(channel)},
                         {QStringLiteral("content"), content}},
            {},
            {}};
}

} // namespace lavalier::simulator
