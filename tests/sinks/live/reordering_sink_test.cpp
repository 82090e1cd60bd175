#include "sinks/live/reordering_sink.h"

#include <QTest>

using namespace lavalier;
using namespace std::chrono_literals;

namespace {

OpusFrame frameOf(std::int64_t sequence, SteadyTime arrival, std::uint64_t stream = 1)
{
    OpusFrame frame;
    frame.stream = StreamId(stream);
    frame.sequence = SequenceNumber(sequence);
    frame.arrival = arrival;
    return frame;
}

const SteadyTime kStart {1h};

} // namespace

class ReorderingSinkTest : public QObject {
    Q_OBJECT
private slots:
    void passesFramesOnceAndInOrder_data();
    void passesFramesOnceAndInOrder();
    void waitsForAGapOnlyItsPatience();
    void aClosedGapLeavesNoDeadlineBehind();
    void givesUpTheGapWhenTooManyFramesWait();
    void keepsStreamsApart();
    void handsOnWhatIsHeldAtTheEnd();
    void endsTheStreamsOfEarlierConnections();
};

void ReorderingSinkTest::passesFramesOnceAndInOrder_data()
{
    QTest::addColumn<QList<qint64>>("arriving");
    QTest::addColumn<QList<qint64>>("passed");
    QTest::newRow("in order") << QList<qint64> {1, 2, 3} << QList<qint64> {1, 2, 3};
    QTest::newRow("swapped pairs lose nothing")
        << QList<qint64> {1, 4, 2, 3, 5, 6} << QList<qint64> {1, 2, 3, 4, 5, 6};
    QTest::newRow("the wrap, unwrapped, is an ordinary step")
        << QList<qint64> {65533, 65534, 65536, 65535, 65537, 65538, 65539}
        << QList<qint64> {65533, 65534, 65535, 65536, 65537, 65538, 65539};
    QTest::newRow("a duplicate waiting") << QList<qint64> {1, 3, 3, 2} << QList<qint64> {1, 2, 3};
    QTest::newRow("a duplicate already passed")
        << QList<qint64> {1, 2, 1, 3} << QList<qint64> {1, 2, 3};
}

void ReorderingSinkTest::passesFramesOnceAndInOrder()
{
    QFETCH(QList<qint64>, arriving);
    QFETCH(QList<qint64>, passed);
    QList<qint64> got;
    live::ReorderingSink sink([&](std::span<const OpusFrame> frames) {
        for (const OpusFrame& frame : frames)
            got.append(frame.sequence.value());
    });
    SteadyTime now = kStart;
    for (const qint64 sequence : arriving) {
        const OpusFrame frame = frameOf(sequence, now += 5ms);
        sink.onAudio({&frame, 1});
    }
    QCOMPARE(got, passed);
}

void ReorderingSinkTest::waitsForAGapOnlyItsPatience()
{
    live::ReorderBuffer buffer;
    std::vector<OpusFrame> ready;
    buffer.add(frameOf(1, kStart), kStart, ready);
    buffer.add(frameOf(3, kStart + 20ms), kStart + 20ms, ready);
    buffer.timePassed(kStart + 20ms + live::ReorderBuffer::kPatience - 1us, ready);
    QCOMPARE(ready.size(), std::size_t {1});
    buffer.timePassed(kStart + 20ms + live::ReorderBuffer::kPatience, ready);
    QCOMPARE(ready.size(), std::size_t {2});
    QCOMPARE(buffer.counters().givenUp, std::uint64_t {1});

    buffer.add(frameOf(2, kStart + 300ms), kStart + 300ms, ready);
    QCOMPARE(ready.size(), std::size_t {2});
    QCOMPARE(buffer.counters().late, std::uint64_t {1});
}

void ReorderingSinkTest::aClosedGapLeavesNoDeadlineBehind()
{
    live::ReorderBuffer buffer;
    std::vector<OpusFrame> ready;
    buffer.add(frameOf(1, kStart), kStart, ready);
    buffer.add(frameOf(3, kStart + 40ms), kStart + 40ms, ready);
    buffer.add(frameOf(2, kStart + 60ms), kStart + 60ms, ready); // closes the gap
    buffer.add(frameOf(5, kStart + 150ms), kStart + 150ms, ready); // opens another
    // The first gap's deadline (160 ms) passes; the second gap still has its own patience.
    buffer.timePassed(kStart + 170ms, ready);
    QCOMPARE(ready.size(), std::size_t {3});
    buffer.add(frameOf(4, kStart + 180ms), kStart + 180ms, ready);
    QCOMPARE(ready.size(), std::size_t {5});
    QCOMPARE(buffer.counters().late, std::uint64_t {0});
}

void ReorderingSinkTest::givesUpTheGapWhenTooManyFramesWait()
{
    live::ReorderBuffer buffer;
    std::vector<OpusFrame> ready;
    buffer.add(frameOf(1, kStart), kStart, ready);
    for (int i = 0; i <= static_cast<int>(live::ReorderBuffer::kMaxHeld); ++i)
        buffer.add(frameOf(3 + i, kStart), kStart, ready);
    QVERIFY(buffer.isEmpty());
    QCOMPARE(ready.size(), live::ReorderBuffer::kMaxHeld + 2);
}

void ReorderingSinkTest::keepsStreamsApart()
{
    std::vector<StreamId> got;
    live::ReorderingSink sink([&](std::span<const OpusFrame> frames) {
        for (const OpusFrame& frame : frames)
            got.push_back(frame.stream);
    });
    const std::vector<OpusFrame> frames {frameOf(9, kStart, 1), frameOf(4, kStart, 2),
                                         frameOf(6, kStart, 2), frameOf(10, kStart, 1)};
    sink.onAudio(frames);
    QCOMPARE(got, (std::vector<StreamId> {StreamId(1), StreamId(2), StreamId(1)}));
}

void ReorderingSinkTest::handsOnWhatIsHeldAtTheEnd()
{
    QList<qint64> got;
    live::ReorderingSink sink([&](std::span<const OpusFrame> frames) {
        for (const OpusFrame& frame : frames)
            got.append(frame.sequence.value());
    });
    const std::vector<OpusFrame> frames {frameOf(1, kStart), frameOf(3, kStart),
                                         frameOf(5, kStart)};
    sink.onAudio(frames);
    sink.cleanup();
    QCOMPARE(got, (QList<qint64> {1, 3, 5}));
}

void ReorderingSinkTest::endsTheStreamsOfEarlierConnections()
{
    constexpr auto streamOf = [](std::uint64_t connection, std::uint64_t number) {
        return (connection << 32) | number;
    };
    std::vector<std::int64_t> got;
    std::vector<StreamId> ended;
    live::ReorderingSink sink(
        [&](std::span<const OpusFrame> frames) {
            for (const OpusFrame& frame : frames)
                got.push_back(frame.sequence.value());
        },
        [&](StreamId stream) { ended.push_back(stream); });
    const std::vector<OpusFrame> first {frameOf(1, kStart, streamOf(1, 1)),
                                        frameOf(3, kStart, streamOf(1, 1)), // waits for 2
                                        frameOf(50, kStart, streamOf(2, 1))};
    sink.onAudio(first);
    QCOMPARE(got, (std::vector<std::int64_t> {1, 50}));
    sink.connectionOpened(ConnectionId(1)); // its own
    QVERIFY(ended.empty());
    sink.connectionOpened(ConnectionId(2));
    QCOMPARE(got, (std::vector<std::int64_t> {1, 50, 3}));
    QCOMPARE(ended, std::vector<StreamId> {StreamId(streamOf(1, 1))});
    QCOMPARE(sink.counters().passed, std::uint64_t {3});
}

QTEST_GUILESS_MAIN(ReorderingSinkTest)
#include "reordering_sink_test.moc"
