#include "app/call_recorder.h"
#include "app/encryption_json.h"
#include "app/explain.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "voice/simulator/discord_simulator.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;
using namespace std::chrono_literals;
using recording::EventType;

namespace {

constexpr GuildId kGuild {500};
constexpr ChannelId kTable {501};
constexpr ChannelId kStage {502};
constexpr UserId kAna {11};
constexpr UserId kBen {12};

/// Ana talks all the time, Ben listens.
SimulatorScript table()
{
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("ana")}, {kBen, QStringLiteral("ben")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Table");
    guild.owner = kAna;
    guild.channels = {{kTable, ChannelKind::Voice, QStringLiteral("table")},
                      {kStage, ChannelKind::Stage, QStringLiteral("stage")}};
    guild.members = {{.user = kAna, .voice = kTable}, {.user = kBen, .voice = kTable}};
    script.guilds = {guild};
    script.speakers
        = {{.user = kAna, .spurts = {{0ms, ToneSpeech {.length = 800ms}}}, .period = 1000ms}};
    script.zero = ScriptZero::FirstListenerReady;
    return script;
}

CallRecorder::Settings withoutMeters()
{
    CallRecorder::Settings settings;
    settings.decoding = CallRecorder::Decoding::No;
    settings.flushPatience = 1h; // a busy computer is another test's
    return settings;
}

} // namespace

/// What a recording tells of its end-to-end encryption, against a Discord of the test's own.
class CallEncryptionTest : public QObject {
    Q_OBJECT

    struct Room {
        explicit Room(const SimulatorScript& script)
            : discord(script)
            , endpoints(*discord.start())
            , gateway(endpoints, clock, nullptr)
            , call(gateway, endpoints, clock, withoutMeters())
        {
        }

        QTemporaryDir folder;
        SystemClock clock;
        DiscordSimulator discord;
        Endpoints endpoints;
        gateway::GatewayClient gateway;
        CallRecorder call;
        QString path;

        void join(ChannelId channel)
        {
            gateway.start(discord.botToken());
            QTRY_VERIFY_WITH_TIMEOUT(gateway.directory().channel(kGuild, kStage) != nullptr,
                                     test::kPatience);
            call.join(kGuild, channel);
            QTRY_VERIFY_WITH_TIMEOUT(call.phase() == CallRecorder::Phase::InCall, test::kPatience);
        }
        /// What came before the first key is dealt with by then, and no recording's business.
        void joinEncrypted()
        {
            join(kTable);
            QTRY_VERIFY_WITH_TIMEOUT(call.dave().encrypted && opened(kAna) > 0, test::kPatience);
        }
        void record()
        {
            QVERIFY(call.startRecording(folder.path(), QStringLiteral("call")));
            path = call.writer()->path();
        }
        std::uint64_t frames() const { return call.writer()->status().frames; }
        std::uint64_t waiting() const
        {
            std::uint64_t sum = 0;
            for (const StreamCounters& stream : call.counters().streams)
                sum += stream.waiting;
            return sum;
        }
        /// Frames of this user that a key of the group opened; silence needs none.
        std::uint64_t opened(UserId user) const
        {
            for (const EndToEndCounters& one : call.counters().endToEnd) {
                if (one.user == user)
                    return one.opened;
            }
            return 0;
        }
        /// Packets of this user that the file knows were heard and not decrypted.
        std::int64_t missing(UserId user) const
        {
            const auto reader = recording::RecordingReader::open(path);
            const auto evidence = reader ? (*reader)->lossEvidence(user)
                                         : Failure {recording::RecordingError::NotFound};
            std::int64_t sum = 0;
            if (evidence)
                for (const timeline::MissedPackets& run : evidence->missed)
                    sum += run.last.value() - run.first.value() + 1;
            return sum;
        }
        std::vector<recording::RecordedEvent> events()
        {
            QSignalSpy finished(&call, &CallRecorder::recordingFinished);
            call.stopRecording();
            if (finished.isEmpty())
                finished.wait(test::kPatience);
            const auto reader = recording::RecordingReader::open(path);
            const auto read
                = reader ? (*reader)->events() : Failure {recording::RecordingError::NotFound};
            return read ? *read : std::vector<recording::RecordedEvent>();
        }
    };

    static qsizetype count(const std::vector<recording::RecordedEvent>& events, EventType type,
                           UserId user = {})
    {
        return std::ranges::count_if(events, [&](const recording::RecordedEvent& entry) {
            return entry.event.type == type && (!user.isValid() || entry.event.user == user);
        });
    }

    static std::int64_t packetsNotDecrypted(const std::vector<recording::RecordedEvent>& events)
    {
        static const QRegularExpression kTold(
            QStringLiteral("^encryption: (\\d+) packets not decrypted$"));
        std::int64_t sum = 0;
        for (const auto& entry : events) {
            if (entry.event.type == EventType::Gap)
                sum += kTold.match(entry.event.text).captured(1).toLongLong();
        }
        return sum;
    }

private slots:
    void theFileTellsWhatTheLockShowed()
    {
        Room here(table());
        here.joinEncrypted();
        here.record();
        QTRY_VERIFY_WITH_TIMEOUT(here.frames() > 20, test::kPatience);
        const QString before = here.call.dave().privacyCode;
        here.discord.perform(LeaveVoice {kBen, kGuild});
        QTRY_VERIFY_WITH_TIMEOUT(
            here.call.dave().encrypted && here.call.dave().privacyCode != before, test::kPatience);
        const DaveFacts last = here.call.dave();
        const auto events = here.events();
        const auto history = recording::encryptionOf(events);
        QCOMPARE(history.version, 1);
        QCOMPARE(history.epoch, last.epoch);
        QCOMPARE(history.privacyCode, last.privacyCode);
        QVERIFY(count(events, EventType::Epoch) >= 2);
        QCOMPARE(count(events, EventType::Undecryptable), 0);
        QVERIFY(history.own);
        QVERIFY(history.keyOf(kAna));

        std::vector<recording::SpeakerTally> speakers(2);
        speakers[0].user = kAna;
        speakers[1].user = UserId(99); // never in the group
        const QJsonArray told = describeSpeakers(history, speakers);
        const QRegularExpression shape(QStringLiteral("^(\\d{5} ){8}\\d{5}$"));
        QVERIFY(shape.match(told[0][QStringLiteral("verificationCode")].toString()).hasMatch());
        QVERIFY(told[1][QStringLiteral("verificationCode")].isNull());
        QCOMPARE(describe(history)[QStringLiteral("privacyCode")].toString(), last.privacyCode);
    }

    void aStageIsOpenAndSaysSo()
    {
        SimulatorScript script = table();
        script.guilds.front().members
            = {{.user = kAna, .voice = kStage}, {.user = kBen, .voice = kStage}};
        Room here(script);
        here.join(kStage);
        QTRY_VERIFY_WITH_TIMEOUT(here.call.dave().progress == DaveProgress::Off, test::kPatience);
        here.record();
        QTRY_VERIFY_WITH_TIMEOUT(here.frames() > 20, test::kPatience);
        const auto events = here.events();
        QCOMPARE(recording::encryptionOf(events).version, 0);
        QCOMPARE(count(events, EventType::Epoch), 0);
        QCOMPARE(count(events, EventType::Key), 0);
    }

    void downAndUpAgainIsInTheFile()
    {
        Room here(table());
        here.joinEncrypted();
        here.record();
        here.discord.perform(ForbidDave {kGuild, kTable, true});
        QTRY_VERIFY_WITH_TIMEOUT(here.call.dave().progress == DaveProgress::Off, test::kPatience);
        here.discord.perform(ForbidDave {kGuild, kTable, false});
        QTRY_VERIFY_WITH_TIMEOUT(here.call.dave().encrypted, test::kPatience);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Downgrade), 1);
        QCOMPARE(count(events, EventType::Upgrade), 1);
        QCOMPARE(recording::encryptionOf(events).version, 1);
    }

    void whoIsHeardButNotDecryptedIsNamed()
    {
        Room here(table());
        here.joinEncrypted();
        here.record();
        QTRY_VERIFY_WITH_TIMEOUT(here.frames() > 20, test::kPatience);
        QSignalSpy alarm(&here.call, &CallRecorder::undecryptable);
        // The group goes on without us: Ana's next key never reaches us.
        here.discord.perform(MuteDave {kGuild, kTable, true});
        here.discord.perform(LeaveVoice {kBen, kGuild});
        QTRY_VERIFY_WITH_TIMEOUT(here.call.isUndecryptable(kAna), test::kPatience);
        QCOMPARE(alarm.count(), 1);
        QCOMPARE(alarm.at(0).at(0).value<UserId>(), kAna);
        const ui::Problem problem = explainUndecryptable(kAna, QStringLiteral("Ana"));
        QVERIFY(problem.whatHappened.startsWith(QStringLiteral("Ana ")));
        QVERIFY(!problem.whatIsSafe.isEmpty() && !problem.whatToDo.isEmpty());
        QCOMPARE(problem.key, undecryptableKey(kAna));
        // The call's end ends the alarm.
        QSignalSpy over(&here.call, &CallRecorder::decryptableAgain);
        const auto events = here.events();
        QVERIFY(count(events, EventType::Undecryptable, kAna) >= 1);
        here.call.leave();
        QTRY_VERIFY_WITH_TIMEOUT(over.count() == 1, test::kPatience);
        QVERIFY(!here.call.anyUndecryptable());
    }

    void whatStillWaitsForItsKeyAtStopIsMissing()
    {
        Room here(table());
        here.joinEncrypted();
        here.record();
        QTRY_VERIFY_WITH_TIMEOUT(here.frames() > 20, test::kPatience);
        here.discord.perform(MuteDave {kGuild, kTable, true});
        here.discord.perform(LeaveVoice {kBen, kGuild});
        QTRY_VERIFY_WITH_TIMEOUT(here.waiting() > 50, test::kPatience);
        const std::int64_t told = packetsNotDecrypted(here.events());
        const std::int64_t missing = here.missing(kAna);
        QVERIFY2(missing > 50, qPrintable(QString::number(missing)));
        QCOMPARE(told, missing);

        // The next recording of the same call misses what is said in it, and no more. Counters are
        // as old as the receiver's last tick: one that begins when they change is younger than
        // that.
        QTRY_VERIFY_WITH_TIMEOUT(here.waiting() > 30, test::kPatience);
        const std::uint64_t before = here.waiting();
        here.record();
        std::uint64_t begun = here.waiting();
        for (int ticks = 0; ticks < 2; ++ticks) {
            const std::uint64_t known = begun;
            QTRY_VERIFY_WITH_TIMEOUT((begun = here.waiting()) != known, test::kPatience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(here.waiting() > begun + 30, test::kPatience);
        const std::int64_t toldNext = packetsNotDecrypted(here.events());
        const std::int64_t missingNext = here.missing(kAna);
        QVERIFY2(missingNext > 30, qPrintable(QString::number(missingNext)));
        const auto doubtful = static_cast<std::int64_t>(begun - before);
        QVERIFY2(std::abs(toldNext - missingNext) <= doubtful,
                 qPrintable(QStringLiteral("told %1, missing %2, came as it began %3")
                                .arg(toldNext)
                                .arg(missingNext)
                                .arg(doubtful)));
    }

    void recoveryIsInTheFile()
    {
        Room here(table());
        here.joinEncrypted();
        here.record();
        here.discord.perform(SpoilDave {kGuild, kTable, SpoiltMessage::ForgedCommit});
        here.discord.perform(LeaveVoice {kBen, kGuild}); // a commit follows, and is spoilt
        QTRY_VERIFY_WITH_TIMEOUT(here.call.dave().recoveries > 0, test::kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(here.call.dave().encrypted
                                     && here.call.dave().progress == DaveProgress::Active,
                                 test::kPatience);
        const auto events = here.events();
        QVERIFY(count(events, EventType::Recovery) >= 2);
    }
};

QTEST_GUILESS_MAIN(CallEncryptionTest)
#include "call_encryption_test.moc"
