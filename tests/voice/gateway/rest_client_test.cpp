#include "stand_in.h"

#include "tests/patience.h"
#include "voice/gateway/rest_client.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;

Q_DECLARE_METATYPE(lavalier::gateway::RestError)

class RestClientTest : public QObject {
    Q_OBJECT
private slots:
    void saysWhoAsksAndWhat()
    {
        StandIn discord;
        discord.answers["PATCH /api/v10/guilds/5/members/@me"] = StandIn::http(200, "{}");
        RestClient client(discord.endpoints(), m_clock, nullptr);
        client.setToken(canaryToken());
        int status = 0;
        client.changeOwnNickname(GuildId(5), QStringLiteral("REC"), [&](const RestResult& result) {
            status = result ? result->status : -1;
        });
        QTRY_COMPARE(status, 200);
        const auto& request = discord.requests.front();
        QVERIFY(request.head.contains("Authorization: Bot the.canary.token\r\n"));
        QVERIFY(request.head.contains("Content-Type: application/json\r\n"));
        QVERIFY(request.head.contains("User-Agent: DiscordBot ("));
        QCOMPARE(request.body, QByteArray(R"({"nick":"REC"})"));
    }

    void namesEachFailure_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<RestError>("error");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row
            = [](const char* name, const QByteArray& answer, RestError error, int status,
                 int code = 0) { QTest::newRow(name) << answer << error << status << code; };
        row("unauthorised", StandIn::http(401, "{}"), RestError::Unauthorized, 401);
        row("missing access", StandIn::http(403, R"({"code":50001})"), RestError::Forbidden, 403,
            50001);
        row("unknown channel", StandIn::http(404, R"({"code":10003})"), RestError::NotFound, 404,
            10003);
        row("invalid form", StandIn::http(400, R"({"code":50035})"), RestError::Rejected, 400,
            50035);
        row("server error", StandIn::http(500, "oops"), RestError::ServerError, 500);
        row("a redirect home", StandIn::http(301, "", "Location: /api/v10/other\r\n"),
            RestError::Redirected, 301);
        row("a redirect elsewhere", StandIn::http(307, "", "Location: http://127.0.0.2:9/\r\n"),
            RestError::Redirected, 307);
        row("four MiB and one", StandIn::http(200, QByteArray(4 * 1024 * 1024 + 1, 'x')),
            RestError::AnswerTooLarge, 200);
        row("not HTTP", "SSH-2.0-hello\r\n\r\n", RestError::Unreachable, 0);
    }
    void namesEachFailure()
    {
        QFETCH(QByteArray, answer);
        QFETCH(RestError, error);
        QFETCH(int, status);
        QFETCH(int, code);
        StandIn discord;
        discord.answers["GET /api/v10/users/@me"] = answer;
        RestClient client(discord.endpoints(), m_clock, nullptr);
        client.setToken(canaryToken());
        std::optional<RestFailure> failure;
        client.getCurrentUser([&](const RestResult& result) {
            QVERIFY(!result);
            failure = result.error();
        });
        QTRY_VERIFY(failure.has_value());
        QCOMPARE(failure->error, error);
        QCOMPARE(failure->status, status);
        QCOMPARE(failure->code, code);
        // Qt itself tries again when a connection breaks without a status.
        if (status != 0)
            QCOMPARE(discord.requests.size(), std::size_t {1});
    }

    void waitsAndTriesAgainWhenLimited()
    {
        StandIn discord;
        int asked = 0;
        discord.answer = [&](const StandIn::Request&) {
            return ++asked == 1
                ? StandIn::http(429, R"({"message":"slow","retry_after":0.2,"global":false})")
                : StandIn::http(200, R"({"id":"77"})");
        };
        RestClient client(discord.endpoints(), m_clock, nullptr);
        client.setToken(canaryToken());
        std::chrono::milliseconds pause {0};
        connect(&client, &RestClient::pauseAsked, this,
                [&](std::chrono::milliseconds time) { pause = time; });
        bool good = false;
        const SteadyTime began = m_clock.now();
        client.getCurrentUser([&](const RestResult& result) { good = result.has_value(); });
        QTRY_VERIFY(good);
        QVERIFY(m_clock.now() - began >= std::chrono::milliseconds(200));
        QVERIFY(pause.count() > 0 && pause.count() <= 201);
    }

    void sendsNothingMoreAfterAnUnauthorised()
    {
        StandIn discord;
        discord.answers["GET /api/v10/users/@me"] = StandIn::http(401, "{}");
        RestClient client(discord.endpoints(), m_clock, nullptr);
        client.setToken(canaryToken());
        int answers = 0;
        client.getCurrentUser([&](const RestResult&) { ++answers; });
        QTRY_COMPARE(answers, 1);
        client.getGateway([&](const RestResult& result) {
            QCOMPARE(result.error().error, RestError::Unauthorized);
            ++answers;
        });
        QTRY_COMPARE(answers, 2);
        QCOMPARE(discord.requests.size(), std::size_t {1});
        // Another token is another matter.
        discord.answers["GET /api/v10/users/@me"] = StandIn::http(200, R"({"id":"77"})");
        client.setToken(canaryToken());
        client.getCurrentUser([&](const RestResult& result) { answers += result ? 1 : 0; });
        QTRY_COMPARE(answers, 3);
    }

    void neverSendsTheTokenElsewhere_data()
    {
        QTest::addColumn<QUrl>("base");
        QTest::newRow("another host") << QUrl(QStringLiteral("https://evil.test/api/v10"));
        QTest::newRow("Discord, but plain") << QUrl(QStringLiteral("http://discord.com/api/v10"));
        QTest::newRow("a file") << QUrl(QStringLiteral("file:///etc"));
    }
    void neverSendsTheTokenElsewhere()
    {
        QFETCH(QUrl, base);
        RestClient client(Endpoints {base}, m_clock, nullptr);
        client.setToken(canaryToken());
        std::optional<RestFailure> failure;
        client.getCurrentUser([&](const RestResult& result) { failure = result.error(); });
        QTRY_VERIFY(failure.has_value());
        QCOMPARE(failure->error, RestError::HostNotAllowed);
    }

    void saysWhenNobodyIsThere()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const auto port = gone.serverPort();
        gone.close();
        RestClient client({QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port))}, m_clock,
                          nullptr);
        client.setToken(canaryToken());
        std::optional<RestFailure> failure;
        client.getCurrentUser([&](const RestResult& result) { failure = result.error(); });
        QTRY_VERIFY(failure.has_value());
        QCOMPARE(failure->error, RestError::Unreachable);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(RestClientTest)
#include "rest_client_test.moc"
