#include "voice/gateway/event_decoder.h"
#include "voice/gateway/guild_directory.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;

namespace {

constexpr GuildId kGuild {5};
constexpr UserId kMe {77};
constexpr WallTime kNow {std::chrono::hours(1000000)};

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

/// One directory, fed with dispatches as they come over the wire.
struct Feed {
    GuildDirectory directory;
    std::uint64_t malformed = 0;

    DirectoryChanges hear(const char* type, const QByteArray& data)
    {
        const auto event = decodeDispatch(QString::fromLatin1(type), json(data), malformed);
        return event ? directory.apply(*event) : DirectoryChanges();
    }
    void logIn()
    {
        hear("READY",
             R"({"user":{"id":"77","username":"lav"},"session_id":"s","guilds":[{"id":"5"}]})");
        hear("GUILD_CREATE", R"({"id":"5","name":"Table","owner_id":"1",)" + kRest);
    }
    QStringList order() const
    {
        QStringList names;
        for (const Channel* channel : directory.channelsInOrder(kGuild))
            names << channel->name;
        return names;
    }

    static inline const QByteArray kRest
        = R"("roles":[{"id":"5","permissions":"1049600"},{"id":"6","permissions":"0"}],)"
        + QByteArray(R"("channels":[{"id":"20","type":4,"name":"late","position":2},)")
        + R"({"id":"21","type":2,"name":"b voice","position":0,"parent_id":"20","user_limit":1},)"
        + R"({"id":"22","type":0,"name":"b text","position":9,"parent_id":"20"},)"
        + R"({"id":"10","type":4,"name":"early","position":1},)"
        + R"({"id":"12","type":2,"name":"second","position":1,"parent_id":"10"},)"
        + R"({"id":"11","type":13,"name":"first","position":1,"parent_id":"10"},)"
        + R"({"id":"30","type":2,"name":"top voice","position":5},{"id":"31","type":0,"name":"top","position":7}],)"
        + R"("members":[{"user":{"id":"77","username":"lav"},"roles":["6"]},)"
        + R"({"user":{"id":"3","username":"ann","global_name":"Ann"},"nick":"Annie","roles":[]}],)"
        + R"("voice_states":[{"user_id":"3","channel_id":"21","session_id":"x"}]})";
};

} // namespace

Q_DECLARE_METATYPE(lavalier::gateway::JoinVerdict)

class GuildDirectoryTest : public QObject {
    Q_OBJECT
private slots:
    void listsChannelsAsDiscordDoes()
    {
        Feed feed;
        feed.logIn();
        const QStringList expected {QStringLiteral("top"),    QStringLiteral("top voice"),
                                    QStringLiteral("early"),  QStringLiteral("first"),
                                    QStringLiteral("second"), QStringLiteral("late"),
                                    QStringLiteral("b text"), QStringLiteral("b voice")};
        QCOMPARE(feed.order(), expected);
        QCOMPARE(feed.malformed, std::uint64_t {0});
        feed.hear(
            "CHANNEL_UPDATE",
            R"({"guild_id":"5","id":"12","type":2,"name":"now first","position":0,"parent_id":"10"})");
        QCOMPARE(feed.order().at(3), QStringLiteral("now first"));
        feed.hear("CHANNEL_DELETE", R"({"guild_id":"5","id":"10"})");
        QVERIFY2(feed.order().indexOf(QStringLiteral("first"))
                     < feed.order().indexOf(QStringLiteral("late")),
                 "children of a lost category move to the top");
        QVERIFY(feed.directory.guildOfChannel(ChannelId(10)) == nullptr);
        QCOMPARE(feed.directory.guildOfChannel(ChannelId(11))->id.value(), kGuild.value());
    }

    void followsPeopleThroughChannels()
    {
        Feed feed;
        feed.logIn();
        const auto say = [&](const char* data) { return feed.hear("VOICE_STATE_UPDATE", data); };
        auto changes = say(
            R"({"guild_id":"5","user_id":"4","channel_id":"30","session_id":"y","self_mute":true,"member":{"user":{"id":"4","username":"bob"},"roles":[]}})");
        QCOMPARE(changes.voice.size(), std::size_t {1});
        QVERIFY(!changes.voice.front().before && changes.voice.front().after == ChannelId(30));
        QVERIFY(changes.voice.front().state.isMuted());
        QCOMPARE(feed.directory.displayName(kGuild, UserId(4)), QStringLiteral("bob"));
        changes = say(R"({"guild_id":"5","user_id":"4","channel_id":"21","session_id":"y"})");
        QVERIFY(changes.voice.front().before == ChannelId(30));
        QCOMPARE(feed.directory.occupants(kGuild, ChannelId(30)).size(), std::size_t {0});
        QCOMPARE(feed.directory.occupants(kGuild, ChannelId(21)).size(), std::size_t {2});
        changes = say(R"({"guild_id":"5","user_id":"4","channel_id":"21","session_id":"y"})");
        QVERIFY2(changes.voice.empty(), "the same again is no change");
        changes = say(R"({"guild_id":"5","user_id":"4","channel_id":null,"session_id":"y"})");
        QVERIFY(changes.voice.front().before == ChannelId(21) && !changes.voice.front().after);
        QVERIFY(feed.directory.voiceState(kGuild, UserId(4)) == nullptr);
        changes = say(R"({"guild_id":"5","user_id":"4","channel_id":"?","session_id":"y"})");
        QVERIFY2(changes.voice.empty() && feed.malformed > 0,
                 "an unreadable channel is not a departure");
    }

    void tellsEveryAnswerAboutOurselves()
    {
        Feed feed;
        feed.logIn();
        const char* const here
            = R"({"guild_id":"5","user_id":"77","channel_id":"30","session_id":"s1"})";
        QVERIFY(feed.hear("VOICE_STATE_UPDATE", here).voice.front().self);
        const auto again = feed.hear("VOICE_STATE_UPDATE", here);
        QCOMPARE(again.voice.size(), std::size_t {1});
        QCOMPARE(again.voice.front().state.sessionId, QStringLiteral("s1"));
        const char* const gone = R"({"guild_id":"5","user_id":"77","channel_id":null})";
        QVERIFY(!feed.hear("VOICE_STATE_UPDATE", gone).voice.front().after);
        QCOMPARE(feed.hear("VOICE_STATE_UPDATE", gone).voice.size(), std::size_t {1});
    }

    void asksForThoseItCannotName()
    {
        Feed feed;
        feed.logIn();
        const auto changes = feed.hear("VOICE_STATE_UPDATE",
                                       R"({"guild_id":"5","user_id":"9","channel_id":"30"})");
        QCOMPARE(changes.unknownMembers.size(), std::size_t {1});
        QCOMPARE(feed.directory.displayName(kGuild, UserId(9)), QStringLiteral("9"));
        feed.hear("GUILD_MEMBERS_CHUNK",
                  R"({"guild_id":"5","members":[{"user":{"id":"9","username":"nine"}}]})");
        QCOMPARE(feed.directory.displayName(kGuild, UserId(9)), QStringLiteral("nine"));
    }

    void tellsWhatChangedWhileTheSessionWasLost()
    {
        Feed feed;
        feed.logIn();
        feed.hear("VOICE_STATE_UPDATE", R"({"guild_id":"5","user_id":"77","channel_id":"30"})");
        feed.hear("READY",
                  R"({"user":{"id":"77"},"session_id":"t","guilds":[{"id":"5"},{"id":"6"}]})");
        QVERIFY(!feed.directory.guild(kGuild)->available);
        QCOMPARE(feed.directory.guild(kGuild)->name, QStringLiteral("Table"));
        const auto changes = feed.hear(
            "GUILD_CREATE",
            R"({"id":"5","name":"Table","channels":[{"id":"30","type":2}],"voice_states":[{"user_id":"8","channel_id":"30"}]})");
        QCOMPARE(changes.voice.size(), std::size_t {2});
        for (const auto& change : changes.voice) {
            QVERIFY(!change.self);
            QCOMPARE(change.user == UserId(8), change.after.has_value());
        }
        QVERIFY(feed.directory.guildOfChannel(ChannelId(21)) == nullptr);
    }

    void trustsNoSessionIdOfAnEarlierSession()
    {
        Feed feed;
        feed.logIn();
        const auto told = R"({"guild_id":"5","user_id":"77","channel_id":"30","session_id":"old"})";
        const auto listed
            = R"({"id":"5","channels":[{"id":"30","type":2}],"voice_states":[{"user_id":"77","channel_id":"30","session_id":"old"}]})";
        feed.hear("VOICE_STATE_UPDATE", told);
        // The server came back within the session: the id still holds.
        feed.hear("GUILD_CREATE", listed);
        QCOMPARE(feed.directory.voiceState(kGuild, kMe)->sessionId, QStringLiteral("old"));
        const auto changes
            = feed.hear("READY", R"({"user":{"id":"77"},"session_id":"t","guilds":[{"id":"5"}]})");
        QVERIFY2(changes.voice.empty(), "a lost session is no kick");
        QVERIFY(feed.directory.voiceState(kGuild, kMe) == nullptr);
        QVERIFY(feed.directory.occupants(kGuild, ChannelId(30)).empty());
        feed.hear("GUILD_CREATE", listed);
        QVERIFY(feed.directory.voiceState(kGuild, kMe) != nullptr);
        QVERIFY(feed.directory.voiceState(kGuild, kMe)->sessionId.isEmpty());
        feed.hear("VOICE_STATE_UPDATE", told);
        QCOMPARE(feed.directory.voiceState(kGuild, kMe)->sessionId, QStringLiteral("old"));
    }

    void keepsAGuildThroughAnOutageAndForgetsARemovedOne()
    {
        Feed feed;
        feed.logIn();
        feed.hear("GUILD_DELETE", R"({"id":"5","unavailable":true})");
        QCOMPARE(feed.directory.joinVerdict(kGuild, ChannelId(30), kNow),
                 JoinVerdict::ServerUnavailable);
        QCOMPARE(feed.directory.guild(kGuild)->channels.size(), std::size_t {8});
        const auto changes = feed.hear("GUILD_DELETE", R"({"id":"5"})");
        QCOMPARE(changes.voice.size(), std::size_t {1});
        QVERIFY(feed.directory.guild(kGuild) == nullptr);
        QVERIFY(feed.directory.guildOfChannel(ChannelId(30)) == nullptr);
    }

    void saysWhyAChannelCannotBeJoined_data()
    {
        QTest::addColumn<QByteArray>("type"); // what happens first; empty for nothing
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<quint64>("guild");
        QTest::addColumn<quint64>("channel");
        QTest::addColumn<JoinVerdict>("verdict");
        const auto row = [](const char* name, const char* type, const char* data, quint64 channel,
                            JoinVerdict verdict, quint64 guild = 5) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(data) << guild << channel
                                << verdict;
        };
        row("free", "", "", 30, JoinVerdict::Allowed);
        row("a stage", "", "", 11, JoinVerdict::Allowed);
        row("another server", "", "", 30, JoinVerdict::UnknownGuild, 6);
        row("another channel", "", "", 99, JoinVerdict::UnknownChannel);
        row("text", "", "", 31, JoinVerdict::NotAVoiceChannel);
        row("a category", "", "", 10, JoinVerdict::NotAVoiceChannel);
        row("full", "", "", 21, JoinVerdict::Full);
        row("full, but we may move members", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"6","permissions":"16777216"}})", 21,
            JoinVerdict::Allowed);
        row("full, and we are inside", "VOICE_STATE_UPDATE",
            R"({"guild_id":"5","user_id":"77","channel_id":"21"})", 21, JoinVerdict::Allowed);
        row("full, but the server is ours", "GUILD_UPDATE",
            R"({"id":"5","name":"Table","owner_id":"77"})", 21, JoinVerdict::Allowed);
        row("hidden", "CHANNEL_UPDATE",
            R"({"guild_id":"5","id":"30","type":2,"permission_overwrites":[{"id":"5","type":0,"allow":"0","deny":"1024"}]})",
            30, JoinVerdict::NotVisible);
        row("closed to our role", "CHANNEL_UPDATE",
            R"({"guild_id":"5","id":"30","type":2,"permission_overwrites":[{"id":"6","type":0,"allow":"0","deny":"1048576"}]})",
            30, JoinVerdict::NoConnectPermission);
        row("closed to the role we no longer have", "GUILD_MEMBER_UPDATE",
            R"({"guild_id":"5","user":{"id":"77"},"roles":[]})", 30, JoinVerdict::Allowed);
        row("timed out", "GUILD_MEMBER_UPDATE",
            R"({"guild_id":"5","user":{"id":"77"},"roles":[],"communication_disabled_until":"2999-01-01T00:00:00.000000+00:00"})",
            30, JoinVerdict::TimedOut);
        row("a timeout long over", "GUILD_MEMBER_UPDATE",
            R"({"guild_id":"5","user":{"id":"77"},"roles":[],"communication_disabled_until":"2001-01-01T00:00:00+00:00"})",
            30, JoinVerdict::Allowed);
        row("everyone's role is gone: Discord decides", "GUILD_ROLE_DELETE",
            R"({"guild_id":"5","role_id":"5"})", 30, JoinVerdict::Allowed);
        row("everyone's permissions cannot be read: Discord decides", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"5","permissions":["x"]}})", 30, JoinVerdict::Allowed);
        row("everyone's permissions are absent: Discord decides", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"5"}})", 30, JoinVerdict::Allowed);
        row("permissions as a number", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"5","permissions":1024}})", 30,
            JoinVerdict::NoConnectPermission);
        row("permissions as a number that lost bits: Discord decides", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"5","permissions":1e300}})", 30, JoinVerdict::Allowed);
        row("permissions below zero: Discord decides", "GUILD_ROLE_UPDATE",
            R"({"guild_id":"5","role":{"id":"5","permissions":-1024}})", 30, JoinVerdict::Allowed);
        row("an overwrite in numbers", "CHANNEL_UPDATE",
            R"({"guild_id":"5","id":"30","type":2,"permission_overwrites":[{"id":"6","type":0,"allow":0,"deny":1048576}]})",
            30, JoinVerdict::NoConnectPermission);
        row("a server with channels and nothing else: Discord decides", "GUILD_CREATE",
            R"({"id":"5","channels":[{"id":"30","type":2}]})", 30, JoinVerdict::Allowed);
        row("a server whose roles lack everyone's: Discord decides", "GUILD_CREATE",
            R"({"id":"5","name":"x","roles":[{"id":"6","permissions":"0"}],"channels":[{"id":"30","type":2}]})",
            30, JoinVerdict::Allowed);
        row("we are not known: Discord decides", "GUILD_MEMBER_REMOVE",
            R"({"guild_id":"5","user":{"id":"77"}})", 30, JoinVerdict::Allowed);
    }
    void saysWhyAChannelCannotBeJoined()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        QFETCH(quint64, guild);
        QFETCH(quint64, channel);
        QFETCH(JoinVerdict, verdict);
        Feed feed;
        feed.logIn();
        if (!type.isEmpty())
            feed.hear(type.constData(), data);
        QCOMPARE(feed.directory.joinVerdict(GuildId(guild), ChannelId(channel), kNow), verdict);
    }

    void skipsWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char* name, const char* type, const char* data) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(data);
        };
        row("guild without id", "GUILD_CREATE", R"({"name":"x"})");
        row("guild id as number", "GUILD_CREATE", R"({"id":5})");
        row("guild id beyond 64 bits", "GUILD_CREATE", R"({"id":"18446744073709551616"})");
        row("guild id zero", "GUILD_DELETE", R"({"id":"0"})");
        row("guild id with a sign", "GUILD_DELETE", R"({"id":"-5"})");
        row("channel without guild", "CHANNEL_CREATE", R"({"id":"40","type":2})");
        row("channel id as object", "CHANNEL_CREATE", R"({"guild_id":"5","id":{}})");
        row("role that is none", "GUILD_ROLE_CREATE", R"({"guild_id":"5","role":7})");
        row("member without user", "GUILD_MEMBER_UPDATE", R"({"guild_id":"5","roles":[]})");
        row("member chunk of rubbish", "GUILD_MEMBERS_CHUNK",
            R"({"guild_id":"5","members":[1,null,{},"x"]})");
        row("voice state without user", "VOICE_STATE_UPDATE",
            R"({"guild_id":"5","channel_id":"30"})");
        row("voice state of a private call", "VOICE_STATE_UPDATE",
            R"({"user_id":"3","channel_id":"30"})");
        row("voice server with a number", "VOICE_SERVER_UPDATE",
            R"({"guild_id":"5","endpoint":7,"token":"t"})");
        row("ready without user", "READY", R"({"session_id":"s"})");
        row("ready without session", "READY", R"({"user":{"id":"77"}})");
        row("a channel of a guild we are not in", "CHANNEL_CREATE",
            R"({"guild_id":"6","id":"40","type":2})");
        row("a role of a guild we are not in", "GUILD_ROLE_CREATE",
            R"({"guild_id":"6","role":{"id":"1"}})");
        row("a channel that never was", "CHANNEL_DELETE", R"({"guild_id":"5","id":"999"})");
    }
    void skipsWhatItCannotRead()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        Feed feed;
        feed.logIn();
        const auto changes = feed.hear(type.constData(), data);
        QVERIFY(!changes.changed && changes.voice.empty());
        const Guild* guild = feed.directory.guild(kGuild);
        QVERIFY(guild != nullptr && guild->available && guild->channels.size() == 8);
        QVERIFY2(feed.directory.refused() > 0 || feed.malformed > 0 || type == "VOICE_STATE_UPDATE",
                 "counted");
    }

    void takesDefaultsForBadFields()
    {
        Feed feed;
        feed.logIn();
        feed.hear(
            "CHANNEL_CREATE",
            R"({"guild_id":"5","id":"50","type":2,"name":["x"],"position":"first","user_limit":-3,"parent_id":7,"permission_overwrites":[{"id":"6","type":9},{"type":0},4,{"id":"6","type":"role","allow":1.5}]})");
        const Channel* channel = feed.directory.channel(kGuild, ChannelId(50));
        QVERIFY(channel != nullptr);
        QCOMPARE(channel->name, QString());
        QCOMPARE(channel->userLimit, 0);
        QCOMPARE(channel->overwrites.size(), std::size_t {1});
        QVERIFY(feed.malformed >= 7);
        feed.hear("CHANNEL_CREATE",
                  QByteArray(R"({"guild_id":"5","id":"51","type":2,"name":"LONG"})")
                      .replace("LONG", QByteArray(100000, 'n')));
        QCOMPARE(feed.directory.channel(kGuild, ChannelId(51))->name.size(), qsizetype {256});
    }

    void staysQuickWithTwoHundredServersOfFiveHundredChannels()
    {
        GuildDirectory directory;
        QElapsedTimer timer;
        timer.start();
        for (std::uint64_t g = 1; g <= 200; ++g) {
            GuildCreatedEvent guild;
            guild.id = GuildId(g);
            guild.name = QStringLiteral("Server %1").arg(g);
            for (std::uint64_t c = 1; c <= 500; ++c) {
                Channel channel;
                channel.id = ChannelId(g * 1000 + c);
                channel.type = c % 10 == 0 ? ChannelType::Category : ChannelType::Voice;
                channel.parent = ChannelId(g * 1000 + c / 10 * 10);
                guild.channels.push_back(channel);
            }
            directory.apply(guild);
        }
        const qint64 filled = timer.restart();
        for (std::uint64_t i = 0; i < 100000; ++i) {
            const std::uint64_t g = i % 200 + 1;
            VoiceState state;
            state.user = UserId(i % 5000 + 1);
            state.channel = ChannelId(g * 1000 + i % 500 + 1);
            directory.apply(VoiceStateEvent {GuildId(g), state, std::nullopt});
        }
        const qint64 moved = timer.elapsed();
        qInfo("filled in %lld ms, 100000 moves in %lld ms", static_cast<long long>(filled),
              static_cast<long long>(moved));
        // Not a benchmark: a copy of everything per event would take minutes.
        QVERIFY(moved < 10000);
        QCOMPARE(directory.guilds().size(), std::size_t {200});
    }
};

QTEST_GUILESS_MAIN(GuildDirectoryTest)
#include "guild_directory_test.moc"
