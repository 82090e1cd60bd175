#include "voice/control/voice_address.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::control;

class VoiceAddressTest : public QObject {
    Q_OBJECT
private slots:
    void buildsTheUsualForm_data();
    void buildsTheUsualForm();
};

void VoiceAddressTest::buildsTheUsualForm_data()
{
    QTest::addColumn<QString>("api");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("url"); // empty: refused
    const auto row = [](const char* name, const char* api, const char* endpoint, const char* url) {
        QTest::newRow(name) << QString::fromLatin1(api) << QString::fromLatin1(endpoint)
                            << QString::fromLatin1(url);
    };
    const char* const real = "https://discord.com/api/v10";
    const char* const local = "http://127.0.0.1:8080/api/v10";
    row("with port", real, "rotterdam1.discord.media:2053",
        "wss://rotterdam1.discord.media:2053/?v=8");
    row("without port", real, "c-ams1.discord.gg", "wss://c-ams1.discord.gg/?v=8");
    row("with scheme", real, "wss://a.discord.media:443", "wss://a.discord.media:443/?v=8");
    row("plain scheme does not make it plain", real, "ws://a.discord.media",
        "wss://a.discord.media/?v=8");
    row("slash behind", local, "ws://127.0.0.1:4000/", "ws://127.0.0.1:4000/?v=8");
    row("localhost", local, "localhost:4000", "ws://localhost:4000/?v=8");
    row("IPv6 loopback", local, "[::1]:4000", "ws://[::1]:4000/?v=8");
    row("a stand-in's path", local, "127.0.0.1:5000/voice", "ws://127.0.0.1:5000/voice/?v=8");
    row("a stand-in's path and slash", local, "ws://127.0.0.1:5000/a/b/",
        "ws://127.0.0.1:5000/a/b/?v=8");
    row("a stand-in's query", local, "127.0.0.1:5000/voice?v=4&x=1",
        "ws://127.0.0.1:5000/voice/?v=8");
    row("a stand-in's fragment", local, "127.0.0.1:5000/voice#x", "");
    row("a stand-in's user", local, "discord.media@127.0.0.1:5000/voice", "");
    row("another host before a local path", local, "example.org/127.0.0.1", "");
    row("a local host in the user part", local, "127.0.0.1@example.org/voice", "");
    row("a local host before a dot", local, "127.0.0.1.example.org/voice", "");
    row("empty", real, "", "");
    row("only a port", real, ":443", "");
    row("another host", real, "discord.media.example.org", "");
    row("a host in the user part", real, "discord.media@example.org", "");
    row("a user in front", real, "user:pw@a.discord.media", "");
    row("a path", real, "a.discord.media/evil", "");
    row("a query", real, "a.discord.media?v=4", "");
    row("a fragment", real, "a.discord.media#x", "");
    row("port zero", real, "a.discord.media:0", "");
    row("port too large", real, "a.discord.media:65536", "");
    row("a space", real, "a.discord.media :443", "");
    row("a newline", real, "a.discord.media\r\nX: y", "");
}

void VoiceAddressTest::buildsTheUsualForm()
{
    QFETCH(QString, api);
    QFETCH(QString, endpoint);
    QFETCH(QString, url);
    const auto built = voiceUrl(endpoint, {QUrl(api)});
    QCOMPARE(built ? built->toString() : QString(), url);
}

QTEST_APPLESS_MAIN(VoiceAddressTest)
#include "voice_address_test.moc"
