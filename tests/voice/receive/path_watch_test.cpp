#include "voice/receive/path_watch.h"

#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

class PathWatchTest : public QObject {
    Q_OBJECT
private slots:
    void saysThatThePathIsSilentWithinTwoSeconds();
    void takesItBackWhenSomethingComes_data();
    void takesItBackWhenSomethingComes();
    void staysCalm_data();
    void staysCalm();
    void needsNoPingsWhileNothingIsWrong();
};

namespace {

const Ssrc kAda(1);
const Ssrc kBen(2);

/// A call of two, told to the watch every 20 ms of a time that is ours.
struct Call {
    PathWatch watch;
    SteadyTime now {1h};
    bool adaTalks = true;
    bool benTalks = true;
    bool answers = true;
    bool dark = false;
    SteadyTime lastPacket;
    int pings = 0;
    int alarms = 0;
    int backs = 0;

    void tick()
    {
        now += 20ms;
        if (adaTalks && !dark)
            packet(kAda, false);
        if (benTalks && !dark)
            packet(kBen, false);
        turn();
    }
    void packet(Ssrc ssrc, bool isSilence)
    {
        lastPacket = now;
        watch.heard(now);
        watch.audio(ssrc, isSilence, now);
    }
    void turn()
    {
        const PathWatch::Step step = watch.timePassed(now);
        alarms += step == PathWatch::Step::Silent ? 1 : 0;
        backs += step == PathWatch::Step::Back ? 1 : 0;
        if (step != PathWatch::Step::Ping)
            return;
        ++pings;
        if (answers && !dark)
            answer();
    }
    void answer()
    {
        watch.answered(now);
        watch.heard(now);
    }
    void pass(std::chrono::milliseconds time)
    {
        for (const SteadyTime end = now + time; now < end;)
            tick();
    }
    void finishes(Ssrc ssrc)
    {
        (ssrc == kAda ? adaTalks : benTalks) = false;
        for (int i = 0; i < 5; ++i) {
            packet(ssrc, true);
            tick();
        }
    }
};

} // namespace

void PathWatchTest::saysThatThePathIsSilentWithinTwoSeconds()
{
    Call call;
    call.pass(1s);
    call.dark = true;
    call.pass(1s);
    QCOMPARE(call.alarms, 0); // perhaps it is only a moment
    call.pass(900ms);
    QCOMPARE(call.alarms, 1);
    call.pass(1min);
    QCOMPARE(call.alarms, 1);
    QCOMPARE(call.backs, 0);
}

void PathWatchTest::takesItBackWhenSomethingComes_data()
{
    QTest::addColumn<bool>("talk"); // people are still talking then
    QTest::newRow("audio") << true;
    QTest::newRow("the answer to a ping") << false;
}

void PathWatchTest::takesItBackWhenSomethingComes()
{
    QFETCH(bool, talk);
    Call call;
    call.pass(1s);
    call.dark = true;
    const SteadyTime last = call.lastPacket;
    call.pass(5s);
    QCOMPARE(call.watch.silentSince(), last); // not when it was noticed
    call.adaTalks = call.benTalks = talk;
    call.dark = false;
    while (call.backs == 0)
        call.tick();
    const SteadyTime first = call.now; // heard in the turn in which it is told
    QCOMPARE(call.watch.silentSince(), last);
    QCOMPARE(call.watch.heardAgain(), talk ? first : first - 20ms);
    call.pass(1s);
    QCOMPARE(call.watch.heardAgain(), talk ? first : first - 20ms);
    QCOMPARE(call.backs, 1);
    QCOMPARE(call.alarms, 1);
    QCOMPARE(call.watch.isWatching(), talk);
    call.adaTalks = call.benTalks = true; // and the next time it is told again
    call.pass(1s);
    call.dark = true;
    call.pass(2s);
    QCOMPARE(call.alarms, 2);
}

void PathWatchTest::staysCalm_data()
{
    using Play = std::function<void(Call&)>;
    QTest::addColumn<Play>("play"); // of a server that then answers nothing
    const auto row = [](const char* name, Play play) { QTest::newRow(name) << std::move(play); };
    row("everybody finished what they said", [](Call& call) {
        call.pass(1s);
        call.finishes(kAda);
        call.finishes(kBen);
        call.answers = false;
    });
    row("nobody said anything", [](Call& call) {
        call.adaTalks = call.benTalks = false;
        call.answers = false;
    });
    row("one of them vanished, the other goes on", [](Call& call) {
        call.pass(1s);
        call.answers = false;
        call.adaTalks = false;
    });
    row("one of them vanished, and later the other finished", [](Call& call) {
        call.pass(1s);
        call.answers = false;
        call.adaTalks = false;
        call.pass(1s);
        call.finishes(kBen);
    });
    row("both vanished, and the server answers", [](Call& call) {
        call.pass(1s);
        call.adaTalks = call.benTalks = false;
    });
    row("both vanished, and the server answers the third ping only", [](Call& call) {
        call.pass(1s);
        call.answers = false;
        call.adaTalks = call.benTalks = false;
        for (const int before = call.pings; call.pings < before + 3;)
            call.tick();
        call.answer();
    });
    row("the server has never answered", [](Call& call) {
        call.answers = false;
        call.pass(1min);
        call.dark = true;
    });
    row("the server has answered slow pings only", [](Call& call) {
        call.answers = false;
        for (int i = 0; i < 10; ++i) {
            call.pass(5s);
            call.answer();
        }
        call.dark = true;
    });
    row("the machine slept, and the path is as it was", [](Call& call) {
        call.pass(1s);
        call.now += 1h;
    });
    row("the machine slept during a check, and the answers are here", [](Call& call) {
        call.pass(1s);
        call.adaTalks = call.benTalks = call.answers = false;
        for (const int before = call.pings; call.pings < before + PathWatch::kPings;)
            call.tick();
        call.now += 1h;
        call.turn(); // what has come is read a moment later
        call.now += 100ms;
        call.answer();
    });
}

void PathWatchTest::staysCalm()
{
    QFETCH(std::function<void(Call&)>, play);
    Call call;
    play(call);
    call.pass(30s);
    QCOMPARE(call.alarms, 0);
    QCOMPARE(call.backs, 0);
}

void PathWatchTest::needsNoPingsWhileNothingIsWrong()
{
    Call call;
    call.pass(10min);
    QCOMPARE(call.pings, PathWatch::kProof);
    call.finishes(kAda);
    call.finishes(kBen);
    call.pass(1s);
    QVERIFY(!call.watch.isWatching()); // the receiver may sleep
    QCOMPARE(call.pings, PathWatch::kProof);
}

QTEST_GUILESS_MAIN(PathWatchTest)
#include "path_watch_test.moc"
