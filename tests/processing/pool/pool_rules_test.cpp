#include "processing/pool/affinity.h"
#include "processing/pool/backoff.h"
#include "processing/pool/level_board.h"

#include <QTest>

#include <set>

using namespace lavalier;
using namespace lavalier::pool;
using namespace std::chrono_literals;

namespace {

FrameAnswer heard(std::uint64_t user, float peak, bool silence = false)
{
    return {UserId(user),
            {wire::ErrorCode::None, SampleCount(960), peak, peak * peak / 2, peak > 0.99F, false,
             false},
            silence,
            false};
}

SteadyTime at(std::chrono::milliseconds time)
{
    return SteadyTime(time);
}

} // namespace

class PoolRulesTest : public QObject {
    Q_OBJECT
private slots:
    void aSpeakerStaysWithOneWorker()
    {
        Affinity affinity(4);
        const std::size_t first = affinity.workerFor(UserId(1), StreamId(10));
        for (std::uint64_t user = 2; user < 100; ++user)
            affinity.workerFor(UserId(user), StreamId(user * 10));
        QCOMPARE(affinity.workerFor(UserId(1), StreamId(11)), first); // rejoined with a new SSRC
        QCOMPARE(affinity.forget(StreamId(10)), first);
        QCOMPARE(affinity.workerFor(UserId(1), StreamId(12)), first);
        QVERIFY(!affinity.forget(StreamId(4711)));
    }

    void asksForANewWorkerOnlyWhenOthersHavePlenty()
    {
        Affinity affinity(3);
        std::map<std::size_t, int> load;
        for (std::uint64_t user = 1; user <= Affinity::kSpeakersPerWorker; ++user)
            ++load[affinity.workerFor(UserId(user), StreamId(user))];
        QCOMPARE(load.size(), std::size_t {1});
        for (std::uint64_t user = 100; user < 150; ++user)
            ++load[affinity.workerFor(UserId(user), StreamId(user))];
        QCOMPARE(load.size(), std::size_t {3});
        for (const auto& [worker, speakers] : load)
            QVERIFY(speakers >= 16 && speakers <= 24);
    }

    void givesTheSeatOfALeaverAway()
    {
        Affinity affinity(2);
        for (std::uint64_t user = 1; user <= Affinity::kSpeakersPerWorker; ++user)
            affinity.workerFor(UserId(user), StreamId(user));
        affinity.forget(StreamId(3));
        QCOMPARE(affinity.workerFor(UserId(99), StreamId(99)), std::size_t {0});
        QCOMPARE(affinity.workerFor(UserId(98), StreamId(98)), std::size_t {1});
    }

    void backsOffLongerAfterEveryDeathAndForgetsAfterALongLife()
    {
        Backoff backoff(50ms, 5s);
        SteadyTime now = at(1h);
        for (const auto wait : {50ms, 100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 5000ms, 5000ms}) {
            backoff.started(now);
            now += 1s;
            QCOMPARE(backoff.died(now), wait);
        }
        QCOMPARE(backoff.failures(), 9);
        backoff.started(now);
        QCOMPARE(backoff.died(now + Backoff::kLongLife), 50ms);
        for (int i = 0; i < 100; ++i)
            QVERIFY(backoff.died(now) <= 5s);
    }

    void readsLevelsPerSpeaker()
    {
        LevelBoard board;
        for (int i = 0; i < 15; ++i) {
            board.answered(heard(2, 0.1F), at(20ms * i));
            board.answered(heard(1, i == 7 ? 1.0F : 0.01F), at(20ms * i));
        }
        auto levels = board.take(at(300ms));
        QCOMPARE(levels.size(), std::size_t {2});
        QCOMPARE(levels[0].user, UserId(1));
        QCOMPARE(levels[0].peakDb, 0.0F);
        QVERIFY(levels[0].clipped);
        QVERIFY(std::abs(levels[1].averageDb + 20) < 0.01F);
        QVERIFY(std::abs(levels[1].peakDb + 20) < 0.01F);
        QCOMPARE(levels[1].framesDecoded, std::uint64_t {15});
        levels = board.take(at(310ms));
        QCOMPARE(levels[0].peakDb, level::kSilenceDb);
        QVERIFY(!levels[0].clipped);
    }

    void talksWhileFramesAreMoreThanSilence()
    {
        LevelBoard board;
        board.answered(heard(1, 0.1F), at(0ms));
        QVERIFY(board.take(at(250ms))[0].talking);
        board.answered(heard(1, 0, true), at(240ms));
        QVERIFY(!board.take(at(260ms))[0].talking);
        QCOMPARE(board.take(at(10s))[0].averageDb, level::kSilenceDb);
    }

    void countsWhatWasRefused()
    {
        LevelBoard board;
        FrameAnswer corrupt = heard(1, 0);
        corrupt.level.error = wire::ErrorCode::CorruptPacket;
        FrameAnswer poison = heard(1, 0);
        poison.poisoned = true;
        board.answered(corrupt, at(0ms));
        board.answered(poison, at(0ms));
        const auto levels = board.take(at(0ms));
        QCOMPARE(levels[0].framesRefused, std::uint64_t {2});
        QCOMPARE(levels[0].framesDecoded, std::uint64_t {0});
        QVERIFY(!levels[0].talking);
        board.answered(heard(1, 0), at(0ms));
        QCOMPARE(board.answers().at(UserId(1)), (AnswerCounts {1, 2}));
    }
};

QTEST_APPLESS_MAIN(PoolRulesTest)
#include "pool_rules_test.moc"
