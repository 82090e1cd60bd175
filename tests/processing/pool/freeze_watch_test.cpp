#include "processing/pool/freeze_watch.h"

#include <QCoreApplication>
#include <QTest>

using namespace lavalier::pool;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

using Seen = std::optional<ProcessGlimpse>;

/// A worker looked at once a turn, for ever.
struct Life {
    QByteArray states; ///< again and again; '?' where nothing is seen
    milliseconds cpu {0}; ///< used in each turn
};

constexpr milliseconds kTurn = 40ms;
constexpr milliseconds kLimit = 600ms;
constexpr int kNever = 10'000;

Seen glimpse(const Life& life, int turn)
{
    const char state = life.states.at(turn % life.states.size());
    return state == '?' ? Seen() : Seen({state, 1min + life.cpu * turn});
}

QByteArray statLine(const QByteArray& name, const QByteArray& state, const QByteArray& times)
{
    return "4711 (" + name + ") " + state + " 1 4711 4711 0 -1 4194304 99 0 3 0 " + times
        + " 0 0 20 0 1 0 52169 3133440 375\n";
}

} // namespace

class FreezeWatchTest : public QObject {
    Q_OBJECT
private slots:
    void holdsOnlyTimeTheWorkerHadAgainstIt_data()
    {
        QTest::addColumn<QByteArray>("states");
        QTest::addColumn<int>("cpu");
        QTest::addColumn<int>("turns");
        QTest::addColumn<bool>("held");
        QTest::newRow("stopped") << QByteArray("T") << 0 << 15 << true;
        QTest::newRow("in a debugger") << QByteArray("t") << 0 << 15 << true;
        QTest::newRow("asleep, a deadlock") << QByteArray("S") << 0 << 15 << false;
        // The first look has nothing to compare with.
        QTest::newRow("an endless loop") << QByteArray("R") << 40 << 16 << false;
        QTest::newRow("an endless loop on a busy machine") << QByteArray("R") << 10 << 61 << false;
        QTest::newRow("an endless loop on two processors") << QByteArray("R") << 80 << 16 << false;
        QTest::newRow("starved") << QByteArray("R") << 0 << kNever << false;
        QTest::newRow("an endless loop that writes") << QByteArray("RS") << 20 << 31 << false;
        QTest::newRow("waits for a disk") << QByteArray("D") << 0 << 47 << true;
        QTest::newRow("hidden from us") << QByteArray("?") << 0 << 47 << false;
    }
    void holdsOnlyTimeTheWorkerHadAgainstIt()
    {
        QFETCH(QByteArray, states);
        QFETCH(int, cpu);
        QFETCH(int, turns);
        QFETCH(bool, held);
        FreezeWatch watch(kLimit);
        int turn = 0;
        while (!watch.isFrozen() && turn < kNever)
            watch.silent(kTurn, glimpse({states, milliseconds(cpu)}, turn++));
        QCOMPARE(turn, turns);
        QCOMPARE(watch.isHeld(), held);
    }

    void anAnswerMakesEverythingGood()
    {
        FreezeWatch watch(kLimit);
        const Life loop {"R", kTurn};
        for (int turn = 0; turn < 100; ++turn) {
            if (turn % 15 == 0)
                watch.answered();
            watch.silent(kTurn, glimpse(loop, turn));
            QVERIFY(!watch.isFrozen());
        }
    }

    void isHeldByWhatHeldItForTheMost_data()
    {
        QTest::addColumn<QByteArray>("lives"); // a letter a turn; in small ones it uses all of it
        QTest::addColumn<bool>("held");
        const auto turns = [](int count, char state) { return QByteArray(count, state); };
        QTest::newRow("an endless loop, last seen at a disk")
            << "R" + turns(14, 'r') + turns(6, 'D') << false;
        QTest::newRow("an endless loop that is writing at each look")
            << "D" + turns(20, 'd') << false;
        QTest::newRow("an endless loop, stopped at the end") << "R" + turns(14, 'r') + "T" << false;
        QTest::newRow("a long wait for a disk, last seen running")
            << turns(40, 'D') + turns(6, 'r') << true;
        QTest::newRow("stopped, then going on and starved")
            << turns(14, 'T') + turns(9, 'R') + "T" << true;
    }
    void isHeldByWhatHeldItForTheMost()
    {
        QFETCH(QByteArray, lives);
        QFETCH(bool, held);
        FreezeWatch watch(kLimit);
        milliseconds used {0};
        for (const char turn : lives) {
            const bool runs = turn == 'r' || turn == 'd';
            used += runs ? kTurn : 0ms;
            const char state = runs ? static_cast<char>(turn - 'a' + 'A') : turn;
            if (!watch.isFrozen())
                watch.silent(kTurn, ProcessGlimpse {state, used});
        }
        QVERIFY(watch.isFrozen());
        QCOMPARE(watch.isHeld(), held);
    }

    void anAnswerEndsWhatHeldIt()
    {
        FreezeWatch watch(kLimit);
        watch.silent(kTurn, ProcessGlimpse {'T', 0ms});
        QVERIFY(watch.isHeld());
        watch.answered();
        QVERIFY(!watch.isHeld());
    }

    void readsALineOfTheSystem_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Seen>("seen");
        const QByteArray usual = statLine("lavalier-decode", "S", "120 30");
        QTest::newRow("usual") << usual << Seen({'S', 1500ms});
        QTest::newRow("a name that looks like more")
            << statLine("a) R 1 (b", "T", "1 0") << Seen({'T', 10ms});
        QTest::newRow("no time yet") << statLine("x", "R", "0 0") << Seen({'R', 0ms});
        QTest::newRow("nothing") << QByteArray() << Seen();
        QTest::newRow("no name") << QByteArray("4711 S 1 2 3") << Seen();
        QTest::newRow("cut off before the times") << usual.first(usual.indexOf("120")) << Seen();
        QTest::newRow("cut off after the name") << QByteArray("1 (x)") << Seen();
        QTest::newRow("a state of two letters") << statLine("x", "SS", "1 1") << Seen();
        QTest::newRow("times that are words") << statLine("x", "S", "one 1") << Seen();
        QTest::newRow("a time below zero") << statLine("x", "S", "1 -1") << Seen();
    }
    void readsALineOfTheSystem()
    {
        QFETCH(QByteArray, line);
        QFETCH(Seen, seen);
        QVERIFY(parseProcessStat(line, 100) == seen);
        QVERIFY(!parseProcessStat(line, 0));
    }

    void looksAtARealProcess()
    {
#ifdef Q_OS_LINUX
        const Seen self = lookAtProcess(QCoreApplication::applicationPid());
        QVERIFY(self);
        QCOMPARE(self->state, 'R');
#endif
        QVERIFY(!lookAtProcess(-1));
    }
};

QTEST_APPLESS_MAIN(FreezeWatchTest)
#include "freeze_watch_test.moc"
