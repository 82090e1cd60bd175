#pragma once

#include "voice/simulator/sent_log.h"
#include "voice/simulator/world.h"

#include <QByteArray>
#include <QJsonValue>

#include <map>

namespace lavalier::simulator {

struct RestRequest {
    QString method {}; ///< GET, PATCH, PUT, POST
    QString path {}; ///< without /api, version and query, e.g. /users/@me
    std::map<QString, QString> query {};
    QString authorization {};
    QString userAgent {};
    QByteArray body {};
    bool jsonBody = false; ///< Content-Type says so
};

struct RestAnswer {
    int status = 200;
    QJsonValue body {};
    std::map<QByteArray, QByteArray> headers {};
    /// Set when the request changed a nickname: the gateway tells everyone.
    std::optional<std::pair<GuildId, UserId>> memberChanged {};
    QByteArray picture {}; ///< a PNG in place of the body
};

/// Discord's REST side as a function of the world: a request in, an answer out.
///
/// Errors:  answered as Discord does: 401 code 0, 403 code 50001 or 50013, 404 with 10003, 10004 or
/// 0,
///          429 as RefuseRest asked for, 400 code 50035.
/// Thread:  one at a time; the simulator's.
class RestAnswers {
public:
    RestAnswers(World& world, const std::map<QString, UserId>& tokens);

    void setGatewayUrl(const QString& url) { m_gatewayUrl = url; }
    const QString& gatewayUrl() const { return m_gatewayUrl; }
    void refuseNext(const RefuseRest& refusal) { m_refusal = refusal; }
    RestAnswer answer(const RestRequest& request);
    const RestLog& log() const { return m_log; }

private:
    RestAnswer changeOwnNick(GuildId guild, UserId self, const RestRequest& request);
    RestAnswer postMessage(GuildId guild, ChannelId channel, UserId self,
                           const RestRequest& request);
    RestAnswer answerFor(UserId self, const RestRequest& request);
    RestAnswer picture(const QString& path) const;

    World& m_world;
    const std::map<QString, UserId>& m_tokens;
    QString m_gatewayUrl;
    RefuseRest m_refusal {0};
    RestLog m_log;
};

} // namespace lavalier::simulator
