#include "sinks/recording/recording_exchange.h"

#include "recording_support.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

class RecordingExchangeTest : public QObject {
    Q_OBJECT

    FakeClock m_clock;

    std::vector<OpusFrame> frames(UserId user, int count, int size, SteadyTime arrival)
    {
        return {static_cast<std::size_t>(count), frameOf(streamOf(1, 1), user, 1, arrival, size)};
    }

private slots:
    void handsOverInOrderAndSettles()
    {
        RecordingExchange exchange;
        exchange.push(frames(UserId(1), 3, 100, m_clock.now()));
        exchange.push(EventNoted {m_clock.now(), {EventType::Marker, {}, QStringLiteral("x")}});
        QCOMPARE(exchange.status().held, 3U);
        const HandOver taken = exchange.take();
        QCOMPARE(taken.frames.size(), 3U);
        QCOMPARE(taken.facts.size(), 1U);
        exchange.push(frames(UserId(1), 2, 100, m_clock.now()));
        QCOMPARE(exchange.status().held, 5U);
        exchange.settle();
        QCOMPARE(exchange.status().held, 2U);
        QCOMPARE(exchange.take().frames.size(), 2U);
    }

    void holdsSixtySecondsAndCountsTheRestBySpeaker()
    {
        RecordingExchange exchange;
        exchange.push(frames(UserId(1), 1, 100, m_clock.now()));
        (void)exchange.take(); // taken, but the disk refuses it
        exchange.push(frames(UserId(1), 1, 100, m_clock.now() + 60s));
        exchange.push(frames(UserId(2), 4, 100, m_clock.now() + 60s + 1us));
        HandOver taken = exchange.take();
        QCOMPARE(taken.frames.size(), 1U);
        QCOMPARE(taken.refused.at(UserId(2)), 4U);
        exchange.settle();
        exchange.push(frames(UserId(2), 4, 100, m_clock.now() + 62s));
        QCOMPARE(exchange.take().frames.size(), 4U);
    }

    void keepsOutWhatArrivedInAPause_data()
    {
        QTest::addColumn<int>("arrival"); // ms; paused from 1000 to 2000, 3000 to 4000, 5000 on
        QTest::addColumn<bool>("kept");
        QTest::newRow("before") << 900 << true;
        QTest::newRow("under way when it began") << 1249 << true;
        QTest::newRow("in it") << 1250 << false;
        QTest::newRow("its last moment") << 1999 << false;
        QTest::newRow("after it") << 2000 << true;
        QTest::newRow("in the next") << 3500 << false;
        QTest::newRow("under way when the last began") << 5249 << true;
        QTest::newRow("in the last") << 5250 << false;
    }
    void keepsOutWhatArrivedInAPause()
    {
        QFETCH(int, arrival);
        QFETCH(bool, kept);
        const SteadyTime zero = m_clock.now();
        RecordingExchange exchange;
        exchange.push(EventNoted {zero + 1s, {EventType::Pause, {}, {}}});
        exchange.push(EventNoted {zero + 1500ms, {EventType::Pause, {}, {}}}); // no other one
        exchange.push(EventNoted {zero + 2s, {EventType::Resume, {}, {}}});
        exchange.push(EventNoted {zero + 3s, {EventType::Pause, {}, {}}});
        exchange.push(EventNoted {zero + 4s, {EventType::Resume, {}, {}}});
        exchange.push(EventNoted {zero + 5s, {EventType::Pause, {}, {}}});
        // Whenever it is handed over, and whatever with.
        auto batch = frames(UserId(1), 1, 100, zero + 2500ms);
        batch.push_back(batch.front());
        batch[1].arrival = zero + std::chrono::milliseconds(arrival);
        batch.push_back(batch.front());
        exchange.push(batch);
        const HandOver taken = exchange.take();
        QCOMPARE(taken.frames.size(), std::size_t {kept ? 3U : 2U});
        QVERIFY(taken.refused.empty());
    }

    void holdsSixtyFourMebibytes()
    {
        RecordingExchange exchange;
        for (int i = 0; i < 70; ++i)
            exchange.push(frames(UserId(1), 16, 64 * 1024, m_clock.now()));
        const HandOver taken = exchange.take();
        QVERIFY(taken.frames.size() <= 1024);
        QVERIFY(taken.frames.size() >= 1000);
        QCOMPARE(taken.frames.size() + taken.refused.at(UserId(1)), 70U * 16U);
    }

    void takesNothingAfterStop()
    {
        RecordingExchange exchange;
        exchange.requestStop();
        exchange.push(frames(UserId(1), 1, 100, m_clock.now()));
        exchange.push(EventNoted {});
        const HandOver taken = exchange.take();
        QVERIFY(taken.frames.empty());
        QVERIFY(taken.facts.empty());
        QCOMPARE(taken.refused.at(UserId(1)), 1U);
    }
};

QTEST_GUILESS_MAIN(RecordingExchangeTest)
#include "recording_exchange_test.moc"
