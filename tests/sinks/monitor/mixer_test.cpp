#include "sinks/monitor/mixer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lavalier;
using namespace lavalier::monitor;

namespace {

std::vector<float> constant(std::size_t frames, float value)
{
    return std::vector<float>(frames * 2, value);
}

std::vector<float> played(Mixer& mixer, std::size_t frames)
{
    std::vector<float> block(frames * 2, 9.0F); // whatever was there must go
    mixer.render(block);
    return block;
}

const UserId kAna(1);
const UserId kBram(2);
/// As long as a glide takes; after it gains are what they were set to.
constexpr std::size_t kGlide = 2400;

} // namespace

class MixerTest : public QObject {
    Q_OBJECT
private slots:
    void silenceWithoutAnybody()
    {
        Mixer mixer;
        const auto block = played(mixer, 480);
        QVERIFY(std::ranges::all_of(block, [](float s) { return s == 0; }));
    }

    void waitsForABatchAndAHalfBeforeItBegins()
    {
        Mixer mixer;
        mixer.add(kAna, constant(MonitorBuffer::kStart - 1, 0.25F));
        QCOMPARE(played(mixer, 10).front(), 0.0F);
        mixer.add(kAna, constant(1, 0.25F));
        QCOMPARE(played(mixer, 10).front(), 0.25F);
    }

    void aBufferThatRanDryWaitsAnew()
    {
        Mixer mixer;
        mixer.add(kAna, constant(MonitorBuffer::kStart, 0.25F));
        const auto block = played(mixer, MonitorBuffer::kStart + 100);
        QCOMPARE(block[(MonitorBuffer::kStart - 1) * 2], 0.25F);
        QCOMPARE(block[MonitorBuffer::kStart * 2], 0.0F);
        mixer.add(kAna, constant(960, 0.25F));
        QCOMPARE(played(mixer, 10).front(), 0.0F);
    }

    void theOldestGoWhenNobodyPlays()
    {
        Mixer mixer;
        mixer.add(kAna, constant(MonitorBuffer::kMost, 0.1F));
        mixer.add(kAna, constant(960, 0.2F));
        QCOMPARE(mixer.dropped(), std::uint64_t(960));
        const auto block = played(mixer, MonitorBuffer::kMost);
        QCOMPARE(block.front(), 0.1F);
        QCOMPARE(block[(MonitorBuffer::kMost - 960) * 2], 0.2F);
        mixer.add(kAna, constant(MonitorBuffer::kMost * 2, 0.3F));
        QCOMPARE(mixer.dropped(), std::uint64_t(960 + MonitorBuffer::kMost));
    }

    void soloMuteAndGain_data()
    {
        QTest::addColumn<Strip>("ana");
        QTest::addColumn<Strip>("bram");
        QTest::addColumn<float>("volume");
        QTest::addColumn<float>("sum"); // of Ana at 0.1 and Bram at 0.2
        QTest::newRow("both as they are") << Strip() << Strip() << 1.0F << 0.3F;
        QTest::newRow("Ana muted") << Strip {false, true, 1} << Strip() << 1.0F << 0.2F;
        QTest::newRow("Ana soloed") << Strip {true, false, 1} << Strip() << 1.0F << 0.1F;
        QTest::newRow("both soloed")
            << Strip {true, false, 1} << Strip {true, false, 1} << 1.0F << 0.3F;
        QTest::newRow("mute outranks solo") << Strip {true, true, 1} << Strip() << 1.0F << 0.0F;
        QTest::newRow("Ana twice as loud") << Strip {false, false, 2} << Strip() << 1.0F << 0.4F;
        QTest::newRow("half the volume") << Strip() << Strip() << 0.5F << 0.15F;
        QTest::newRow("a gain beyond the most")
            << Strip {true, false, 100} << Strip() << 1.0F << 0.4F;
        QTest::newRow("a gain that is no number")
            << Strip {true, false, NAN} << Strip() << 1.0F << 0.1F;
    }

    void soloMuteAndGain()
    {
        QFETCH(Strip, ana);
        QFETCH(Strip, bram);
        QFETCH(float, volume);
        QFETCH(float, sum);
        Mixer mixer;
        mixer.setStrip(kAna, ana);
        mixer.setStrip(kBram, bram);
        mixer.setVolume(volume);
        mixer.add(kAna, constant(9600, 0.1F));
        mixer.add(kBram, constant(9600, 0.2F));
        const auto block = played(mixer, 9600);
        QVERIFY2(std::abs(block[kGlide * 2] - sum) < 1e-5F,
                 qPrintable(QString::number(block[kGlide * 2])));
    }

    void endingASoloBringsTheOthersBack()
    {
        Mixer mixer;
        mixer.setStrip(kAna, {true, false, 1});
        mixer.setStrip(kAna, {true, false, 1}); // twice is still one solo
        mixer.setStrip(kAna, {});
        mixer.add(kBram, constant(9600, 0.2F));
        QVERIFY(std::abs(played(mixer, 9600)[kGlide * 2] - 0.2F) < 1e-5F);
    }

    void noButtonClicks()
    {
        Mixer mixer;
        mixer.add(kAna, constant(9600, 0.8F));
        float last = played(mixer, 480).back();
        QCOMPARE(last, 0.8F);
        mixer.setStrip(kAna, {false, true, 1});
        const auto block = played(mixer, 2400);
        for (std::size_t i = 0; i < block.size(); i += 2) {
            QVERIFY2(std::abs(block[i] - last) < 0.01F, "a step in the signal");
            last = block[i];
        }
        QCOMPARE(last, 0.0F);
    }

    void aShoutingCrowdNeverClips()
    {
        Mixer mixer;
        constexpr unsigned kSeed = 20261125;
        qInfo("seed %u", kSeed);
        std::mt19937 random(kSeed);
        std::uniform_real_distribution<float> sample(-1, 1);
        for (std::uint64_t user = 1; user <= 30; ++user) {
            auto loud = constant(9600, 0);
            std::ranges::generate(loud, [&] { return sample(random); });
            mixer.add(UserId(user), loud);
        }
        const auto block = played(mixer, 9600);
        const auto peak = std::ranges::max(block, {}, [](float s) { return std::abs(s); });
        QVERIFY(std::abs(peak) <= Mixer::kCeiling + 1e-5F);
        QVERIFY(std::abs(peak) > 0.5F);
        mixer.clear();
        mixer.add(kAna, constant(9600, 0.1F));
        QVERIFY(std::abs(played(mixer, 480).back() - 0.1F) < 1e-5F);
    }
};

QTEST_GUILESS_MAIN(MixerTest)
#include "mixer_test.moc"
