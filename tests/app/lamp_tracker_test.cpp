#include "app/lamp_tracker.h"

#include <QTest>

#include <optional>

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
    void shortWordsAreOwedTogether_data();
    void shortWordsAreOwedTogether();
    void aStrayIsNotOwed();
    void whatStarvedStaysStarvedAfterARest();
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

void LampTrackerTest::shortWordsAreOwedTogether_data()
{
    QTest::addColumn<std::chrono::milliseconds>("rest"); // between two words of 0.3 s
    QTest::addColumn<std::uint64_t>("answered"); // of the 15 packets of a word
    QTest::addColumn<bool>("starves");
    QTest::newRow("short words") << 1000ms << std::uint64_t {0} << true;
    QTest::newRow("short words, far apart") << 8000ms << std::uint64_t {0} << true;
    QTest::newRow("a word now and then") << 20'000ms << std::uint64_t {0} << false;
    QTest::newRow("short words that arrive") << 1000ms << std::uint64_t {15} << false;
    QTest::newRow("a stray with each word") << 1000ms << std::uint64_t {14} << false;
}

void LampTrackerTest::shortWordsAreOwedTogether()
{
    QFETCH(std::chrono::milliseconds, rest);
    QFETCH(std::uint64_t, answered);
    QFETCH(bool, starves);
    LampTracker tracker;
    LampTracker::Counts counts {100, 100, 100, 100};
    tracker.update(counts, {}, kStart);
    SteadyTime now = kStart + 1min;
    std::optional<SteadyTime> starved;
    const auto look = [&] {
        const auto lamps = tracker.update(counts, {}, now += 20ms);
        if (!starved && (lamps[2] == Lamp::Starved || lamps[3] == Lamp::Starved))
            starved = now;
        QVERIFY(lamps[1] == Lamp::Flowing || lamps[1] == Lamp::Idle);
    };
    for (int word = 0; word < 10; ++word) {
        for (std::uint64_t packet = 0; packet < 15; ++packet) {
            ++counts.heard;
            ++counts.decrypted;
            counts.decoded += packet < answered ? 1 : 0;
            counts.onDisk += packet < answered ? 1 : 0;
            look();
        }
        for (const SteadyTime end = now + rest; now < end;)
            look();
    }
    QCOMPARE(starved.has_value(), starves);
    if (starves) // with the second word
        QVERIFY(*starved - kStart - 1min < rest + 2 * 300ms + LampTracker::kFlowing);
}

void LampTrackerTest::aStrayIsNotOwed()
{
    LampTracker tracker;
    LampTracker::Counts counts {100, 100, 100, 100};
    SteadyTime now = kStart;
    tracker.update(counts, {}, now);
    counts.heard += 1; // and no stage ever counts it
    tracker.update(counts, {}, now += 20ms);
    tracker.update(counts, {}, now += 1s);
    for (int i = 0; i < 45; ++i) { // a busy machine takes 0.9 s
        ++counts.heard;
        QVERIFY(tracker.update(counts, {}, now += 20ms)[3] != Lamp::Starved);
    }
}

void LampTrackerTest::whatStarvedStaysStarvedAfterARest()
{
    LampTracker tracker;
    LampTracker::Counts counts {100, 100, 100, 100};
    SteadyTime now = kStart;
    const auto speak = [&](bool arrives) {
        ++counts.heard;
        ++counts.decrypted;
        counts.decoded = arrives ? counts.heard : counts.decoded;
        counts.onDisk = arrives ? counts.heard : counts.onDisk;
        return tracker.update(counts, {}, now += 20ms)[3];
    };
    speak(true);
    for (int i = 0; i < 100; ++i)
        speak(false);
    now += 1min;
    QCOMPARE(tracker.update(counts, {}, now)[3], Lamp::Idle);
    QCOMPARE(speak(false), Lamp::Starved); // nothing has moved, so nothing is well again
    QCOMPARE(speak(true), Lamp::Flowing);
}

QTEST_GUILESS_MAIN(LampTrackerTest)
#include "lamp_tracker_test.moc"
