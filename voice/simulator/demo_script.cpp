#include "voice/simulator/script.h"

namespace lavalier::simulator {

namespace {

using namespace std::chrono_literals;

constexpr UserId person(std::uint64_t number)
{
    return UserId(1103000000000000000 + number);
}
constexpr UserId kAna = person(1);
constexpr UserId kBram = person(2);
constexpr UserId kChidi = person(3);
constexpr UserId kDana = person(4);
constexpr UserId kEtienne = person(5);
constexpr UserId kFarah = person(6);
constexpr UserId kGoran = person(7);
constexpr UserId kHana = person(8);
constexpr UserId kIvo = person(9);

constexpr GuildId kBookGuild {1101000000000000002};
constexpr GuildId kTownGuild {1101000000000000003};
constexpr RoleId kKeeperRole {1101000000000000010};

constexpr ChannelId id(std::uint64_t number)
{
    return ChannelId(1101000000000000000 + number);
}

ScriptSpurt line(Milliseconds start, const char* clip)
{
    return {start, ClipSpeech {QLatin1String(clip)}};
}

std::vector<ScriptUser> people()
{
    return {{kAna, QStringLiteral("ana.keeper"), QStringLiteral("Ana")},
            {kBram, QStringLiteral("bram"), QStringLiteral("Bram")},
            {kChidi, QStringLiteral("chidi_reads"), QStringLiteral("Chidi")},
            {kDana, QStringLiteral("dana77"), QStringLiteral("Dana")},
            {kEtienne, QStringLiteral("etienne"), QStringLiteral("Étienne")},
            {kFarah, QStringLiteral("farah"), QStringLiteral("Farah")},
            {kGoran, QStringLiteral("goran"), QStringLiteral("Goran")},
            {kHana, QStringLiteral("hana"), QStringLiteral("Hana")},
            {kIvo, QStringLiteral("ivo"), {}}};
}

ScriptGuild tuesdayDungeon()
{
    ScriptGuild guild {kDemoGuild, QStringLiteral("Tuesday Dungeon"), kAna, {}, {}, {}};
    guild.roles = {{kKeeperRole, QStringLiteral("Keeper"),
                    permission::kEverydayRights | permission::kMoveMembers, 1}};
    const ChannelId tables = id(40);
    const ChannelId text = id(41);
    guild.channels
        = {{text, ChannelKind::Category, QStringLiteral("Notes"), 0, {}, 0, {}},
           {id(42), ChannelKind::Text, QStringLiteral("session-notes"), 0, text, 0, {}},
           {id(43), ChannelKind::Text, QStringLiteral("maps"), 1, text, 0, {}},
           {tables, ChannelKind::Category, QStringLiteral("At the table"), 1, {}, 0, {}},
           {kDemoChannel, ChannelKind::Voice, QStringLiteral("The Table"), 0, tables, 0, {}},
           {id(44), ChannelKind::Voice, QStringLiteral("Side Room"), 1, tables, 0, {}},
           {kDemoFullChannel, ChannelKind::Voice, QStringLiteral("Two Chairs"), 2, tables, 2, {}},
           {kDemoStaffChannel,
            ChannelKind::Voice,
            QStringLiteral("Staff"),
            3,
            tables,
            0,
            {{kDemoGuild.value(), false, 0, permission::kConnect},
             {kKeeperRole.value(), false, permission::kConnect, 0}}},
           {kDemoStage, ChannelKind::Stage, QStringLiteral("Open Stage"), 4, tables, 0, {}}};
    guild.members = {{kAna, {}, {kKeeperRole}, kDemoChannel},
                     {kBram, {}, {}, kDemoChannel},
                     {kChidi, {}, {}, kDemoChannel},
                     {kDana, {}, {}, kDemoChannel},
                     {kEtienne, {}, {}, kDemoChannel},
                     {kFarah, {}, {}, kDemoFullChannel},
                     {kHana, QStringLiteral("Hana (listening)"), {}, kDemoFullChannel, true},
                     {kGoran, {}, {}, kDemoStage},
                     {kIvo, {}, {}, {}}};
    return guild;
}

ScriptGuild bookClub()
{
    ScriptGuild guild {kBookGuild, QStringLiteral("Slow Book Club"), kFarah, {}, {}, {}};
    const ChannelId reading = id(50);
    guild.channels
        = {{id(51), ChannelKind::Text, QStringLiteral("chapter-chat"), 0, {}, 0, {}},
           {reading, ChannelKind::Category, QStringLiteral("Reading rooms"), 0, {}, 0, {}},
           {id(52), ChannelKind::Voice, QStringLiteral("Aloud"), 0, reading, 0, {}},
           {id(53), ChannelKind::Voice, QStringLiteral("Poster Corner"), 1, reading, 10, {}}};
    guild.members = {
        {kFarah, {}, {}, id(53)}, {kIvo, QStringLiteral("Ivo"), {}, id(53)}, {kHana, {}, {}, {}}};
    return guild;
}

ScriptGuild townRadio()
{
    ScriptGuild guild {kTownGuild, QStringLiteral("Town Radio"), kGoran, {}, {}, {}};
    const ChannelId air = id(60);
    guild.channels = {{air, ChannelKind::Category, QStringLiteral("On air"), 0, {}, 0, {}},
                      {id(61), ChannelKind::Voice, QStringLiteral("Studio"), 0, air, 0, {}},
                      {id(62), ChannelKind::Voice, QStringLiteral("Archive"), 1, air, 0, {}}};
    guild.members = {{kGoran, {}, {}, {}}, {kHana, {}, {}, {}}};
    return guild;
}

std::vector<ScriptSpeaker> voices()
{
    // Half a minute of talk, all five within the first eight seconds, some over each other.
    constexpr Milliseconds kTurn {36'000};
    ScriptSpeaker ana {kAna, SpeakerKind::Native};
    ana.spurts = {line(400ms, "ana_1"), line(12'600ms, "ana_2"), line(20'800ms, "ana_3"),
                  line(31'500ms, "ana_4")};
    ana.paddedShare = 0.08;
    ana.extendedShare = 1;
    ScriptSpeaker bram {kBram, SpeakerKind::Native};
    bram.spurts = {line(3'100ms, "bram_1"), line(15'800ms, "bram_3"), line(24'000ms, "bram_2")};
    bram.extendedShare = 1;
    ScriptSpeaker chidi {kChidi, SpeakerKind::Native};
    chidi.spurts = {line(5'000ms, "chidi_1"), line(18'700ms, "chidi_2"), line(27'300ms, "chidi_3")};
    chidi.paddedShare = 0.15;
    ScriptSpeaker dana {kDana, SpeakerKind::Bot};
    dana.spurts = {line(6'000ms, "dana_1"), line(16'900ms, "dana_2"), line(33'200ms, "dana_3")};
    ScriptSpeaker etienne {kEtienne, SpeakerKind::Native};
    etienne.spurts
        = {line(7'000ms, "etienne_1"), line(22'600ms, "etienne_2"), line(30'300ms, "etienne_3")};
    etienne.paddedShare = 0.05;
    etienne.csrcShare = 0.1;
    ScriptSpeaker farah {kFarah, SpeakerKind::Native};
    farah.spurts = {line(1'000ms, "farah_1"), line(9'000ms, "farah_2")};
    ScriptSpeaker goran {kGoran, SpeakerKind::Native};
    goran.spurts = {line(2'000ms, "goran_2"), line(11'000ms, "goran_1")};
    std::vector<ScriptSpeaker> all {ana, bram, chidi, dana, etienne, farah, goran};
    for (ScriptSpeaker& speaker : all)
        speaker.period = kTurn;
    return all;
}

} // namespace

SimulatorScript demoScript()
{
    SimulatorScript script;
    script.users = people();
    script.guilds = {tuesdayDungeon(), bookClub(), townRadio()};
    script.speakers = voices();
    script.events = {{40s, JoinVoice {kIvo, kDemoGuild, id(44)}},
                     {70s, LeaveVoice {kEtienne, kDemoGuild}},
                     {82s, JoinVoice {kEtienne, kDemoGuild, kDemoChannel}},
                     {95s, Rename {kBram, kDemoGuild, QStringLiteral("Bram the Dry")}},
                     {110s, SetMute {kChidi, kDemoGuild, true}},
                     {140s, SetMute {kChidi, kDemoGuild, false}}};
    script.faults.jitter = 8ms;
    script.maxLogEntries = 0;
    return script;
}

} // namespace lavalier::simulator
