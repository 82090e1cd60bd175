#include "processing/render/peaks.h"

#include "voice/base/bytes.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace lavalier;
using namespace lavalier::render;

namespace {

std::vector<float> noise(std::size_t samples, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> level(-0.8F, 0.8F);
    std::vector<float> sound(samples);
    for (float& sample : sound)
        sample = level(random);
    return sound;
}

Peaks peaksOf(std::span<const float> sound)
{
    PeaksBuilder builder;
    builder.add(sound);
    return builder.peaks();
}

/// One step of a byte, at the height where steps are coarsest.
constexpr float kStep = 2.0F / 127.0F;

} // namespace

class PeaksTest : public QObject {
    Q_OBJECT
private slots:
    void everyScaleHoldsWhatWasHeard_data();
    void everyScaleHoldsWhatWasHeard();
    void howTheSamplesCameDoesNotMatter();
    void aClickIsSeenAtEveryScale();
    void quietSpeechIsNotFlat();
    void outsideTheTrackIsSilence();
    void survivesTheCacheFile();
    void refusesWhatIsNotItsOwn();
};

void PeaksTest::everyScaleHoldsWhatWasHeard_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("one column for all") << 1;
    QTest::newRow("a thumbnail") << 17;
    QTest::newRow("a window") << 300;
}

void PeaksTest::everyScaleHoldsWhatWasHeard()
{
    QFETCH(int, columns);
    const auto sound = noise(1'000'003, 5);
    const Peaks peaks = peaksOf(sound);
    QCOMPARE(peaks.length(), SampleCount(1'000'003));
    const double wide = double(sound.size()) / columns;
    std::vector<Extremes> drawn(static_cast<std::size_t>(columns));
    peaks.columns(0, wide, drawn);
    for (int i = 0; i < columns; ++i) {
        const auto from = static_cast<std::size_t>(wide * i);
        const auto to = std::min(sound.size(), static_cast<std::size_t>(wide * (i + 1)));
        const auto [low, high] = std::minmax_element(sound.begin() + std::ptrdiff_t(from),
                                                     sound.begin() + std::ptrdiff_t(to));
        // A column shows all of its own and at most a neighbouring step's.
        QVERIFY(drawn[std::size_t(i)].low <= *low + kStep);
        QVERIFY(drawn[std::size_t(i)].high >= *high - kStep);
        QVERIFY(drawn[std::size_t(i)].high <= 0.8F + kStep);
    }
}

void PeaksTest::howTheSamplesCameDoesNotMatter()
{
    auto sound = noise(50'000, 6);
    std::fill(sound.begin() + 10'000, sound.begin() + 30'000, 0.0F);
    PeaksBuilder pieces;
    pieces.add(std::span(sound).first(777));
    pieces.add(std::span(sound).subspan(777, 9'223));
    pieces.addSilence(20'000);
    pieces.add(std::span(sound).subspan(30'000));
    QCOMPARE(pieces.peaks(), peaksOf(sound));
}

void PeaksTest::aClickIsSeenAtEveryScale()
{
    std::vector<float> sound(3'000'000, 0.0F);
    sound[1'234'567] = -1.0F;
    const Peaks peaks = peaksOf(sound);
    for (int columns = 1; columns <= 2048; columns *= 2) {
        std::vector<Extremes> drawn(static_cast<std::size_t>(columns));
        peaks.columns(0, 3'000'000.0 / columns, drawn);
        QCOMPARE(std::ranges::min(drawn, {}, &Extremes::low).low, -1.0F);
    }
}

void PeaksTest::quietSpeechIsNotFlat()
{
    const std::vector<float> sound(2048, 0.002F); // -54 dB
    Extremes column;
    peaksOf(sound).columns(0, 2048, {&column, 1});
    QVERIFY(column.high > 0.001F && column.high < 0.003F);
}

void PeaksTest::outsideTheTrackIsSilence()
{
    const std::vector<float> sound(10'240, 0.5F);
    const Peaks peaks = peaksOf(sound);
    std::vector<Extremes> drawn(4, Extremes {1, 1});
    peaks.columns(-20'480, 10'240, drawn);
    QCOMPARE(drawn[0], Extremes());
    QVERIFY(drawn[2].high > 0.49F);
    QCOMPARE(drawn[3], Extremes());
    peaks.columns(0, 0, drawn);
    QCOMPARE(drawn[0], Extremes());
    Peaks().columns(0, 100, drawn);
    QCOMPARE(drawn[0], Extremes());
}

void PeaksTest::survivesTheCacheFile()
{
    for (const std::size_t samples : {std::size_t(0), std::size_t(1), std::size_t(1024),
                                      std::size_t(1025), std::size_t(99'999)}) {
        const Peaks peaks = peaksOf(noise(samples, 7));
        const QByteArray bytes = peaks.toBytes();
        const auto back = Peaks::fromBytes(viewOf(bytes));
        QVERIFY(back);
        QCOMPARE(*back, peaks);
    }
}

void PeaksTest::refusesWhatIsNotItsOwn()
{
    const QByteArray good = peaksOf(noise(20'000, 8)).toBytes();
    for (qsizetype size = 0; size < good.size(); ++size) {
        const QByteArray part = good.left(size);
        QVERIFY(!Peaks::fromBytes(viewOf(part)));
    }
    const QByteArray more = good + 'x';
    QVERIFY(!Peaks::fromBytes(viewOf(more)));
    QByteArray huge = good;
    huge.replace(4, 8, QByteArray(8, '\x7F')); // a length that no memory could hold
    QVERIFY(!Peaks::fromBytes(viewOf(huge)));
}

QTEST_GUILESS_MAIN(PeaksTest)
#include "peaks_test.moc"
