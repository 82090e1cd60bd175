#include "voice/receive/waiting_room.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

OpusFrame frame(std::uint32_t ssrc, int number, int size = 10)
{
    OpusFrame made;
    made.ssrc = Ssrc(ssrc);
    made.sequence = SequenceNumber(number);
    made.arrival = SteadyTime(number * 20ms);
    made.payload = QByteArray(size, 'x');
    return made;
}

QList<qint64> numbers(const std::vector<OpusFrame>& frames)
{
    QList<qint64> list;
    for (const OpusFrame& frame : frames)
        list.append(frame.sequence.value());
    return list;
}

std::vector<Ssrc> streams(const std::vector<OpusFrame>& frames)
{
    std::vector<Ssrc> ssrcs;
    for (const OpusFrame& frame : frames)
        ssrcs.push_back(frame.ssrc);
    return ssrcs;
}

} // namespace

class WaitingRoomTest : public QObject {
    Q_OBJECT
private slots:
    void givesBackWhatItHeldInOrder()
    {
        WaitingRoom room;
        for (int i = 0; i < 6; ++i)
            room.hold(frame(i % 2 == 0 ? 1 : 2, i));
        QCOMPARE(numbers(room.take(Ssrc(1))), (QList<qint64> {0, 2, 4}));
        QCOMPARE(room.count(Ssrc(1)), std::size_t {0});
        QCOMPARE(room.count(Ssrc(2)), std::size_t {3});
        QVERIFY(room.take(Ssrc(1)).empty());
        QCOMPARE(numbers(room.take(Ssrc(2))), (QList<qint64> {1, 3, 5}));
        QVERIFY(room.isEmpty());
        QVERIFY(room.takeExpired().empty());
    }

    void givesUpAfterItsPatience()
    {
        WaitingRoom room;
        room.hold(frame(1, 0));
        room.hold(frame(1, 1));
        room.timePassed(SteadyTime(10s));
        QVERIFY(room.takeExpired().empty());
        room.timePassed(SteadyTime(10s + 1us));
        QCOMPARE(room.takeExpired().size(), std::size_t {1});
        QCOMPARE(numbers(room.take(Ssrc(1))), (QList<qint64> {1}));
    }

    void givesUpTheOldestOfAFullStream()
    {
        WaitingRoom room;
        room.hold(frame(2, 0));
        for (int i = 0; i < 513; ++i)
            room.hold(frame(1, i));
        QVERIFY(streams(room.takeExpired()) == std::vector {Ssrc(1)});
        QCOMPARE(room.count(Ssrc(1)), std::size_t {512});
        QCOMPARE(room.take(Ssrc(1)).front().sequence.value(), 1);
        QCOMPARE(room.count(Ssrc(2)), std::size_t {1});
    }

    void givesUpTheOldestOfAllWhenFull()
    {
        const int cost = 1000 + int {sizeof(OpusFrame)};
        WaitingRoom room({10s, 512, 3 * cost});
        for (int i = 0; i < 5; ++i)
            room.hold(frame(static_cast<std::uint32_t>(i) + 1, i, 1000));
        QVERIFY((streams(room.takeExpired()) == std::vector {Ssrc(1), Ssrc(2)}));
        QCOMPARE(room.waitingStreams().size(), std::size_t {3});
    }

    void staysBoundedInAFlood()
    {
        WaitingRoom room;
        std::size_t expired = 0;
        constexpr int kFrames = 40'000;
        for (int i = 0; i < kFrames; ++i) {
            room.hold(frame(static_cast<std::uint32_t>(i % 997), i, 1200));
            expired += room.takeExpired().size();
        }
        std::size_t kept = 0;
        for (const Ssrc ssrc : room.waitingStreams())
            kept += room.count(ssrc);
        QCOMPARE(kept + expired, std::size_t {kFrames});
        QVERIFY(kept * 1200 <= std::size_t {8} << 20);
        QVERIFY(kept > 6000);
    }
};

QTEST_GUILESS_MAIN(WaitingRoomTest)
#include "waiting_room_test.moc"
