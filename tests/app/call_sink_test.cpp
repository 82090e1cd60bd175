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
};

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
