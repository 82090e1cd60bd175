#include "processing/pool/decode_pool.h"
#include "tests/patience.h"
#include "tests/processing/pool/granted_clock.h"
#include "tests/processing/pool/pool_frames.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::pool;
using namespace std::chrono_literals;
using lavalier::test::frameOf;
using lavalier::test::GrantedClock;

namespace {

PoolSettings fake(const char* mode)
{
    PoolSettings settings;
    settings.workerProgram
        = QCoreApplication::applicationDirPath() + QStringLiteral("/fake_decode_worker");
    settings.workerArguments = {QString::fromLatin1(mode)};
    settings.maxWorkers = 1;
    settings.frozenAfter = 300ms;
    settings.greetingPatience = 6s;
    settings.firstBackoff = 5ms;
    return settings;
}

void submit(DecodePool& pool, const QByteArray& words, int count = 1)
{
    std::vector<OpusFrame> frames(static_cast<std::size_t>(count), frameOf(1, words));
    pool.submit(frames);
}

/// Every frame has come to one of its three ends.
bool settled(const DecodePool& pool)
{
    const PoolStatus status = pool.status();
    return status.submitted == status.decoded + status.refused + status.dropped
        && status.waiting == 0 && status.unanswered == 0;
}

/// Where frames grow old: what was dropped before a worker got it is offered again.
void offer(DecodePool& pool, const QByteArray& words, int count = 1)
{
    if (settled(pool))
        submit(pool, words, count);
}

} // namespace

class MisbehavingWorkersTest : public QObject {
    Q_OBJECT
private slots:
    void aGoodOneAnswersEverything()
    {
        DecodePool pool(fake("good"));
        submit(pool, "hello", 1000);
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {1000});
        QVERIFY(settled(pool));
        QCOMPARE(pool.status().restarts, std::uint64_t {0});
        QCOMPARE(pool.takeLevels().at(0).framesDecoded, std::uint64_t {1000});
    }

    void aFrameThatKillsTwoWorkersIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("poison");
        QTest::newRow("a crash") << QByteArray("CRASH");
        QTest::newRow("an exit without an error") << QByteArray("LEAVE");
        QTest::newRow("a freeze") << QByteArray("FREEZE");
        QTest::newRow("an endless loop") << QByteArray("SPIN");
    }
    void aFrameThatKillsTwoWorkersIsSetAside()
    {
        QFETCH(QByteArray, poison);
        DecodePool pool(fake("good"));
        submit(pool, "fine", 20);
        submit(pool, poison);
        submit(pool, "after", 20);
        QTRY_COMPARE(pool.status().poisoned, std::uint64_t {1});
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {40});
        QVERIFY(settled(pool));
        const PoolStatus status = pool.status();
        QCOMPARE(status.refused, std::uint64_t {1});
        QCOMPARE(status.restarts, std::uint64_t {2});
        const bool freezes = poison == "FREEZE" || poison == "SPIN";
        QCOMPARE(status.frozen, std::uint64_t {freezes ? 2U : 0U});
        QCOMPARE(pool.takeLevels().at(0).framesRefused, std::uint64_t {1});
    }

    /// It cannot be told from a worker that somebody stopped, so it is given up when it is old.
    void aFrameThatStopsItsWorkerIsGivenUpToo()
    {
        PoolSettings settings = fake("good");
        settings.frozenAfter = 100ms;
        settings.backlog = 500ms;
        DecodePool pool(settings);
        QTRY_VERIFY((offer(pool, "STOP"), pool.status().frozen >= 1));
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().dropped, pool.status().submitted);
        QTRY_VERIFY((offer(pool, "after"), pool.status().decoded >= 1));
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().refused, std::uint64_t {0});
        QCOMPARE(pool.status().poisoned, std::uint64_t {0});
    }

    void aTurnOfOursCountsAsOneTickAtMost()
    {
        GrantedClock clock(1h); // a machine on which everything waits an hour for its turn
        PoolSettings settings = fake("good");
        settings.clock = &clock;
        settings.tick = 5ms;
        settings.backlog = 100'000h;
        DecodePool pool(settings);
        submit(pool, "FREEZE");
        QTRY_COMPARE(pool.status().unanswered, std::uint64_t {1});
        constexpr int kTurns = 300 / 5;
        clock.grant(kTurns - 1);
        QTRY_COMPARE(clock.left(), 0);
        QTest::qWait(50);
        QCOMPARE(pool.status().frozen, std::uint64_t {0});
        clock.grant(
            1000); // a turn in which the worker waits for a core of the machine is not charged
        QTRY_COMPARE(pool.status().frozen, std::uint64_t {1});
    }

    void aWorkerThatLiesIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("mode");
        for (const char* mode :
             {"giant-length", "garbage", "truncated-payload", "unknown-id", "too-many-rows",
              "too-few-rows", "wrong-length", "infinite-peak", "power-above-peak", "pcm-unasked",
              "render-answer", "second-hello", "answer-before-hello"})
            QTest::newRow(mode) << QByteArray(mode);
    }
    void aWorkerThatLiesIsReplaced()
    {
        QFETCH(QByteArray, mode);
        PoolSettings settings = fake(mode.constData());
        settings.backlog = 500ms;
        DecodePool pool(settings);
        QTRY_VERIFY((offer(pool, "frame", 2), pool.status().distrusted >= 2));
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().decoded, std::uint64_t {0});
        QVERIFY(pool.takeLevels().empty() || pool.takeLevels().at(0).framesDecoded == 0);
    }

    void aSecondAnswerToTheSameRequestIsALie()
    {
        DecodePool pool(fake("answers-twice"));
        submit(pool, "frame");
        QTRY_VERIFY(pool.status().distrusted >= 1);
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().decoded, std::uint64_t {1});
    }

    void anotherBuildIsRefusedForGood_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("another build") << QByteArray("other-build");
        QTest::newRow("another version") << QByteArray("other-version");
    }
    void anotherBuildIsRefusedForGood()
    {
        QFETCH(QByteArray, mode);
        DecodePool pool(fake(mode.constData()));
        QSignalSpy unavailable(&pool, &DecodePool::workerUnavailable);
        submit(pool, "frame", 10);
        QTRY_COMPARE(unavailable.size(), 1);
        QCOMPARE(unavailable[0][0].value<PoolError>(), PoolError::BuildMismatch);
        QTRY_VERIFY(settled(pool));
        submit(pool, "frame", 10);
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().dropped, std::uint64_t {20});
        QCOMPARE(pool.status().refusedBuilds, std::uint64_t {1});
    }

    void aWorkerThatNeverGreetsCountsAsFrozen()
    {
        PoolSettings settings = fake("no-hello");
        settings.greetingPatience = 50ms;
        settings.backlog = 500ms;
        DecodePool pool(settings);
        QTRY_VERIFY((offer(pool, "frame"), pool.status().frozen >= 1));
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().dropped, pool.status().submitted);
    }

    void aWorkerThatAlwaysLeavesIsReportedAndCostsNothingForever()
    {
        PoolSettings settings = fake("leaves-at-once");
        settings.backlog = 200ms;
        DecodePool pool(settings);
        QSignalSpy unavailable(&pool, &DecodePool::workerUnavailable);
        submit(pool, "frame", 3);
        QTRY_COMPARE(unavailable.size(), 1);
        QCOMPARE(unavailable[0][0].value<PoolError>(), PoolError::KeepsCrashing);
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().dropped, std::uint64_t {3});
    }

    void aMissingProgramIsAMessageAndNothingElse()
    {
        PoolSettings settings = fake("good");
        settings.workerProgram = QStringLiteral("/nowhere/lavalier-decode");
        settings.backlog = 200ms;
        DecodePool pool(settings);
        QSignalSpy unavailable(&pool, &DecodePool::workerUnavailable);
        submit(pool, "frame", 3);
        QTRY_COMPARE(unavailable.size(), 1);
        QCOMPARE(unavailable[0][0].value<PoolError>(), PoolError::ProgramMissing);
        QTRY_VERIFY(settled(pool));
        QCOMPARE(pool.status().dropped, std::uint64_t {3});
    }

    void aFrozenWorkerMakesTheBacklogDropItsOldest()
    {
        PoolSettings settings = fake("good");
        settings.frozenAfter = 10s;
        settings.backlog = 100ms;
        DecodePool pool(settings);
        QTRY_VERIFY((offer(pool, "live"), pool.status().decoded > 0)); // a worker runs
        QTRY_VERIFY(settled(pool));
        QTRY_VERIFY((offer(pool, "FREEZE"), pool.status().unanswered == 1));
        const std::uint64_t before = pool.status().dropped;
        for (int i = 0; i < 30; ++i) {
            submit(pool, "live");
            QTest::qWait(10);
        }
        QTRY_VERIFY(pool.status().dropped > before + 5);
        QVERIFY(pool.status().waiting < 25);
        QVERIFY(pool.status().unanswered >= 1); // the worker is frozen still
    }

    void endsWithinASecondWhateverTheWorkerDoes_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("idle") << QByteArray("good") << QByteArray("fine");
        QTest::newRow("frozen") << QByteArray("good") << QByteArray("FREEZE");
        QTest::newRow("deaf to a closed input and to SIGTERM")
            << QByteArray("never-closes") << QByteArray("fine");
    }
    void endsWithinASecondWhateverTheWorkerDoes()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QByteArray, words);
        PoolSettings settings = fake(mode.constData());
        settings.frozenAfter = 60s;
        QElapsedTimer ending;
        const auto end = [&] {
            DecodePool pool(settings);
            submit(pool, words);
            if (QTest::qWaitFor([&] { return pool.status().workersRunning == 1; }, test::kPatience))
                ending.start();
        };
        // About a second; a busy machine may spoil some tries.
        for (int attempt = 0; attempt < 5; ++attempt) {
            ending.invalidate();
            end();
            QVERIFY(ending.isValid());
            if (ending.elapsed() < 1500)
                return;
        }
        QFAIL(qPrintable(QString::number(ending.elapsed())));
    }
};

QTEST_GUILESS_MAIN(MisbehavingWorkersTest)
#include "misbehaving_workers_test.moc"
