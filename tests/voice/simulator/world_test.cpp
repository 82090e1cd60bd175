#include "voice/simulator/world.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::simulator;

namespace {

constexpr GuildId kGuild {1};
constexpr ChannelId kChannel {2};
constexpr RoleId kRole {3};
constexpr UserId kOwner {10};
constexpr UserId kPlain {11};
constexpr UserId kHolder {12};

ScriptOverwrite overwrite(std::uint64_t id, bool isMember, std::uint64_t allow, std::uint64_t deny)
{
    return {id, isMember, allow, deny};
}

World worldWith(std::vector<ScriptOverwrite> overwrites, int userLimit = 0,
                std::uint64_t rolePermissions = 0, ChannelKind kind = ChannelKind::Voice)
{
    SimulatorScript script;
    script.users = {{kOwner, QStringLiteral("owner")},
                    {kPlain, QStringLiteral("plain")},
                    {kHolder, QStringLiteral("holder")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.owner = kOwner;
    guild.roles = {{kRole, QStringLiteral("role"), rolePermissions, 1}};
    ScriptChannel channel;
    channel.id = kChannel;
    channel.kind = kind;
    channel.userLimit = userLimit;
    channel.overwrites = std::move(overwrites);
    guild.channels = {channel};
    guild.members = {{kOwner}, {kPlain}, {kHolder, {}, {kRole}}};
    script.guilds = {guild};
    return World(script);
}

} // namespace

class WorldTest : public QObject {
    Q_OBJECT

private slots:
    void decidesWhoMayJoin()
    {
        using namespace permission;
        const std::uint64_t everyone = kGuild.value();
        const std::uint64_t role = kRole.value();

        const World open = worldWith({});
        QVERIFY(open.mayJoin(kGuild, kPlain, kChannel));
        QVERIFY(!open.mayJoin(kGuild, UserId(99), kChannel));
        QVERIFY(!open.mayJoin(kGuild, kPlain, ChannelId(99)));

        const World locked = worldWith({overwrite(everyone, false, 0, kConnect)});
        QVERIFY(!locked.mayJoin(kGuild, kPlain, kChannel));
        QVERIFY(locked.mayJoin(kGuild, kOwner, kChannel));

        const World hidden = worldWith({overwrite(everyone, false, 0, kViewChannel)});
        QVERIFY(!hidden.mayJoin(kGuild, kPlain, kChannel));

        const World roleOnly = worldWith(
            {overwrite(role, false, kConnect, 0), overwrite(everyone, false, 0, kConnect)});
        QVERIFY(!roleOnly.mayJoin(kGuild, kPlain, kChannel));
        QVERIFY(roleOnly.mayJoin(kGuild, kHolder, kChannel));

        const World memberLast = worldWith(
            {overwrite(kHolder.value(), true, 0, kConnect), overwrite(role, false, kConnect, 0)});
        QVERIFY(!memberLast.mayJoin(kGuild, kHolder, kChannel));

        const World administrator
            = worldWith({overwrite(everyone, false, 0, kConnect)}, 0, kAdministrator);
        QVERIFY(administrator.mayJoin(kGuild, kHolder, kChannel));

        const World text = worldWith({}, 0, 0, ChannelKind::Text);
        QVERIFY(!text.mayJoin(kGuild, kPlain, kChannel));
    }

    void aFullChannelStaysShut()
    {
        World world = worldWith({}, 1, permission::kMoveMembers);
        QVERIFY(world.mayJoin(kGuild, kPlain, kChannel));
        Presence there;
        there.user = kOwner;
        there.guild = kGuild;
        there.channel = kChannel;
        world.seat(there);
        QVERIFY(!world.mayJoin(kGuild, kPlain, kChannel));
        QVERIFY(world.mayJoin(kGuild, kHolder, kChannel));
        world.unseat(kGuild, kOwner);
        QVERIFY(world.mayJoin(kGuild, kPlain, kChannel));
    }

    void theDemoHasARoomForEveryCase()
    {
        const SimulatorScript demo = demoScript();
        World world(demo);
        const UserId bot(12345);
        world.addBot({bot, QStringLiteral("bot"), {}, true});
        QVERIFY(world.guilds().size() >= 3);
        QVERIFY(world.mayJoin(kDemoGuild, bot, kDemoChannel));
        QVERIFY(world.mayJoin(kDemoGuild, bot, kDemoStage));
        QVERIFY(!world.mayJoin(kDemoGuild, bot, kDemoStaffChannel));
        QVERIFY(!world.mayJoin(kDemoGuild, bot, kDemoFullChannel));
        QVERIFY(world.occupants(kDemoGuild, kDemoChannel).size() >= 5);
    }
};

QTEST_GUILESS_MAIN(WorldTest)
#include "world_test.moc"
