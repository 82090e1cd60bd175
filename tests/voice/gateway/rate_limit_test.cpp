#include "voice/gateway/rate_limit.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime kStart {1h};
const RestRoute kMe {QStringLiteral("GET /users/@me"), {}};

RestRoute nick(const char* guild)
{
    return {QStringLiteral("PATCH /guilds/{guild}/members/@me"), QString::fromLatin1(guild)};
}

RateLimitAnswer answer(int status, const char* bucket = "", std::optional<int> remaining = {},
                       std::optional<double> resetAfter = {})
{
    RateLimitAnswer it;
    it.status = status;
    it.bucket = QString::fromLatin1(bucket);
    it.remaining = remaining;
    it.resetAfter = resetAfter;
    return it;
}

qint64 waitMs(const RateLimit& limit, const RestRoute& route, SteadyTime now)
{
    const auto at = limit.earliest(route, now);
    return at ? (*at - now) / 1ms : -1;
}

} // namespace

class RateLimitTest : public QObject {
    Q_OBJECT
private slots:
    void waitsAsA429Says_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<double>("retryAfterHeader");
        QTest::addColumn<int>("sameRouteMs");
        QTest::addColumn<int>("otherRouteMs");
        const auto row = [](const char* name, const QByteArray& body, double header, int same,
                            int other) { QTest::newRow(name) << body << header << same << other; };
        row("one bucket", R"({"retry_after":1.5,"global":false})", 2, 1500, 0);
        row("everything", R"({"retry_after":0.75,"global":true})", 1, 750, 750);
        row("a ban at the door", "<html>banned</html>", 30, 300000, 300000);
        row("a ban that names a longer time", "error code: 1015", 3600, 3600000, 3600000);
        row("retry_after is no number", R"({"retry_after":"soon"})", 0, 300000, 300000);
        row("negative", R"({"retry_after":-5,"global":false})", 0, 1000, 0);
        row("beyond a day", R"({"retry_after":1e12,"global":false})", 0, 86400000, 0);
    }
    void waitsAsA429Says()
    {
        QFETCH(QByteArray, body);
        QFETCH(double, retryAfterHeader);
        QFETCH(int, sameRouteMs);
        QFETCH(int, otherRouteMs);
        RateLimit limit;
        limit.sent(nick("5"), kStart);
        RateLimitAnswer it = answer(429);
        it.body = body;
        it.retryAfter = retryAfterHeader;
        limit.answered(nick("5"), it, kStart);
        QCOMPARE(waitMs(limit, nick("5"), kStart), qint64 {sameRouteMs});
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {otherRouteMs});
        QCOMPARE(waitMs(limit, nick("5"), kStart + std::chrono::milliseconds(sameRouteMs)),
                 qint64 {0});
    }

    void countsABucketPerGuild()
    {
        RateLimit limit;
        limit.sent(nick("5"), kStart);
        limit.answered(nick("5"), answer(200, "b1", 0, 10.0), kStart);
        QCOMPARE(waitMs(limit, nick("5"), kStart), qint64 {10000});
        QCOMPARE(waitMs(limit, nick("6"), kStart), qint64 {0});
    }

    void sharesABucketBetweenRoutes()
    {
        RateLimit limit;
        const RestRoute one {QStringLiteral("A"), QStringLiteral("5")};
        const RestRoute two {QStringLiteral("B"), QStringLiteral("5")};
        limit.sent(two, kStart);
        limit.answered(two, answer(200, "shared", 3, 10.0), kStart);
        limit.sent(one, kStart);
        limit.answered(one, answer(200, "shared", 0, 10.0), kStart);
        QCOMPARE(waitMs(limit, two, kStart), qint64 {10000});
    }

    void letsOneThroughWhileABucketIsUnknown()
    {
        RateLimit limit;
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {0});
        limit.sent(kMe, kStart);
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {-1});
        QCOMPARE(waitMs(limit, nick("5"), kStart), qint64 {0});
        limit.lost(kMe);
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {0});
    }

    void countsWhatIsOnItsWay()
    {
        RateLimit limit;
        limit.sent(kMe, kStart);
        limit.answered(kMe, answer(200, "b", 2, 10.0), kStart);
        limit.sent(kMe, kStart);
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {0});
        limit.sent(kMe, kStart);
        QCOMPARE(waitMs(limit, kMe, kStart), qint64 {-1});
    }

    void sendsNoMoreThanFiftyASecond()
    {
        RateLimit limit;
        for (int i = 0; i < 50; ++i)
            limit.sent({QStringLiteral("R%1").arg(i), {}}, kStart + std::chrono::milliseconds(i));
        QCOMPARE(waitMs(limit, kMe, kStart + 50ms), qint64 {950});
    }

    void saysNothingMoreAfterA401()
    {
        RateLimit limit;
        limit.sent(kMe, kStart);
        limit.answered(kMe, answer(401), kStart);
        QVERIFY(limit.isUnauthorized());
        QCOMPARE(waitMs(limit, nick("5"), kStart + 24h), qint64 {-1});
        limit.tokenChanged();
        QCOMPARE(waitMs(limit, nick("5"), kStart), qint64 {0});
    }

    void keepsFarFromTheInvalidRequestBan_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("shared");
        QTest::addColumn<bool>("counts");
        QTest::newRow("403") << 403 << false << true;
        QTest::newRow("429") << 429 << false << true;
        QTest::newRow("429 of a shared limit") << 429 << true << false;
        QTest::newRow("404") << 404 << false << false;
    }
    void keepsFarFromTheInvalidRequestBan()
    {
        QFETCH(int, status);
        QFETCH(bool, shared);
        QFETCH(bool, counts);
        RateLimit limit;
        for (int i = 0; i < 1000; ++i) {
            const SteadyTime now = kStart + std::chrono::milliseconds(100 * i);
            RateLimitAnswer it = answer(status);
            it.shared = shared;
            it.body = R"({"retry_after":0,"global":false})";
            limit.sent(kMe, now);
            limit.answered(kMe, it, now);
        }
        const SteadyTime after = kStart + 100s;
        QCOMPARE(waitMs(limit, nick("5"), after), counts ? qint64 {500000} : qint64 {0});
    }
};

QTEST_GUILESS_MAIN(RateLimitTest)
#include "rate_limit_test.moc"
