#include "app/call_sink.h"
#include "sinks/recording/recording_reader.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

class CallSinkTest : public QObject {
    Q_OBJECT
private slots:
    void framesUnderWayWhenPauseWasPressedAreStillWritten();
    void whoIsExcludedReachesNeitherFileNorDecoder();
    void whatComesWhileTheFileIsMadeIsInIt();
};

void CallSinkTest::whoIsExcludedReachesNeitherFileNorDecoder()
{
    QTemporaryDir folder;
    test::FakeClock clock;
    auto writer = recording::RecordingWriter::create(folder.path(), "exclude", {}, clock);
    QVERIFY(writer);
    std::vector<UserId> decoded;
    live::ReorderingSink live(
        [&](std::span<const OpusFrame> frames) {
            for (const OpusFrame& frame : frames)
                decoded.push_back(frame.user);
        },
        [](StreamId) {});
    CallSink sink(&live);
    sink.setWriter(writer->get());
    std::vector<OpusFrame> batch;
    for (const std::uint64_t user : {1, 2, 1, 3}) {
        OpusFrame frame;
        frame.stream = StreamId(user);
        frame.user = UserId(user);
        frame.ssrc = Ssrc(static_cast<std::uint32_t>(user));
        frame.sequence = SequenceNumber(65'536 + static_cast<std::int64_t>(batch.size()));
        frame.arrival = clock.now();
        frame.payload = QByteArray::fromHex("78aabbcc");
        batch.push_back(frame);
    }
    sink.setExcluded({UserId(1), UserId(3)});
    sink.onAudio(batch);
    live.flushDue(clock.now() + 1h);
    QCOMPARE(decoded, std::vector<UserId> {UserId(2)});
    sink.setWriter(nullptr);
    (*writer)->stop();
    QVERIFY((*writer)->waitUntilStopped(30s));
    QCOMPARE((*writer)->status().frames, 1U);
    const auto reader = recording::RecordingReader::open((*writer)->path());
    QVERIFY(reader);
    QCOMPARE((*reader)->summary()->speakers.size(), 1U); // nobody else was ever there
}

/// The disk takes two seconds to make the file, and somebody goes on talking.
void CallSinkTest::whatComesWhileTheFileIsMadeIsInIt()
{
    QTemporaryDir folder;
    test::FakeClock clock;
    CallSink sink(nullptr);
    std::int64_t number = 0;
    const auto talk = [&](int frames) {
        for (int i = 0; i < frames; ++i, ++number) {
            clock.advance(20ms);
            OpusFrame frame;
            frame.stream = StreamId(1);
            frame.user = UserId(1);
            frame.ssrc = Ssrc(1);
            frame.sequence = SequenceNumber(65'536 + number);
            frame.rtp = RtpTicks(960 * number);
            frame.arrival = clock.now();
            frame.payload = QByteArray::fromHex("78aabbcc");
            sink.onAudio({&frame, 1});
        }
    };
    talk(50); // nobody has asked for them
    clock.advance(1ms);
    sink.expectWriter();
    auto writer = recording::RecordingWriter::create(folder.path(), "slow", {}, clock);
    QVERIFY(writer);
    talk(100);
    const SealedPacket sealed {StreamId(1), UserId(1), Ssrc(1), SequenceNumber(65'536 + number),
                               clock.now()};
    sink.onSealed({&sealed, 1});
    sink.setWriter(writer->get());
    talk(10);
    sink.setWriter(nullptr);
    talk(10); // and nobody any more
    sink.expectWriter();
    talk(10);
    sink.setWriter(nullptr); // it could not be made
    (*writer)->stop();
    QVERIFY((*writer)->waitUntilStopped(30s));
    const auto reader = recording::RecordingReader::open((*writer)->path());
    QVERIFY(reader);
    const auto marks = (*reader)->marks(UserId(1));
    QVERIFY(marks);
    QCOMPARE(marks->size(), std::size_t(110));
    QCOMPARE(marks->front().arrival, 20'000us);
    const auto evidence = (*reader)->lossEvidence(UserId(1));
    QVERIFY(evidence);
    QCOMPARE(evidence->missed.size(), std::size_t(1));
}

void CallSinkTest::framesUnderWayWhenPauseWasPressedAreStillWritten()
{
    QTemporaryDir folder;
    test::FakeClock clock;
    const SteadyTime zero = clock.now();
    auto writer = recording::RecordingWriter::create(folder.path(), "pause", {}, clock);
    QVERIFY(writer);
    CallSink sink(nullptr);
    sink.setWriter(writer->get());
    (*writer)->speakerSeen(UserId(1), "Ana");

    std::int64_t sequence = 0;
    const auto frameAt = [&](std::chrono::milliseconds at) {
        OpusFrame frame;
        frame.stream = StreamId(1);
        frame.user = UserId(1);
        frame.ssrc = Ssrc(1);
        frame.sequence = SequenceNumber(65'536 + sequence);
        frame.rtp = RtpTicks(960 * sequence++);
        frame.arrival = zero + at;
        frame.payload = QByteArray::fromHex("78aabbcc");
        clock.set(frame.arrival);
        return frame;
    };
    const auto arrive = [&](std::chrono::milliseconds at) {
        const OpusFrame frame = frameAt(at);
        sink.onAudio({&frame, 1});
    };
    arrive(100ms);
    clock.set(zero + 120ms);
    (*writer)->pause();
    arrive(140ms); // late, kept
    arrive(369ms); // the last that is
    arrive(370ms); // withheld
    // Held for a name, so neither alone nor in order: each counts by its own arrival.
    const std::vector<OpusFrame> batch {frameAt(380ms), frameAt(130ms), frameAt(390ms),
                                        frameAt(360ms)};
    sink.onAudio(batch);
    clock.set(zero + 480ms);
    (*writer)->resume();
    arrive(500ms);
    const OpusFrame held = frameAt(400ms); // and one of the pause that comes after it
    sink.onAudio({&held, 1});
    sink.setWriter(nullptr);
    arrive(520ms);

    (*writer)->stop();
    QVERIFY((*writer)->waitUntilStopped(30s));
    const QString path = (*writer)->path();
    writer->reset();
    auto reader = recording::RecordingReader::open(path);
    QVERIFY(reader);
    const auto marks = (*reader)->marks(UserId(1));
    QVERIFY(marks);
    QCOMPARE(marks->size(), std::size_t {6});
    QCOMPARE((*reader)->summary()->speakers.front().refused, std::uint64_t {0});
}

QTEST_GUILESS_MAIN(CallSinkTest)
#include "call_sink_test.moc"
