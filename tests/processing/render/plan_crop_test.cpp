#include "processing/render/plan_crop.h"

#include "processing/timeline/plan_walk.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::render;
using namespace lavalier::timeline;

namespace {

DecodeStep packet(int row, int start, int samples = 960, int skip = 0)
{
    return {row, SampleCount(start), SampleCount(skip), SampleCount(samples)};
}

SampleCount lengthOf(const std::vector<PlanStep>& steps)
{
    PlanWalk walk;
    SampleCount sum;
    for (const PlanStep& step : steps)
        sum += walk.take(step);
    return sum;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<lavalier::timeline::PlanStep>)

class PlanCropTest : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatSounds_data()
    {
        using Steps = std::vector<PlanStep>;
        QTest::addColumn<Steps>("whole");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<Steps>("part");
        const auto silence = [](int n) { return SilenceStep {SampleCount(n)}; };
        const Steps speech {silence(1000), packet(1, 1000), packet(2, 1960), packet(3, 2920),
                            silence(1120)};
        QTest::newRow("all") << speech << 0 << 5000 << speech;
        QTest::newRow("silence is cut at both ends")
            << speech << 500 << 4000
            << Steps {silence(500), packet(1, 500), packet(2, 1460), packet(3, 2420), silence(120)};
        QTest::newRow("within a packet: those before it warm the decoder up")
            << speech << 2000 << 3000
            << Steps {packet(1, 0, 0, 960), packet(2, 0, 920, 40), packet(3, 920, 80)};
        QTest::newRow("nothing from before a reset")
            << Steps {packet(1, 0), ResetStep {}, packet(2, 960), packet(3, 1920)} << 1920 << 2880
            << Steps {packet(2, 0, 0, 960), packet(3, 0)};
        QTest::newRow("error correction whose packet is cut off")
            << Steps {packet(1, 0), FecStep {2, SampleCount(960)}, packet(2, 1920)} << 0 << 1920
            << Steps {packet(1, 0), ConcealStep {SampleCount(960)}};
        QTest::newRow("error correction of which half is left")
            << Steps {packet(1, 0), FecStep {2, SampleCount(960)}, packet(2, 1920)} << 1440 << 2880
            << Steps {packet(1, 0, 0, 960), ConcealStep {SampleCount(480)}, packet(2, 480)};
    }

    void keepsWhatSounds()
    {
        QFETCH(std::vector<PlanStep>, whole);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(std::vector<PlanStep>, part);
        const TrackPlan plan {lengthOf(whole), whole, {}, {}};
        const TrackPlan cropped = cropPlan(plan, SampleCount(from), SampleCount(to));
        QCOMPARE(cropped.length, SampleCount(to - from));
        QCOMPARE(lengthOf(cropped.steps), cropped.length);
        QVERIFY(cropped.steps == part);
    }

    void isAsLongAsAskedWhereverABendIsCut()
    {
        std::vector<PlanStep> whole {BendStep {SampleCount(9600), SampleCount(9650)}};
        for (int i = 0; i < 10; ++i)
            whole.emplace_back(packet(i + 1, 960 * i));
        const TrackPlan plan {SampleCount(9650), whole, {}, {}};
        for (int from = 0; from < 9000; from += 487) {
            const TrackPlan cropped = cropPlan(plan, SampleCount(from), SampleCount(from + 600));
            QCOMPARE(cropped.length, SampleCount(600));
            QCOMPARE(lengthOf(cropped.steps), SampleCount(600));
        }
    }

    void countsOnlyTheLossesWithin()
    {
        TrackPlan plan;
        plan.length = SampleCount(10'000);
        plan.steps = {SilenceStep {SampleCount(10'000)}};
        plan.losses.stretches = {{LossKind::Concealed, SampleCount(900), SampleCount(200)},
                                 {LossKind::Silenced, SampleCount(5000), SampleCount(100)}};
        const TrackPlan cropped = cropPlan(plan, SampleCount(1000), SampleCount(4000));
        QCOMPARE(cropped.losses.stretches.size(), 1U);
        QCOMPARE(cropped.losses.concealed, SampleCount(100));
        QCOMPARE(cropped.losses.silenced, SampleCount(0));
    }

    void cutsTheMapOfTheWhole_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("heard");
        QTest::addColumn<int>("quiet");
        QTest::addColumn<int>("networkPackets");
        QTest::addColumn<int>("networkSamples");
        QTest::addColumn<int>("diskPackets");
        // heard 0..960, lost by the network 960..2880, heard 2880..3840, quiet 3840..4840; three
        // packets at 3840 that never had room.
        QTest::newRow("all") << 0 << 4840 << 1920 << 1000 << 2 << 1920 << 3;
        QTest::newRow("a loss before the part") << 2880 << 4840 << 960 << 1000 << 0 << 0 << 3;
        QTest::newRow("a loss within it") << 480 << 3360 << 960 << 0 << 2 << 1920 << 0;
        QTest::newRow("a loss cut in two") << 1920 << 3000 << 120 << 0 << 1 << 960 << 0;
        QTest::newRow("a loss behind it") << 0 << 960 << 960 << 0 << 0 << 0 << 0;
    }

    void cutsTheMapOfTheWhole()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        TrackPlan plan;
        plan.length = SampleCount(4840);
        plan.steps = {packet(1, 0), ConcealStep {SampleCount(1920)}, packet(2, 2880),
                      SilenceStep {SampleCount(1000)}};
        LossMap whole;
        whole.length = plan.length;
        whole.heard = SampleCount(1920);
        whole.quiet = SampleCount(1000);
        whole.spans
            = {{SampleCount(960), SampleCount(1920), LossFill::Concealed, LossCause::Network, 2},
               {SampleCount(3840), {}, LossFill::Silence, LossCause::NotWritten, 3}};
        for (const LossSpan& span : whole.spans)
            whole.causes[static_cast<std::size_t>(span.cause)] = {span.packets, span.samples};
        const LossMap part = cropMap(whole, plan, SampleCount(from), SampleCount(to));
        QCOMPARE(part.length, SampleCount(to - from));
        QTEST(int(part.heard.value()), "heard");
        QTEST(int(part.quiet.value()), "quiet");
        QTEST(int(part.of(LossCause::Network).packets), "networkPackets");
        QTEST(int(part.of(LossCause::Network).samples.value()), "networkSamples");
        QTEST(int(part.of(LossCause::NotWritten).packets), "diskPackets");
        for (const LossSpan& span : part.spans)
            QVERIFY(span.start + span.samples <= part.length);
    }

    void countsWhatCouldNotBeDecodedOnce_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("heard");
        QTest::addColumn<int>("undecodable");
        // heard 0..960, fed in vain 960..2880, lost 2880..3840, heard 3840..4800
        QTest::newRow("all") << 0 << 4800 << 1920 << 1920;
        QTest::newRow("from the middle of it") << 1440 << 4800 << 960 << 1440;
        QTest::newRow("to the middle of it") << 480 << 1920 << 480 << 960;
        QTest::newRow("within it") << 1000 << 2000 << 0 << 1000;
        QTest::newRow("behind it") << 2880 << 4700 << 860 << 0;
    }

    void countsWhatCouldNotBeDecodedOnce()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        TrackPlan plan;
        plan.length = SampleCount(4800);
        plan.steps = {packet(1, 0), packet(2, 960), packet(3, 1920), ConcealStep {SampleCount(960)},
                      packet(5, 3840)};
        LossMap whole;
        whole.length = plan.length;
        whole.heard = SampleCount(1920);
        whole.spans = {
            {SampleCount(0), SampleCount(4800), LossFill::OtherAudio, LossCause::Overlapped, 0},
            {SampleCount(960), SampleCount(960), LossFill::Concealed, LossCause::Undecodable, 1},
            {SampleCount(1920), SampleCount(960), LossFill::Concealed, LossCause::Undecodable, 1},
            {SampleCount(2880), SampleCount(960), LossFill::Concealed, LossCause::Network, 1}};
        for (const LossSpan& span : whole.spans)
            whole.causes[static_cast<std::size_t>(span.cause)].samples += span.samples;
        const LossMap part = cropMap(whole, plan, SampleCount(from), SampleCount(to));
        QTEST(int(part.heard.value()), "heard");
        QTEST(int(part.of(LossCause::Undecodable).samples.value()), "undecodable");
        QCOMPARE(part.heard + part.quiet + part.of(LossCause::Undecodable).samples
                     + part.of(LossCause::Network).samples,
                 part.length);
    }
};

QTEST_GUILESS_MAIN(PlanCropTest)
#include "plan_crop_test.moc"
