#include "sinks/exporter/opus_layout.h"

#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"

#include <QTest>

#include <random>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::timeline;

namespace {

constexpr SampleCount kLead {120};
const QByteArray kSpeech = QByteArray::fromHex("78") + QByteArray(60, 'x'); // hybrid, 20 ms, mono

DecodeStep packet(int samples = 960, int skip = 0)
{
    return {1, {}, SampleCount(skip), SampleCount(samples)};
}

/// What is laid, each packet as its length in samples: negative when it is silence, with an L
/// when it stands for a loss.
QString laid(const std::vector<PlanStep>& steps, int from, int to)
{
    OpusLayout layout(kLead, SampleCount(from), SampleCount(to));
    for (const PlanStep& step : steps)
        layout.add(step, std::holds_alternative<DecodeStep>(step) ? kSpeech : QByteArray());
    layout.finish();
    QStringList words;
    for (const LaidPacket& one : layout.take()) {
        const QString length = QString::number(one.samples.value());
        words.append(one.bytes == kSpeech        ? length
                         : one.bytes.size() == 1 ? u'L' + length
                                                 : u'-' + length);
    }
    return words.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(std::vector<lavalier::timeline::PlanStep>)

class OpusLayoutTest : public QObject {
    Q_OBJECT
private slots:
    void laysEachPacketInItsPlace_data()
    {
        using Steps = std::vector<PlanStep>;
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("expected");
        const auto silence = [](int samples) { return SilenceStep {SampleCount(samples)}; };
        const auto lost = [](int samples) { return ConcealStep {SampleCount(samples)}; };
        const ResetStep reset;
        QTest::newRow("speech from the beginning")
            << Steps {packet(), packet()} << 0 << 1920 << QStringLiteral("-120 960 960");
        QTest::newRow("silence is as long as it was, in the longest packets there are")
            << Steps {silence(13'200), packet()} << 0 << 14'160
            << QStringLiteral("-5760 -5760 -960 -480 -240 -120 960");
        QTest::newRow("silence up to the end") << Steps {packet(), silence(2000)} << 0 << 2960
                                               << QStringLiteral("-120 960 -1920 -120");
        QTest::newRow("what does not fit 2.5 ms is carried to the next gap")
            << Steps {packet(), silence(550), reset, packet(), silence(550), reset, packet()} << 0
            << 3980 << QStringLiteral("-120 960 -480 -120 960 -480 960 -120");
        QTest::newRow("a clock's rounding within speech is left alone")
            << Steps {packet(), silence(48), packet()} << 0 << 1968
            << QStringLiteral("-120 960 960 -120");
        QTest::newRow("a loss is left to the player")
            << Steps {packet(), lost(1920), packet()} << 0 << 3840
            << QStringLiteral("-120 960 L960 L960 960");
        QTest::newRow("a long loss ends in silence")
            << Steps {packet(), lost(1920), silence(4800), reset, packet()} << 0 << 8640
            << QStringLiteral("-120 960 L960 L960 -4800 960");
        QTest::newRow("what error correction would fill")
            << Steps {packet(), FecStep {1, SampleCount(960)}, packet()} << 0 << 2880
            << QStringLiteral("-120 960 L960 960");
        QTest::newRow("error correction after a long silence extrapolates nothing")
            << Steps {packet(), silence(9600), reset, FecStep {1, SampleCount(960)}, packet()} << 0
            << 12'480 << QStringLiteral("-120 960 -5760 -4800 960");
        QTest::newRow("a packet of which less than half is heard")
            << Steps {packet(400), packet()} << 0 << 1360 << QStringLiteral("-120 960 -480");
        QTest::newRow("a packet whose end is cut")
            << Steps {packet(600), packet()} << 0 << 1560 << QStringLiteral("-120 960 960");
        QTest::newRow("only a part of the track") << Steps {packet(), packet(), packet(), packet()}
                                                  << 960 << 2880 << QStringLiteral("-120 960 960");
    }

    void laysEachPacketInItsPlace()
    {
        QFETCH(std::vector<PlanStep>, steps);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, expected);
        QCOMPARE(laid(steps, from, to), expected);
    }

    void leavesOutWhatNoPlayerTakes()
    {
        OpusLayout layout(kLead, SampleCount(), SampleCount(2880));
        layout.add(packet(), kSpeech);
        DecodeStep broken = packet();
        broken.row = 17;
        layout.add(broken, QByteArray::fromHex("7a ff")); // a length that reaches past the end
        layout.add(packet(), kSpeech);
        layout.finish();
        QCOMPARE(layout.leftOut(), 0);
        QCOMPARE(layout.takeRefusedRows(), std::vector<std::int64_t> {17});
        const auto packets = layout.take();
        QCOMPARE(packets.size(), 4U);
        QCOMPARE(packets[2].bytes.size(), 1);
    }

    void countsAPacketThatReachesInFromBeforeTheStream()
    {
        OpusLayout layout(kLead, SampleCount(), SampleCount(1920));
        layout.add(DecodeStep {1, SampleCount(), SampleCount(480), SampleCount(480)}, kSpeech);
        layout.add(packet(), kSpeech);
        layout.finish();
        QCOMPARE(layout.leftOut(), 1);
    }

    /// Whatever a plan holds: as long as the track, each packet valid, none far from its place.
    void staysInPlaceForAnyPlan()
    {
        const quint32 seed = qEnvironmentVariableIsSet("LAVALIER_SEED")
            ? qEnvironmentVariableIntValue("LAVALIER_SEED")
            : std::random_device()();
        qInfo("seed %u (LAVALIER_SEED)", seed);
        std::mt19937 random(seed);
        const auto upTo = [&random](int most) { return static_cast<int>(random() % (most + 1)); };
        for (int round = 0; round < 200; ++round) {
            std::vector<PlanStep> steps;
            SampleCount length;
            const auto put = [&](const PlanStep& step, SampleCount samples) {
                steps.push_back(step);
                length += samples;
            };
            for (int i = 0; i < 200; ++i) {
                const SampleCount any(1 + upTo(3000));
                switch (upTo(9)) {
                case 0:
                    put(SilenceStep {any}, any);
                    put(ResetStep {}, {});
                    break;
                case 1:
                    put(ConcealStep {any}, any);
                    break;
                case 2: {
                    const int skip = upTo(900);
                    const int kept = 1 + upTo(959 - skip);
                    put(packet(kept, skip), SampleCount(kept));
                    break;
                }
                default:
                    put(packet(), SampleCount(960));
                }
            }
            OpusLayout layout(kLead, {}, length);
            for (const PlanStep& step : steps)
                layout.add(step, std::holds_alternative<DecodeStep>(step) ? kSpeech : QByteArray());
            layout.finish();
            SampleCount sum;
            for (const LaidPacket& one : layout.take()) {
                QVERIFY(isWholeOpusPacket(viewOf(one.bytes)));
                QCOMPARE(inspectOpusPacket(viewOf(one.bytes))->duration, one.samples);
                QVERIFY(sum < kLead + length); // the last page may cut only the last packet
                sum += one.samples;
            }
            QVERIFY(sum >= kLead + length);
            QVERIFY(layout.largestOffset() <= SampleCount(480));
        }
    }
};

QTEST_GUILESS_MAIN(OpusLayoutTest)
#include "opus_layout_test.moc"
