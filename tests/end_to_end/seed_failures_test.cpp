#include "tests/end_to_end/datagram_call.h"
#include "tests/support/opus_voice.h"

#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::test;
using namespace std::chrono_literals;

/// What the older program did wrong: each enters as datagrams and is judged on exported samples.
class SeedFailuresTest : public QObject {
    Q_OBJECT
private slots:
    void losesNothingAtTheStartOfATalkSpurt();
    void allTracksShareOneZeroAndOneLength();
    void orderOfArrivalDoesNotMatter_data();
    void orderOfArrivalDoesNotMatter();
    void everyFrameLengthPlaysAtItsOwnPace_data();
    void everyFrameLengthPlaysAtItsOwnPace();
    void aCorruptFrameEndsNothing();
    void aMoveContinuesTheSameTrack();
    void framesStillHeldAtStopAreOnTheTrack();
    void aHostileTimestampAsksForNothing();
    void aLossIsFilledByExactlyItsLength();
    void aPauseShortensEveryTrackAlike();
    void framesBeforeTheirSpeakerIsKnownAreKept();
    void silenceWithAFrozenClockKeepsItsLength();
};

namespace {

constexpr UserId kAna {11};
constexpr UserId kBram {12};
constexpr std::int64_t kMs = 48;

/// Sends a steady tone: one 20 ms packet each 20 ms, from `sequence` and `timestamp` on.
struct Talker {
    DatagramCall& call;
    std::uint32_t ssrc;
    std::uint16_t sequence;
    std::uint32_t timestamp;
    OpusVoice voice;

    QByteArray packet()
    {
        const QByteArray datagram = call.seal(ssrc, sequence, timestamp, voice.next());
        ++sequence;
        timestamp += 960;
        return datagram;
    }
    void silence(int milliseconds) { timestamp += static_cast<std::uint32_t>(milliseconds * kMs); }
};

Talker talker(DatagramCall& call, std::uint32_t ssrc, double hertz = 440)
{
    return {call, ssrc, 1'000, 50'000, OpusVoice(hertz, 0.3)};
}

/// When the first packet arrives. A packet is sent when its sound is over, so what arrives at zero
/// was spoken before it.
constexpr auto kBegin = 200ms;

std::chrono::microseconds end(std::chrono::microseconds start, int packets)
{
    return start + packets * 20ms;
}

} // namespace

#define VERIFY_NEAR(actual, expected, tolerance)                                                   \
    QVERIFY2(                                                                                      \
        std::abs((actual) - (expected)) <= (tolerance),                                            \
        qPrintable(                                                                                \
            QStringLiteral("%1 is not within %2 of %3").arg(actual).arg(tolerance).arg(expected)))

void SeedFailuresTest::losesNothingAtTheStartOfATalkSpurt()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    call.map(1, kAna);
    constexpr int kSpurts = 10;
    for (int spurt = 0; spurt < kSpurts; ++spurt) {
        for (int i = 0; i < 25; ++i)
            call.arrive(kBegin + spurt * 1'000ms + i * 20ms, ana.packet());
        ana.silence(500);
    }
    auto tracks = call.finish(11s);
    QCOMPARE(tracks.size(), std::size_t {1});
    const auto loud = tracks[kAna].loudStretches();
    QCOMPARE(loud.size(), std::size_t {kSpurts});
    for (int spurt = 0; spurt < kSpurts; ++spurt) {
        const auto [from, to] = loud[static_cast<std::size_t>(spurt)];
        VERIFY_NEAR(from, (180 + spurt * 1'000) * kMs, 20 * kMs);
        VERIFY_NEAR(to - from, 500 * kMs, 15 * kMs);
    }
}

void SeedFailuresTest::allTracksShareOneZeroAndOneLength()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    Talker bram = talker(call, 2, 700);
    call.map(1, kAna);
    call.map(2, kBram);
    for (int i = 0; i < 250; ++i) {
        call.arrive(i * 20ms, ana.packet());
        if (i >= 150)
            call.arrive(i * 20ms + 3ms, bram.packet());
    }
    auto tracks = call.finish(6s);
    QCOMPARE(tracks.size(), std::size_t {2});
    QCOMPARE(tracks[kAna].samples.size(), std::size_t {6 * 48'000});
    QCOMPARE(tracks[kBram].samples.size(), std::size_t {6 * 48'000});
    VERIFY_NEAR(tracks[kBram].loudStretches().front().first
                    - tracks[kAna].loudStretches().front().first,
                3'000 * kMs, 20 * kMs);
    // Nothing of one voice on the other's track.
    QVERIFY(tracks[kBram].toneAmplitude(440, 4 * 48'000, 24'000) < 0.01);
    QVERIFY(tracks[kBram].toneAmplitude(700, 4 * 48'000, 24'000) > 0.25);
}

void SeedFailuresTest::orderOfArrivalDoesNotMatter_data()
{
    QTest::addColumn<int>("firstSequence");
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("1 4 2 3 5 6") << 1 << QList<int> {0, 3, 1, 2, 4, 5};
    QTest::newRow("across the wrap, one early") << 65'533 << QList<int> {0, 1, 3, 2, 4, 5, 6};
    QTest::newRow("a gap that closes, then another (stale deadline)")
        << 100 << QList<int> {0, 2, 1, 3, 4, 6, 5, 7};
    QTest::newRow("duplicates") << 200 << QList<int> {0, 1, 1, 2, 2, 0, 3, 4};
}

void SeedFailuresTest::orderOfArrivalDoesNotMatter()
{
    QFETCH(int, firstSequence);
    QFETCH(QList<int>, order);
    const auto render = [firstSequence](const QList<int>& indices) {
        DatagramCall call;
        call.map(1, kAna);
        OpusVoice voice(440, 0.3);
        std::vector<QByteArray> packets;
        for (int i = 0; i < 60; ++i)
            packets.push_back(call.seal(1, static_cast<std::uint16_t>(firstSequence + i),
                                        static_cast<std::uint32_t>(50'000 + 960 * i),
                                        voice.next()));
        // Nothing arrives before it was spoken: what is overtaken comes right behind.
        std::chrono::microseconds now = 0s;
        const auto arrive = [&](int index) {
            now = std::max<std::chrono::microseconds>(now + 1ms, kBegin + index * 20ms);
            call.arrive(now, packets[static_cast<std::size_t>(index)]);
        };
        std::ranges::for_each(indices, arrive);
        for (int i = *std::ranges::max_element(indices) + 1; i < 60; ++i)
            arrive(i);
        return call.finish(2s)[kAna];
    };
    QList<int> sorted;
    for (int i = 0; i <= *std::ranges::max_element(order); ++i)
        sorted.append(i);
    const WavFile expected = render(sorted);
    const WavFile actual = render(order);
    QCOMPARE(actual.samples.size(), expected.samples.size());
    const auto from = expected.loudStretches().front().first;
    const auto actualFrom = actual.loudStretches().front().first;
    VERIFY_NEAR(actualFrom, from, 20 * kMs);
    // Sample for sample the same sound, wherever exactly it begins.
    const std::int64_t length = 55 * 960;
    for (std::int64_t i = 0; i < length; ++i)
        QVERIFY2(expected.samples[static_cast<std::size_t>(from + i)]
                     == actual.samples[static_cast<std::size_t>(actualFrom + i)],
                 qPrintable(QStringLiteral("differs %1 samples in").arg(i)));
}

void SeedFailuresTest::everyFrameLengthPlaysAtItsOwnPace_data()
{
    QTest::addColumn<int>("samples");
    QTest::newRow("2.5 ms") << 120;
    QTest::newRow("10 ms") << 480;
    QTest::newRow("40 ms") << 1'920;
    QTest::newRow("60 ms") << 2'880;
    QTest::newRow("120 ms") << 5'760;
}

void SeedFailuresTest::everyFrameLengthPlaysAtItsOwnPace()
{
    QFETCH(int, samples);
    DatagramCall call;
    call.map(1, kAna);
    OpusVoice voice(440, 0.3, samples);
    const int count = 2 * 48'000 / samples;
    for (int i = 0; i < count; ++i)
        call.arrive(
            kBegin + std::chrono::microseconds(static_cast<std::int64_t>(i) * samples * 1'000 / 48),
            call.seal(1, static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(i * samples),
                      voice.next()));
    auto tracks = call.finish(3s);
    const auto loud = tracks[kAna].loudStretches();
    QCOMPARE(loud.size(), std::size_t {1});
    VERIFY_NEAR(loud.front().second - loud.front().first, std::int64_t {count} * samples, 15 * kMs);
}

void SeedFailuresTest::aCorruptFrameEndsNothing()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    call.map(1, kAna);
    for (int i = 0; i < 100; ++i) {
        QByteArray packet = ana.packet();
        if (i == 20)
            packet[30] = static_cast<char>(packet[30] ^ 0x40); // transport refuses it
        if (i == 40)
            packet = call.seal(1, static_cast<std::uint16_t>(ana.sequence - 1), ana.timestamp - 960,
                               QByteArray::fromHex("ff3f8000ff")); // Opus refuses it
        if (i == 60)
            packet = QByteArray("not RTP at all");
        call.arrive(i * 20ms, packet);
    }
    auto tracks = call.finish(3s);
    QCOMPARE(tracks[kAna].samples.size(), std::size_t {3 * 48'000});
    QVERIFY(tracks[kAna].toneAmplitude(440, 48'000 + 30'000, 9'600) > 0.25);
    const auto loud = tracks[kAna].loudStretches(0.02F, 48'000);
    VERIFY_NEAR(loud.front().second - loud.front().first, 2'000 * kMs, 25 * kMs);
}

void SeedFailuresTest::aMoveContinuesTheSameTrack()
{
    DatagramCall call;
    Talker before = talker(call, 1);
    call.map(1, kAna);
    for (int i = 0; i < 50; ++i)
        call.arrive(i * 20ms, before.packet());
    call.reconnect();
    Talker after {call, 77, 9, 4'000'000'000, OpusVoice(440, 0.3)};
    call.map(77, kAna);
    for (int i = 0; i < 50; ++i)
        call.arrive(1'500ms + i * 20ms, after.packet());
    auto tracks = call.finish(3s);
    QCOMPARE(tracks.size(), std::size_t {1});
    const auto loud = tracks[kAna].loudStretches();
    QCOMPARE(loud.size(), std::size_t {2});
    VERIFY_NEAR(loud[1].first - loud[0].first, 1'500 * kMs, 20 * kMs);
}

void SeedFailuresTest::framesStillHeldAtStopAreOnTheTrack()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    call.map(1, kAna);
    for (int i = 0; i < 50; ++i) {
        const QByteArray packet = ana.packet();
        if (i != 45) // what comes behind the hole would still be waited for at the end
            call.arrive(i * 20ms, packet);
    }
    auto tracks = call.finish(end(0s, 50));
    QCOMPARE(tracks[kAna].samples.size(), std::size_t {48'000});
    QVERIFY(tracks[kAna].toneAmplitude(440, 47 * 960, 2 * 960) > 0.25);
}

void SeedFailuresTest::aHostileTimestampAsksForNothing()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    call.map(1, kAna);
    for (int i = 0; i < 100; ++i) {
        if (i == 50) {
            // One packet claims to be half the clock's range ahead.
            call.arrive(i * 20ms,
                        call.seal(1, ana.sequence, ana.timestamp + 0x7FFF'FFFF, ana.voice.next()));
            ++ana.sequence;
            ana.timestamp += 960;
            continue;
        }
        call.arrive(i * 20ms, ana.packet());
    }
    auto tracks = call.finish(3s);
    QCOMPARE(tracks[kAna].samples.size(), std::size_t {3 * 48'000});
    const auto loud = tracks[kAna].loudStretches(0.02F, 9'600);
    QCOMPARE(loud.size(), std::size_t {1});
    VERIFY_NEAR(loud.front().second - loud.front().first, 2'000 * kMs, 25 * kMs);
}

void SeedFailuresTest::aLossIsFilledByExactlyItsLength()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    Talker bram = talker(call, 2, 700);
    call.map(1, kAna);
    call.map(2, kBram);
    for (int i = 0; i < 150; ++i) {
        const QByteArray packet = ana.packet();
        const bool lost = i == 30 || (i >= 60 && i < 63) || (i >= 90 && i < 110);
        if (!lost)
            call.arrive(i * 20ms, packet);
        call.arrive(i * 20ms, bram.packet());
    }
    auto tracks = call.finish(4s);
    const auto whole = tracks[kBram].loudStretches().front();
    const auto holed = tracks[kAna].loudStretches(0.02F, 48'000).front();
    // The end is where it would be without losses.
    VERIFY_NEAR(holed.second - holed.first, whole.second - whole.first, 5 * kMs);
    // The long hole is silent in its middle, sound is back behind it.
    QVERIFY(tracks[kAna].rms(100 * 960 + 4'800, 960) < 0.01);
    QVERIFY(tracks[kAna].toneAmplitude(440, 120 * 960, 9'600) > 0.25);
}

void SeedFailuresTest::aPauseShortensEveryTrackAlike()
{
    const auto run = [](bool keepPauses) {
        DatagramCall call;
        Talker ana = talker(call, 1);
        Talker bram = talker(call, 2, 700);
        call.map(1, kAna);
        call.map(2, kBram);
        for (int i = 0; i < 400; ++i) {
            const auto at = i * 20ms;
            if (i == 100)
                call.pauseAt(at);
            if (i == 250)
                call.resumeAt(at);
            const QByteArray one = ana.packet();
            const QByteArray two = bram.packet();
            if (i >= 100 && i < 250)
                continue; // the pipeline's owner withholds them
            call.arrive(at, one);
            call.arrive(at + 1ms, two);
        }
        return call.finish(8s, keepPauses);
    };
    auto cut = run(false);
    VERIFY_NEAR(static_cast<std::int64_t>(cut[kAna].samples.size()), std::int64_t {5 * 48'000},
                20 * kMs);
    QCOMPARE(cut[kAna].samples.size(), cut[kBram].samples.size());
    QVERIFY(cut[kAna].toneAmplitude(440, 3 * 48'000, 24'000) > 0.25);
    auto kept = run(true);
    VERIFY_NEAR(static_cast<std::int64_t>(kept[kAna].samples.size()), std::int64_t {8 * 48'000},
                20 * kMs);
    QVERIFY(kept[kAna].rms(3 * 48'000, 48'000) < 0.001);
}

void SeedFailuresTest::framesBeforeTheirSpeakerIsKnownAreKept()
{
    DatagramCall call;
    Talker ana = talker(call, 1);
    for (int i = 0; i < 100; ++i) {
        if (i == 60)
            call.map(1, kAna); // 1.2 s late
        call.arrive(kBegin + i * 20ms, ana.packet());
    }
    auto tracks = call.finish(3s);
    const auto loud = tracks[kAna].loudStretches();
    QCOMPARE(loud.size(), std::size_t {1});
    VERIFY_NEAR(loud.front().first, 180 * kMs, 20 * kMs);
    VERIFY_NEAR(loud.front().second, 2'180 * kMs, 20 * kMs);
}

void SeedFailuresTest::silenceWithAFrozenClockKeepsItsLength()
{
    DatagramCall call;
    Talker bot = talker(call, 1);
    call.map(1, kAna);
    const QByteArray silence = QByteArray::fromHex("f8fffe");
    std::chrono::microseconds at = kBegin;
    for (int spurt = 0; spurt < 4; ++spurt) {
        for (int i = 0; i < 25; ++i, at += 20ms)
            call.arrive(at, bot.packet());
        for (int i = 0; i < 5; ++i, at += 20ms) {
            call.arrive(at, call.seal(1, bot.sequence++, bot.timestamp, silence));
            bot.timestamp += 960;
        }
        at += 700ms; // the bot's RTP clock stands still meanwhile
    }
    auto tracks = call.finish(6s);
    const auto loud = tracks[kAna].loudStretches();
    QCOMPARE(loud.size(), std::size_t {4});
    for (std::size_t i = 1; i < loud.size(); ++i)
        VERIFY_NEAR(loud[i].first - loud[i - 1].first, 1'300 * kMs, 20 * kMs);
}

QTEST_GUILESS_MAIN(SeedFailuresTest)
#include "seed_failures_test.moc"
