#include "processing/worker/pcm_format.h"
#include "tests/processing/worker/loop_driver.h"
#include "tests/support/test_opus_encoder.h"

#include <QFile>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::wire;
using lavalier::test::LoopDriver;
using lavalier::test::TestOpusEncoder;
using lavalier::worker::ExitCode;
using lavalier::worker::Mode;

namespace {

const QByteArray kCorrupt = QByteArray::fromHex("ff3f0102");

DecodeForRender decode(const QByteArray& packet, int samples, int skip = 0, int drop = 0)
{
    return {RequestId(42), SampleCount(samples), SampleCount(skip), SampleCount(drop),
            viewOf(packet)};
}

QByteArray savedSession()
{
    QFile file(qEnvironmentVariable("LAVALIER_SOURCE_DIR")
               + QStringLiteral("/tests/processing/worker/fixtures/render_session.stream"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const Hello kSavedHello {1, "fixture"};

} // namespace

class WorkerLoopRenderTest : public QObject {
    Q_OBJECT
private slots:
    void putsOutExactlyWhatWasAsked_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("frameBytes");
        QTest::newRow("mono 16 bit") << 1 << int(SampleFormat::S16) << 2;
        QTest::newRow("stereo 16 bit") << 2 << int(SampleFormat::S16) << 4;
        QTest::newRow("mono 24 bit") << 1 << int(SampleFormat::S24) << 3;
        QTest::newRow("stereo 24 bit") << 2 << int(SampleFormat::S24) << 6;
        QTest::newRow("mono float") << 1 << int(SampleFormat::F32) << 4;
        QTest::newRow("stereo float") << 2 << int(SampleFormat::F32) << 8;
    }
    void putsOutExactlyWhatWasAsked()
    {
        QFETCH(int, channels);
        QFETCH(int, format);
        QFETCH(int, frameBytes);
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {channels, static_cast<SampleFormat>(format)});
        std::int64_t wanted = 0;
        const auto check = [&](std::int64_t more) {
            wanted += more;
            QCOMPARE(driver.pcm().size(), wanted * frameBytes);
        };
        for (const int samples : {120, 480, 960, 2880, 5760}) {
            const QByteArray packet = encoder.sine(440, 0.5, samples);
            driver.send(decode(packet, samples));
            check(samples);
            driver.send(decode(packet, samples, samples - 1));
            check(1);
            driver.send(decode(packet, samples, 50, samples - 60));
            check(10);
        }
        for (const int samples : {0, 1, 119, 121, 960, 5761, 100'000}) {
            driver.send(Conceal {SampleCount(samples)});
            check(samples);
            driver.send(Silence {SampleCount(samples)});
            check(samples);
        }
        const QByteArray music = encoder.sine(440, 0.5);
        for (const int samples : {1, 500, 960, 1000, 7000}) {
            driver.send(RecoverForRender {RequestId(1), SampleCount(samples), viewOf(music)});
            check(samples);
        }
        driver.send(ResetDecoder {});
        check(0);
        driver.send(Finish {});
        const auto answers = driver.answers();
        QVERIFY(!answers.empty());
        const auto totals = std::get<RenderDone>(answers.back()).totals;
        QCOMPARE(totals.written, SampleCount(wanted));
        QCOMPARE(totals.decoded + totals.recovered + totals.concealed + totals.silent,
                 totals.written);
        QCOMPARE(totals.recovered, SampleCount(0));
        QCOMPARE(driver.loop().over(), ExitCode::Done);
    }

    /// Twenty seconds of a tone, bent by another rate each second and back to straight.
    QByteArray bentTone(int channels, bool bent)
    {
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {channels, SampleFormat::F32});
        driver.send(Silence {SampleCount(100)});
        for (int second = 0; second < 20; ++second) {
            if (bent)
                driver.send(Bend {SampleCount(48'000), SampleCount(48'000 + 24 - 2 * second)});
            for (int frame = 0; frame < 50; ++frame)
                driver.send(decode(encoder.sine(440, 0.5), 960));
        }
        driver.send(Silence {SampleCount(100)});
        driver.send(Finish {});
        const auto answers = driver.answers();
        const auto totals = std::get<RenderDone>(answers.back()).totals;
        const int added = bent ? 20 * 24 - 2 * 190 : 0;
        if (totals.written != SampleCount(200 + 960'000 + added))
            QTest::qFail("bent to another length", __FILE__, __LINE__);
        if (driver.pcm().size() != totals.written.value() * channels * qsizetype(sizeof(float)))
            QTest::qFail("another length than it says", __FILE__, __LINE__);
        return driver.pcm();
    }
    void bendsWithoutASeam_data()
    {
        QTest::addColumn<int>("channels");
        QTest::newRow("mono") << 1;
        QTest::newRow("stereo") << 2;
    }
    void bendsWithoutASeam()
    {
        QFETCH(int, channels);
        const QByteArray straightBytes = bentTone(channels, false);
        const QByteArray bentBytes = bentTone(channels, true);
        QCOMPARE(bentTone(channels, true), bentBytes); // the same each time
        const auto* straight = reinterpret_cast<const float*>(straightBytes.constData());
        const auto* bent = reinterpret_cast<const float*>(bentBytes.constData());
        const auto at = [&](double position) {
            const auto index = static_cast<int>(position);
            const double part = position - index;
            return straight[index * channels] * (1 - part)
                + straight[(index + 1) * channels] * part;
        };
        // Where each sample came from, with the resampler's own delay of a sample or two.
        double worst = 0;
        int out = 100;
        double in = 100;
        for (int second = 0; second < 20; ++second) {
            const int length = 48'000 + 24 - 2 * second;
            for (int i = 0; i < length; ++i, ++out, in += 48'000.0 / length) {
                if (out < 5'000 || out > 955'000)
                    continue;
                double nearest = 1;
                for (double delay = -2; delay <= 2; delay += 0.4)
                    nearest = std::min(nearest,
                                       std::abs(double(bent[out * channels]) - at(in + delay)));
                worst = std::max(worst, nearest);
            }
        }
        QVERIFY2(worst < 0.01, qPrintable(QString::number(worst)));
        for (int i = 0; i < 100 * channels; ++i)
            QCOMPARE(bent[i], 0.0F);
    }
    void fillsABendThatIsOwedMore()
    {
        TestOpusEncoder encoder;
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {1, SampleFormat::S16});
        driver.send(Bend {SampleCount(4'800), SampleCount(4'810)});
        driver.send(decode(encoder.sine(440, 0.5), 960));
        driver.send(Bend {SampleCount(960), SampleCount(950)});
        driver.send(decode(encoder.sine(440, 0.5), 960, 0, 0));
        driver.send(decode(encoder.sine(440, 0.5), 960));
        driver.send(Bend {SampleCount(5), SampleCount(4)});
        driver.send(Conceal {SampleCount(7)});
        driver.send(Finish {});
        const auto answers = driver.answers();
        QCOMPARE(std::get<RenderDone>(answers.back()).totals.written,
                 SampleCount(4'810 + 950 + 960 + 4 + 2));
    }

    void concealsWhatCannotBeDecodedAndSaysSo_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<int>("code");
        QTest::newRow("corrupt") << kCorrupt << int(ErrorCode::CorruptPacket);
        QTest::newRow("empty") << QByteArray() << int(ErrorCode::CorruptPacket);
        QTest::newRow("shorter than planned")
            << TestOpusEncoder().sine(440, 0.5, 480) << int(ErrorCode::WrongLength);
        QTest::newRow("longer than planned")
            << TestOpusEncoder().sine(440, 0.5, 2880) << int(ErrorCode::WrongLength);
    }
    void concealsWhatCannotBeDecodedAndSaysSo()
    {
        QFETCH(QByteArray, packet);
        QFETCH(int, code);
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {1, SampleFormat::S16});
        driver.send(decode(packet, 960, 100));
        const auto error = driver.expect<ErrorAnswer>();
        QCOMPARE(error.id, RequestId(42));
        QCOMPARE(int(error.code), code);
        QCOMPARE(driver.pcm().size(), 860 * 2);
        driver.send(Finish {});
        const RenderTotals totals = driver.expect<RenderDone>().totals;
        QCOMPARE(totals.concealed, SampleCount(860));
        QCOMPARE(totals.failedPackets, std::uint64_t {1});
    }

    void recoversTheLastFrameOfAHole()
    {
        TestOpusEncoder encoder({1, OPUS_APPLICATION_VOIP, 24'000, true, OPUS_BANDWIDTH_WIDEBAND});
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {1, SampleFormat::F32});
        for (int i = 0; i < 25; ++i) {
            const QByteArray packet = encoder.voice();
            driver.send(decode(packet, 960));
        }
        encoder.voice(); // lost
        const QByteArray next = encoder.voice();
        QVERIFY(worker::forwardErrorFrame(viewOf(next)));
        driver.send(RecoverForRender {RequestId(3), SampleCount(1500), viewOf(next)});
        driver.send(RecoverForRender {RequestId(4), SampleCount(300), viewOf(next)});
        driver.send(decode(next, 960));
        driver.send(Finish {});
        const RenderTotals totals = driver.expect<RenderDone>().totals;
        QCOMPARE(totals.recovered, SampleCount(960 + 300));
        QCOMPARE(totals.concealed, SampleCount(540));
        QCOMPARE(totals.decoded, SampleCount(26 * 960));
        QCOMPARE(driver.pcm().size(), (26 * 960 + 1800) * 4);
    }

    void decodesWhatItCutsAtEitherEnd()
    {
        TestOpusEncoder whole;
        TestOpusEncoder cut;
        LoopDriver all(Mode::Render);
        LoopDriver part(Mode::Render);
        for (LoopDriver* driver : {&all, &part})
            driver->send(OpenRender {1, SampleFormat::S16});
        for (int i = 0; i < 5; ++i) {
            all.send(decode(whole.sine(440, 0.5), 960));
            part.send(decode(cut.sine(440, 0.5), 960, 100, 200));
        }
        part.send(Finish {});
        QCOMPARE(part.expect<RenderDone>().totals.decoded, SampleCount(5 * 660));
        QByteArray wanted;
        for (int i = 0; i < 5; ++i)
            wanted += all.pcm().mid((i * 960 + 100) * 2, 660 * 2);
        QCOMPARE(part.pcm(), wanted);
    }

    void mixesStereoDownToMono()
    {
        TestOpusEncoder encoder({.bitrate = 128'000});
        LoopDriver mono(Mode::Render);
        LoopDriver stereo(Mode::Render);
        mono.send(OpenRender {1, SampleFormat::F32});
        stereo.send(OpenRender {2, SampleFormat::F32});
        for (int i = 0; i < 20; ++i) {
            const QByteArray packet = encoder.sine(440, 0.6, 960, 0.2);
            mono.send(decode(packet, 960));
            stereo.send(decode(packet, 960));
        }
        const auto rms = [](const QByteArray& pcm, int first, int step) {
            const auto* samples = reinterpret_cast<const float*>(pcm.constData());
            const auto count = pcm.size() / qsizetype(sizeof(float));
            double sum = 0;
            qsizetype used = 0;
            for (qsizetype i = count / 2 / step * step + first; i < count; i += step, ++used)
                sum += double(samples[i]) * double(samples[i]);
            return std::sqrt(2 * sum / double(used));
        };
        QVERIFY(std::abs(rms(stereo.pcm(), 0, 2) - 0.6) < 0.02);
        QVERIFY(std::abs(rms(stereo.pcm(), 1, 2) - 0.2) < 0.02);
        QVERIFY(std::abs(rms(mono.pcm(), 0, 1) - 0.4) < 0.02);
        stereo.send(Finish {});
        QVERIFY(stereo.expect<RenderDone>().totals.sideHeard);
        mono.send(Finish {});
        QVERIFY(!mono.expect<RenderDone>().totals.sideHeard);
    }

    void foldsWhileBothSidesAreAlike()
    {
        TestOpusEncoder encoder({.bitrate = 128'000});
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {1, SampleFormat::F32, Fold::WhileAlike});
        for (int i = 0; i < 20; ++i)
            driver.send(decode(encoder.sine(440, 0.4, 960, 0.4), 960));
        driver.send(Conceal {SampleCount(500)});
        driver.send(Silence {SampleCount(500)});
        QCOMPARE(driver.pcm().size(), (20 * 960 + 1000) * 4);
        const auto* samples = reinterpret_cast<const float*>(driver.pcm().constData());
        const auto [least, most] = std::minmax_element(samples + 5 * 960, samples + 20 * 960);
        QVERIFY(std::abs(*most - 0.4F) < 0.02F);
        QVERIFY(std::abs(*least + 0.4F) < 0.02F);
        QVERIFY(!driver.loop().over());

        for (int i = 0; i < 20 && !driver.loop().over(); ++i)
            driver.send(decode(encoder.sine(440, 0.4, 960, 0.2), 960));
        QCOMPARE(driver.loop().over(), ExitCode::SideHeard);
        QVERIFY(driver.expect<Progress>().totals.sideHeard);
        QVERIFY(driver.answers().empty());
    }

    void roundsAndClipsEachFormat()
    {
        const auto bytes = [](std::vector<float> samples, SampleFormat format) {
            Buffer out;
            worker::appendPcm(out, samples, format);
            return toByteArray(out).toHex();
        };
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> samples {
            0, 1, -1, 2, -2, 0.5F, -0.5F, 0.4F / 32768, -0.6F / 32768, nan};
        QCOMPARE(bytes(samples, SampleFormat::S16),
                 QByteArray("0000"
                            "ff7f"
                            "0080"
                            "ff7f"
                            "0080"
                            "0040"
                            "00c0"
                            "0000"
                            "ffff"
                            "0000"));
        QCOMPARE(bytes({0, 1, -1, 2, -2, 0.5F, nan}, SampleFormat::S24),
                 QByteArray("000000"
                            "ffff7f"
                            "000080"
                            "ffff7f"
                            "000080"
                            "000040"
                            "000000"));
        QCOMPARE(bytes({1, 2, nan}, SampleFormat::F32),
                 QByteArray("0000803f"
                            "00000040"
                            "00000000"));
    }

    void tellsItsProgressEveryTenSeconds()
    {
        LoopDriver driver(Mode::Render);
        driver.send(OpenRender {1, SampleFormat::S16});
        driver.send(Silence {SampleCount(kSampleRate * 35)});
        const auto answers = driver.answers();
        QCOMPARE(answers.size(), std::size_t {3});
        QVERIFY(std::get<Progress>(answers[2]).totals.written >= SampleCount(kSampleRate * 30));
    }

    void holdsNoMoreThanAPipeIsOwed()
    {
        worker::WorkerLoop loop(Mode::Render, {kVersion, "test"});
        Buffer bytes;
        append(bytes, Request(Hello {kVersion, "test"}));
        append(bytes, Request(OpenRender {2, SampleFormat::F32}));
        append(bytes, Request(Silence {kMaxSpan}));
        loop.feed(bytes);
        loop.work();
        QVERIFY(loop.pcm().size() >= worker::WorkerLoop::kHighWater);
        QVERIFY(loop.pcm().size() < 2 * worker::WorkerLoop::kHighWater);
        QVERIFY(!loop.wantsInput());
        loop.pcm().written(loop.pcm().size());
        QVERIFY(loop.wantsInput());
    }

    void ignoresRequestsAtTheWrongTime()
    {
        LoopDriver driver(Mode::Render);
        driver.send(Silence {SampleCount(10)});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::OutOfOrder);
        driver.send(OpenRender {1, SampleFormat::S16});
        driver.send(OpenRender {2, SampleFormat::S16});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::OutOfOrder);
        driver.send(OpenDecoder {StreamId(1)});
        QCOMPARE(driver.expect<ErrorAnswer>().code, ErrorCode::OutOfOrder);
        driver.send(Silence {SampleCount(10)});
        QCOMPARE(driver.pcm(), QByteArray(20, '\0'));
        driver.end();
        QCOMPARE(driver.loop().over(), ExitCode::Unfinished);
    }

    void replaysASavedStreamToTheSameBytes()
    {
        const QByteArray saved = savedSession();
        QVERIFY(!saved.isEmpty());
        QByteArray first;
        for (const qsizetype chunk : {saved.size(), qsizetype {1}, qsizetype {777}}) {
            worker::WorkerLoop loop(Mode::Render, kSavedHello);
            QByteArray pcm;
            for (qsizetype at = 0; at < saved.size(); at += chunk) {
                const QByteArray piece = saved.mid(at, chunk);
                loop.feed(viewOf(piece));
                do {
                    loop.work();
                    pcm += toByteArray(loop.pcm().pending());
                    loop.pcm().written(loop.pcm().size());
                    loop.work();
                } while (!loop.pcm().isEmpty());
            }
            QCOMPARE(loop.over(), ExitCode::Done);
            QVERIFY(loop.answers().size() > 0);
            if (first.isEmpty())
                first = pcm;
            QCOMPARE(pcm, first);
        }
        // 50 packets, one lost and recovered, one corrupt, 1000 concealed, half a second of
        // silence.
        QCOMPARE(first.size(), (52 * 960 + 1000 + 24'000) * 2);
    }

    void endsQuietlyWhereverASavedStreamIsCut()
    {
        const QByteArray saved = savedSession();
        for (qsizetype cut = 0; cut < saved.size(); cut += 13) {
            worker::WorkerLoop loop(Mode::Render, kSavedHello);
            const QByteArray head = saved.left(cut);
            loop.feed(viewOf(head));
            loop.inputEnded();
            while (!loop.over()) {
                loop.work();
                loop.pcm().written(loop.pcm().size());
                loop.answers().written(loop.answers().size());
            }
            QCOMPARE(loop.over(), ExitCode::Unfinished);
        }
    }
};

QTEST_APPLESS_MAIN(WorkerLoopRenderTest)
#include "worker_loop_render_test.moc"
