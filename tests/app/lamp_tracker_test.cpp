#include "app/lamp_tracker.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;
using ui::Lamp;

class LampTrackerTest : public QObject {
    Q_OBJECT
private slots:
    void everythingFlowsWhileEverythingMoves();
    void nothingHeardIsIdle();
    void aStageThatStandsStillIsStarvedWithinTwoSeconds_data();
    void aStageThatStandsStillIsStarvedWithinTwoSeconds();
    void startingToRecordLateOwesNothing();
};

namespace {

const SteadyTime kStart {1h};

} // namespace

void LampTrackerTest::everythingFlowsWhileEverythingMoves()
{
    LampTracker tracker;
    std::array<Lamp, 4> lamps {};
    for (std::uint64_t i = 1; i <= 200; ++i)
        lamps = tracker.update({i, i, i, i}, {}, kStart + i * 20ms);
    QCOMPARE(lamps, (std::array {Lamp::Flowing, Lamp::Flowing, Lamp::Flowing, Lamp::Flowing}));
}

void LampTrackerTest::nothingHeardIsIdle()
{
    LampTracker tracker;
    tracker.update({5, 5, 5, 5}, {}, kStart);
    const auto lamps = tracker.update({5, 5, 5, 5}, {}, kStart + 5s);
    QCOMPARE(lamps, (std::array {Lamp::Idle, Lamp::Idle, Lamp::Idle, Lamp::Idle}));
}

void LampTrackerTest::aStageThatStandsStillIsStarvedWithinTwoSeconds_data()
{
    QTest::addColumn<int>("stage");
    QTest::newRow("decryption") << 1;
    QTest::newRow("decoding") << 2;
    QTest::newRow("disk") << 3;
}

void LampTrackerTest::aStageThatStandsStillIsStarvedWithinTwoSeconds()
{
    QFETCH(int, stage);
    LampTracker tracker;
    const auto at = [&](std::uint64_t tick, bool frozen) {
        const std::uint64_t stuck = frozen ? 100 : tick;
        LampTracker::Counts counts {tick, tick, tick, tick};
        (stage == 1 ? counts.decrypted : stage == 2 ? counts.decoded : counts.onDisk) = stuck;
        return tracker.update(counts, {}, kStart + tick * 20ms)[static_cast<std::size_t>(stage)];
    };
    for (std::uint64_t tick = 1; tick <= 100; ++tick)
        at(tick, false);
    QCOMPARE(at(120, true), Lamp::Flowing); // 0.4 s: within a breath
    for (std::uint64_t tick = 121; tick < 150; ++tick)
        at(tick, true);
    QCOMPARE(at(150, true), Lamp::Attention); // 1 s
    for (std::uint64_t tick = 151; tick < 200; ++tick)
        at(tick, true);
    QCOMPARE(at(200, true), Lamp::Starved); // 2 s
    QCOMPARE(at(201, false), Lamp::Flowing);
}

void LampTrackerTest::startingToRecordLateOwesNothing()
{
    LampTracker tracker;
    for (std::uint64_t i = 1; i <= 500; ++i)
        tracker.update({i, i, i, 0}, {true, false}, kStart + i * 20ms);
    const auto lamps = tracker.update({501, 501, 501, 0}, {true, true}, kStart + 501 * 20ms);
    QCOMPARE(lamps[3], Lamp::Flowing);
}

QTEST_GUILESS_MAIN(LampTrackerTest)
#include "lamp_tracker_test.moc"
