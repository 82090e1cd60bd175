#pragma once

#include "voice/gateway/gateway_messages.h"
#include "voice/gateway/gateway_session.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>

namespace lavalier::gateway {

/// The far side of a session in a test: says what Discord would, reads what we would have sent.
class SessionScript {
public:
    explicit SessionScript(Endpoints endpoints = discordEndpoints())
        : session(std::move(endpoints))
    {
    }

    GatewaySession session;
    SteadyTime now {std::chrono::hours(1)};
    double fraction = 0;
    GatewaySession::Effects effects; ///< of the last input

    Moment at() const { return {now, fraction}; }
    void start(const char* url = "wss://gateway.discord.gg")
    {
        effects = session.start(token(), QUrl(QString::fromLatin1(url)), at());
    }
    void connected() { effects = session.connected(at()); }
    void say(const QByteArray& frame) { effects = session.received(frame, at()); }
    void hello(int interval = 45000)
    {
        say(R"({"op":10,"d":{"heartbeat_interval":)" + QByteArray::number(interval) + "}}");
    }
    void ready(int sequence = 1)
    {
        say(R"({"op":0,"t":"READY","s":)" + QByteArray::number(sequence)
            + R"(,"d":{"user":{"id":"77","username":"lav","bot":true},"session_id":"abc",)"
              R"("resume_gateway_url":"wss://resume-1.discord.gg","guilds":[{"id":"5","unavailable":true}]}})");
    }
    void close(int code) { effects = session.disconnected(code, at()); }
    void pass(std::chrono::microseconds time)
    {
        now += time;
        effects = session.timePassed(at());
    }
    /// Jumps to when the session wants to be woken.
    void wake()
    {
        now = std::max(now, session.nextWake().value_or(now));
        effects = session.timePassed(at());
    }
    /// All the way to Online.
    void logIn()
    {
        start();
        connected();
        hello();
        ready();
    }

    template <typename T> const T* first() const
    {
        for (const auto& effect : effects) {
            if (const T* found = std::get_if<T>(&effect))
                return found;
        }
        return nullptr;
    }
    /// What would go out, secret or not, in order.
    std::vector<QJsonObject> sent() const
    {
        std::vector<QJsonObject> messages;
        for (const auto& effect : effects) {
            if (const auto* plain = std::get_if<GatewaySession::Send>(&effect))
                messages.push_back(QJsonDocument::fromJson(plain->message).object());
            if (const auto* secret = std::get_if<GatewaySession::SendSecret>(&effect))
                messages.push_back(
                    QJsonDocument::fromJson(toByteArray(secret->message.reveal())).object());
        }
        return messages;
    }
    /// The opcode of the only message of the last input; -1 for none, -2 for several.
    int sentOp() const
    {
        const auto all = sent();
        return all.empty()   ? -1
            : all.size() > 1 ? -2
                             : all.front().value(QLatin1String("op")).toInt();
    }
    static SecretBytes token()
    {
        QByteArray plain("the.canary.token");
        return SecretBytes::takeFrom(plain);
    }
};

} // namespace lavalier::gateway
