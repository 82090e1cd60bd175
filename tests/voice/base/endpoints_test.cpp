#include "voice/base/endpoints.h"

#include <QTest>

using namespace lavalier;

class EndpointsTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheBaseTheUserGave_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("base"); // empty: refused
        QTest::addColumn<bool>("loopback");
        const auto row = [](const char* text, const char* base, bool loopback = false) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(base)
                                << loopback;
        };
        row("https://discord.com/api/v10", "https://discord.com/api/v10");
        row("https://discord.com/api/v10/", "https://discord.com/api/v10");
        row("https://canary.discord.com/api/v10", "https://canary.discord.com/api/v10");
        row("http://127.0.0.1:8080/api/v10", "http://127.0.0.1:8080/api/v10", true);
        row("http://127.9.9.9/api", "http://127.9.9.9/api", true);
        row("http://localhost:1/api", "http://localhost:1/api", true);
        row("https://localhost/api", "https://localhost/api", true);
        row("http://[::1]:8080/api", "http://[::1]:8080/api", true);
        row("http://discord.com/api/v10", "");
        row("https://example.org/api", "");
        row("https://discord.com.example.org/api", "");
        row("https://notdiscord.com/api", "");
        row("http://128.0.0.1/api", "");
        row("http://0.0.0.0/api", "");
        row("http://[::2]/api", "");
        row("ws://127.0.0.1/api", "");
        row("file:///etc/passwd", "");
        row("https://user:secret@discord.com/api", "");
        row("https://discord.com@example.org/api", "");
        row("https://discord.com/api?x=1", "");
        row("https://discord.com/api#x", "");
        row("discord.com/api", "");
        row("", "");
    }

    void readsTheBaseTheUserGave()
    {
        QFETCH(QString, text);
        QFETCH(QString, base);
        QFETCH(bool, loopback);
        const auto endpoints = parseApiBase(text);
        QCOMPARE(endpoints ? endpoints->apiBase.toString() : QString(), base);
        if (endpoints)
            QCOMPARE(endpoints->isLoopback(), loopback);
    }

    void allowsOnlyDiscordsHosts_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("real");
        QTest::addColumn<bool>("standIn");
        const auto row = [](const char* host, bool real, bool standIn) {
            QTest::newRow(host) << QString::fromLatin1(host) << real << standIn;
        };
        row("gateway.discord.gg", true, false);
        row("frankfurt1234.discord.media", true, false);
        row("C-FRA05.Discord.Media", true, false);
        row("discord.com", true, false);
        row("cdn.discordapp.com", true, false);
        row("media.discordapp.net", true, false);
        row("discord.media.example.org", false, false);
        row("evildiscord.media", false, false);
        row("example.org", false, false);
        row("", false, false);
        row("10.0.0.1", false, false);
        row("127.0.0.1", false, true);
        row("localhost", false, true);
        row("::1", false, true);
        row("localhost.example.org", false, false);
    }

    void allowsOnlyDiscordsHosts()
    {
        QFETCH(QString, host);
        QFETCH(bool, real);
        QFETCH(bool, standIn);
        QCOMPARE(isAllowedHost(host, discordEndpoints()), real);
        const Endpoints loopback {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))};
        QCOMPARE(isAllowedHost(host, loopback), standIn);
    }
};

QTEST_GUILESS_MAIN(EndpointsTest)
#include "endpoints_test.moc"
