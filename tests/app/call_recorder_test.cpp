#include "app/call_recorder.h"
#include "app/explain.h"
#include "sinks/recording/caused_spans.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "voice/simulator/discord_simulator.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <map>

#ifdef Q_OS_LINUX
#include <csignal>
#include <ctime>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;
using namespace std::chrono_literals;
using recording::EventType;

namespace {

constexpr GuildId kGuild {500};
constexpr ChannelId kTable {501};
constexpr ChannelId kSofa {502};
constexpr ChannelId kLocked {503}; ///< closed between our look and Discord's
constexpr UserId kAna {11};
constexpr UserId kBen {12};

/// Ana talks all the time, Ben listens; the roles let the bot in wherever it believes it may go.
SimulatorScript table()
{
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("ana")}, {kBen, QStringLiteral("ben")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Table");
    guild.owner = kAna;
    guild.channels = {{kTable, ChannelKind::Voice, QStringLiteral("table")},
                      {kSofa, ChannelKind::Voice, QStringLiteral("sofa")}};
    guild.members = {{.user = kAna, .voice = kTable}, {.user = kBen, .voice = kTable}};
    script.guilds = {guild};
    script.speakers
        = {{.user = kAna, .spurts = {{0ms, ToneSpeech {.length = 800ms}}}, .period = 1000ms}};
    script.zero = ScriptZero::SimulatorStarts;
    return script;
}

/// Ben talks too, and nobody ever says whose his audio is.
ScriptSpeaker nameless()
{
    return {.user = kBen,
            .spurts = {{0ms, ToneSpeech {.length = 800ms}}},
            .period = 1000ms,
            .announceDelay = 1h};
}

/// A dozen who talk at the same time: their packets come together.
SimulatorScript crowd()
{
    SimulatorScript script = table();
    for (std::uint64_t id = 100; id < 112; ++id) {
        script.users.push_back({UserId(id), QStringLiteral("guest %1").arg(id)});
        script.guilds.front().members.push_back({.user = UserId(id), .voice = kTable});
        script.speakers.push_back({.user = UserId(id),
                                   .spurts = {{0ms, ToneSpeech {.length = 1000ms}}},
                                   .period = 1000ms});
    }
    return script;
}

#ifdef Q_OS_LINUX
/// What the kernel holds for the sockets of this process whose losses it counts: those of media.
/// How many there are.
int setMediaBuffers(int bytes)
{
    int found = 0;
    for (int fd = 0; fd < 1024; ++fd) {
        int counts = 0;
        socklen_t size = sizeof counts;
        if (::getsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &counts, &size) == 0 && counts != 0
            && ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) == 0)
            ++found;
    }
    return found;
}

/// Whatever the receiver thread does, it goes on with it 60 ms later.
bool holdUpReceiver()
{
    struct sigaction action { };
    action.sa_handler = [](int) {
        const timespec length {0, 60'000'000};
        ::nanosleep(&length, nullptr);
    };
    action.sa_flags = SA_RESTART;
    if (::sigaction(SIGUSR1, &action, nullptr) != 0)
        return false;
    for (const QString& id :
         QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(QStringLiteral("/proc/self/task/%1/comm").arg(id));
        if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "receiver")
            return ::syscall(SYS_tgkill, ::getpid(), id.toInt(), SIGUSR1) == 0;
    }
    return false;
}
#endif

} // namespace

/// One recorder against a Discord of the test's own; judged by its signals and by the file.
class CallRecorderTest : public QObject {
    Q_OBJECT

    struct Room {
        explicit Room(const SimulatorScript& script, CallRecorder::Settings settings)
            : discord(script)
            , endpoints(*discord.start())
            , gateway(endpoints, clock, nullptr)
            , call(gateway, endpoints, clock, std::move(settings))
        {
        }

        QTemporaryDir folder;
        SystemClock clock;
        DiscordSimulator discord;
        Endpoints endpoints;
        gateway::GatewayClient gateway;
        CallRecorder call;
        QString path;

        void logIn()
        {
            gateway.start(discord.botToken());
            QTRY_VERIFY(gateway.directory().channel(kGuild, kSofa) != nullptr);
        }
        void joinAndRecord()
        {
            logIn();
            call.join(kGuild, kTable);
            QTRY_COMPARE(call.phase(), CallRecorder::Phase::InCall);
            record();
        }
        /// What comes before we are in the encrypted group nobody can open: the recording begins
        /// behind it.
        void joinListenAndRecord()
        {
            logIn();
            call.join(kGuild, kTable);
            QTRY_VERIFY(std::ranges::any_of(call.counters().endToEnd,
                                            [](const auto& one) { return one.opened > 10; }));
            record();
        }
        void record()
        {
            QVERIFY(call.startRecording(folder.path(), QStringLiteral("call")));
            path = call.writer()->path();
            waitForFrames(25);
        }
        std::uint64_t frames() const
        {
            return call.writer() != nullptr ? call.writer()->status().frames : 0;
        }
        void waitForFrames(std::uint64_t more)
        {
            const std::uint64_t wanted = frames() + more;
            QTRY_VERIFY(frames() >= wanted);
        }
        /// Frames that nobody claimed yet, or that no key opened.
        std::uint64_t waiting() const
        {
            std::uint64_t sum = 0;
            for (const StreamCounters& stream : call.counters().streams)
                sum += stream.waiting;
            return sum;
        }
        /// The rows of the file, one a line.
        QByteArrayList query(const QString& question) const
        {
            QProcess sqlite;
            sqlite.start(QStringLiteral("sqlite3"),
                         {QStringLiteral("-readonly"), QStringLiteral("-cmd"),
                          QStringLiteral(".timeout 10000"), path, question});
            if (!sqlite.waitForFinished())
                return {};
            return sqlite.readAllStandardOutput().trimmed().split('\n');
        }
        /// Ends the recording, if it runs, and reads what was written about it.
        std::vector<recording::RecordedEvent> events()
        {
            if (call.writer() != nullptr) {
                QSignalSpy finished(&call, &CallRecorder::recordingFinished);
                call.stopRecording();
                if (finished.isEmpty())
                    finished.wait(test::kPatience);
            }
            const auto reader = recording::RecordingReader::open(path);
            if (!reader)
                return {};
            const auto read = (*reader)->events();
            return read ? *read : std::vector<recording::RecordedEvent>();
        }
    };
    std::unique_ptr<Room> m_room;

    static qsizetype count(const std::vector<recording::RecordedEvent>& events, EventType type,
                           const QString& start = {}, UserId user = {})
    {
        return std::ranges::count_if(events, [&](const recording::RecordedEvent& entry) {
            return entry.event.type == type && entry.event.text.startsWith(start)
                && (!user.isValid() || entry.event.user == user);
        });
    }
    static std::uint64_t packetsNotAssigned(const std::vector<recording::RecordedEvent>& events)
    {
        static const QRegularExpression kTold(
            QStringLiteral("^unknown speaker: (\\d+) packets not assigned$"));
        std::uint64_t sum = 0;
        for (const QString& text : texts(events, EventType::Gap))
            sum += kTold.match(text).captured(1).toULongLong();
        return sum;
    }
    static QStringList texts(const std::vector<recording::RecordedEvent>& events, EventType type)
    {
        QStringList found;
        for (const auto& entry : events) {
            if (entry.event.type == type)
                found.append(entry.event.text);
        }
        return found;
    }
    Room& room(const SimulatorScript& script = table(),
               std::chrono::milliseconds movePatience = std::chrono::hours(1),
               std::optional<std::chrono::milliseconds> flushPatience = std::nullopt)
    {
        CallRecorder::Settings settings;
        settings.decoding = CallRecorder::Decoding::No;
        settings.movePatience = movePatience;
        settings.flushPatience = flushPatience.value_or(settings.flushPatience);
        m_room = std::make_unique<Room>(script, settings);
        return *m_room;
    }

private slots:
    void cleanup() { m_room.reset(); }

    void recordsAndLeaves()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy ended(&here.call, &CallRecorder::callEnded);
        QSignalSpy finished(&here.call, &CallRecorder::recordingFinished);
        here.call.leave();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(here.call.phase(), CallRecorder::Phase::Idle);
        QVERIFY(here.call.counters().datagrams > 20); // remembered after the call
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Join, {}, kAna), 1);
        QCOMPARE(count(events, EventType::Join, {}, kBen), 1);
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: ")), 0);
        QCOMPARE(count(events, EventType::Stop), 1);
    }

    void writesDownTheLastFramesBeforeStop()
    {
        Room& here = room();
        here.joinAndRecord();
        here.call.stopRecording();
        QVERIFY(!here.call.isRecording());
        QTRY_VERIFY(here.call.writer() == nullptr);
        QCOMPARE(here.call.phase(), CallRecorder::Phase::InCall);
        // And the next recording of the same call begins where it begins.
        QVERIFY(here.call.startRecording(here.folder.path(), QStringLiteral("call")));
        here.waitForFrames(10);
    }

    void countsWhatNobodyClaimedUntilStop()
    {
        SimulatorScript script = table();
        script.speakers.push_back(nameless());
        Room& here = room(script);
        here.joinListenAndRecord();
        const std::uint64_t before = here.waiting();
        QTRY_VERIFY(here.waiting() > before + 50);
        const auto told = packetsNotAssigned(here.events());
        QVERIFY2(told > 50, qPrintable(QString::number(told)));
    }

    void losesNothingWhileTheWindowIsStuck()
    {
        Room& here = room();
        here.joinListenAndRecord();
        const auto sent = [&here] {
            const auto log = here.discord.sentLog();
            return static_cast<std::uint64_t>(
                std::ranges::count_if(log.packets, [&](const auto& one) {
                    return one.listener == here.discord.botUser() && one.fate == PacketFate::Sent;
                }));
        };
        const std::uint64_t writtenBefore = here.frames();
        const std::uint64_t sentBefore = sent();
        QThread::sleep(20); // nothing runs on this thread, no timer and no signal
        const std::uint64_t sentMeanwhile = sent() - sentBefore;
        QVERIFY(sentMeanwhile > 500);
        // What was on its way at the beginning is written too, and so is the rest after a while.
        const QDeadlineTimer patience(test::kPatience);
        while (here.frames() - writtenBefore < sentMeanwhile && !patience.hasExpired())
            QThread::msleep(20);
        QVERIFY2(here.frames() - writtenBefore >= sentMeanwhile,
                 qPrintable(QString::number(here.frames() - writtenBefore)));
        QTest::qWait(500); // now it hears of everything at once
        QCOMPARE(here.call.phase(), CallRecorder::Phase::InCall);
        QVERIFY(here.gateway.state() == gateway::GatewayState::Online);
        const auto events = here.events();
        QCOMPARE(texts(events, EventType::Gap).join(QLatin1String("; ")), QString());
        QCOMPARE(count(events, EventType::ServerChange), 0);
        QCOMPARE(count(events, EventType::Notice, QStringLiteral("alarm")), 0);
        const auto reader = recording::RecordingReader::open(here.path);
        QVERIFY(reader);
        QCOMPARE((*reader)->summary()->speakers.front().missing, 0U);
    }

    void saysThatTheEndMayBeMissingWhenTheReceiverWasNotWaitedFor()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy uncertain(&here.call, &CallRecorder::endUncertain);
        QSignalSpy finished(&here.call, &CallRecorder::recordingFinished);
        here.call.leave();
        here.call.join(kGuild, kTable); // before anybody could answer
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(uncertain.count(), 0); // no fault of the computer's
        const auto reader = recording::RecordingReader::open(here.path);
        QVERIFY(reader);
        const auto events = (*reader)->events();
        QVERIFY(events);
        QCOMPARE(count(*events, EventType::Gap, QStringLiteral("computer: the receiver did not")),
                 1);
        const ui::Problem problem = explainEndUncertain();
        QVERIFY(!problem.whatHappened.isEmpty() && !problem.whatIsSafe.isEmpty());
    }

    void warnsWhenTheReceiverDoesNotAnswerAtStop()
    {
        Room& here = room(table(), 1h, 0ms); // which it hardly ever keeps
        here.joinAndRecord();
        QSignalSpy uncertain(&here.call, &CallRecorder::endUncertain);
        QSignalSpy finished(&here.call, &CallRecorder::recordingFinished);
        for (int tries = 1; tries <= 20 && uncertain.isEmpty(); ++tries) {
            here.call.stopRecording();
            QTRY_COMPARE(finished.count(), tries);
            if (uncertain.isEmpty())
                QVERIFY(here.call.startRecording(here.folder.path(), QStringLiteral("call")));
        }
        QCOMPARE(uncertain.count(), 1);
        const auto reader = recording::RecordingReader::open(finished.last().at(0).toString());
        QVERIFY(reader);
        const auto events = (*reader)->events();
        QVERIFY(events);
        QCOMPARE(count(*events, EventType::Gap, QStringLiteral("computer: the receiver did not")),
                 1);
    }

    void tellsMuteOnlyWhenItChanges()
    {
        Room& here = room();
        here.joinAndRecord();
        const auto mutes = [&](bool muted, bool deaf) {
            here.discord.perform(SetMute {kBen, kGuild, muted, deaf});
            QTRY_VERIFY(here.gateway.directory().voiceState(kGuild, kBen)->selfMute == muted
                        && here.gateway.directory().voiceState(kGuild, kBen)->selfDeaf == deaf);
        };
        mutes(true, false);
        mutes(true, true);
        mutes(true, false);
        mutes(false, false);
        mutes(false, true);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Mute, {}, kBen), 1);
        QCOMPARE(count(events, EventType::Unmute, {}, kBen), 1);
    }

    void writesNothingOfThoseWhoAreExcluded()
    {
        SimulatorScript script = table();
        script.speakers.push_back(
            {.user = kBen, .spurts = {{0ms, ToneSpeech {.length = 800ms}}}, .period = 1000ms});
        Room& here = room(script);
        here.call.setExcluded({kBen, UserId(999)}); // the latter never comes
        here.joinAndRecord();
        QTRY_VERIFY(std::ranges::count(here.call.speakers(), kBen) == 1);
        here.waitForFrames(25);
        const auto framesOf = [&](UserId user) {
            for (const auto& tally : here.call.writer()->status().speakers)
                if (tally.user == user)
                    return tally.frames;
            return std::uint64_t {0};
        };
        QCOMPARE(framesOf(kBen), 0U);
        here.call.setExcluded({kAna});
        QTRY_VERIFY(framesOf(kBen) > 10);
        const std::uint64_t anas = framesOf(kAna);
        here.waitForFrames(25);
        QVERIFY(framesOf(kAna) <= anas + 5); // under way when she was excluded
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Exclude, "begun", kBen), 1);
        QCOMPARE(count(events, EventType::Exclude, "over", kBen), 1);
        QCOMPARE(count(events, EventType::Exclude, "begun", kAna), 1);
        QCOMPARE(count(events, EventType::Exclude, {}, UserId(999)), 0);
        const auto reader = recording::RecordingReader::open(here.path);
        QVERIFY(reader);
        const auto summary = (*reader)->summary();
        QVERIFY(summary);
        for (const auto& speaker : summary->speakers) {
            QVERIFY(speaker.user != UserId(999));
            QCOMPARE(speaker.excluded, speaker.user == kAna);
        }
    }

    void endsWithTheFileWhenKicked()
    {
        SimulatorScript script = crowd();
        script.speakers.push_back(nameless());
        Room& here = room(script);
        here.joinListenAndRecord();
        const std::uint64_t before = here.waiting();
        QTRY_VERIFY(here.waiting() > before + 50);
        QSignalSpy ended(&here.call, &CallRecorder::callEnded);
#ifdef Q_OS_LINUX
        QVERIFY(holdUpReceiver()); // the news of the kick overtakes the last frames
#endif
        here.discord.perform(LeaveVoice {here.discord.botUser(), kGuild});
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.front().front().value<control::StopReason>(), control::StopReason::Kicked);
        QCOMPARE(here.call.phase(), CallRecorder::Phase::Idle);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Notice, QStringLiteral("call ended")), 1);
        QCOMPARE(count(events, EventType::Stop), 1);
        // Whatever was sent is in the file, or counted there.
        QVERIFY(packetsNotAssigned(events) > 50);
        std::map<QByteArray, QByteArray> last;
        for (const SentPacket& packet : here.discord.sentLog().packets) {
            if (packet.listener == here.discord.botUser() && packet.speaker != kBen)
                last[QByteArray::number(packet.ssrc.value())] = QByteArray::number(packet.sequence);
        }
        QByteArrayList expected;
        for (const auto& [ssrc, sequence] : last)
            expected.append(ssrc + '|' + sequence);
        std::ranges::sort(expected);
        QByteArrayList written = here.query(
            QStringLiteral("SELECT ssrc, sequence % 65536 FROM (SELECT ssrc, sequence, "
                           "max(packet.id) FROM packet JOIN stream ON stream.id = packet.stream "
                           "GROUP BY ssrc)"));
        std::ranges::sort(written);
        QCOMPARE(written.join(' '), expected.join(' '));
    }

    void staysWhereItIsWhenAMoveIsRefused()
    {
        // Discord knows of a lock that our directory does not: it only answers with silence.
        SimulatorScript script = table();
        script.guilds.front().channels.push_back(
            {kLocked, ChannelKind::Voice, QStringLiteral("locked"), 0, {}, 1});
        Room& here = room(script, 1'000ms);
        here.joinAndRecord();
        QSignalSpy refused(&here.call, &CallRecorder::moveUnanswered);
        QSignalSpy phases(&here.call, &CallRecorder::phaseChanged);
        // Filled in the moment after our look: the update about Ben is still under way.
        here.discord.perform(JoinVoice {kBen, kGuild, kLocked});
        here.call.join(kGuild, kLocked);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused.front().front().value<ChannelId>(), kLocked);
        QCOMPARE(here.call.channel(), kTable);
        QCOMPARE(phases.count(), 0);
        here.waitForFrames(10);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: ")), 0);
        QCOMPARE(count(events, EventType::Join, {}, kBen), 1);
        QCOMPARE(count(events, EventType::Leave, {}, kBen), 1);
    }

    void followsAMoveAndKeepsTheRecording()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy refused(&here.call, &CallRecorder::moveUnanswered);
        here.discord.perform(JoinVoice {kBen, kGuild, kSofa});
        QTRY_COMPARE(here.gateway.directory().occupants(kGuild, kSofa).size(), 1U);
        QSignalSpy phases(&here.call, &CallRecorder::phaseChanged);
        here.call.join(kGuild, kSofa);
        QCOMPARE(here.call.channel(), kTable); // until our own voice state says otherwise
        QTRY_COMPARE(here.call.channel(), kSofa);
        QTRY_VERIFY(phases.count() >= 2 && here.call.phase() == CallRecorder::Phase::InCall);
        here.discord.perform(JoinVoice {kAna, kGuild, kSofa});
        QTRY_COMPARE(here.gateway.directory().occupants(kGuild, kSofa).size(), 3U); // us, too
        here.waitForFrames(10);
        QCOMPARE(refused.count(), 0);
        const auto events = here.events();
        QVERIFY(count(events, EventType::ServerChange, QString::number(kSofa.value())) == 1);
        QCOMPARE(count(events, EventType::Join, {}, kAna), 2);
        QCOMPARE(count(events, EventType::Leave, {}, kAna), 1); // when we left her behind
        QCOMPARE(count(events, EventType::Join, {}, kBen), 2); // he was there when we came
        QCOMPARE(count(events, EventType::Leave, {}, kBen), 1);
        QCOMPARE(here.query(QStringLiteral("SELECT channel FROM connection")).join(','),
                 QByteArray("501,502"));
    }

    void bridgesALostVoiceServer()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy phases(&here.call, &CallRecorder::phaseChanged);
        here.discord.perform(MigrateServer {kGuild, 500ms});
        QTRY_VERIFY(phases.count() >= 2);
        QTRY_COMPARE(here.call.phase(), CallRecorder::Phase::InCall);
        here.waitForFrames(10);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: ")), 2);
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: back after")), 1);
        QCOMPARE(count(events, EventType::ServerChange), 1);
        const auto gap = std::ranges::find(
            events, EventType::Gap, [](const auto& recorded) { return recorded.event.type; });
        static const QRegularExpression kSince(QStringLiteral(", last heard (\\d+) ms before$"));
        const auto since = kSince.match(gap->event.text);
        QVERIFY2(since.hasMatch(), qPrintable(gap->event.text));
        // Ana spoke: within this minute, whatever the machine is busy with.
        QVERIFY(since.captured(1).toInt() < 60'000);
    }

    void joinsAgainInANewGatewaySession_data()
    {
        QTest::addColumn<bool>("serverFirst");
        QTest::newRow("voice state first") << false;
        QTest::newRow("voice server first") << true;
    }
    void joinsAgainInANewGatewaySession()
    {
        QFETCH(bool, serverFirst);
        SimulatorScript script = table();
        script.serverUpdateFirst = serverFirst;
        Room& here = room(script);
        here.joinAndRecord();
        QSignalSpy restarted(&here.gateway, &gateway::GatewayClient::sessionRestarted);
        QSignalSpy ended(&here.call, &CallRecorder::callEnded);
        here.discord.perform(GatewayInvalidate {false});
        QTRY_COMPARE(restarted.count(), 1);
        QTRY_VERIFY(here.call.phase() == CallRecorder::Phase::InCall
                    && here.gateway.state() == gateway::GatewayState::Online);
        here.waitForFrames(25);
        QCOMPARE(ended.count(), 0);
        const auto events = here.events();
        QVERIFY(count(events, EventType::Gap, QStringLiteral("voice: back after")) >= 1);
        QCOMPARE(count(events, EventType::ServerChange), 1); // one attempt, with the right id
    }

    void saysThatItIsDeafened()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy deafened(&here.call, &CallRecorder::deafenedChanged);
        here.discord.perform(SetMute {here.discord.botUser(), kGuild, true, false, false, true});
        QTRY_COMPARE(deafened.count(), 1);
        QVERIFY(here.call.isDeafened());
        here.discord.perform(SetMute {here.discord.botUser(), kGuild, true});
        QTRY_COMPARE(deafened.count(), 2);
        QVERIFY(!here.call.isDeafened());
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Notice, QStringLiteral("deafened")), 1);
        QCOMPARE(count(events, EventType::Notice, QStringLiteral("no longer deafened")), 1);
    }

    void writesDownWhatThisComputerDropped()
    {
#ifdef Q_OS_LINUX
        Room& here = room(crowd());
        here.joinListenAndRecord();
        const std::uint64_t before = here.call.counters().kernelDropped;
        const auto dropped = [&] { return here.call.counters().kernelDropped - before; };
        QCOMPARE(setMediaBuffers(0), 1); // the kernel makes it a few packets
        QTRY_VERIFY(dropped() >= 10);
        QCOMPARE(setMediaBuffers(1 << 20), 1);
        here.waitForFrames(25);
        const auto events = here.events();
        const auto spans = recording::droppedSpans(events);
        QVERIFY(!spans.empty());
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("computer: too busy, ")),
                 static_cast<qsizetype>(spans.size()));
        std::int64_t told = 0;
        for (const timeline::DroppedSpan& span : spans) {
            QVERIFY(span.from >= 0us && span.from < span.to);
            told += span.packets;
        }
        QCOMPARE(static_cast<std::uint64_t>(told), dropped());
        // Nothing else loses anything here, so the tracks' holes are this computer's.
        const auto reader = recording::RecordingReader::open(here.path);
        QVERIFY(reader);
        const auto summary = (*reader)->summary();
        QVERIFY(summary);
        std::uint64_t missing = 0;
        for (const auto& speaker : summary->speakers)
            missing += speaker.missing;
        QVERIFY(missing > 0);
        QVERIFY(missing <= dropped());
#else
        QSKIP("Only Linux counts what it drops.");
#endif
    }

    void goesOnThroughAResumeOfTheGateway()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy restarted(&here.gateway, &gateway::GatewayClient::sessionRestarted);
        QSignalSpy states(&here.gateway, &gateway::GatewayClient::stateChanged);
        QSignalSpy ended(&here.call, &CallRecorder::callEnded);
        here.discord.perform(GatewayDrop {});
        QTRY_VERIFY(!states.isEmpty());
        QTRY_COMPARE(here.gateway.state(), gateway::GatewayState::Online);
        here.waitForFrames(25);
        QCOMPARE(restarted.count(), 0);
        QCOMPARE(ended.count(), 0);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: ")), 0);
        QCOMPARE(count(events, EventType::Leave), 0);
    }

    void goesOnThroughAResumeOfTheVoiceConnection()
    {
        Room& here = room();
        here.joinAndRecord();
        QSignalSpy phases(&here.call, &CallRecorder::phaseChanged);
        here.discord.perform(VoiceDrop {kGuild});
        QTRY_VERIFY(phases.count() >= 2);
        QTRY_COMPARE(here.call.phase(), CallRecorder::Phase::InCall);
        here.waitForFrames(10);
        const auto events = here.events();
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: ")), 2);
        QCOMPARE(count(events, EventType::Gap, QStringLiteral("voice: back after")), 1);
        QCOMPARE(count(events, EventType::ServerChange), 0);
    }
};

QTEST_GUILESS_MAIN(CallRecorderTest)
#include "call_recorder_test.moc"
