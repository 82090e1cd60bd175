#include "app/call_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;
using Changes = std::vector<CallWatch::Change>;

class CallWatchTest : public QObject {
    Q_OBJECT
private slots:
    void wondersWhenNobodyIsHeardAtFirst();
    void wondersWhenNobodyIsHeardAnyMore();
    void expectsNothingWhilePaused();
    void remembersOverAPauseWhetherAnybodyWasHeard_data();
    void remembersOverAPauseWhetherAnybodyWasHeard();
    void tellsASlowLinkFromASlowMoment();
};

namespace {

const SteadyTime kStart {1h};

} // namespace

void CallWatchTest::wondersWhenNobodyIsHeardAtFirst()
{
    CallWatch watch;
    watch.look(7, kStart); // nothing is recorded
    watch.recordingBegan(7, kStart);
    watch.look(7, kStart + 59s);
    QVERIFY(watch.takeChanges().empty());
    watch.look(7, kStart + 60s);
    watch.look(7, kStart + 90s);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::NoAudio, true}}));
    watch.look(8, kStart + 100s);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::NoAudio, false}}));
    watch.look(8, kStart + 170s);
    QVERIFY2(watch.takeChanges().empty(), "somebody was heard");
}

void CallWatchTest::wondersWhenNobodyIsHeardAnyMore()
{
    CallWatch watch;
    watch.recordingBegan(0, kStart);
    watch.look(1, kStart + 10s);
    watch.look(1, kStart + 5min + 9s);
    QVERIFY(watch.takeChanges().empty());
    watch.look(1, kStart + 5min + 10s);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::Silence, true}}));
    watch.look(2, kStart + 10min);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::Silence, false}}));
    // Nobody at all, from the beginning: one warning gives way to the other.
    CallWatch empty;
    empty.recordingBegan(0, kStart);
    empty.look(0, kStart + 1min);
    empty.look(0, kStart + 5min);
    QCOMPARE(empty.takeChanges(),
             (Changes {{CallWarning::NoAudio, true},
                       {CallWarning::NoAudio, false},
                       {CallWarning::Silence, true}}));
}

void CallWatchTest::expectsNothingWhilePaused()
{
    CallWatch watch;
    watch.recordingBegan(0, kStart);
    watch.look(0, kStart + 2min);
    watch.takeChanges();
    watch.recordingPaused();
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::NoAudio, false}}));
    watch.look(0, kStart + 30min);
    QVERIFY(watch.takeChanges().empty());
}

void CallWatchTest::remembersOverAPauseWhetherAnybodyWasHeard_data()
{
    QTest::addColumn<std::uint64_t>("heardBefore");
    QTest::addColumn<bool>("endsInstead");
    QTest::addColumn<Changes>("afterAMinute");
    const Changes wonders {{CallWarning::NoAudio, true}};
    QTest::newRow("somebody spoke") << std::uint64_t {9} << false << Changes {};
    QTest::newRow("nobody spoke") << std::uint64_t {0} << false << wonders;
    QTest::newRow("in an earlier recording") << std::uint64_t {9} << true << wonders;
}

void CallWatchTest::remembersOverAPauseWhetherAnybodyWasHeard()
{
    QFETCH(std::uint64_t, heardBefore);
    QFETCH(bool, endsInstead);
    QFETCH(Changes, afterAMinute);
    CallWatch watch;
    watch.recordingBegan(0, kStart);
    watch.look(heardBefore, kStart + 10s);
    if (endsInstead) {
        watch.recordingEnded();
        watch.recordingBegan(heardBefore + 5, kStart + 1h);
    } else {
        watch.recordingPaused();
        watch.look(heardBefore + 5, kStart + 30min); // is not recorded
        watch.recordingResumed(heardBefore + 5, kStart + 1h);
    }
    watch.look(heardBefore + 5, kStart + 1h + 61s);
    QCOMPARE(watch.takeChanges(), afterAMinute);
    watch.look(heardBefore + 5, kStart + 1h + 5min);
    QCOMPARE(watch.takeChanges().back(), (CallWatch::Change {CallWarning::Silence, true}));
}

void CallWatchTest::tellsASlowLinkFromASlowMoment()
{
    CallWatch watch;
    for (const auto trip : {800ms, 900ms, 20ms, 700ms, 700ms, 500ms})
        watch.roundTrip(trip);
    QVERIFY(watch.takeChanges().empty());
    for (int i = 0; i < 9; ++i)
        watch.roundTrip(501ms);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::SlowLink, true}}));
    for (const auto trip : {20ms, 20ms, 900ms})
        watch.roundTrip(trip);
    QVERIFY(watch.takeChanges().empty());
    for (int i = 0; i < 9; ++i)
        watch.roundTrip(20ms);
    QCOMPARE(watch.takeChanges(), (Changes {{CallWarning::SlowLink, false}}));
}

QTEST_APPLESS_MAIN(CallWatchTest)
#include "call_watch_test.moc"
