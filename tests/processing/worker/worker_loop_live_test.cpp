#include "processing/level/level_meter.h"
#include "tests/processing/worker/loop_driver.h"
#include "tests/support/test_opus_encoder.h"

using namespace lavalier;
using namespace lavalier::wire;
using lavalier::test::amplitudeOf;
using lavalier::test::LoopDriver;
using lavalier::test::TestOpusEncoder;
using lavalier::worker::ExitCode;
using lavalier::worker::Mode;

namespace {

constexpr StreamId kStream {7};

DecodeBatch batchOf(const QByteArray& packet, Want want = Want::Levels, RequestId id = RequestId(1))
{
    return {id, want, {{kStream, viewOf(packet)}}};
}

} // namespace

class WorkerLoopLiveTest : public QObject {
    Q_OBJECT
private slots:
    void greetsFirstAndRefusesAnotherBuild_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QByteArray>("build");
        QTest::newRow("another build") << int(kVersion) << QByteArray("other");
        QTest::newRow("another version") << kVersion + 1 << QByteArray("test");
    }
    void greetsFirstAndRefusesAnotherBuild()
    {
        QFETCH(int, version);
        QFETCH(QByteArray, build);
        LoopDriver driver(Mode::Live);
        QCOMPARE(driver.hellos(), 1);
        QVERIFY(!driver.loop().over());
        driver.send(Hello {static_cast<std::uint16_t>(version), build.toStdString()});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::HelloMismatch);
        QCOMPARE(driver.loop().over(), ExitCode::HelloMismatch);
    }

    void doesNothingBeforeTheHello()
    {
        worker::WorkerLoop loop(Mode::Live, {kVersion, "test"});
        Buffer bytes;
        append(bytes, Request(OpenDecoder {kStream}));
        loop.feed(bytes);
        loop.work();
        QCOMPARE(loop.over(), ExitCode::HelloMismatch);
    }

    void readsALevelFromASine_data()
    {
        QTest::addColumn<double>("decibels");
        QTest::addColumn<double>("frequency");
        QTest::addColumn<int>("channels");
        QTest::newRow("-20 dBFS mono") << -20.0 << 440.0 << 1;
        QTest::newRow("-20 dBFS stereo") << -20.0 << 440.0 << 2;
        QTest::newRow("-20 dBFS at 997 Hz") << -20.0 << 997.0 << 2;
        QTest::newRow("-6 dBFS") << -6.0 << 440.0 << 2;
        QTest::newRow("-40 dBFS") << -40.0 << 440.0 << 2;
    }
    void readsALevelFromASine()
    {
        QFETCH(double, decibels);
        QFETCH(double, frequency);
        QFETCH(int, channels);
        TestOpusEncoder encoder({.channels = channels});
        LoopDriver driver(Mode::Live);
        driver.send(OpenDecoder {kStream});
        level::LevelMeter meter;
        SteadyTime now;
        float peak = 0;
        for (int i = 0; i < 50; ++i) {
            const QByteArray packet = encoder.sine(frequency, amplitudeOf(decibels));
            driver.send(batchOf(packet));
            const auto answer = driver.expect<BatchLevels>();
            QCOMPARE(answer.packets.size(), std::size_t {1});
            const PacketLevel level = answer.packets[0];
            QCOMPARE(level.samples, SampleCount(960));
            QVERIFY(!level.sideHeard);
            now += std::chrono::milliseconds(20);
            meter.add({level.samples, level.peak, level.power, {}, false}, now);
            if (i >= 10)
                peak = std::max(peak, level.peak);
        }
        const double average = double(meter.averageDb(now));
        const double peakDb = double(level::peakDecibels(peak));
        QVERIFY2(std::abs(average - decibels) < 0.2, qPrintable(QString::number(average)));
        QVERIFY2(std::abs(peakDb - decibels) < 0.5, qPrintable(QString::number(peakDb)));
    }

    void hearsTheSideSignalAndTheClip()
    {
        TestOpusEncoder encoder({.bitrate = 128'000});
        LoopDriver driver(Mode::Live);
        driver.send(OpenDecoder {kStream});
        PacketLevel level;
        for (int i = 0; i < 20; ++i) {
            const QByteArray packet = encoder.sine(440, 1.0, 960, 0.2);
            driver.send(batchOf(packet));
            const auto answer = driver.expect<BatchLevels>();
            level = answer.packets.at(0);
        }
        QVERIFY(level.sideHeard);
        QVERIFY(level.clippedLeft);
        QVERIFY(!level.clippedRight);
    }

    void answersARowForEveryPacketWhateverItIs()
    {
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Live);
        driver.send(OpenDecoder {kStream});
        const QByteArray good = encoder.sine(440, 0.5);
        const QByteArray bad = QByteArray::fromHex("ff3f0102");
        const QByteArray silence = QByteArray::fromHex("f8fffe");
        driver.send(DecodeBatch {RequestId(9),
                                 Want::Levels,
                                 {{kStream, viewOf(good)},
                                  {kStream, viewOf(bad)},
                                  {StreamId(99), viewOf(good)},
                                  {kStream, {}},
                                  {kStream, viewOf(silence)}}});
        const auto answer = driver.expect<BatchLevels>();
        QCOMPARE(answer.id, RequestId(9));
        QCOMPARE(answer.packets.size(), std::size_t {5});
        QCOMPARE(answer.packets[0].error, ErrorCode::None);
        QCOMPARE(answer.packets[1].error, ErrorCode::CorruptPacket);
        QCOMPARE(answer.packets[2].error, ErrorCode::UnknownStream);
        QCOMPARE(answer.packets[3].error, ErrorCode::CorruptPacket);
        QCOMPARE(answer.packets[4].error, ErrorCode::None);
        QCOMPARE(answer.packets[4].samples, SampleCount(960));
        QVERIFY(!driver.loop().over());
    }

    void sendsPcmBeforeTheLevelsWhenAsked()
    {
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Live);
        driver.send(OpenDecoder {kStream});
        const QByteArray packet = encoder.sine(440, 0.5, 480);
        driver.send(batchOf(packet, Want::LevelsAndPcm));
        QCOMPARE(driver.expect<Pcm>().samples.size(), std::size_t {480 * 2 * 4});
        QCOMPARE(driver.expect<BatchLevels>().packets.at(0).samples, SampleCount(480));
        driver.send(ConcealLive {RequestId(2), kStream, SampleCount(100), Want::LevelsAndPcm});
        QCOMPARE(driver.expect<Pcm>().samples.size(), std::size_t {100 * 2 * 4});
        QCOMPARE(driver.expect<BatchLevels>().packets.at(0).samples, SampleCount(100));
        driver.send(ConcealLive {RequestId(3), StreamId(99), SampleCount(100), Want::Levels});
        QCOMPARE(driver.expect<BatchLevels>().packets.at(0).error, ErrorCode::UnknownStream);
    }

    void forgetsAStreamThatWasClosed()
    {
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Live);
        const QByteArray packet = encoder.sine(440, 0.5);
        driver.send(OpenDecoder {kStream});
        driver.send(CloseDecoder {kStream});
        driver.send(CloseDecoder {kStream});
        driver.send(batchOf(packet));
        QCOMPARE(driver.expect<BatchLevels>().packets.at(0).error, ErrorCode::UnknownStream);
    }

    void opensOnlySoManyDecoders()
    {
        LoopDriver driver(Mode::Live);
        for (std::uint64_t i = 0; i < worker::LiveDecoder::kMaxDecoders; ++i)
            driver.send(OpenDecoder {StreamId(i + 1)});
        QVERIFY(driver.answers().empty());
        driver.send(OpenDecoder {StreamId(1)}); // again is anew, not one more
        QVERIFY(driver.answers().empty());
        driver.send(OpenDecoder {StreamId(99'999)});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::TooManyDecoders);
    }

    void answersRequestsItCannotReadAndGoesOn()
    {
        LoopDriver driver(Mode::Live);
        driver.sendBytes(QByteArray::fromHex("0300000002ffff")); // OpenDecoder cut short
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::BadRequest);
        driver.send(Finish {});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::OutOfOrder);
        QVERIFY(!driver.loop().over());
    }

    void endsWithItsInputOrABrokenStream()
    {
        LoopDriver ended(Mode::Live);
        ended.end();
        QCOMPARE(ended.loop().over(), ExitCode::Done);
        LoopDriver broken(Mode::Live);
        broken.sendBytes(QByteArray::fromHex("ffffffff"));
        QCOMPARE(broken.expect<ErrorAnswer>().code, ErrorCode::BadStream);
        QCOMPARE(broken.loop().over(), ExitCode::BadStream);
    }
};

QTEST_APPLESS_MAIN(WorkerLoopLiveTest)
#include "worker_loop_live_test.moc"
