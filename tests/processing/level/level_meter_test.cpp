#include "processing/level/level_meter.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

using namespace lavalier;
using namespace lavalier::level;
using namespace std::chrono_literals;

namespace {

std::vector<float> sine(double left, double right, int samples, double frequency = 997)
{
    std::vector<float> pcm;
    for (int i = 0; i < samples; ++i) {
        const double wave = std::sin(2 * std::numbers::pi * frequency * i / 48'000);
        pcm.push_back(static_cast<float>(left * wave));
        pcm.push_back(static_cast<float>(right * wave));
    }
    return pcm;
}

SteadyTime at(std::chrono::microseconds time)
{
    return SteadyTime(time);
}

bool near(float value, double wanted, double tolerance = 0.05)
{
    return std::abs(double(value) - wanted) <= tolerance;
}

/// 20 ms blocks of a sine until `until`.
SteadyTime feed(LevelMeter& meter, double amplitude, SteadyTime from, SteadyTime until)
{
    const BlockLevel block = measureStereo(sine(amplitude, amplitude, 960, 1000));
    for (; from < until; from += 20ms)
        meter.add(block, from);
    return from - 20ms;
}

} // namespace

class LevelMeterTest : public QObject {
    Q_OBJECT
private slots:
    void readsASineByItsPeakAndByAes17_data()
    {
        QTest::addColumn<double>("left");
        QTest::addColumn<double>("right");
        QTest::addColumn<double>("peak");
        QTest::addColumn<double>("average");
        QTest::newRow("full scale") << 1.0 << 1.0 << 0.0 << 0.0;
        QTest::newRow("-20 dBFS") << 0.1 << 0.1 << -20.0 << -20.0;
        QTest::newRow("-60 dBFS") << 0.001 << 0.001 << -60.0 << -60.0;
        QTest::newRow("one channel only reads as loud as both") << 0.1 << 0.0 << -20.0 << -20.0;
        QTest::newRow("silence is the floor") << 0.0 << 0.0 << -100.0 << -100.0;
        QTest::newRow("below the floor is the floor") << 1e-7 << 1e-7 << -100.0 << -100.0;
    }
    void readsASineByItsPeakAndByAes17()
    {
        QFETCH(double, left);
        QFETCH(double, right);
        QFETCH(double, peak);
        QFETCH(double, average);
        const BlockLevel block = measureStereo(sine(left, right, 48'000));
        QCOMPARE(block.samples, SampleCount(48'000));
        QVERIFY(near(peakDecibels(block.peak), peak));
        QVERIFY(near(powerDecibels(double(block.power)), average));
    }

    void marksTheChannelThatClips()
    {
        QCOMPARE(measureStereo(sine(1.0, 0.5, 480)).clipped, (std::array {true, false}));
        QCOMPARE(measureStereo(sine(0.5, 1.4, 480)).clipped, (std::array {false, true}));
        QCOMPARE(measureStereo(sine(0.985, 0.985, 480)).clipped, (std::array {false, false}));
    }

    void hearsASideSignalOnlyWhenChannelsDiffer()
    {
        const auto both = [](const std::vector<float>& pcm) {
            const bool heard = isSideHeard(pcm);
            return measureStereo(pcm).sideHeard == heard ? std::optional(heard) : std::nullopt;
        };
        for (const int samples : {1, 7, 960, 965}) {
            QCOMPARE(both(sine(0.5, 0.5, samples)), std::optional(false));
            QCOMPARE(both(sine(0.5, 0.4999, samples)), std::optional(false));
        }
        QCOMPARE(both(sine(0.5, 0.4, 960)), std::optional(true));
        QCOMPARE(both(sine(0.5, 0.49, 965)), std::optional(true));
        QCOMPARE(both(sine(0.5, 0.4985, 960)), std::optional(false)); // just below
        QCOMPARE(both(sine(0.5, 0.4969, 960)), std::optional(true)); // just above
        QCOMPARE(both({}), std::optional(false));
    }

    void takesWhatIsNoNumberForSilence()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float inf = std::numeric_limits<float>::infinity();
        const std::vector<float> pcm {nan, inf, -inf, 0.5F, 0.25F, nan, 1e30F, 0.0F, 0.1F};
        const BlockLevel block = measureStereo(pcm);
        QCOMPARE(block.samples, SampleCount(4));
        QCOMPARE(block.peak, 0.5F);
        QCOMPARE(measureStereo({}), BlockLevel());
        QVERIFY(!isSideHeard(std::vector<float> {nan, inf, -inf, 1e30F, 0.0F, nan}));
        QVERIFY(isSideHeard(std::vector<float> {nan, 0.5F}));
    }

    void averagesExactlyThreeHundredMilliseconds()
    {
        LevelMeter meter;
        feed(meter, 0.1, at(10s), at(10s + 300ms));
        QVERIFY(near(meter.averageDb(at(10s + 300ms)), -20, 0.01));
        // 140 of the 300 ms 20 dB louder: the mean of the powers.
        feed(meter, 1.0, at(10s + 300ms), at(10s + 440ms));
        const double mean = (140 * 1.0 + 160 * 0.01) / 300;
        QVERIFY(near(meter.averageDb(at(10s + 440ms)), 10 * std::log10(mean), 0.01));
    }

    void risesFromSilence()
    {
        LevelMeter meter;
        feed(meter, 1.0, at(10s), at(10s + 20ms));
        QVERIFY(near(meter.averageDb(at(10s + 20ms)), 10 * std::log10(20.0 / 300), 0.01));
    }

    void keepsItsReadingWhilePacketsAreMerelyLate()
    {
        LevelMeter meter;
        const SteadyTime last = feed(meter, 0.1, at(10s), at(11s));
        QVERIFY(near(meter.averageDb(last + LevelMeter::kHold), -20, 0.01));
    }

    void fallsToTheFloorWhenPacketsStop()
    {
        LevelMeter meter;
        const SteadyTime last = feed(meter, 0.1, at(10s), at(11s));
        QVERIFY(near(meter.averageDb(last + 200ms), -20 + 10 * std::log10(1.0 / 3), 0.01));
        QVERIFY(!meter.isSilent(last + 200ms));
        QVERIFY(meter.isSilent(last + 300ms));
        QCOMPARE(meter.averageDb(last + 24h * 365 * 100), kSilenceDb);
        // And it starts again from silence.
        feed(meter, 0.1, last + 1h, last + 1h + 20ms);
        QVERIFY(near(meter.averageDb(last + 1h + 20ms), -20 + 10 * std::log10(20.0 / 300), 0.01));
    }

    void readsNothingFromAMeterNeverFed()
    {
        QCOMPARE(LevelMeter().averageDb(at(0s)), kSilenceDb);
        QCOMPARE(LevelMeter().averageDb(at(5h)), kSilenceDb);
    }
};

QTEST_APPLESS_MAIN(LevelMeterTest)
#include "level_meter_test.moc"
