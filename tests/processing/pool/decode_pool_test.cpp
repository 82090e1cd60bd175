#include "processing/pool/decode_pool.h"
#include "tests/patience.h"
#include "tests/processing/pool/granted_clock.h"
#include "tests/processing/pool/pool_frames.h"
#include "tests/support/test_opus_encoder.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <cmath>
#include <csignal>
#include <mutex>
#include <thread>

using namespace lavalier;
using namespace lavalier::pool;
using namespace std::chrono_literals;
using lavalier::test::amplitudeOf;
using lavalier::test::frameOf;
using lavalier::test::GrantedClock;
using lavalier::test::TestOpusEncoder;

namespace {

PoolSettings real()
{
    PoolSettings settings;
    settings.workerProgram
        = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
    settings.maxWorkers = 2;
    return settings;
}

OpusFrame soundOf(std::uint64_t user, const QByteArray& packet)
{
    OpusFrame frame = frameOf(user);
    frame.payload = packet;
    return frame;
}

void submitOne(DecodePool& pool, const OpusFrame& frame)
{
    pool.submit(std::span(&frame, 1));
}

/// Counts how often anybody looked: an idle pool has no reason to.
class WatchedClock final : public Clock {
public:
    SteadyTime now() const override
    {
        ++looks;
        return SystemClock().now();
    }
    WallTime wallNow() const override { return SystemClock().wallNow(); }
    mutable std::atomic<int> looks = 0;
};

} // namespace

class DecodePoolTest : public QObject {
    Q_OBJECT
private slots:
    void startsNoProcessBeforeItIsNeeded()
    {
        DecodePool pool(real());
        QTest::qWait(50);
        QCOMPARE(pool.status(), PoolStatus());
        QVERIFY(pool.takeLevels().empty());
    }

    void readsAMinusTwentySineAsMinusTwenty_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("samples");
        QTest::newRow("stereo 20 ms") << 2 << 960;
        QTest::newRow("mono 20 ms") << 1 << 960;
        QTest::newRow("stereo 60 ms") << 2 << 2880;
    }
    void readsAMinusTwentySineAsMinusTwenty()
    {
        QFETCH(int, channels);
        QFETCH(int, samples);
        GrantedClock clock(0ms); // stands: who talks is known by the time of the last answer
        PoolSettings settings = real();
        settings.clock = &clock;
        DecodePool pool(settings);
        TestOpusEncoder encoder({.channels = channels});
        SpeakerLevel level;
        for (int i = 0; i < 40; ++i) {
            submitOne(pool, soundOf(5, encoder.sine(440, amplitudeOf(-20), samples)));
            const auto wanted = static_cast<std::uint64_t>(i + 1);
            QTRY_COMPARE(pool.status().decoded, wanted);
            level = pool.takeLevels().at(0);
        }
        QCOMPARE(level.user, UserId(5));
        QVERIFY(level.talking);
        QVERIFY(!level.clipped);
        QVERIFY2(std::abs(level.averageDb + 20) < 0.2F,
                 qPrintable(QString::number(level.averageDb)));
        QVERIFY2(std::abs(level.peakDb + 20) < 0.5F, qPrintable(QString::number(level.peakDb)));
    }

    void whoeverListensHearsWhatWasSaid()
    {
        DecodePool pool(real());
        std::mutex mutex;
        std::size_t frames = 0;
        float peak = 0;
        bool others = false;
        pool.listen([&](UserId user, std::span<const float> stereo) {
            const std::lock_guard lock(mutex);
            others = others || user != UserId(5);
            frames += stereo.size() / 2;
            for (const float sample : stereo)
                peak = std::max(peak, std::abs(sample));
        });
        const auto heard = [&] {
            const std::lock_guard lock(mutex);
            return frames;
        };
        TestOpusEncoder encoder;
        for (int i = 0; i < 40; ++i)
            submitOne(pool, soundOf(5, encoder.sine(440, amplitudeOf(-20))));
        QTRY_COMPARE(heard(), std::size_t {40 * 960});
        {
            const std::lock_guard lock(mutex);
            QVERIFY(!others);
            QVERIFY2(std::abs(peak - amplitudeOf(-20)) < 0.02F, qPrintable(QString::number(peak)));
        }
        pool.listen(nullptr);
        submitOne(pool, soundOf(5, encoder.sine(440, 0.5)));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {41});
        QCOMPARE(heard(), std::size_t {40 * 960});
    }

    void refusesCorruptPacketsAndGoesOn()
    {
        DecodePool pool(real());
        TestOpusEncoder encoder;
        for (int i = 0; i < 50; ++i) {
            submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
            submitOne(pool, soundOf(2, QByteArray::fromHex("ff3f0102")));
            submitOne(pool, soundOf(2, QByteArray()));
        }
        QTRY_COMPARE(pool.status().refused, std::uint64_t {100});
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {50});
        QCOMPARE(pool.takeLevels().at(1).framesRefused, std::uint64_t {100});
        QCOMPARE(pool.status().restarts, std::uint64_t {0});
    }

    void losesNoAnswerWhenAWorkerIsKilled()
    {
        PoolSettings settings = real();
        settings.backlog = 1h; // whatever a start takes
        DecodePool pool(settings);
        TestOpusEncoder encoder;
        std::vector<OpusFrame> tick;
        for (std::uint64_t user = 1; user <= 10; ++user)
            tick.push_back(soundOf(user, encoder.sine(440, 0.5)));
        std::uint64_t submitted = 0;
        std::uint64_t underWay = 0; // when the last one was killed, and before
        int kills = 0;
        for (int i = 0; i < 100; ++i) {
            pool.submit(tick);
            submitted += tick.size();
            QTest::qWait(5);
            const auto pids = pool.status().workerPids;
            // A frame that was under way twice would rightly be taken for the murderer.
            if (i % 40 == 20 && !pids.empty() && pool.status().decoded >= underWay) {
                ::kill(static_cast<pid_t>(pids.front()), SIGKILL);
                underWay = submitted;
                ++kills;
            }
        }
        QVERIFY(kills > 0);
        QTRY_COMPARE(pool.status().decoded, submitted);
        QCOMPARE(pool.status().dropped, std::uint64_t {0});
        QTRY_COMPARE(pool.status().restarts, std::uint64_t(kills));
    }

    void comesBackAfterBeingKilledWhileIdle()
    {
        DecodePool pool(real());
        TestOpusEncoder encoder;
        submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {1});
        QTest::qWait(300);
        ::kill(static_cast<pid_t>(pool.status().workerPids.at(0)), SIGKILL);
        QTRY_COMPARE(pool.status().restarts, std::uint64_t {1});
        submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {2});
    }

    /// By the pool's own clock, which is given a second and no more: on a slow machine the second
    /// takes longer, and what a worker needs to start is not in it. tests/end_to_end measures all.
    void aStoppedWorkerIsBackWithinASecond()
    {
        PoolSettings settings = real();
        GrantedClock clock(settings.tick);
        settings.clock = &clock;
        settings.maxWorkers = 1;
        DecodePool pool(settings);
        TestOpusEncoder encoder;
        submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {1});
        for (std::uint64_t round = 1; round <= 2; ++round) {
            ::kill(static_cast<pid_t>(pool.status().workerPids.at(0)), SIGSTOP);
            submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
            clock.grant(static_cast<int>(1s / settings.tick));
            QTRY_COMPARE(pool.status().restarts, round);
            QTRY_COMPARE(pool.status().decoded, round + 1);
            QCOMPARE(pool.status().frozen, round);
        }
        QCOMPARE(pool.status().poisoned, std::uint64_t {0});
        QCOMPARE(pool.status().dropped, std::uint64_t {0});
    }

    void isQuietWhenNothingIsSubmitted()
    {
        WatchedClock clock;
        PoolSettings settings = real();
        settings.clock = &clock;
        DecodePool pool(settings);
        QSignalSpy resumed(&pool, &DecodePool::activityResumed);
        TestOpusEncoder encoder;
        submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {1});
        QTRY_COMPARE(resumed.size(), 1);
        const auto restsFor200Ms = [&clock] {
            const int before = clock.looks;
            QTest::qWait(200);
            return clock.looks == before;
        };
        QVERIFY(QTest::qWaitFor(restsFor200Ms, test::kPatience));
        submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
        QTRY_COMPARE(resumed.size(), 2);
    }

    void closesTheDecoderOfAForgottenStream()
    {
        DecodePool pool(real());
        TestOpusEncoder encoder;
        for (int i = 0; i < 3; ++i) {
            submitOne(pool, soundOf(1, encoder.sine(440, 0.5)));
            pool.forget(StreamId(1001));
        }
        pool.forget(StreamId(4711));
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {3});
    }

    void takesFramesFromSeveralThreadsAtOnce()
    {
        DecodePool pool(real());
        TestOpusEncoder encoder;
        const QByteArray packet = encoder.sine(440, 0.5);
        {
            std::vector<std::jthread> threads;
            for (std::uint64_t user = 1; user <= 4; ++user)
                threads.emplace_back([&pool, &packet, user] {
                    for (int i = 0; i < 200; ++i) {
                        submitOne(pool, soundOf(user, packet));
                        pool.takeLevels();
                        pool.status();
                    }
                });
        }
        QTRY_COMPARE(pool.status().decoded + pool.status().dropped, std::uint64_t {800});
        QCOMPARE(pool.status().dropped, std::uint64_t {0});
        QCOMPARE(pool.takeLevels().size(), std::size_t {4});
    }

    void startsSecondWorkerForManySpeakers()
    {
        DecodePool pool(real());
        TestOpusEncoder encoder;
        const QByteArray packet = encoder.sine(440, 0.5);
        std::vector<OpusFrame> tick;
        for (std::uint64_t user = 1; user <= 40; ++user)
            tick.push_back(soundOf(user, packet));
        pool.submit(tick);
        QTRY_COMPARE(pool.status().decoded, std::uint64_t {40});
        QCOMPARE(pool.status().workersRunning, 2);
    }
};

QTEST_GUILESS_MAIN(DecodePoolTest)
#include "decode_pool_test.moc"
