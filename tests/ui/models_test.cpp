#include "fake_ports.h"

#include "ui/models/channels_model.h"
#include "ui/models/poll_pace.h"
#include "ui/models/recordings_model.h"
#include "ui/models/speakers_model.h"
#include "ui/models/transport_state.h"
#include "ui/text/loss_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lavalier::ui::TransportFacts)

namespace {

/// Every row as "name" with two spaces per level.
QString drawn(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth * 2, u' ') + index.data().toString() + u'\n'
            + drawn(model, index, depth + 1);
    }
    return text;
}

LiveSnapshot recordingOf(std::initializer_list<SpeakerView> speakers)
{
    LiveSnapshot live;
    live.call = CallState::InCall;
    live.record = RecordState::Recording;
    live.speakers = speakers;
    return live;
}

const SteadyTime kStart {std::chrono::hours(1)};

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private slots:
    void showsServersCategoriesChannelsAndMembers()
    {
        ChannelsModel model;
        QAbstractItemModelTester tester(&model);
        model.setGuilds(fake::exampleGuilds());
        QVERIFY(drawn(model).startsWith(
            QStringLiteral("Tuesday Dungeon\n  The Table\n    Ana\n    Bram\n")));
        QVERIFY(drawn(model).contains(QStringLiteral("  Backstage\n    Green Room\n    Staff\n")));
        const auto green = model.indexOf({GuildId(10), ChannelId(12)});
        QCOMPARE(green.data(ChannelsModel::DetailRole).toString(), QStringLiteral("0 / 4"));
        const auto staff = model.indexOf({GuildId(10), ChannelId(13)});
        QVERIFY(staff.data(ChannelsModel::BlockedRole).toBool());
        QVERIFY(staff.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Connect")));
    }

    void keepsRowsThatAreStillThere()
    {
        ChannelsModel model;
        QAbstractItemModelTester tester(&model);
        auto guilds = fake::exampleGuilds();
        model.setGuilds(guilds);
        const QPersistentModelIndex table(model.indexOf({GuildId(10), ChannelId(11)}));
        const QPersistentModelIndex studio(model.indexOf({GuildId(20), ChannelId(21)}));

        auto& members = guilds[0].channels[0].members;
        members.erase(members.begin() + 1, members.begin() + 3);
        MemberView guest;
        guest.id = UserId(999);
        guest.name = QStringLiteral("Guest");
        members.insert(members.begin(), guest);
        std::swap(guilds[0], guilds[1]);
        std::swap(guilds[1].channels[0], guilds[1].channels[1]);
        guilds[0].channels[0].name = QStringLiteral("Studio Z");
        model.setGuilds(guilds);

        QVERIFY(table.isValid());
        QCOMPARE(model.rowCount(table), 4);
        QCOMPARE(model.index(0, 0, table).data().toString(), QStringLiteral("Guest"));
        QCOMPARE(model.index(1, 0, table).data().toString(), QStringLiteral("Ana"));
        QCOMPARE(model.index(2, 0, table).data().toString(), QStringLiteral("Dana"));
        QCOMPARE(studio.data().toString(), QStringLiteral("Studio Z"));
        QCOMPARE(studio.parent().row(), 0);
    }

    void survivesRandomChanges()
    {
        // Whatever comes after whatever: the rows say what a fresh model would say.
        std::uint32_t seed = 20261122;
        const auto roll = [&seed](std::uint32_t sides) {
            seed = seed * 1664525U + 1013904223U;
            return (seed >> 8U) % sides;
        };
        ChannelsModel model;
        QAbstractItemModelTester tester(&model);
        for (int round = 0; round < 200; ++round) {
            std::vector<GuildView> guilds;
            for (std::uint32_t g = 0; g < 4; ++g) {
                if (roll(4) == 0)
                    continue;
                GuildView guild;
                guild.id = GuildId(g + 1);
                guild.name = QString::number(roll(2));
                for (std::uint32_t c = 0; c < 6; ++c) {
                    if (roll(3) == 0)
                        continue;
                    ChannelView channel;
                    channel.id = ChannelId(100 * g + c + 1);
                    channel.name = QString::number(roll(3));
                    channel.category = c < 3 ? QString() : QStringLiteral("cat %1").arg(roll(2));
                    for (std::uint32_t m = 0; m < roll(4); ++m) {
                        MemberView member;
                        member.id = UserId(m + 1);
                        member.name = QString::number(roll(9));
                        channel.members.push_back(member);
                    }
                    guild.channels.insert(guild.channels.begin()
                                              + roll(std::uint32_t(guild.channels.size()) + 1),
                                          channel);
                }
                guilds.insert(guilds.begin() + roll(std::uint32_t(guilds.size()) + 1), guild);
            }
            model.setGuilds(guilds);
            ChannelsModel fresh;
            fresh.setGuilds(guilds);
            QCOMPARE(drawn(model), drawn(fresh));
        }
    }

    void filtersByChannelServerOrMember_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("expected");
        QTest::newRow("channel") << "booth"
                                 << "Podcast Crew\n  Small Booth\n    Hana\n    Ivo\n";
        QTest::newRow("case and accents as written") << "ÉTIENNE"
                                                     << "Tuesday Dungeon\n  The Table\n    Ana\n   "
                                                        " Bram\n    Chidi\n    Dana\n    Étienne\n";
        QTest::newRow("all words") << "tuesday green"
                                   << "Tuesday Dungeon\n  Backstage\n    Green Room\n";
        QTest::newRow("nothing") << "zebra"
                                 << "";
    }
    void filtersByChannelServerOrMember()
    {
        QFETCH(QString, words);
        QFETCH(QString, expected);
        ChannelsModel model;
        QAbstractItemModelTester tester(&model);
        model.setGuilds(fake::exampleGuilds());
        const QString whole = drawn(model);
        model.setFilter(words);
        QCOMPARE(drawn(model), expected);
        model.setFilter({});
        QCOMPARE(drawn(model), whole);
    }

    void membersStayLiveWhileFiltered()
    {
        ChannelsModel model;
        auto guilds = fake::exampleGuilds();
        model.setGuilds(guilds);
        model.setFilter(QStringLiteral("studio"));
        guilds[1].channels[0].members.pop_back();
        model.setGuilds(guilds);
        QCOMPARE(drawn(model), QStringLiteral("Podcast Crew\n  Studio A\n    Farah\n"));
    }

    void marksWhoTalksInTheCurrentChannelOnly()
    {
        ChannelsModel model;
        model.setGuilds(fake::exampleGuilds());
        model.setCurrent(ChannelsModel::ChannelRef {GuildId(10), ChannelId(11)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setTalking({UserId(101), UserId(201)});
        QCOMPARE(changed.size(), 1);
        const auto table = model.indexOf({GuildId(10), ChannelId(11)});
        QVERIFY(model.index(0, 0, table).data(ChannelsModel::TalkingRole).toBool());
        const auto studio = model.indexOf({GuildId(20), ChannelId(21)});
        QVERIFY(!model.index(0, 0, studio).data(ChannelsModel::TalkingRole).toBool());
    }

    void takesTwoHundredServersOfFiveHundredChannels()
    {
        std::vector<GuildView> guilds;
        for (std::uint64_t g = 1; g <= 200; ++g) {
            GuildView guild;
            guild.id = GuildId(g);
            guild.name = QStringLiteral("Server %1").arg(g);
            for (std::uint64_t c = 1; c <= 500; ++c) {
                ChannelView channel;
                channel.id = ChannelId(g * 1000 + c);
                channel.name = QStringLiteral("Channel %1").arg(c);
                channel.category = QStringLiteral("Category %1").arg(c / 50);
                guild.channels.push_back(channel);
            }
            guilds.push_back(guild);
        }
        ChannelsModel model;
        model.setGuilds(guilds);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        guilds[100].channels[250].members.push_back({UserId(1), QStringLiteral("Ana")});
        model.setGuilds(guilds);
        QCOMPARE(inserted.size(), 1);
        model.setFilter(QStringLiteral("channel 499"));
        QCOMPARE(model.rowCount(), 200);
    }

    void offersTheChannelMostPeopleAreIn()
    {
        ChannelsModel model;
        auto guilds = fake::exampleGuilds();
        model.setGuilds(guilds);
        QCOMPARE(model.firstChoice()->channel, ChannelId(22));
        for (MemberView& listener : guilds[1].channels[1].members)
            listener.bot = true; // bots make no company
        model.setGuilds(guilds);
        QCOMPARE(model.firstChoice()->channel, ChannelId(11));
    }

    void lanesKeepHistoryWhenSpeakersComeAndGo()
    {
        SpeakersModel model;
        const auto ana = fake::speaker(1, QStringLiteral("Ana"), -20);
        const auto bram = fake::speaker(2, QStringLiteral("Bram"), -30);
        model.update(recordingOf({ana}), kStart);
        model.update(recordingOf({ana}), kStart + 1s);
        const auto history = model.lanes()[0].history;
        QCOMPARE(history->end(), 4);
        const auto changes = model.update(recordingOf({bram, ana}), kStart + 2s);
        QVERIFY(changes.structure);
        QCOMPARE(model.lanes()[1].history, history);
        QCOMPARE(history->end(), 8);
        QCOMPARE(model.lanes()[0].history->end(), 8); // one ruler for all
        QCOMPARE(model.lanes()[1].meter.average(), -20.0F);
    }

    void aColumnTellsWhatBecameOfItsAudio()
    {
        SpeakersModel model;
        auto ana = fake::speaker(1, QStringLiteral("Ana"), -20);
        model.update(recordingOf({ana}), kStart);
        ana.framesLost = 2;
        model.update(recordingOf({ana}), kStart + 100ms);
        model.update(recordingOf({ana}), kStart + 250ms);
        QCOMPARE(model.lanes()[0].history->at(0).flow, Flow::Lost);
        ana.waitingForKeys = true;
        model.update(recordingOf({ana}), kStart + 300ms);
        model.update(recordingOf({ana}), kStart + 500ms);
        QCOMPARE(model.lanes()[0].history->at(1).flow, Flow::Waiting);
        QCOMPARE(model.lanes()[0].history->at(1).peakDb, -14.0F);
        ana.waitingForKeys = false;
        LiveSnapshot holding = recordingOf({ana});
        holding.diskTrouble = true; // in memory is not on disk
        model.update(holding, kStart + 750ms);
        QCOMPARE(model.lanes()[0].history->at(2).flow, Flow::Waiting);
        ana.framesNotWritten = 1;
        holding.speakers = {ana};
        model.update(holding, kStart + 800ms);
        model.update(holding, kStart + 1000ms);
        QCOMPARE(model.lanes()[0].history->at(3).flow, Flow::NotWritten);
    }

    void aColumnNamesTheGravestLossAndCountsIt()
    {
        SpeakersModel model;
        auto ana = fake::speaker(1, QStringLiteral("Ana"), -20);
        model.update(recordingOf({ana}), kStart);
        ana.framesUndecryptable = 3;
        model.update(recordingOf({ana}), kStart + 50ms);
        ana.framesLost = 7; // no graver than what is there
        ana.framesUndecryptable = 4;
        model.update(recordingOf({ana}), kStart + 100ms);
        LiveSnapshot paused = recordingOf({ana});
        model.update(paused, kStart + 250ms);
        const WaveColumn column = model.lanes()[0].history->at(0);
        QCOMPARE(column.flow, Flow::Undecryptable);
        QCOMPARE(int(column.packets), 4);
        QVERIFY(columnText(column, 12s).startsWith(QStringLiteral("12 s ago · 4 packet")));
        QVERIFY(
            recentLossText(*model.lanes()[0].history).contains(QStringLiteral("not decrypted")));
        paused.record = RecordState::Paused;
        model.update(paused, kStart + 500ms);
        QCOMPARE(model.lanes()[0].history->at(1).flow, Flow::Paused);
        QCOMPARE(int(model.lanes()[0].history->at(1).packets), 0);
        LiveSnapshot away = recordingOf({ana});
        away.call = CallState::Reconnecting;
        away.speakers[0].talking = false;
        model.update(away, kStart + 600ms);
        model.update(away, kStart + 750ms);
        QCOMPARE(model.lanes()[0].history->at(2).flow, Flow::CutOff);
    }

    void aLongSleepCostsOneStripAtMost()
    {
        SpeakersModel model;
        const auto ana = fake::speaker(1, QStringLiteral("Ana"), -20);
        model.update(recordingOf({ana}), kStart);
        const auto changes = model.update(recordingOf({ana}), kStart + 24h);
        QCOMPARE(changes.columns, int(WaveHistory::kSize));
        QCOMPARE(model.update(recordingOf({ana}), kStart + 24h + 250ms).columns, 1);
    }

    void pollsOnlyWhatMoves_data()
    {
        QTest::addColumn<RecordState>("record");
        QTest::addColumn<bool>("atRest");
        QTest::addColumn<bool>("flat");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<bool>("changed");
        QTest::addColumn<Pace>("pace");
        QTest::newRow("someone talks")
            << RecordState::Idle << false << false << true << true << Pace::Fast;
        QTest::newRow("talks behind another page")
            << RecordState::Idle << false << false << false << true << Pace::Slow;
        QTest::newRow("recording silence")
            << RecordState::Recording << true << true << true << false << Pace::Slow;
        QTest::newRow("sound still in the strip")
            << RecordState::Idle << true << false << true << false << Pace::Slow;
        QTest::newRow("idle and connected")
            << RecordState::Idle << true << true << true << false << Pace::Asleep;
        QTest::newRow("paused") << RecordState::Paused << true << true << true << false
                                << Pace::Asleep;
        QTest::newRow("something just changed")
            << RecordState::Idle << true << true << true << true << Pace::Slow;
    }
    void pollsOnlyWhatMoves()
    {
        QFETCH(RecordState, record);
        QFETCH(bool, atRest);
        QFETCH(bool, flat);
        QFETCH(bool, shown);
        QFETCH(bool, changed);
        QFETCH(Pace, pace);
        LiveSnapshot now;
        now.record = record;
        LiveSnapshot before = now;
        before.bytesOnDisk = changed ? 1 : 0;
        QCOMPARE(paceAfter(before, now, {atRest, flat, shown}), pace);
    }

    void offersTheCommandsOfEachState_data()
    {
        QTest::addColumn<TransportFacts>("facts");
        QTest::addColumn<QString>("shown");
        QTest::newRow("nothing chosen") << TransportFacts {} << "(join) (export)";
        QTest::newRow("channel chosen")
            << TransportFacts {CallState::None, RecordState::Idle, true, false, true}
            << "join export";
        QTest::newRow("joining") << TransportFacts {CallState::Joining, RecordState::Idle, true,
                                                    true, false}
                                 << "leave (record) (export)";
        QTest::newRow("in call") << TransportFacts {CallState::InCall, RecordState::Idle, true,
                                                    true, false}
                                 << "leave record (export)";
        QTest::newRow("another channel chosen")
            << TransportFacts {CallState::InCall, RecordState::Idle, true, false, false}
            << "join leave record (export)";
        QTest::newRow("recording")
            << TransportFacts {CallState::InCall, RecordState::Recording, true, false, true}
            << "leave pause stop marker export";
        QTest::newRow("recording, line lost")
            << TransportFacts {CallState::Reconnecting, RecordState::Recording, true, true, true}
            << "leave pause stop marker export";
        QTest::newRow("saving") << TransportFacts {CallState::InCall, RecordState::Finishing, true,
                                                   true, true}
                                << "leave (record) export";
    }
    void offersTheCommandsOfEachState()
    {
        QFETCH(TransportFacts, facts);
        QFETCH(QString, shown);
        const TransportState state = transportState(facts);
        QStringList words;
        const std::pair<CommandState, const char*> all[]
            = {{state.join, "join"},          {state.leave, "leave"}, {state.record, "record"},
               {state.pause, "pause"},        {state.stop, "stop"},   {state.marker, "marker"},
               {state.exportTracks, "export"}};
        for (const auto& [command, name] : all) {
            if (command.visible)
                words << (command.enabled ? QStringLiteral("%1") : QStringLiteral("(%1)"))
                             .arg(QLatin1String(name));
        }
        QCOMPARE(words.join(u' '), shown);
    }

    void findsRecordingsByAnyOfTheirWords()
    {
        RecordingsModel model;
        QAbstractItemModelTester tester(&model);
        auto recordings = fake::exampleRecordings();
        recordings[3].notes = QStringLiteral("Cut the Coffee break");
        model.setRecordings(recordings);
        QCOMPARE(model.rowCount(), 6);
        model.setFilter(QStringLiteral("pilot"));
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(QStringLiteral("farah studio"));
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(QStringLiteral("coffee dungeon"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.at(model.index(0))->path, recordings[3].path);
        // Found by a note that was written meanwhile, gone with one that was taken back.
        recordings[3].notes.clear();
        recordings[5].notes = QStringLiteral("coffee");
        model.setRecordings(recordings);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.at(model.index(0))->path, recordings[5].path);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 6);
    }

    void saysWhoSpokeWhereAndWhatOf_data()
    {
        QTest::addColumn<int>("role");
        QTest::newRow("tool tip") << int(Qt::ToolTipRole);
        QTest::newRow("screen reader") << int(Qt::AccessibleTextRole);
    }
    void saysWhoSpokeWhereAndWhatOf()
    {
        QFETCH(int, role);
        auto recordings = fake::exampleRecordings();
        recordings[1].notes = QStringLiteral("Cut the\ncoffee break");
        recordings[2].notes = QString(5'000, u'x');
        for (int i = 0; i < 20; ++i)
            recordings[2].speakers.push_back(
                {UserId(500 + unsigned(i)), QStringLiteral("Guest %1").arg(i)});
        recordings[5].problem = Problem {{},
                                         {},
                                         QStringLiteral("It is damaged."),
                                         {},
                                         QStringLiteral("Keep a copy."),
                                         {},
                                         Problem::Remedy::None};
        RecordingsModel model;
        model.setRecordings(recordings);
        const auto words = [&](int row) { return model.index(row).data(role).toString(); };
        for (const char* part :
             {"Ana", "Bram", "Chidi", "Tuesday Dungeon", "The Table", "Cut the coffee break"})
            QVERIFY2(words(1).contains(QLatin1String(part)), part);
        QVERIFY(words(2).contains(QStringLiteral("13 more"))); // of 25
        QVERIFY(words(2).size() < 1'000);
        QVERIFY(words(5).contains(QStringLiteral("It is damaged. Keep a copy.")));
        QVERIFY(!words(0).contains(QStringLiteral(", ,")));
    }

    void renamesThroughTheLibrary()
    {
        RecordingsModel model;
        model.setRecordings(fake::exampleRecordings());
        QSignalSpy asked(&model, &RecordingsModel::renameRequested);
        QVERIFY(model.setData(model.index(0), QStringLiteral(" The \n Dragon "), Qt::EditRole));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].toString(), QStringLiteral("The Dragon"));
        QVERIFY(!model.setData(model.index(0), QStringLiteral("  "), Qt::EditRole));
        QCOMPARE(model.index(0).data().toString(),
                 QStringLiteral("The Table")); // until the library says so
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
