#include "processing/render/plan_slice.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::render;
using namespace lavalier::timeline;

namespace {

/// One second: silence, then ten packets, silence, and a packet whose predecessor is recovered.
TrackPlan plan()
{
    TrackPlan plan;
    const auto add = [&plan](PlanStep step, std::int64_t samples) {
        plan.steps.push_back(step);
        plan.length += SampleCount(samples);
    };
    add(SilenceStep {SampleCount(19'200)}, 19'200);
    add(ResetStep {}, 0);
    for (int row = 1; row <= 10; ++row)
        add(DecodeStep {row, plan.length, {}, SampleCount(960)}, 960);
    add(SilenceStep {SampleCount(960)}, 960); // too short to be worth a gap
    add(FecStep {11, SampleCount(960)}, 960);
    add(DecodeStep {11, plan.length, {}, SampleCount(960)}, 960);
    add(SilenceStep {SampleCount(48'000 - 31'680)}, 48'000 - 31'680);
    return plan;
}

std::vector<std::int64_t> rows(const PlanSlice& slice)
{
    std::vector<std::int64_t> rows;
    for (const PlanStep& step : slice.plan.steps)
        if (const auto* decode = std::get_if<DecodeStep>(&step))
            rows.push_back(decode->row);
    return rows;
}

} // namespace

class PlanSliceTest : public QObject {
    Q_OBJECT
private slots:
    void anyStretchIsAsLongAsItWasAskedFor();
    void silenceIsLeftToTheCaller();
    void aBeginningInSpeechWarmsTheDecoderUp();
    void aBeginningInSilenceDecodesNothingBefore();
    void recoveryKeepsItsPacket();
    void aBendIsCutWithItsPackets();
};

void PlanSliceTest::aBendIsCutWithItsPackets()
{
    // Two bends of fifty packets, each a sample or two longer than they are.
    TrackPlan bent;
    for (int row = 0; row < 100; ++row) {
        if (row % 50 == 0)
            bent.steps.push_back(BendStep {SampleCount(48'000), SampleCount(48'012)});
        bent.steps.push_back(DecodeStep {row, {}, {}, SampleCount(960)});
    }
    bent.length = SampleCount(96'024);
    for (std::int64_t from = 0; from <= 96'024; from += 1'999) {
        for (const std::int64_t samples : {std::int64_t(1), std::int64_t(50'000)}) {
            const PlanSlice slice = sliceOf(bent, SampleCount(from), SampleCount(samples));
            QCOMPARE(slice.length, SampleCount(std::min(samples, 96'024 - from)));
            SampleCount in;
            SampleCount out;
            SampleCount packets;
            for (const PlanStep& step : slice.plan.steps) {
                if (const auto* bend = std::get_if<BendStep>(&step)) {
                    QCOMPARE(packets, in); // each bend has all that goes into it
                    in += bend->in;
                    out += bend->out;
                } else {
                    packets += std::get<DecodeStep>(step).samples;
                }
            }
            QCOMPARE(packets, in);
            QCOMPARE(out, slice.plan.length);
            QVERIFY(out >= slice.discard + slice.length);
        }
    }
}

void PlanSliceTest::anyStretchIsAsLongAsItWasAskedFor()
{
    const TrackPlan whole = plan();
    QCOMPARE(whole.length, SampleCount(48'000));
    for (std::int64_t from = 0; from <= 48'500; from += 487) {
        for (const std::int64_t samples :
             {std::int64_t(0), std::int64_t(1), std::int64_t(5'000), std::int64_t(1'000'000)}) {
            const PlanSlice slice = sliceOf(whole, SampleCount(from), SampleCount(samples));
            const std::int64_t wanted = std::min(samples, std::max<std::int64_t>(48'000 - from, 0));
            QCOMPARE(slice.length, SampleCount(wanted));
            SampleCount silent;
            SampleCount last;
            for (const PlanSlice::Gap& gap : slice.gaps) {
                QVERIFY(gap.after >= last);
                last = gap.after;
                silent += gap.samples;
            }
            // What the worker makes, less what is thrown away, fills the rest.
            QVERIFY(slice.plan.length - slice.discard + silent >= slice.length);
        }
    }
}

void PlanSliceTest::silenceIsLeftToTheCaller()
{
    const PlanSlice slice = sliceOf(plan(), {}, SampleCount(48'000));
    const std::vector<PlanSlice::Gap> wanted {{SampleCount(), SampleCount(19'200)},
                                              {SampleCount(12'480), SampleCount(16'320)}};
    QCOMPARE(slice.gaps, wanted);
    QCOMPARE(slice.plan.length, SampleCount(12'480));
    QCOMPARE(slice.discard, SampleCount());
}

void PlanSliceTest::aBeginningInSpeechWarmsTheDecoderUp()
{
    // In the middle of packet 7.
    const PlanSlice slice = sliceOf(plan(), SampleCount(19'200 + 6 * 960 + 100), SampleCount(960));
    QCOMPARE(rows(slice), (std::vector<std::int64_t> {3, 4, 5, 6, 7, 8}));
    QCOMPARE(slice.discard, SampleCount(4 * 960 + 100));
}

void PlanSliceTest::aBeginningInSilenceDecodesNothingBefore()
{
    const PlanSlice slice = sliceOf(plan(), SampleCount(10'000), SampleCount(9'200 + 960));
    QCOMPARE(rows(slice), std::vector<std::int64_t> {1});
    QCOMPARE(slice.discard, SampleCount());
    QCOMPARE(slice.gaps.front(), (PlanSlice::Gap {SampleCount(), SampleCount(9'200)}));
}

void PlanSliceTest::recoveryKeepsItsPacket()
{
    const PlanSlice slice = sliceOf(plan(), SampleCount(29'760 + 10), SampleCount(48'000));
    QVERIFY(std::holds_alternative<FecStep>(slice.plan.steps.front()));
    QVERIFY(std::holds_alternative<DecodeStep>(slice.plan.steps.at(1)));
    QCOMPARE(slice.discard, SampleCount(10));
}

QTEST_GUILESS_MAIN(PlanSliceTest)
#include "plan_slice_test.moc"
