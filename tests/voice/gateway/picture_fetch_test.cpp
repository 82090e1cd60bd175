#include "voice/gateway/picture_fetch.h"

#include "stand_in.h"
#include "tests/patience.h"
#include "voice/base/clock.h"
#include "voice/gateway/gateway_client.h"

#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;

namespace {

const auto kHash = QStringLiteral("0123456789abcdef0123456789abcdef");
const QByteArray kElsewhere = "GET /elsewhere.png";
const QByteArray kPath = "GET /avatars/77/0123456789abcdef0123456789abcdef.png?size=128";

} // namespace

class PictureFetchTest : public QObject {
    Q_OBJECT
private slots:
    void asksDiscordsPictureServer()
    {
        QCOMPARE(pictureUrl(discordEndpoints(), UserId(77), kHash),
                 QUrl(QStringLiteral("https://cdn.discordapp.com/avatars/77/%1.png?size=128")
                          .arg(kHash)));
        QVERIFY(pictureUrl(discordEndpoints(), UserId(77), QStringLiteral("a_") + kHash));
        for (const char* hash : {"", "null", "../../users/@me", "0123456789abcdef/..",
                                 "0123456789ABCDEF", "0123456789abcdef?x=", "0123456789abcdef.png",
                                 "@evil.test/", "b_0123456789abcdef", "0123456789abcdef\n"})
            QVERIFY2(!pictureUrl(discordEndpoints(), UserId(77), QString::fromLatin1(hash)), hash);
        QVERIFY(!pictureUrl(discordEndpoints(), UserId(77), QString(65, u'a')));
        QVERIFY(!pictureUrl(discordEndpoints(), UserId(), kHash));
    }

    void comesAfterTheTokenWasAcceptedAndWithoutIt()
    {
        StandIn discord;
        QByteArray user = R"({"id":"77","username":"lav","bot":true,"avatar":"HASH"})";
        discord.answers["GET /api/v10/users/@me"]
            = StandIn::http(200, user.replace("HASH", kHash.toLatin1()));
        discord.answers[kPath] = StandIn::http(200, "a picture");
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        QSignalSpy fetched(&client, &GatewayClient::pictureFetched);
        QByteArray token = "the.canary.token";
        client.wantPicture();
        client.start(SecretBytes::takeFrom(token));
        QTRY_COMPARE(fetched.size(), 1);
        QCOMPARE(fetched[0][0].toByteArray(), QByteArray("a picture"));
        const auto asked = std::ranges::find(discord.requests, kPath, &StandIn::Request::line);
        QVERIFY(asked != discord.requests.end());
        QVERIFY(!asked->head.contains("canary") && !asked->head.contains("Authorization"));
    }

    void isNotAskedForByWhoeverShowsNone()
    {
        StandIn discord;
        QByteArray user = R"({"id":"77","username":"lav","bot":true,"avatar":"HASH"})";
        discord.answers["GET /api/v10/users/@me"]
            = StandIn::http(200, user.replace("HASH", kHash.toLatin1()));
        discord.answers[kPath] = StandIn::http(200, "a picture");
        GatewayClient client(discord.endpoints(), m_clock, nullptr);
        QByteArray token = "the.canary.token";
        client.start(SecretBytes::takeFrom(token));
        // By then it had been asked for: the request goes out before the one for the gateway.
        QTRY_VERIFY(!discord.urls.empty());
        QVERIFY(std::ranges::find(discord.requests, kPath, &StandIn::Request::line)
                == discord.requests.end());
    }

    void isNotThereWhen_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("Discord has none") << StandIn::http(404, "{}");
        QTest::newRow("it was moved") << StandIn::http(302, "x", "Location: /elsewhere.png\r\n");
        QTest::newRow("it is a byte too large")
            << StandIn::http(200, QByteArray(512 * 1024 + 1, 'x'));
        QTest::newRow("it never ends")
            << QByteArray("HTTP/1.1 200 X\r\n\r\n") + QByteArray(4 * 1024 * 1024, 'x');
        QTest::newRow("it is no HTTP") << QByteArray("SSH-2.0-hello\r\n\r\n");
    }
    void isNotThereWhen()
    {
        QFETCH(QByteArray, answer);
        StandIn discord;
        discord.answers[kPath] = answer;
        discord.answers[kElsewhere] = StandIn::http(200, "moved");
        PictureFetch fetch(discord.endpoints());
        QSignalSpy fetched(&fetch, &PictureFetch::fetched);
        fetch.fetch(UserId(77), kHash);
        QTRY_VERIFY(!discord.requests.empty());
        // The next one comes, so the first is over by then.
        discord.answers["GET /avatars/78/0123456789abcdef0123456789abcdef.png?size=128"]
            = StandIn::http(200, "another");
        QTest::qWait(50);
        QCOMPARE(fetched.size(), 0);
        fetch.fetch(UserId(78), kHash);
        QTRY_COMPARE(fetched.size(), 1);
        QCOMPARE(fetched[0][0].toByteArray(), QByteArray("another"));
        QVERIFY(std::ranges::find(discord.requests, kElsewhere, &StandIn::Request::line)
                == discord.requests.end());
    }

    void takesOneOfExactlyTheMost()
    {
        StandIn discord;
        discord.answers[kPath] = StandIn::http(200, QByteArray(512 * 1024, 'x'));
        PictureFetch fetch(discord.endpoints());
        QSignalSpy fetched(&fetch, &PictureFetch::fetched);
        fetch.fetch(UserId(77), kHash);
        QTRY_COMPARE(fetched.size(), 1);
        QCOMPARE(fetched[0][0].toByteArray().size(), 512 * 1024);
    }

private:
    const SystemClock m_clock;
};

QTEST_GUILESS_MAIN(PictureFetchTest)
#include "picture_fetch_test.moc"
