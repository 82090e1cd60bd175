#include "app/notice_keeper.h"
#include "tests/patience.h"
#include "voice/simulator/discord_simulator.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;

namespace {

constexpr GuildId kGuild {500};
constexpr ChannelId kTable {501};
constexpr UserId kAna {11};

SimulatorScript table(std::uint64_t rights)
{
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("ana")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Table");
    guild.owner = kAna;
    guild.roles = {{.id = RoleId(kGuild.value()), .name = "@everyone", .permissions = rights}};
    guild.channels = {{kTable, ChannelKind::Voice, QStringLiteral("table")}};
    guild.members = {{.user = kAna, .voice = kTable}};
    script.guilds = {guild};
    return script;
}

struct Room {
    explicit Room(std::uint64_t rights = permission::kEverydayRights)
        : discord(table(rights))
        , endpoints(*discord.start())
        , gateway(endpoints, clock, nullptr)
    {
    }
    void logIn()
    {
        gateway.start(discord.botToken());
        QTRY_VERIFY(gateway.directory().member(kGuild, gateway.self()) != nullptr);
    }
    QStringList nicknames() const
    {
        QStringList list;
        for (const auto& change : discord.restLog().nicknames)
            list.append(change.nick);
        return list;
    }

    SystemClock clock;
    DiscordSimulator discord;
    Endpoints endpoints;
    gateway::GatewayClient gateway;
};

} // namespace

/// The notice against a Discord of the test's own.
class NoticeKeeperTest : public QObject {
    Q_OBJECT
private slots:
    void tellsAndTakesBack();
    void needsLeaveWhereItMayNot_data();
    void needsLeaveWhereItMayNot();
    void putsBackWhatACrashLeft();
    void leavesTheMarkOfARunThatGoesOn();
    void saysWhenSomebodyTakesTheMark();
    void tellsAgainWhereTheCallIsMoved();
    void leavesAnotherBotsNameAlone();
};

void NoticeKeeperTest::tellsAndTakesBack()
{
    QTemporaryDir folder;
    Room room;
    room.logIn();
    NoticeKeeper keeper(room.gateway, room.endpoints, folder.filePath("state"));
    QSignalSpy settled(&keeper, &NoticeKeeper::settled);
    keeper.begin(kGuild, kTable, {true, true});
    QTRY_COMPARE(settled.count(), 1);
    QVERIFY(keeper.isShown());
    QVERIFY(!keeper.needsAcknowledgement());
    QCOMPARE(room.nicknames(), QStringList {"🔴 REC Lavalier"});
    QCOMPARE(room.discord.restLog().messages.size(), 1U);
    QCOMPARE(room.discord.restLog().messages[0].channel, kTable);
    QCOMPARE(keeper.notes(),
             (QStringList {"consent: nickname mark shown", "consent: chat message shown"}));
    const QStringList files
        = QDir(folder.filePath("state")).entryList({"nickname-*.json"}, QDir::Files);
    QCOMPARE(files.size(), 1);
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QCOMPARE(QFile::permissions(folder.filePath("state/") + files[0]) & others,
             QFile::Permissions());

    QSignalSpy ended(&keeper, &NoticeKeeper::ended);
    keeper.end();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(room.nicknames().last(), QString());
    QVERIFY(QDir(folder.filePath("state")).isEmpty(QDir::Files));
}

void NoticeKeeperTest::needsLeaveWhereItMayNot_data()
{
    QTest::addColumn<quint64>("rights");
    QTest::addColumn<bool>("chat");
    QTest::addColumn<bool>("needsLeave");
    const quint64 all = permission::kEverydayRights;
    QTest::newRow("may") << all << false << false;
    QTest::newRow("may not change its name")
        << (all & ~permission::kChangeNickname) << false << true;
    QTest::newRow("may only write") << (all & ~permission::kChangeNickname) << true << false;
    QTest::newRow("may neither") << (all & ~permission::kChangeNickname
                                     & ~permission::kSendMessages)
                                 << true << true;
}

void NoticeKeeperTest::needsLeaveWhereItMayNot()
{
    QFETCH(quint64, rights);
    QFETCH(bool, chat);
    Room room(rights);
    room.logIn();
    NoticeKeeper keeper(room.gateway, room.endpoints, {});
    QSignalSpy settled(&keeper, &NoticeKeeper::settled);
    keeper.begin(kGuild, kTable, {true, chat});
    QTRY_COMPARE(settled.count(), 1);
    QTEST(keeper.needsAcknowledgement(), "needsLeave");
}

void NoticeKeeperTest::putsBackWhatACrashLeft()
{
    QTemporaryDir folder;
    Room room;
    room.logIn();
    {
        NoticeKeeper keeper(room.gateway, room.endpoints, folder.path());
        QSignalSpy settled(&keeper, &NoticeKeeper::settled);
        keeper.begin(kGuild, kTable, {});
        QTRY_COMPARE(settled.count(), 1);
    } // and never end(): as after a crash
    QCOMPARE(room.nicknames().size(), 1);
    room.gateway.stop();
    NoticeKeeper next(room.gateway, room.endpoints, folder.path());
    room.logIn();
    QTRY_COMPARE(room.nicknames(), (QStringList {"🔴 REC Lavalier", QString()}));
    QTRY_VERIFY(QDir(folder.path()).isEmpty(QDir::Files));
}

void NoticeKeeperTest::leavesTheMarkOfARunThatGoesOn()
{
    QTemporaryDir folder;
    NoticeMarks running(folder.path());
    const NoticeMark mark {kGuild, UserId(7), "Lav", "🔴 REC Lav"};
    running.remember(mark);
    QVERIFY(NoticeMarks(folder.path()).leftBehind(UserId(7)).empty());
    running.forget(mark);
    {
        NoticeMarks crashed(folder.path());
        crashed.remember(mark);
    }
    QCOMPARE(NoticeMarks(folder.path()).leftBehind(UserId(7)), std::vector<NoticeMark> {mark});
    QVERIFY(NoticeMarks(folder.path()).leftBehind(UserId(8)).empty());
    QFile file(folder.filePath("nickname-8-1.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"bot\": \"8\", \"guild\": \"1\", \"marked\": \"Boss\"}"); // not a mark of ours
    file.close();
    QVERIFY(NoticeMarks(folder.path()).leftBehind(UserId(8)).empty());
    // One that names another server would be put back there at each start, and never forgotten.
    QFile strange(folder.filePath("nickname-8-2.json"));
    QVERIFY(strange.open(QIODevice::WriteOnly));
    strange.write(QString("{\"bot\": \"8\", \"guild\": \"1\", \"marked\": \"🔴 REC x\"}").toUtf8());
    strange.close();
    QVERIFY(NoticeMarks(folder.path()).leftBehind(UserId(8)).empty());
}

void NoticeKeeperTest::saysWhenSomebodyTakesTheMark()
{
    Room room;
    room.logIn();
    NoticeKeeper keeper(room.gateway, room.endpoints, {});
    QSignalSpy settled(&keeper, &NoticeKeeper::settled);
    QSignalSpy removed(&keeper, &NoticeKeeper::removed);
    // The directory's changes are told together: the keeper, who is told before this, has seen the
    // mark when it stood at the time of telling.
    bool seen = false;
    connect(&room.gateway, &gateway::GatewayClient::directoryChanged, this, [&] {
        seen |= room.gateway.directory().member(kGuild, room.gateway.self())->nick
            == QString("🔴 REC Lavalier");
    });
    keeper.begin(kGuild, kTable, {});
    QTRY_COMPARE(settled.count(), 1);
    QTRY_VERIFY(seen);
    room.discord.perform(Rename {room.discord.botUser(), kGuild, "Boss"});
    QTRY_COMPARE(removed.count(), 1);
    QVERIFY(!keeper.isShown());
    keeper.end();
    QCOMPARE(room.nicknames().size(), 1); // the name is theirs now
}

void NoticeKeeperTest::tellsAgainWhereTheCallIsMoved()
{
    Room room;
    room.logIn();
    NoticeKeeper keeper(room.gateway, room.endpoints, {});
    QSignalSpy settled(&keeper, &NoticeKeeper::settled);
    QSignalSpy untold(&keeper, &NoticeKeeper::untold);
    keeper.begin(kGuild, kTable, {false, true});
    QTRY_COMPARE(settled.count(), 1);
    keeper.moveTo(kTable);
    QTRY_COMPARE(keeper.message(), NoticeStand::Shown);
    QCOMPARE(room.discord.restLog().messages.size(), 2U);
    QCOMPARE(untold.count(), 0);
    keeper.moveTo(ChannelId(9999)); // no such channel
    QTRY_COMPARE(untold.count(), 1);
    QVERIFY(!keeper.isShown());
}

/// Somebody pastes another token, or none, while the mark stands.
void NoticeKeeperTest::leavesAnotherBotsNameAlone()
{
    QTemporaryDir folder;
    Room room;
    room.logIn();
    NoticeKeeper keeper(room.gateway, room.endpoints, folder.path());
    QSignalSpy settled(&keeper, &NoticeKeeper::settled);
    QSignalSpy ended(&keeper, &NoticeKeeper::ended);
    keeper.begin(kGuild, kTable, {});
    QTRY_COMPARE(settled.count(), 1);
    room.gateway.start(room.discord.botToken()); // whose it is, Discord has not said yet
    keeper.end();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(room.nicknames().size(), 1);
    QVERIFY(!QDir(folder.path()).isEmpty(QDir::Files)); // for a later try
}

QTEST_GUILESS_MAIN(NoticeKeeperTest)
#include "notice_keeper_test.moc"
