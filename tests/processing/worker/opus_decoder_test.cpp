#include "processing/level/level_meter.h"
#include "processing/worker/opus_decoder.h"
#include "tests/support/test_opus_encoder.h"
#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"

#include <QTest>

#include <array>

using namespace lavalier;
using namespace lavalier::worker;
using lavalier::test::amplitudeOf;
using lavalier::test::TestOpusEncoder;

namespace {

constexpr TestOpusEncoder::Options kSpeechWithFec {1, OPUS_APPLICATION_VOIP, 24'000, true,
                                                   OPUS_BANDWIDTH_WIDEBAND};

double powerOf(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += double(sample) * double(sample);
    return sum / static_cast<double>(samples.size());
}

} // namespace

class OpusDecoderTest : public QObject {
    Q_OBJECT
private slots:
    void decodesEveryPacketLength_data()
    {
        QTest::addColumn<int>("samples");
        for (const int samples : {120, 240, 480, 960, 1920, 2880, 3840, 4800, 5760})
            QTest::addRow("%g ms", samples / 48.0) << samples;
    }
    void decodesEveryPacketLength()
    {
        QFETCH(int, samples);
        for (const int channels : {1, 2}) {
            TestOpusEncoder encoder({.channels = channels});
            auto decoder = StreamDecoder::create(2);
            QVERIFY(decoder);
            std::vector<float> pcm(kMaxInterleaved);
            for (int i = 0; i < 10; ++i) {
                const QByteArray packet = encoder.sine(440, 0.5, samples);
                QVERIFY(!packet.isEmpty());
                QCOMPARE(decoder->decode(viewOf(packet), pcm), SampleCount(samples));
            }
        }
    }

    void concealsExactlyWhatIsAsked_data()
    {
        QTest::addColumn<int>("samples");
        for (const int samples : {1, 119, 120, 121, 480, 959, 960, 961, 1000, 2880, 5759, 5760})
            QTest::addRow("%d samples", samples) << samples;
    }
    void concealsExactlyWhatIsAsked()
    {
        QFETCH(int, samples);
        for (const int channels : {1, 2}) {
            TestOpusEncoder encoder;
            auto decoder = StreamDecoder::create(channels);
            std::vector<float> pcm(kMaxInterleaved, 7.0F);
            for (int i = 0; i < 5; ++i) {
                const QByteArray packet = encoder.sine(440, 0.5);
                QVERIFY(decoder->decode(viewOf(packet), pcm));
            }
            std::ranges::fill(pcm, 7.0F);
            decoder->conceal(SampleCount(samples), pcm);
            const auto made = std::span(pcm).first(static_cast<std::size_t>(samples * channels));
            QVERIFY(std::ranges::none_of(made, [](float sample) { return sample == 7.0F; }));
            if (samples >= 480)
                QVERIFY2(powerOf(made.first(480)) > 1e-4, "a hole goes on as it began");
        }
    }

    void concealsAsSilenceBeforeAnyPacket()
    {
        auto decoder = StreamDecoder::create(2);
        std::vector<float> pcm(kMaxInterleaved, 7.0F);
        decoder->conceal(SampleCount(1000), pcm);
        QCOMPARE(powerOf(std::span(pcm).first(2000)), 0.0);
    }

    void refusesWhatIsNoPacketAndGoesOn_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("code 3 without a count") << QByteArray::fromHex("ff");
        QTest::newRow("code 3, no frames") << QByteArray::fromHex("ff00");
        QTest::newRow("63 frames of 20 ms") << QByteArray::fromHex("ff3f");
        QTest::newRow("code 1, odd length") << QByteArray::fromHex("f9010203");
        QTest::newRow("code 2, length past the end") << QByteArray::fromHex("fafc20");
        QTest::newRow("padding past the end") << QByteArray::fromHex("fb41ffffff10");
        QTest::newRow("code 0, frame too long")
            << QByteArray::fromHex("f8") + QByteArray(1276, '\1');
    }
    void refusesWhatIsNoPacketAndGoesOn()
    {
        QFETCH(QByteArray, packet);
        TestOpusEncoder encoder;
        auto decoder = StreamDecoder::create(2);
        std::vector<float> pcm(kMaxInterleaved);
        QVERIFY(!decoder->decode(viewOf(packet), pcm));
        const QByteArray good = encoder.sine(440, 0.5);
        QCOMPARE(decoder->decode(viewOf(good), pcm), SampleCount(960));
    }

    void findsRedundancyWhereTheEncoderPutIt_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("frame");
        QTest::newRow("10 ms mono") << 480 << 1 << 480;
        QTest::newRow("20 ms mono") << 960 << 1 << 960;
        QTest::newRow("40 ms mono, two VAD bits") << 1920 << 1 << 1920;
        QTest::newRow("60 ms mono, three VAD bits") << 2880 << 1 << 2880;
        QTest::newRow("20 ms stereo") << 960 << 2 << 960;
        QTest::newRow("60 ms stereo") << 2880 << 2 << 2880;
    }
    void findsRedundancyWhereTheEncoderPutIt()
    {
        QFETCH(int, samples);
        QFETCH(int, channels);
        QFETCH(int, frame);
        const auto redundant = [&](bool asked) {
            auto options = kSpeechWithFec;
            options.channels = channels;
            options.bitrate *= channels;
            options.forwardErrorCorrection = asked;
            TestOpusEncoder encoder(options);
            int found = 0;
            for (int i = 0; i < 20; ++i) {
                const QByteArray packet = encoder.voice(samples);
                const auto length = forwardErrorFrame(viewOf(packet));
                if (length && !mayRecoverPrevious(viewOf(packet).first(3)))
                    return -2; // it shows in the first bytes
                if (length && *length == SampleCount(frame))
                    ++found;
                else if (length)
                    return -1;
            }
            return found;
        };
        QVERIFY2(redundant(true) >= 10, "an encoder told of 30 % loss protects most packets");
        QCOMPARE(redundant(false), 0);
    }

    void findsNoRedundancyInMusic()
    {
        TestOpusEncoder encoder(
            {.application = OPUS_APPLICATION_RESTRICTED_LOWDELAY, .forwardErrorCorrection = true});
        for (int i = 0; i < 10; ++i) {
            const QByteArray packet = encoder.sine(440, 0.5);
            QVERIFY(!forwardErrorFrame(viewOf(packet)));
            QVERIFY(!mayRecoverPrevious(viewOf(packet).first(3)));
        }
        QVERIFY(!forwardErrorFrame({}));
    }

    void recoversAFrameCloserThanItConcealsOne()
    {
        TestOpusEncoder encoder(kSpeechWithFec);
        std::vector<QByteArray> packets;
        for (int i = 0; i < 60; ++i)
            packets.push_back(encoder.voice());

        std::array<double, 2> errors {};
        int used = 0;
        for (std::size_t lost = 10; lost + 1 < packets.size(); ++lost) {
            if (!forwardErrorFrame(viewOf(packets[lost + 1])))
                continue;
            auto truth = StreamDecoder::create(1);
            auto concealing = StreamDecoder::create(1);
            auto recovering = StreamDecoder::create(1);
            std::vector<float> wanted(kMaxInterleaved);
            std::vector<float> got(kMaxInterleaved);
            for (std::size_t i = 0; i < lost; ++i) {
                for (auto* decoder : {&*truth, &*concealing, &*recovering})
                    QVERIFY(decoder->decode(viewOf(packets[i]), wanted));
            }
            QVERIFY(truth->decode(viewOf(packets[lost]), wanted));
            const auto difference = [&] {
                double sum = 0;
                for (std::size_t i = 0; i < 960; ++i)
                    sum += std::pow(double(wanted[i]) - double(got[i]), 2);
                return sum;
            };
            concealing->conceal(SampleCount(960), got);
            errors[0] += difference();
            QVERIFY(recovering->recover(viewOf(packets[lost + 1]), got));
            errors[1] += difference();
            ++used;
        }
        QVERIFY(used > 20);
        QVERIFY2(errors[1] < errors[0] / 2, "redundancy must tell more than guessing");
    }
};

QTEST_APPLESS_MAIN(OpusDecoderTest)
#include "opus_decoder_test.moc"
