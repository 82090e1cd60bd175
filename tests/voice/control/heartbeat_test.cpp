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
    void doubtsOnlyWhoIsSlowerThanEver();
    void waitsLongerAfterEveryRefusal();
    void triesOftenWhileNobodyAnswers();
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

void HeartbeatTest::doubtsOnlyWhoIsSlowerThanEver()
{
    const auto at = [](int seconds) { return SteadyTime() + ms(1000 * seconds); };
    Heartbeat beat(ms(5000), ControlTiming {}, at(0));
    const auto first = beat.beat(at(5));
    QVERIFY2(!beat.isInDoubt(at(9)), "it has not shown that it answers");
    beat.answered(first, at(6));
    const auto second = beat.beat(at(10));
    QVERIFY(!beat.isInDoubt(at(13)));
    QVERIFY(beat.isInDoubt(at(14)));
    beat.heard(at(14));
    QVERIFY(!beat.isInDoubt(at(14)));
    beat.answered(second, at(14));
    beat.beat(at(15));
    QVERIFY2(!beat.isInDoubt(at(26)), "four seconds are its way");
    QVERIFY(beat.isInDoubt(at(28)));
}

void HeartbeatTest::waitsLongerAfterEveryRefusal()
{
    const ControlTiming timing;
    ReconnectPlan never {timing};
    // Full jitter: anything from the shortest delay to a ceiling that doubles up to the longest.
    for (const int ceiling : {2'000, 4'000, 8'000, 16'000, 32'000, 60'000, 60'000, 60'000}) {
        const auto wait = never.failed(ReconnectPlan::Peer::Answered, SteadyTime());
        QVERIFY(wait && *wait >= timing.shortestDelay && *wait <= ms(ceiling));
    }
    QCOMPARE(never.failed(ReconnectPlan::Peer::Answered, SteadyTime() + timing.firstPatience),
             std::optional<ms>());

    ReconnectPlan once {timing};
    once.worked(SteadyTime());
    once.lost(SteadyTime() + ms(1));
    QCOMPARE(once.failed(ReconnectPlan::Peer::Answered, SteadyTime()), std::optional(ms(0)));
    const auto late = SteadyTime() + timing.patience;
    QVERIFY(once.failed(ReconnectPlan::Peer::Answered, late - ms(1)));
    QVERIFY(!once.failed(ReconnectPlan::Peer::Answered, late));
}

void HeartbeatTest::triesOftenWhileNobodyAnswers()
{
    const ControlTiming timing;
    ReconnectPlan plan {timing};
    plan.worked(SteadyTime());
    plan.lost(SteadyTime() + ms(1));
    plan.failed(ReconnectPlan::Peer::Silent, SteadyTime());
    for (int tried = 0; tried < 20; ++tried) {
        const auto wait
            = plan.failed(ReconnectPlan::Peer::Silent, SteadyTime() + timing.hopeful - ms(1));
        QVERIFY(wait && *wait <= timing.unansweredDelay);
    }
    // Hope ends: from then on the waits may grow to the longest.
    ms longest {0};
    for (int tried = 0; tried < 40; ++tried) {
        const auto wait = plan.failed(ReconnectPlan::Peer::Silent, SteadyTime() + timing.hopeful);
        QVERIFY(wait && *wait <= timing.longestDelay);
        longest = std::max(longest, *wait);
    }
    QVERIFY(longest > timing.unansweredDelay);
}

void HeartbeatTest::forgivesOnlyWhatWorkedForAWhile()
{
    const ControlTiming timing;
    ReconnectPlan plan {timing};
    SteadyTime now;
    plan.worked(now);
    plan.lost(now);
    plan.failed(ReconnectPlan::Peer::Answered, now);
    plan.worked(now);
    plan.lost(now + timing.settled - ms(1));
    QCOMPARE(plan.failures(), 1);
    plan.worked(now);
    plan.lost(now + timing.settled);
    QCOMPARE(plan.failures(), 0);
}

QTEST_APPLESS_MAIN(HeartbeatTest)
#include "heartbeat_test.moc"
