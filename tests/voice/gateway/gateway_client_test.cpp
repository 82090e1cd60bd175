#include "stand_in.h"

#include "tests/patience.h"
#include "voice/gateway/gateway_client.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;

namespace {

const char* const kReady
    = R"({"op":0,"t":"READY","s":1,"d":{"user":{"id":"77","username":"lav","bot":true},"session_id":"abc","guilds":[{"id":"5","unavailable":true}]}})";
const char* const kGuild
    = R"({"op":0,"t":"GUILD_CREATE","s":2,"d":{"id":"5","name":"Table","owner_id":"1","roles":[{"id":"5","name":"@everyone","permissions":"1049600"}],"channels":[{"id":"8","type":2,"name":"Voice","position":0},{"id":"9","type":0,"name":"text"}],"members":[{"user":{"id":"77","username":"lav"},"roles":[]}],"voice_states":[{"user_id":"3","channel_id":"8","session_id":"x"}]}})";

/// Greets, and answers identify and resume as Discord would.
void behave(StandIn& discord)
{
    discord.onConnected = [&] { discord.say(R"({"op":10,"d":{"heartbeat_interval":45000}})"); };
    discord.onMessage = [&](const QJsonObject& message) {
        const int op = message.value(QLatin1String("op")).toInt();
        if (op == 2) {
            discord.say(kReady);
            discord.say(kGuild);
        } else if (op == 6) {
            discord.say(R"({"op":0,"t":"RESUMED","s":9,"d":{}})");
        }
    };
}

QStringList g_log;
void keepLog(QtMsgType, const QMessageLogContext&, const QString& text)
{
    g_log << text;
}

} // namespace

class GatewayClientTest : public QObject {
    Q_OBJECT
private slots:
    void checksTheTokenLogsInAndKnowsTheChannels()
    {
        g_log.clear();
        QLoggingCategory::setFilterRules(QStringLiteral("lavalier.*=true"));
        const auto before = qInstallMessageHandler(keepLog);
        {
            StandIn discord;
            behave(discord);
            GatewayClient client(discord.endpoints(), m_clock, nullptr);
            QSignalSpy states(&client, &GatewayClient::stateChanged);
            QSignalSpy changed(&client, &GatewayClient::directoryChanged);
            client.start(canaryToken());
            QCOMPARE(client.state(), GatewayState::CheckingToken);
            QTRY_COMPARE(client.state(), GatewayState::Online);
            QTRY_VERIFY(client.directory().guildOfChannel(ChannelId(8)) != nullptr);
            QTRY_VERIFY(changed.count() > 0);
            QCOMPARE(client.self().value(), 77U);
            QCOMPARE(client.selfName(), QStringLiteral("lav"));
            QCOMPARE(client.joinVerdict(GuildId(5), ChannelId(8)), JoinVerdict::Allowed);
            QCOMPARE(client.joinVerdict(GuildId(5), ChannelId(9)), JoinVerdict::NotAVoiceChannel);
            QCOMPARE(discord.urls.front().query(), QStringLiteral("v=10&encoding=json"));
            QCOMPARE(discord.urls.front().path(), QStringLiteral("/"));
            QVERIFY(
                discord.requests.front().head.contains("Authorization: Bot the.canary.token\r\n"));
            QVERIFY(discord.requests.front().head.contains("User-Agent: DiscordBot (http"));
            // The one in voice whom nobody introduced is asked for.
            QTRY_COMPARE(discord.count(8), 1);
            discord.say(
                R"({"op":0,"t":"GUILD_MEMBERS_CHUNK","s":3,"d":{"guild_id":"5","members":[{"user":{"id":"3","username":"ann","global_name":"Ann"},"roles":[]}]}})");
            QTRY_COMPARE(client.directory().displayName(GuildId(5), UserId(3)),
                         QStringLiteral("Ann"));
            client.stop();
            QCOMPARE(client.state(), GatewayState::Offline);
            QTRY_COMPARE(discord.closeCodes, std::vector<int> {1000});
        }
        qInstallMessageHandler(before);
        QVERIFY2(!g_log.join(u'\n').contains(QLatin1String("canary")), "the token reached the log");
        QVERIFY(!g_log.isEmpty());
    }

    void tellsHowAJoinGoes()
    {
        StandIn discord;
        behave(discord);
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        std::vector<VoiceStateChange> moves;
        connect(&client, &GatewayClient::voiceStateChanged, this,
                [&](const VoiceStateChange& change) { moves.push_back(change); });
        QString endpoint;
        QByteArray token;
        connect(&client, &GatewayClient::voiceServerChanged, this,
                [&](GuildId, const QString& where, const SecretBytes& secret) {
                    endpoint = where;
                    token = toByteArray(secret.reveal());
                });
        client.start(canaryToken());
        QTRY_VERIFY(client.directory().channel(GuildId(5), ChannelId(8)) != nullptr);
        moves.clear();
        client.updateVoiceState(GuildId(5), ChannelId(8), true, false);
        QTRY_COMPARE(discord.count(4), 1);
        discord.say(
            R"({"op":0,"t":"VOICE_STATE_UPDATE","s":3,"d":{"guild_id":"5","user_id":"77","channel_id":"8","session_id":"voice-1","self_mute":true}})");
        discord.say(
            R"({"op":0,"t":"VOICE_SERVER_UPDATE","s":4,"d":{"guild_id":"5","token":"vt","endpoint":"127.0.0.1:5000"}})");
        QTRY_COMPARE(endpoint, QStringLiteral("127.0.0.1:5000"));
        QCOMPARE(token, QByteArray("vt"));
        QCOMPARE(moves.size(), std::size_t {1});
        QVERIFY(moves.front().self);
        QVERIFY(moves.front().after == ChannelId(8));
        QCOMPARE(moves.front().state.sessionId, QStringLiteral("voice-1"));
        discord.say(
            R"({"op":0,"t":"VOICE_SERVER_UPDATE","s":5,"d":{"guild_id":"5","token":"vt","endpoint":null}})");
        QTRY_VERIFY(endpoint.isNull());
    }

    void resumesAfterADrop()
    {
        StandIn discord;
        behave(discord);
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        QSignalSpy restarted(&client, &GatewayClient::sessionRestarted);
        QSignalSpy retrying(&client, &GatewayClient::retrying);
        client.start(canaryToken());
        QTRY_COMPARE(client.state(), GatewayState::Online);
        discord.peer->abort();
        QTRY_COMPARE(client.state(), GatewayState::Backoff);
        QCOMPARE(retrying.count(), 1);
        QTRY_COMPARE(client.state(), GatewayState::Online);
        QCOMPARE(discord.count(2), 1);
        QCOMPARE(discord.count(6), 1);
        QCOMPARE(restarted.count(), 0);
        QCOMPARE(discord.urls.size(), std::size_t {2});
    }

    void stopsWithAReason_data()
    {
        QTest::addColumn<QByteArray>("userAnswer"); // empty: the ordinary one
        QTest::addColumn<int>("closeCode"); // 0: none
        QTest::addColumn<GatewayError>("error");
        QTest::addColumn<int>("code");
        QTest::newRow("401") << StandIn::http(401, R"({"message":"401: Unauthorized","code":0})")
                             << 0 << GatewayError::BadToken << 401;
        QTest::newRow("403, blocked at the door")
            << StandIn::http(403, "error code: 1010") << 0 << GatewayError::Refused << 403;
        QTest::newRow("404, not an API")
            << StandIn::http(404, "<html>") << 0 << GatewayError::Refused << 404;
        QTest::newRow("4004") << QByteArray() << 4004 << GatewayError::BadToken << 4004;
        QTest::newRow("4014") << QByteArray() << 4014 << GatewayError::DisallowedIntents << 4014;
        QTest::newRow("4011") << QByteArray() << 4011 << GatewayError::ShardingRequired << 4011;
    }
    void stopsWithAReason()
    {
        QFETCH(QByteArray, userAnswer);
        QFETCH(int, closeCode);
        QFETCH(GatewayError, error);
        QFETCH(int, code);
        StandIn discord;
        behave(discord);
        if (!userAnswer.isEmpty())
            discord.answers["GET /api/v10/users/@me"] = userAnswer;
        if (code == 404) // else it would be a stand-in that knows fewer routes
            discord.answers.erase("GET /api/v10/gateway/bot");
        if (closeCode != 0)
            discord.onMessage = [&](const QJsonObject&) {
                discord.peer->close(static_cast<QWebSocketProtocol::CloseCode>(closeCode));
            };
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        std::vector<std::pair<GatewayError, int>> ends;
        connect(&client, &GatewayClient::failed, this, [&](GatewayError why, int number) {
            QCOMPARE(client.state(), GatewayState::Failed);
            ends.emplace_back(why, number);
        });
        client.start(canaryToken());
        QTRY_COMPARE(ends.size(), std::size_t {1});
        QCOMPARE(ends.front().first, error);
        QCOMPARE(ends.front().second, code);
        if (code == 401)
            QCOMPARE(discord.requests.size(), std::size_t {1});
    }

    void logsInToAStandInWithFewerRoutes_data()
    {
        QTest::addColumn<int>("userStatus"); // 200: it has the route
        QTest::addColumn<int>("botStatus");
        QTest::newRow("nobody is me") << 404 << 200;
        QTest::newRow("me is no place to GET") << 405 << 200;
        QTest::newRow("no gateway for bots") << 200 << 404;
        QTest::newRow("neither") << 404 << 404;
    }
    void logsInToAStandInWithFewerRoutes()
    {
        QFETCH(int, userStatus);
        QFETCH(int, botStatus);
        StandIn discord;
        behave(discord);
        if (userStatus != 200)
            discord.answers["GET /api/v10/users/@me"] = StandIn::http(userStatus, "{}");
        if (botStatus != 200) {
            discord.answers["GET /api/v10/gateway/bot"] = StandIn::http(botStatus, "no such thing");
            discord.answers["GET /api/v10/gateway"]
                = StandIn::http(200, "{\"url\":\"" + discord.gatewayUrl + "\"}");
        }
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        client.start(canaryToken());
        QTRY_COMPARE(client.state(), GatewayState::Online);
        QCOMPARE(client.self().value(), 77U);
        QCOMPARE(client.selfName(), QStringLiteral("lav"));
    }

    void goesOnTrying_data()
    {
        QTest::addColumn<QByteArray>("userAnswer");
        QTest::addColumn<QByteArray>("gatewayAnswer");
        QTest::addColumn<GatewayError>("error");
        QTest::addColumn<int>("code");
        QTest::newRow("server error")
            << StandIn::http(502, "<html>") << QByteArray() << GatewayError::Unreachable << 502;
        QTest::newRow("a captive portal")
            << StandIn::http(200, "<html>") << QByteArray() << GatewayError::MalformedAnswer << 200;
        QTest::newRow("a redirect") << StandIn::http(302, "", "Location: http://127.0.0.1:1/\r\n")
                                    << QByteArray() << GatewayError::MalformedAnswer << 302;
        QTest::newRow("nonsense for a gateway")
            << QByteArray() << StandIn::http(200, R"({"url":7})") << GatewayError::MalformedAnswer
            << 200;
    }
    void goesOnTrying()
    {
        QFETCH(QByteArray, userAnswer);
        QFETCH(QByteArray, gatewayAnswer);
        QFETCH(GatewayError, error);
        QFETCH(int, code);
        StandIn discord;
        behave(discord);
        const auto good = discord.answers;
        if (!userAnswer.isEmpty())
            discord.answers["GET /api/v10/users/@me"] = userAnswer;
        if (!gatewayAnswer.isEmpty())
            discord.answers["GET /api/v10/gateway/bot"] = gatewayAnswer;
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        QSignalSpy failed(&client, &GatewayClient::failed);
        std::vector<std::pair<GatewayError, int>> troubles;
        connect(&client, &GatewayClient::retrying, this,
                [&](GatewayError why, int number, std::chrono::milliseconds delay) {
                    QVERIFY(delay.count() >= 1000);
                    troubles.emplace_back(why, number);
                });
        client.start(canaryToken());
        QTRY_VERIFY(!troubles.empty());
        QCOMPARE(troubles.front().first, error);
        QCOMPARE(troubles.front().second, code);
        QCOMPARE(client.state(), GatewayState::Backoff);
        QCOMPARE(failed.count(), 0);
        discord.answers = good;
        QTRY_COMPARE(client.state(), GatewayState::Online);
    }

    void refusesAGatewayOutsideLoopback()
    {
        StandIn discord;
        discord.answers["GET /api/v10/gateway/bot"]
            = StandIn::http(200, "{\"url\":\"wss://gateway.discord.gg\"}");
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        GatewayError error {};
        connect(&client, &GatewayClient::failed, this, [&](GatewayError why, int) { error = why; });
        client.start(canaryToken());
        QTRY_COMPARE(client.state(), GatewayState::Failed);
        QCOMPARE(error, GatewayError::HostNotAllowed);
    }

    void mayBeStoppedInsideItsOwnSignals()
    {
        StandIn discord;
        behave(discord);
        auto client = std::make_unique<GatewayClient>(discord.endpoints(), m_clock, nullptr);
        connect(client.get(), &GatewayClient::stateChanged, this, [&](GatewayState state) {
            if (state == GatewayState::Online)
                client->stop();
        });
        client->start(canaryToken());
        QTRY_COMPARE(discord.closeCodes.size(), std::size_t {1});
        QCOMPARE(client->state(), GatewayState::Offline);
        client->start(canaryToken());
        client.reset();
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(GatewayClientTest)
#include "gateway_client_test.moc"
