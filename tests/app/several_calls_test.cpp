#include "app/explain.h"
#include "app/notice_marks.h"
#include "app/places.h"
#include "app/recorder.h"
#include "app/settings_store.h"
#include "sinks/exporter/export_job.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "tests/support/wav_file.h"
#include "voice/simulator/discord_simulator.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <set>

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;
using namespace std::chrono_literals;

namespace {

constexpr GuildId kTown {500};
constexpr ChannelId kSquare {501};
constexpr ChannelId kMarket {502};
constexpr GuildId kWood {600};
constexpr ChannelId kClearing {601};
constexpr UserId kAna {11};
constexpr UserId kBen {12};
constexpr double kAnasTone = 400;
constexpr double kBensTone = 1000;

ScriptGuild guildOf(GuildId id, const char* name, std::vector<ScriptChannel> channels, UserId who)
{
    ScriptGuild guild;
    guild.id = id;
    guild.name = QString::fromLatin1(name);
    guild.owner = who;
    guild.channels = std::move(channels);
    guild.members = {{.user = who, .voice = guild.channels.front().id}};
    return guild;
}

/// Ana talks in the town, Ben in the wood.
SimulatorScript twoServers()
{
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("Ana")}, {kBen, QStringLiteral("Ben")}};
    script.guilds = {guildOf(kTown, "Town",
                             {{kSquare, ChannelKind::Voice, QStringLiteral("square")},
                              {kMarket, ChannelKind::Voice, QStringLiteral("market")}},
                             kAna),
                     guildOf(kWood, "Wood",
                             {{kClearing, ChannelKind::Voice, QStringLiteral("clearing")}}, kBen)};
    const auto talks = [](UserId who, double hertz) {
        return ScriptSpeaker {.user = who,
                              .spurts = {{0ms, ToneSpeech {.hertz = hertz, .length = 800ms}}},
                              .period = 1000ms};
    };
    script.speakers = {talks(kAna, kAnasTone), talks(kBen, kBensTone)};
    script.zero = ScriptZero::SimulatorStarts;
    return script;
}

ConnectOptions optionsFor(const Endpoints& endpoints)
{
    ConnectOptions options;
    options.endpoints = endpoints;
    return options;
}

/// Real time, which a test may have gone by faster.
class HastyClock final : public Clock {
public:
    SteadyTime now() const override { return m_real.now() + m_ahead.load(); }
    WallTime wallNow() const override { return m_real.wallNow(); }
    void hurry(std::chrono::seconds by) { m_ahead = m_ahead.load() + SteadyTime::duration(by); }

private:
    SystemClock m_real;
    std::atomic<SteadyTime::duration> m_ahead {SteadyTime::duration {}};
};

/// The tone of a track: how often its loud part crosses zero.
double pitchOf(const QString& path)
{
    const auto wav = test::WavFile::read(path);
    if (!wav || wav->channels < 1)
        return 0;
    int crossings = 0;
    int loud = 0;
    float last = 0;
    for (const float sample : wav->samples) {
        if (std::abs(sample) < 0.005F)
            continue;
        crossings += last != 0 && (sample > 0) != (last > 0) ? 1 : 0;
        last = sample;
        ++loud;
    }
    return loud == 0 ? 0 : crossings * double(wav->rate) / 2 / loud;
}

} // namespace

/// The window's recorder in two servers at once, against a Discord of the test's own; judged by its
/// files and by what it tells the window.
class SeveralCallsTest : public QObject {
    Q_OBJECT

    static constexpr std::uint64_t kEnough = 25; ///< frames, to be heard

    struct Room {
        Room()
            : discord(twoServers())
            , login(*Login::create(optionsFor(*discord.start()), clock))
            , settings(folder.filePath(QStringLiteral("settings.json")))
        {
            ui::Settings wishes = settings.settings();
            wishes.recordingsFolder = folder.filePath(QStringLiteral("recordings"));
            QDir().mkpath(wishes.recordingsFolder);
            settings.setSettings(wishes);
            qputenv("XDG_STATE_HOME", folder.filePath(QStringLiteral("state")).toUtf8());
            recorder = std::make_unique<Recorder>(*login, clock, settings);
        }
        /// In both calls and recording both; the wood's is shown.
        void recordBoth()
        {
            recorder->logIn(discord.botToken());
            QTRY_COMPARE(recorder->guilds().size(), 2U);
            recorder->joinChannel(kTown, kSquare);
            QTRY_COMPARE(call(kTown).call, ui::CallState::InCall);
            recorder->startRecording();
            recorder->joinChannel(kWood, kClearing);
            QTRY_COMPARE(call(kWood).call, ui::CallState::InCall);
            recorder->startRecording();
            QTRY_COMPARE(call(kTown).record, ui::RecordState::Recording);
            QTRY_COMPARE(call(kWood).record, ui::RecordState::Recording);
            files = {{kTown, call(kTown).file}, {kWood, call(kWood).file}};
            QCOMPARE(recorder->snapshot().guild, kWood); // the one that was joined last
            recordMore();
            // What is in the file of those who talk; the clock goes on in silence too.
            for (const GuildId guild : {kTown, kWood}) {
                QVERIFY(recorder->showCall(guild));
                QTRY_VERIFY(std::ranges::any_of(
                    recorder->snapshot().speakers,
                    [](const ui::SpeakerView& who) { return who.framesRecorded >= kEnough; }));
            }
        }
        /// Until the clock of each went on by a second.
        void recordMore()
        {
            for (const GuildId guild : {kTown, kWood}) {
                if (call(guild).record != ui::RecordState::Recording)
                    continue;
                const auto wanted = call(guild).recorded + 1000ms;
                QTRY_VERIFY(call(guild).recorded >= wanted);
            }
        }
        ui::CallView call(GuildId guild) const
        {
            const auto calls = recorder->calls();
            const auto found = std::ranges::find(calls, guild, &ui::CallView::guild);
            return found == calls.end() ? ui::CallView() : *found;
        }
        QStringList problemsWith(const QString& start) const
        {
            QStringList keys;
            for (const ui::Problem& problem : recorder->problems())
                if (problem.key.startsWith(start))
                    keys += problem.key;
            return keys;
        }
        /// Whom the file heard, and that nothing of them is missing.
        QStringList heardIn(GuildId guild)
        {
            const auto reader = recording::RecordingReader::open(files[guild]);
            if (!reader)
                return {QStringLiteral("unreadable")};
            const auto summary = (*reader)->summary();
            QStringList names;
            if (!summary)
                return {QStringLiteral("unreadable")};
            if (summary->guild != guild)
                names += QStringLiteral("of another server");
            for (const recording::SpeakerTally& speaker : summary->speakers) {
                names += speaker.name;
                if (speaker.frames < kEnough || speaker.missing != 0 || speaker.refused != 0)
                    names += QStringLiteral("%1 frames, %2 missing")
                                 .arg(speaker.frames)
                                 .arg(speaker.missing);
            }
            return names;
        }

        QTemporaryDir folder;
        HastyClock clock;
        DiscordSimulator discord;
        std::unique_ptr<Login> login;
        SettingsStore settings;
        std::unique_ptr<Recorder> recorder;
        std::map<GuildId, QString> files;
    };

private slots:
    /// The recorder looks for its decoder beside the program, which is this test.
    void initTestCase()
    {
        const QString name = QStringLiteral("/lavalier-decode");
        QFile::link(qEnvironmentVariable("LAVALIER_BIN_DIR") + name,
                    QCoreApplication::applicationDirPath() + name);
    }

    void recordsEachServerIntoAFileOfItsOwn()
    {
        Room room;
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        room.recordBoth();
        QVERIFY(room.files[kTown] != room.files[kWood]);
        QVERIFY(room.recorder->showCall(kTown));
        const ui::LiveSnapshot shown = room.recorder->snapshot();
        QCOMPARE(shown.channelName, QStringLiteral("square"));
        QCOMPARE(shown.speakers.size(), 1U);
        QCOMPARE(shown.speakers.front().name, QStringLiteral("Ana"));
        QVERIFY(!room.recorder->showCall(GuildId(700)));
        room.recorder->stopAllRecordings();
        QTRY_COMPARE(finished.count(), 2);
        QVERIFY(room.recorder->recordingPaths().isEmpty());
        QCOMPARE(room.recorder->calls().size(), 2U); // still in both calls
        QCOMPARE(room.heardIn(kTown), QStringList {QStringLiteral("Ana")});
        QCOMPARE(room.heardIn(kWood), QStringList {QStringLiteral("Ben")});

        const std::pair<GuildId, double> tones[] = {{kTown, kAnasTone}, {kWood, kBensTone}};
        for (const auto& [guild, hertz] : tones) {
            exporter::ExportRequest request;
            request.recordingPath = room.files[guild];
            request.folder = room.folder.filePath(QString::number(guild.value()));
            request.workerProgram = qEnvironmentVariable("LAVALIER_BIN_DIR") + "/lavalier-decode";
            exporter::ExportJob job(request);
            QSignalSpy done(&job, &exporter::ExportJob::finished);
            job.start();
            QTRY_COMPARE(done.count(), 1);
            QCOMPARE(job.report().files().size(), 1);
            const double heard = pitchOf(job.report().files().front());
            QVERIFY2(std::abs(heard - hertz) < 100, qPrintable(QString::number(heard)));
        }
    }

    void tellsBothServersAndTakesBothBack()
    {
        Room room;
        room.recordBoth();
        const auto now = [&room] {
            std::map<GuildId, QString> names;
            for (const auto& change : room.discord.restLog().nicknames)
                names[change.guild] = change.nick;
            return names;
        };
        QVERIFY(now()[kTown].contains(QStringLiteral("REC")));
        QVERIFY(now()[kWood].contains(QStringLiteral("REC")));
        room.recorder->stopRecording(); // in the wood
        QTRY_COMPARE(now()[kWood], QString());
        QVERIFY(now()[kTown].contains(QStringLiteral("REC")));
        room.recorder->stopAllRecordings();
        QTRY_COMPARE(now()[kTown], QString());
    }

    void whatACrashLeftInTwoServersIsTakenBackWithoutACall()
    {
        Room room;
        const UserId bot = room.discord.botUser();
        const QString marked = markedNickname(QStringLiteral("Lavalier"));
        for (const GuildId guild : {kTown, kWood}) {
            NoticeMarks(stateFolder()).remember({guild, bot, QStringLiteral("Lav"), marked});
            room.discord.perform(Rename {bot, guild, marked});
        }
        room.recorder->logIn(room.discord.botToken());
        QTRY_COMPARE(room.discord.restLog().nicknames.size(), 2U);
        std::set<GuildId> servers;
        for (const auto& change : room.discord.restLog().nicknames) {
            QCOMPARE(change.nick, QStringLiteral("Lav"));
            servers.insert(change.guild);
        }
        QCOMPARE(servers.size(), 2U);
        QTRY_VERIFY(QDir(stateFolder()).entryList({QStringLiteral("*.json")}).isEmpty());
    }

    void theEndOfOneCallIsNoneOfTheOthers()
    {
        Room room;
        room.recordBoth();
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        room.discord.perform(LeaveVoice {room.discord.botUser(), kWood}); // a moderator
        QTRY_COMPARE(finished.count(), 1);
        QTRY_COMPARE(room.recorder->calls().size(), 1U);
        QCOMPARE(room.recorder->snapshot().guild, kTown); // what is left is shown
        const auto problems = room.recorder->problems();
        const auto kicked = std::ranges::find(problems, kWood, &ui::Problem::guild);
        QVERIFY(kicked != problems.end());
        QVERIFY(kicked->key.startsWith(QStringLiteral("call")));
        QCOMPARE(kicked->guildName, QStringLiteral("Wood"));
        QCOMPARE(room.heardIn(kWood), QStringList {QStringLiteral("Ben")});
        room.recordMore();
        QCOMPARE(room.call(kTown).record, ui::RecordState::Recording);
        room.recorder->stopRecording();
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(room.heardIn(kTown), QStringList {QStringLiteral("Ana")});
        // Joined again it is another call, and what was wrong with the first is over.
        room.recorder->joinChannel(kWood, kClearing);
        QTRY_COMPARE(room.call(kWood).call, ui::CallState::InCall);
        QCOMPARE(room.problemsWith(QStringLiteral("call")), QStringList());
    }

    void theSameTroubleInTwoCallsIsTwoProblems()
    {
        Room room;
        room.recordBoth();
        const QString key = QLatin1String(kDeafenedKey);
        const auto deafen = [&room](GuildId guild, bool deaf) {
            room.discord.perform(
                SetMute {.user = room.discord.botUser(), .guild = guild, .serverDeaf = deaf});
        };
        deafen(kTown, true);
        deafen(kWood, true);
        QTRY_COMPARE(room.problemsWith(key).size(), 2);
        deafen(kTown, false);
        QTRY_COMPARE(room.problemsWith(key).size(), 1);
        const auto problems = room.recorder->problems();
        const auto left = std::ranges::find(problems, kWood, &ui::Problem::guild);
        QVERIFY(left != problems.end() && left->key.startsWith(key));
        room.recorder->dismissProblem(left->key);
        QCOMPARE(room.problemsWith(key), QStringList());
    }

    void whoTalkedWhileTheCallWasHiddenIsNotLoudNow()
    {
        Room room;
        room.recordBoth();
        room.recorder->showCall(kTown);
        room.recordMore(); // and Ben talks
        room.discord.perform(LeaveVoice {kBen, kWood});
        // For what of him is still on its way; to look is to show, and what is shown is not hidden.
        QTest::qWait(3000);
        room.recorder->showCall(kWood);
        const auto speakers = room.recorder->snapshot().speakers;
        QCOMPARE(speakers.size(), 1U);
        QCOMPARE(speakers.front().peakDb, ui::SpeakerView::kSilenceDb);
        QTRY_VERIFY(!room.recorder->snapshot().speakers.front().present);
    }

    void quittingFinishesAll()
    {
        Room room;
        room.recordBoth();
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        QVERIFY(!room.recorder->finishForQuit());
        QTRY_COMPARE(finished.count(), 2);
        QTRY_VERIFY(room.recorder->calls().empty());
        QVERIFY(room.recorder->finishForQuit());
        QCOMPARE(room.heardIn(kTown), QStringList {QStringLiteral("Ana")});
        QCOMPARE(room.heardIn(kWood), QStringList {QStringLiteral("Ben")});
        QCOMPARE(room.recorder->snapshot().call, ui::CallState::None);
    }

    void quittingBeginsNoRecording()
    {
        Room room;
        room.recorder->logIn(room.discord.botToken());
        QTRY_COMPARE(room.recorder->guilds().size(), 2U);
        room.recorder->joinChannel(kWood, kClearing);
        QTRY_COMPARE(room.call(kWood).call, ui::CallState::InCall);
        room.recorder->joinChannel(kTown, kSquare);
        QTRY_COMPARE(room.call(kTown).call, ui::CallState::InCall);
        room.recorder->startRecording();
        QTRY_COMPARE(room.call(kTown).record, ui::RecordState::Recording);
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        room.recorder->showCall(kWood);
        room.recorder->startRecording(); // the people in the wood are being told
        QVERIFY(!room.recorder->finishForQuit());
        QTRY_COMPARE(finished.count(), 1);
        QTRY_VERIFY(room.recorder->calls().empty());
        room.recorder->putNoticeBack();
        QVERIFY(room.recorder->recordingPaths().isEmpty());
        const QDir folder(room.settings.settings().recordingsFolder);
        QCOMPARE(folder.entryList({QStringLiteral("*.lavalier")}).size(), 1);
        std::map<GuildId, QString> names;
        for (const auto& change : room.discord.restLog().nicknames)
            names[change.guild] = change.nick;
        for (const auto& [guild, name] : names)
            QCOMPARE(name, QString());
    }

    void whereOnlyBotsAreLeftTheRecordingIsStoppedAMinuteLater_data()
    {
        QTest::addColumn<bool>("wished");
        QTest::newRow("wished") << true;
        QTest::newRow("not wished") << false;
    }
    void whereOnlyBotsAreLeftTheRecordingIsStoppedAMinuteLater()
    {
        QFETCH(bool, wished);
        Room room;
        ui::Settings wishes = room.settings.settings();
        wishes.stopWhenOnlyBots = wished;
        room.settings.setSettings(wishes);
        room.recordBoth();
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        room.discord.perform(LeaveVoice {kBen, kWood});
        room.recorder->showCall(kWood);
        const auto isThere = [&room] {
            const auto speakers = room.recorder->snapshot().speakers;
            return std::ranges::any_of(speakers, &ui::SpeakerView::present);
        };
        QTRY_VERIFY(!isThere());
        room.recordMore(); // a second at least: it was seen that nobody is left
        QTest::qWait(1500);
        QCOMPARE(finished.count(), 0);
        room.clock.hurry(61s);
        if (wished) {
            QTRY_COMPARE(finished.count(), 1);
            QCOMPARE(finished.front().front().toString(), room.files[kWood]);
            QCOMPARE(room.call(kWood).record, ui::RecordState::Idle);
            QCOMPARE(room.heardIn(kWood), QStringList {QStringLiteral("Ben")});
        } else {
            room.recordMore();
            room.recordMore();
            QCOMPARE(finished.count(), 0);
        }
        QCOMPARE(room.call(kTown).record, ui::RecordState::Recording); // Ana is still there
    }

    void aSoloStaysInItsServer()
    {
        Room room;
        room.recordBoth();
        const auto solo = [&room](UserId who) {
            const auto speakers = room.recorder->snapshot().speakers;
            const auto found = std::ranges::find(speakers, who, &ui::SpeakerView::id);
            return found != speakers.end() && found->listening.solo;
        };
        room.recorder->showCall(kTown);
        room.recorder->listenTo(kAna, {true, false, 0});
        room.recorder->listenTo(kBen, {true, false, 0}); // who is in the wood
        QVERIFY(solo(kAna));
        room.recorder->showCall(kWood);
        QVERIFY(!solo(kBen));
        room.recorder->showCall(kTown);
        QVERIFY(solo(kAna));
    }

    void recordingsOnOneDiskShareWhatIsLeft()
    {
        Room room;
        room.recordBoth();
        room.recorder->showCall(kTown);
        const auto left = [&room] { return room.recorder->snapshot().diskTimeLeft.value_or(0s); };
        QTRY_VERIFY(left() > 0s);
        QTest::qWait(1200); // looked up once a second
        const auto together = left();
        room.recorder->showCall(kWood);
        room.recorder->stopRecording();
        room.recorder->showCall(kTown);
        QTRY_VERIFY(left() > together * 3 / 2);
    }

    void aMoveOrARefusedJoinLeavesTheRestAlone()
    {
        Room room;
        room.recordBoth();
        room.recorder->joinChannel(kTown, kMarket); // within a server it is a move
        QTRY_COMPARE(room.call(kTown).channel, kMarket);
        QCOMPARE(room.recorder->calls().size(), 2U);
        QCOMPARE(room.recorder->snapshot().guild, kTown); // hidden until now
        QCOMPARE(room.call(kTown).file, room.files[kTown]);
        room.recorder->joinChannel(GuildId(700), ChannelId(701));
        QCOMPARE(room.recorder->snapshot().guild, kTown);
        QCOMPARE(room.recorder->calls().size(), 2U);
        QCOMPARE(room.problemsWith(QStringLiteral("join")).size(), 1);
    }

    void anotherLoginEndsAllCallsFirst()
    {
        Room room;
        room.recordBoth();
        QSignalSpy finished(&*room.recorder, &Recorder::recordingFinished);
        room.recorder->logOut();
        QTRY_COMPARE(room.login->gateway().state(), gateway::GatewayState::Offline);
        QTRY_COMPARE(finished.count(), 2); // a file may take longer than the login
        std::map<GuildId, QString> names;
        for (const auto& change : room.discord.restLog().nicknames)
            names[change.guild] = change.nick;
        QCOMPARE(names, (std::map<GuildId, QString> {{kTown, {}}, {kWood, {}}}));
    }
};

QTEST_MAIN(SeveralCallsTest)
#include "several_calls_test.moc"
