#include "voice/gateway/guild.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;

Q_DECLARE_METATYPE(lavalier::gateway::Guild)
Q_DECLARE_METATYPE(lavalier::gateway::Permissions)

namespace {

constexpr GuildId kGuild {100};
constexpr RoleId kEveryone {100};
constexpr RoleId kRoleA {201};
constexpr RoleId kRoleB {202};
constexpr UserId kMe {300};
constexpr WallTime kNow {std::chrono::hours(1'000'000)};
constexpr Permissions kNone;
constexpr Permissions kListen = kViewChannel | kConnect;

struct Case {
    Permissions everyone = kListen;
    Permissions roleA {};
    Permissions roleB {};
    std::vector<RoleId> mine {};
    std::vector<Overwrite> overwrites {};
    bool owner = false;
    std::optional<std::chrono::hours> timedOut {}; // from now
    ChannelType type = ChannelType::Voice;
};

Overwrite forRole(RoleId role, Permissions allow, Permissions deny)
{
    return {Overwrite::Target::Role, role.value(), allow, deny};
}
Overwrite forMember(UserId user, Permissions allow, Permissions deny)
{
    return {Overwrite::Target::Member, user.value(), allow, deny};
}

Permissions evaluate(const Case& it)
{
    Guild guild;
    guild.id = kGuild;
    guild.owner = it.owner ? kMe : UserId(999);
    guild.roles[kEveryone] = {kEveryone, {}, 0, it.everyone};
    guild.roles[kRoleA] = {kRoleA, {}, 1, it.roleA};
    guild.roles[kRoleB] = {kRoleB, {}, 2, it.roleB};
    Member member;
    member.id = kMe;
    member.roles = it.mine;
    if (it.timedOut)
        member.timedOutUntil = kNow + *it.timedOut;
    Channel channel;
    channel.id = ChannelId(400);
    channel.type = it.type;
    channel.overwrites = it.overwrites;
    return effectivePermissions(guild, channel, member, kNow);
}

} // namespace

Q_DECLARE_METATYPE(Case)

class PermissionsTest : public QObject {
    Q_OBJECT
private slots:
    void followsDiscordsSixSteps_data()
    {
        QTest::addColumn<Case>("it");
        QTest::addColumn<Permissions>("expected");
        const auto row = [](const char* name, Case it, Permissions expected) {
            QTest::newRow(name) << std::move(it) << expected;
        };
        row("everyone may listen", {}, kListen);
        row("owner beats every denial",
            {.everyone = kNone,
             .overwrites = {forRole(kEveryone, kNone, kListen), forMember(kMe, kNone, kListen)},
             .owner = true},
            Permissions::all());
        row("administrator role ignores overwrites",
            {.roleA = kAdministrator,
             .mine = {kRoleA},
             .overwrites = {forMember(kMe, kNone, kListen)}},
            Permissions::all());
        row("administrator everyone", {.everyone = kAdministrator}, Permissions::all());
        row("a role one does not have gives nothing", {.everyone = kNone, .roleA = kListen}, kNone);
        row("roles add up",
            {.everyone = kNone, .roleA = kViewChannel, .roleB = kConnect, .mine = {kRoleA, kRoleB}},
            kListen);
        row("everyone overwrite denies connect",
            {.overwrites = {forRole(kEveryone, kNone, kConnect)}}, kViewChannel);
        row("everyone overwrite allows",
            {.everyone = kNone, .overwrites = {forRole(kEveryone, kListen, kNone)}}, kListen);
        row("allow beats deny in one overwrite",
            {.overwrites = {forRole(kEveryone, kConnect, kConnect)}}, kListen);
        row("role allows what everyone is denied",
            {.mine = {kRoleA},
             .overwrites = {forRole(kEveryone, kNone, kConnect), forRole(kRoleA, kConnect, kNone)}},
            kListen);
        row("the same, listed the other way round",
            {.mine = {kRoleA},
             .overwrites = {forRole(kRoleA, kConnect, kNone), forRole(kEveryone, kNone, kConnect)}},
            kListen);
        row("one role allows, another denies: allow wins",
            {.mine = {kRoleA, kRoleB},
             .overwrites = {forRole(kRoleA, kConnect, kNone), forRole(kRoleB, kNone, kConnect)}},
            kListen);
        row("overwrite of a role one does not have",
            {.overwrites = {forRole(kRoleA, kNone, kConnect)}}, kListen);
        row("member overwrite denies what a role allows",
            {.mine = {kRoleA},
             .overwrites = {forMember(kMe, kNone, kConnect), forRole(kRoleA, kConnect, kNone)}},
            kViewChannel);
        row("member overwrite allows what everyone is denied",
            {.overwrites = {forMember(kMe, kListen, kNone), forRole(kEveryone, kNone, kListen)}},
            kListen);
        row("somebody else's overwrite", {.overwrites = {forMember(UserId(301), kNone, kListen)}},
            kListen);
        row("a member's id in a role overwrite means nothing",
            {.overwrites = {forRole(RoleId(kMe.value()), kNone, kListen)}}, kListen);
        row("without view nothing is left",
            {.everyone = kListen | kMoveMembers,
             .overwrites = {forRole(kEveryone, kNone, kViewChannel)}},
            kNone);
        row("without connect a voice channel is only seen",
            {.everyone = kListen | kMoveMembers | kSpeak,
             .overwrites = {forRole(kEveryone, kNone, kConnect)}},
            kViewChannel);
        row("without connect a stage is only seen",
            {.everyone = kViewChannel | kSpeak, .type = ChannelType::Stage}, kViewChannel);
        row("a text channel needs no connect",
            {.everyone = kViewChannel | kSendMessages, .type = ChannelType::Text},
            kViewChannel | kSendMessages);
        row("timed out: cannot connect",
            {.everyone = kListen | kReadMessageHistory, .timedOut = std::chrono::hours(1)},
            kViewChannel);
        row("timed out in a text channel: may read",
            {.everyone = kViewChannel | kSendMessages | kReadMessageHistory,
             .timedOut = std::chrono::hours(1),
             .type = ChannelType::Text},
            kViewChannel | kReadMessageHistory);
        row("a timeout that is over", {.timedOut = std::chrono::hours(-1)}, kListen);
        row("a timed-out administrator",
            {.roleA = kAdministrator, .mine = {kRoleA}, .timedOut = std::chrono::hours(1)},
            Permissions::all());
        row("bits above 53 survive", {.everyone = kListen | Permissions(1ULL << 60)},
            kListen | Permissions(1ULL << 60));
        row("a role the guild does not know", {.mine = {RoleId(987)}}, kListen);
    }

    void followsDiscordsSixSteps()
    {
        QFETCH(Case, it);
        QFETCH(Permissions, expected);
        QCOMPARE(evaluate(it).bits(), expected.bits());
    }
};

QTEST_GUILESS_MAIN(PermissionsTest)
#include "permissions_test.moc"
