#include "sinks/recording/caused_spans.h"
#include "sinks/recording/recording_exchange.h"
#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "tests/sinks/recording/recording_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;
using timeline::LossCause;

namespace {

constexpr UserId kAda {7};
const StreamId kStream = streamOf(1, 1);

SealedPacket sealed(std::int64_t number, SteadyTime arrival, StreamId stream = kStream)
{
    const OpusFrame frame = frameOf(stream, kAda, number, arrival);
    return {frame.stream, frame.user, frame.ssrc, frame.sequence, frame.arrival};
}

} // namespace

/// What was heard but is not in the file, from the hand-over to the map of losses.
class MissedPacketsTest : public QObject {
    Q_OBJECT
private slots:
    void theMapTellsExactlyWhatWasNotDecrypted();
    void whatMemoryRefusedIsKnownByNumber();
    void neighboursAreJoinedEvenAmongOthers();
    void ofARunThatReachesIntoTheRecordingThatPartIsMissing();
    void aPauseAndAnExclusionKeepThemOut();
    void whatSaysNothingOfMissedPacketsReadsOn();
    void whatThisComputerDroppedIsReadFromTheEvents_data();
    void whatThisComputerDroppedIsReadFromTheEvents();
    void outagesAndExclusionsAreReadFromTheEvents_data();
    void outagesAndExclusionsAreReadFromTheEvents();
};

void MissedPacketsTest::theMapTellsExactlyWhatWasNotDecrypted()
{
    QTemporaryDir folder;
    FakeClock clock;
    auto file = RecordingFile::create(folder.path(), QStringLiteral("call"), someCall(),
                                      clock.now(), clock.wallNow());
    QVERIFY(file);
    RecordingExchange exchange;
    // 0 to 9 and 190 to 199 before and after any key, 50 to 69 in the middle; each 13th is lost.
    std::int64_t lost = 0;
    for (int number = 0; number < 200; ++number) {
        clock.advance(20ms);
        if (number % 13 == 12) {
            ++lost;
            continue;
        }
        const bool isSealed = number < 10 || (number >= 50 && number < 70) || number >= 190;
        if (isSealed) {
            const SealedPacket packet = sealed(number, clock.now());
            exchange.push(std::span(&packet, 1));
        } else {
            const OpusFrame frame = frameOf(kStream, kAda, number, clock.now());
            exchange.push(std::span(&frame, 1));
        }
        if (number % 3 == 0) {
            (*file)->accept(exchange.take());
            QVERIFY((*file)->commit(clock.now()));
            exchange.settle();
        }
    }
    (*file)->accept(exchange.take());
    const QString path = (*file)->path();
    QVERIFY((*file)->finish(clock.now()));
    file->reset();

    // Few rows, each packet in one: runs end where one is lost, and once a second.
    QCOMPARE(askOne(path,
                    QStringLiteral("SELECT count(*) < 10, sum(last - first + 1), "
                                   "min(cause), max(cause) FROM missed")),
             QStringLiteral("1|37|not decrypted|not decrypted"));
    auto reader = RecordingReader::open(path);
    QVERIFY(reader);
    const auto marks = (*reader)->marks(kAda);
    const auto length = (*reader)->length();
    const auto evidence = (*reader)->lossEvidence(kAda);
    QVERIFY(marks && length && evidence);
    const auto plan = timeline::planTrack(*marks, {}, *length, {});
    const auto map = timeline::mapLosses(plan, *evidence, {}, *length, {});
    QCOMPARE(map.of(LossCause::Undecryptable).packets, 10 + 18 + 9);
    // 194 came after the last that was stored: of the lost ones it alone nobody can know of.
    QCOMPARE(map.of(LossCause::Network).packets, lost - 1);
}

void MissedPacketsTest::whatMemoryRefusedIsKnownByNumber()
{
    RecordingExchange exchange;
    FakeClock clock;
    for (int number = 0; number < 3100; ++number) { // a writer that takes nothing for 62 s
        clock.advance(20ms);
        const OpusFrame frame = frameOf(kStream, kAda, number, clock.now());
        exchange.push(std::span(&frame, 1));
    }
    const HandOver handOver = exchange.take();
    QCOMPARE(handOver.missed.size(), std::size_t(1));
    const PacketsMissed& missed = handOver.missed.front();
    QCOMPARE(missed.cause, LossCause::NotWritten);
    QCOMPARE(missed.first.sequence.value(), 65'536 + 3001);
    QCOMPARE(missed.last.value(), 65'536 + 3099);
    QCOMPARE(handOver.refused.at(kAda), std::uint64_t(99));
}

void MissedPacketsTest::neighboursAreJoinedEvenAmongOthers()
{
    RecordingExchange exchange;
    FakeClock clock;
    for (int number = 0; number < 100; ++number) {
        clock.advance(20ms);
        for (std::uint32_t stream = 1; stream <= 10; ++stream) {
            const SealedPacket packet = sealed(number, clock.now(), streamOf(1, stream));
            exchange.push(std::span(&packet, 1));
        }
    }
    QCOMPARE(exchange.take().missed.size(), std::size_t(10));
    for (int number = 0; number < 40'000; number += 2) { // none has a neighbour
        const SealedPacket packet = sealed(number, clock.now());
        exchange.push(std::span(&packet, 1));
    }
    QCOMPARE(exchange.take().missed.size(), RecordingExchange::kMaxMissed);
}

/// A speaker whose key is missing talks while Record is pressed, and is given up at Stop.
void MissedPacketsTest::ofARunThatReachesIntoTheRecordingThatPartIsMissing()
{
    QTemporaryDir folder;
    FakeClock clock;
    std::vector<SealedPacket> packets;
    const auto talk = [&](int from, int to) {
        for (int number = from; number < to; ++number) {
            clock.advance(20ms);
            packets.push_back(sealed(number, clock.now()));
        }
    };
    talk(0, 10);
    clock.advance(1ms);
    auto file = RecordingFile::create(folder.path(), QStringLiteral("call"), someCall(),
                                      clock.now(), clock.wallNow());
    QVERIFY(file);
    RecordingExchange exchange((*file)->begun());
    talk(10, 30);
    exchange.push(packets);
    (*file)->accept(exchange.take());
    const QString path = (*file)->path();
    QVERIFY((*file)->finish(clock.now()));
    file->reset();
    QCOMPARE(askOne(path, QStringLiteral("SELECT count(*), sum(last - first + 1) FROM missed")),
             QStringLiteral("1|20"));
}

void MissedPacketsTest::aPauseAndAnExclusionKeepThemOut()
{
    QTemporaryDir folder;
    FakeClock clock;
    auto file = RecordingFile::create(folder.path(), QStringLiteral("call"), someCall(),
                                      clock.now(), clock.wallNow());
    QVERIFY(file);
    RecordingExchange exchange;
    exchange.push(EventNoted {clock.now(), {EventType::Pause, {}, {}}});
    clock.advance(1s);
    const SealedPacket paused = sealed(1, clock.now());
    exchange.push(std::span(&paused, 1));
    clock.advance(1s);
    exchange.push(EventNoted {clock.now(), {EventType::Resume, {}, {}}});
    exchange.push(SpeakerExcluded {kAda, true});
    const SealedPacket excluded = sealed(2, clock.now());
    exchange.push(std::span(&excluded, 1));
    (*file)->accept(exchange.take());
    QVERIFY((*file)->finish(clock.now()));
    QCOMPARE(askOne((*file)->path(), QStringLiteral("SELECT count(*) FROM missed")),
             QStringLiteral("0"));
}

void MissedPacketsTest::whatSaysNothingOfMissedPacketsReadsOn()
{
    QTemporaryDir folder;
    FakeClock clock;
    auto file = RecordingFile::create(folder.path(), QStringLiteral("call"), someCall(),
                                      clock.now(), clock.wallNow());
    QVERIFY(file);
    const QString path = (*file)->path();
    QVERIFY((*file)->finish(clock.now()));
    QVERIFY((*file)->mergeLog());
    file->reset();
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {path, QStringLiteral("DROP TABLE missed")});
    QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
    auto reader = RecordingReader::open(path);
    QVERIFY(reader);
    const auto evidence = (*reader)->lossEvidence(kAda);
    QVERIFY(evidence && evidence->missed.empty());
}

void MissedPacketsTest::whatThisComputerDroppedIsReadFromTheEvents_data()
{
    using Spans = std::vector<timeline::DroppedSpan>;
    QTest::addColumn<EventType>("type");
    QTest::addColumn<QString>("text"); // at 60 s
    QTest::addColumn<Spans>("spans");
    const auto row
        = [](const char* name, const char* text, Spans spans, EventType type = EventType::Gap) {
              QTest::newRow(name) << type << QString::fromLatin1(text) << std::move(spans);
          };
    row("a stretch",
        "computer: too busy, 37 datagrams dropped, from 3600 ms before to 600 ms before",
        {{56'400ms, 59'400ms, 37}});
    row("longer ago than the recording",
        "computer: too busy, 5 datagrams dropped, from 90000 ms before to 50000 ms before",
        {{0s, 10s, 5}});
    row("within a millisecond",
        "computer: too busy, 3 datagrams dropped, from 600 ms before to 600 ms before",
        {{59'400ms, 59'400ms, 3}});
    row("all before the beginning",
        "computer: too busy, 3 datagrams dropped, from 70000 ms before to 70000 ms before", {});
    row("without its stretch", "computer: too busy, 3 datagrams dropped", {});
    row("the number alone, as older versions have it", "computer: 37 packets dropped", {});
    row("backwards", "computer: too busy, 5 datagrams dropped, from 1 ms before to 9 ms before",
        {});
    row("of no number", "computer: too busy, -5 datagrams dropped, from 9 ms before to 1 ms before",
        {});
    row("cut short", "computer: too busy, ", {});
    row("more than a kernel counts",
        "computer: too busy, 9223372036854775807 datagrams dropped, from 9 ms before to 1 ms "
        "before",
        {{59'991ms, 59'999ms, 4'294'967'295}});
    row("more than a number holds",
        "computer: too busy, 9223372036854775808 datagrams dropped, from 9 ms before to 1 ms "
        "before",
        {});
    row("said by somebody",
        "computer: too busy, 37 datagrams dropped, from 3600 ms before to 600 ms before", {},
        EventType::Marker);
}

void MissedPacketsTest::whatThisComputerDroppedIsReadFromTheEvents()
{
    QFETCH(EventType, type);
    QFETCH(QString, text);
    QFETCH(std::vector<timeline::DroppedSpan>, spans);
    const RecordedEvent event {60s, {type, {}, text}};
    QVERIFY(droppedSpans({&event, 1}) == spans);
}

void MissedPacketsTest::outagesAndExclusionsAreReadFromTheEvents_data()
{
    using Events = std::vector<RecordedEvent>;
    using Spans = std::vector<timeline::CausedSpan>;
    QTest::addColumn<Events>("events");
    QTest::addColumn<Spans>("spans");
    const auto gap = [](std::chrono::microseconds at, const char* text) {
        return RecordedEvent {at, {EventType::Gap, {}, QString::fromLatin1(text)}};
    };
    const auto exclude = [](std::chrono::microseconds at, UserId user, const char* text) {
        return RecordedEvent {at, {EventType::Exclude, user, QString::fromLatin1(text)}};
    };
    const char* const gone = "voice: the voice server went away";
    const char* const resuming = "voice: control connection lost, resuming";
    QTest::newRow("nothing happened") << Events {} << Spans {};
    QTest::newRow("cut off and back")
        << Events {gap(5s, gone), gap(7s, "voice: back after 2000 ms")}
        << Spans {{5s, 7s, LossCause::Outage}};
    QTest::newRow("resumed, heard all the while")
        << Events {gap(5s, resuming), gap(6s, "voice: back after 1000 ms")} << Spans {};
    QTest::newRow("noticed long after the last datagram")
        << Events {gap(25s, "voice: connecting anew, last heard 16000 ms before"),
                   gap(27s, "voice: back after 2000 ms")}
        << Spans {{9s, 27s, LossCause::Outage}};
    QTest::newRow("the recording began after the last datagram")
        << Events {gap(5s, "voice: connecting anew, last heard 16000 ms before"),
                   gap(7s, "voice: back after 2000 ms")}
        << Spans {{0s, 7s, LossCause::Outage}};
    QTest::newRow("resumed, nobody spoke before it")
        << Events {gap(9s, "voice: control connection lost, resuming, last heard 4900 ms before"),
                   gap(10s, "voice: back after 1000 ms")}
        << Spans {};
    QTest::newRow("resumed too late, unheard long before it")
        << Events {gap(9s, "voice: control connection lost, resuming, last heard 4000 ms before"),
                   gap(13s, "voice: back after 4000 ms")}
        << Spans {{5s, 13s, LossCause::Outage}};
    QTest::newRow("noticed late, then noticed at once")
        << Events {gap(25s, "voice: connecting anew, last heard 16000 ms before"),
                   gap(27s, "voice: back after 2000 ms"), gap(40s, gone),
                   gap(41s, "voice: back after 1000 ms")}
        << Spans {{9s, 27s, LossCause::Outage}, {40s, 41s, LossCause::Outage}};
    QTest::newRow("never came back")
        << Events {gap(5s, gone)} << Spans {{5s, 60s, LossCause::Outage}};
    QTest::newRow("other gaps") << Events {gap(5s, "disk: 5 frames not written"),
                                           gap(6s, "computer: 3 packets dropped")}
                                << Spans {};
    const auto notice = [](std::chrono::microseconds at, const char* text) {
        return RecordedEvent {at, {EventType::Notice, UserId(9), QString::fromLatin1(text)}};
    };
    const char* const deafened = "deafened: the server sends no audio";
    const char* const silent = "alarm: nothing comes from the voice server";
    QTest::newRow("the voice server was silent, and the way opened again")
        << Events {notice(10s,
                          "alarm: nothing comes from the voice server, last heard 1700 ms "
                          "before"),
                   notice(13s,
                          "alarm: nothing comes from the voice server, over, heard again 200 "
                          "ms before")}
        << Spans {{8300ms, 12800ms, LossCause::Outage}};
    QTest::newRow("silent, in a file that tells of the alarm only")
        << Events {notice(10s, silent),
                   notice(13s, "alarm: nothing comes from the voice server, over")}
        << Spans {{10s, 13s, LossCause::Outage}};
    QTest::newRow("silent, and over before we had a turn to tell of it")
        << Events {notice(10s,
                          "alarm: nothing comes from the voice server, last heard 4000 ms "
                          "before"),
                   notice(10s,
                          "alarm: nothing comes from the voice server, over, heard again "
                          "1500 ms before")}
        << Spans {{6s, 8500ms, LossCause::Outage}};
    QTest::newRow("silent, while the control connection resumed at once")
        << Events {notice(10s,
                          "alarm: nothing comes from the voice server, last heard 1700 ms "
                          "before"),
                   gap(11s, resuming), gap(11500ms, "voice: back after 500 ms"),
                   notice(13s,
                          "alarm: nothing comes from the voice server, over, heard again 0 "
                          "ms before")}
        << Spans {{8300ms, 13s, LossCause::Outage}};
    QTest::newRow("silent, and given up")
        << Events {notice(10s,
                          "alarm: nothing comes from the voice server, last heard 1700 ms "
                          "before"),
                   gap(25s, "voice: connecting anew, last heard 16700 ms before"),
                   notice(26s, "alarm: nothing comes from the voice server, over"),
                   gap(27s, "voice: back after 2000 ms")}
        << Spans {{8300ms, 27s, LossCause::Outage}};
    QTest::newRow("silent since before the recording, and to its end")
        << Events {notice(0s,
                          "alarm: nothing comes from the voice server, last heard 1700 ms "
                          "before")}
        << Spans {{0s, 60s, LossCause::Outage}};
    QTest::newRow("silent until another run of the program")
        << Events {notice(5s, silent), gap(9s, "program: the recording was interrupted"),
                   gap(10s, "program: back after 1000 ms")}
        << Spans {{5s, 10s, LossCause::Outage}};
    QTest::newRow("alarms that are about something else")
        << Events {notice(5s, "alarm: heard, but not decoded")} << Spans {};
    const char* const interrupted = "program: the recording was interrupted";
    QTest::newRow("the program did not run")
        << Events {gap(5s, interrupted), gap(25s, "program: back after 20000 ms")}
        << Spans {{5s, 25s, LossCause::Outage}};
    QTest::newRow("cut off when the program ended, and not when it came back")
        << Events {gap(4s, gone), gap(5s, interrupted), gap(25s, "program: back after 20000 ms")}
        << Spans {{4s, 25s, LossCause::Outage}};
    QTest::newRow("cut off still when the program came back")
        << Events {gap(5s, interrupted), gap(25s, "program: back after 20000 ms"),
                   gap(25s, "voice: still reconnecting"), gap(30s, "voice: back after 9000 ms")}
        << Spans {{5s, 30s, LossCause::Outage}};
    QTest::newRow("the computer slept") << Events {gap(25s, "computer: slept for 20000 ms")}
                                        << Spans {{5s, 25s, LossCause::Outage}};
    QTest::newRow("slept while cut off")
        << Events {gap(20s, gone), gap(25s, "computer: slept for 10000 ms"),
                   gap(30s, "voice: back after 10000 ms")}
        << Spans {{15s, 30s, LossCause::Outage}};
    QTest::newRow("slept for longer than the recording is old")
        << Events {gap(5s, "computer: slept for 9223372036854775807 ms")}
        << Spans {{0s, 5s, LossCause::Outage}};
    QTest::newRow("slept for as long as nobody can read")
        << Events {gap(5s, "computer: slept for ages"), gap(6s, "computer: slept for -3 ms")}
        << Spans {};
    QTest::newRow("deafened for a while")
        << Events {notice(5s, deafened), notice(9s, "no longer deafened")}
        << Spans {{5s, 9s, LossCause::Outage}};
    QTest::newRow("deafened to the end")
        << Events {notice(5s, deafened)} << Spans {{5s, 60s, LossCause::Outage}};
    QTest::newRow("deafened until another run of the program")
        << Events {notice(5s, deafened), gap(9s, interrupted),
                   gap(10s, "program: back after 1000 ms")}
        << Spans {{5s, 10s, LossCause::Outage}};
    QTest::newRow("other notices") << Events {notice(5s, "goes on in part 2")} << Spans {};
    QTest::newRow("excluded while deafened, each moment told once")
        << Events {notice(5s, deafened), exclude(6s, kAda, "begun"), exclude(8s, kAda, "over"),
                   notice(9s, "no longer deafened")}
        << Spans {{5s, 6s, LossCause::Outage},
                  {8s, 9s, LossCause::Outage},
                  {6s, 8s, LossCause::Excluded}};
    QTest::newRow("excluded until another run of the program")
        << Events {exclude(1s, kAda, "begun"), gap(9s, interrupted),
                   gap(10s, "program: back after 1000 ms")}
        << Spans {{9s, 10s, LossCause::Outage}, {1s, 9s, LossCause::Excluded}};
    QTest::newRow("excluded for a while")
        << Events {exclude(1s, kAda, "begun"), exclude(9s, kAda, "over")}
        << Spans {{1s, 9s, LossCause::Excluded}};
    QTest::newRow("somebody else was excluded")
        << Events {exclude(1s, UserId(8), "begun")} << Spans {};
}

void MissedPacketsTest::outagesAndExclusionsAreReadFromTheEvents()
{
    QFETCH(std::vector<RecordedEvent>, events);
    QFETCH(std::vector<timeline::CausedSpan>, spans);
    QVERIFY(causedSpans(events, kAda, 60s) == spans);
}

QTEST_GUILESS_MAIN(MissedPacketsTest)
#include "missed_packets_test.moc"
