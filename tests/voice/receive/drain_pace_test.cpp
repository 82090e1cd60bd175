#include "voice/receive/drain_pace.h"
#include "voice/receive/udp_socket.h"

#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

constexpr int kStockBuffer = 425'984; ///< what a system grants that nobody changed

/// A buffer, somebody who fills it and the one who drains it, by a clock of their own.
struct Scene {
    static constexpr double kRoom = kStockBuffer / kBufferBytesPerDatagram;

    SteadyTime now {1h};
    DrainPace pace {kStockBuffer, now};
    double held = 0;
    double dropped = 0; ///< told with the next that finds room
    double lost = 0; ///< in all

    /// So many datagrams a second; the thread comes late by `late`.
    void pass(std::chrono::milliseconds span, double rate, std::chrono::milliseconds late = 0ms)
    {
        const SteadyTime end = now + span;
        while (now < end) {
            const auto step = pace.interval() + late;
            now += step;
            const double told = held < kRoom ? std::exchange(dropped, 0) : 0;
            held += rate * std::chrono::duration<double>(step).count();
            if (held > kRoom) {
                dropped += held - kRoom;
                lost += held - kRoom;
                held = kRoom;
            }
            const auto taken = static_cast<std::size_t>(held);
            pace.drained(taken, static_cast<std::uint64_t>(told), now);
            held -= static_cast<double>(taken);
        }
    }
};

} // namespace

class DrainPaceTest : public QObject {
    Q_OBJECT
private slots:
    void isAsSeldomAsTheCallAllows_data()
    {
        QTest::addColumn<int>("speakers");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("nobody") << 0 << 20;
        QTest::newRow("a table") << 5 << 20;
        QTest::newRow("as many as are planned for") << 160 << 20;
        QTest::newRow("more") << 400 << 8;
        QTest::newRow("many more") << 2'000 << 1;
    }
    void isAsSeldomAsTheCallAllows()
    {
        QFETCH(int, speakers);
        QFETCH(int, milliseconds);
        Scene scene;
        scene.pass(1s, 50.0 * speakers);
        const double atFirst = scene.lost;
        scene.pass(60s, 50.0 * speakers);
        QCOMPARE(scene.lost, atFirst);
        QCOMPARE(scene.pace.interval(), std::chrono::milliseconds(milliseconds));
    }

    void aFloodCostsTheSpeakersItsFirstMoment_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("20,000 a second") << 20'000.0;
        QTest::newRow("100,000 a second") << 100'000.0;
        QTest::newRow("150,000 a second") << 150'000.0;
    }
    void aFloodCostsTheSpeakersItsFirstMoment()
    {
        QFETCH(double, rate);
        Scene scene;
        scene.pass(5s, 250);
        scene.pass(50ms, rate);
        const double atFirst = scene.lost;
        QVERIFY(atFirst < rate * 0.03);
        scene.pass(60s, rate);
        QCOMPARE(scene.lost, atFirst);
        scene.pass(DrainPace::kCalm + 200ms, 250);
        QCOMPARE(scene.pace.interval(), 20ms);
    }

    void whoFloodsInBurstsIsNotForgottenBetweenThem()
    {
        Scene scene;
        scene.pass(1s, 250);
        for (int burst = 0; burst < 20; ++burst) {
            const double before = scene.lost;
            scene.pass(500ms, 100'000);
            if (burst > 0)
                QCOMPARE(scene.lost, before);
            scene.pass(500ms, 250);
        }
    }

    /// It is the computer that has no time, and more to do would not help it.
    void aThreadThatComesLateIsNotSentRunning()
    {
        Scene scene;
        scene.pass(1s, 2'500);
        scene.pass(1s, 2'500, 600ms);
        QVERIFY(scene.lost > 0);
        QVERIFY(scene.pace.interval() >= DrainPace::kWary);
        scene.pass(DrainPace::kCalm + 1s, 2'500);
        QCOMPARE(scene.pace.interval(), 20ms);
    }
};

QTEST_APPLESS_MAIN(DrainPaceTest)
#include "drain_pace_test.moc"
