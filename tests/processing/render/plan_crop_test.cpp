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
};

QTEST_GUILESS_MAIN(PlanCropTest)
#include "plan_crop_test.moc"
