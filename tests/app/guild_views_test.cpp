#include "app/guild_views.h"
#include "voice/gateway/event_decoder.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow {std::chrono::hours(473'000)}; // December 2023

struct Feed {
    gateway::GuildDirectory directory;
    GuildViews views;

    void hear(const QByteArray& type, const QByteArray& data)
    {
        std::uint64_t malformed = 0;
        const auto event = gateway::decodeDispatch(
            QString::fromLatin1(type), QJsonDocument::fromJson(data).object(), malformed);
        QVERIFY2(event && malformed == 0, type.constData());
        directory.apply(*event);
    }
    void logIn()
    {
        hear("READY",
             R"({"user":{"id":"77","username":"lav"},"session_id":"s",)"
             R"("guilds":[{"id":"5"},{"id":"6"}]})");
        for (const char* id : {"5", "6"})
            hear("GUILD_CREATE",
                 QByteArray(R"({"id":"ID","name":"Server ID","owner_id":"1",)"
                            R"("roles":[{"id":"ID","permissions":"1049600"}],"channels":[)"
                            R"({"id":"ID1","type":2,"name":"Room","position":1},)"
                            R"({"id":"ID2","type":2,"name":"Cellar","position":2}],)"
                            R"("members":[{"user":{"id":"77","username":"lav"},"roles":[]},)"
                            R"({"user":{"id":"3","username":"ann"},"roles":[]}],)"
                            R"("voice_states":[{"user_id":"3","channel_id":"ID1",)"
                            R"("session_id":"x"}]})")
                     .replace("ID", id));
    }
};

} // namespace

class GuildViewsTest : public QObject {
    Q_OBJECT
private slots:
    void showsEachChange_data();
    void showsEachChange();
    void aTimeOutEndsByItself();
};

void GuildViewsTest::showsEachChange_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("seen");
    const auto row = [](const char* name, const char* type, const char* data, bool seen = true) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(data) << seen;
    };
    row("somebody comes", "VOICE_STATE_UPDATE",
        R"({"guild_id":"5","user_id":"4","channel_id":"51","session_id":"y"})");
    row("somebody moves", "VOICE_STATE_UPDATE",
        R"({"guild_id":"5","user_id":"3","channel_id":"52","session_id":"x"})");
    row("somebody goes", "VOICE_STATE_UPDATE",
        R"({"guild_id":"5","user_id":"3","channel_id":null,"session_id":"x"})");
    row("nothing new", "VOICE_STATE_UPDATE",
        R"({"guild_id":"5","user_id":"3","channel_id":"51","session_id":"x"})", false);
    row("another nickname", "GUILD_MEMBER_UPDATE",
        R"({"guild_id":"5","user":{"id":"3","username":"ann"},"nick":"Annie","roles":[]})");
    row("a room is renamed", "CHANNEL_UPDATE",
        R"({"guild_id":"5","id":"51","type":2,"name":"Hall","position":1})");
    row("a room is new", "CHANNEL_CREATE",
        R"({"guild_id":"5","id":"53","type":2,"name":"Attic","position":3})");
    row("a room is gone", "CHANNEL_DELETE",
        R"({"guild_id":"5","id":"52","type":2,"name":"Cellar","position":2})");
    row("a text channel is new", "CHANNEL_CREATE",
        R"({"guild_id":"5","id":"54","type":0,"name":"chat","position":3})", false);
    row("a role forbids to connect", "GUILD_ROLE_UPDATE",
        R"({"guild_id":"5","role":{"id":"5","permissions":"1024"}})");
    row("the server is renamed", "GUILD_UPDATE", R"({"id":"5","name":"Club","owner_id":"1"})");
    row("an outage", "GUILD_DELETE", R"({"id":"5","unavailable":true})");
    row("the server is left", "GUILD_DELETE", R"({"id":"5"})");
    row("a server more", "GUILD_CREATE", R"({"id":"9","name":"Another","channels":[]})");
    row("a new session", "READY",
        R"({"user":{"id":"77","username":"lav"},"session_id":"t","guilds":[{"id":"5"},{"id":"6"}]})");
}

void GuildViewsTest::showsEachChange()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, data);
    QFETCH(const bool, seen);
    Feed feed;
    feed.logIn();
    QVERIFY(feed.views.follow(feed.directory, kNow));
    QVERIFY(!feed.views.follow(feed.directory, kNow));
    QCOMPARE(feed.views.all().size(), std::size_t(2));
    QCOMPARE(feed.views.all()[0].channels.size(), std::size_t(2));
    const auto* const other = feed.views.all()[1].channels.data();

    feed.hear(type, data);
    QCOMPARE(feed.views.follow(feed.directory, kNow), seen);
    GuildViews anew;
    anew.follow(feed.directory, kNow);
    QVERIFY(feed.views.all() == anew.all());
    const bool oneServer = type != "READY"; // a new session speaks of all of them
    if (oneServer)
        QVERIFY(std::ranges::any_of(feed.views.all(), [other](const ui::GuildView& view) {
            return view.channels.data() == other; // the other server was not touched
        }));
    QVERIFY(!feed.views.follow(feed.directory, kNow));
}

void GuildViewsTest::aTimeOutEndsByItself()
{
    Feed feed;
    feed.logIn();
    feed.hear("GUILD_MEMBER_UPDATE",
              R"({"guild_id":"5","user":{"id":"77","username":"lav"},"roles":[],)"
              R"("communication_disabled_until":"2023-12-31T00:00:00+00:00"})");
    const WallTime during {
        std::chrono::sys_days(std::chrono::year(2023) / 12 / 30).time_since_epoch()};
    feed.views.follow(feed.directory, during);
    QCOMPARE(feed.views.all()[0].channels[0].block, ui::JoinBlock::TimedOut);
    QCOMPARE(feed.views.all()[1].channels[0].block, ui::JoinBlock::None);
    QVERIFY(feed.views.follow(feed.directory, during + 48h));
    QCOMPARE(feed.views.all()[0].channels[0].block, ui::JoinBlock::None);
}

QTEST_GUILESS_MAIN(GuildViewsTest)
#include "guild_views_test.moc"
