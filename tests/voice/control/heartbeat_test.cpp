#include "voice/control/heartbeat.h"
#include "voice/control/reconnect_plan.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::control;
using ms = std::chrono::milliseconds;

class HeartbeatTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheIntervalWithinBounds_data();
    void keepsTheIntervalWithinBounds();
    void callsThePeerGoneAfterThreeBeats();
    void measuresTheBeatThatWasAnswered();
    void waitsLongerAfterEveryFailure();
    void forgivesOnlyWhatWorkedForAWhile();
};

void HeartbeatTest::keepsTheIntervalWithinBounds_data()
{
    QTest::addColumn<int>("offered");
    QTest::addColumn<int>("kept");
    QTest::newRow("typical") << 13'750 << 5'000;
    QTest::newRow("shorter") << 2'000 << 2'000;
    QTest::newRow("a flood") << 1 << 100;
}

void HeartbeatTest::keepsTheIntervalWithinBounds()
{
    QFETCH(int, offered);
    QFETCH(int, kept);
    const Heartbeat beat(ms(offered), ControlTiming {}, SteadyTime());
    QCOMPARE(beat.interval(), ms(kept));
    QVERIFY(!beat.isDue(SteadyTime() + ms(kept) - std::chrono::microseconds(1)));
    QVERIFY(beat.isDue(SteadyTime() + ms(kept)));
}

void HeartbeatTest::callsThePeerGoneAfterThreeBeats()
{
    SteadyTime now;
    Heartbeat beat(ms(1000), ControlTiming {}, now);
    for (int i = 0; i < 3; ++i) {
        now += ms(1000);
        QVERIFY(!beat.peerIsGone(now));
        beat.beat(now);
    }
    QVERIFY(!beat.peerIsGone(now + ms(999)));
    QVERIFY(beat.peerIsGone(now + ms(1000)));
    beat.answered({}, now + ms(999));
    QVERIFY(!beat.peerIsGone(now + ms(1000)));
}

void HeartbeatTest::measuresTheBeatThatWasAnswered()
{
    SteadyTime now {ms(5)};
    Heartbeat beat(ms(1000), ControlTiming {}, now);
    const auto first = beat.beat(now);
    const auto second = beat.beat(now);
    QVERIFY(first != second);
    QCOMPARE(beat.answered(first, now + ms(80)), std::optional(ms(80)));
    QCOMPARE(beat.answered(second, now + ms(80)), std::optional<ms>());
    beat.beat(now);
    QCOMPARE(beat.answered(12345, now), std::optional<ms>());
}

void HeartbeatTest::waitsLongerAfterEveryFailure()
{
    ReconnectPlan never {ControlTiming {}};
    for (const int wait : {1000, 3000, 5000, 7000, 9000, 9000})
        QCOMPARE(never.failed(SteadyTime()), std::optional(ms(wait)));
    QCOMPARE(never.failed(SteadyTime() + ms(60'000)), std::optional<ms>());

    ReconnectPlan once {ControlTiming {}};
    once.worked(SteadyTime());
    once.lost(SteadyTime() + ms(1));
    for (const int wait : {0, 1000, 3000, 5000, 7000, 9000, 9000})
        QCOMPARE(once.failed(SteadyTime()), std::optional(ms(wait)));
    QVERIFY(once.failed(SteadyTime() + ms(30 * 60'000 - 1)));
    QVERIFY(!once.failed(SteadyTime() + ms(30 * 60'000)));
}

void HeartbeatTest::forgivesOnlyWhatWorkedForAWhile()
{
    ReconnectPlan plan {ControlTiming {}};
    SteadyTime now;
    plan.worked(now);
    plan.lost(now);
    plan.failed(now);
    plan.worked(now);
    plan.lost(now + ms(29'999));
    QCOMPARE(plan.failures(), 1);
    plan.worked(now);
    plan.lost(now + ms(30'000));
    QCOMPARE(plan.failures(), 0);
}

QTEST_APPLESS_MAIN(HeartbeatTest)
#include "heartbeat_test.moc"
