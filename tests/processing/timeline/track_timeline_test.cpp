#include "scripted_sender.h"

#include <QTest>

#include <map>

using namespace lavalier;
using namespace lavalier::timeline;
using namespace lavalier::timeline::test;
using namespace std::chrono_literals;

namespace {

constexpr StreamId kStream {(std::uint64_t {1} << 32) + 1};
constexpr StreamId kLaterStream {(std::uint64_t {2} << 32) + 1};

/// D decode, F error correction, C conceal, S silence, R reset, with their milliseconds (samples
/// where those are not whole), rows of D and F after a colon.
QString written(const TrackPlan& plan)
{
    QStringList words;
    for (const PlanStep& step : plan.steps) {
        const std::int64_t samples = lengthOf(step).value();
        const QString length = samples % 48 == 0 ? QString::number(samples / 48)
                                                 : QString::number(samples) + QLatin1Char('s');
        if (const auto* decode = std::get_if<DecodeStep>(&step))
            words << QStringLiteral("D%1:%2").arg(length).arg(decode->row);
        else if (const auto* fec = std::get_if<FecStep>(&step))
            words << QStringLiteral("F%1:%2").arg(length).arg(fec->row);
        else if (std::holds_alternative<ConcealStep>(step))
            words << QLatin1Char('C') + length;
        else if (std::holds_alternative<SilenceStep>(step))
            words << QLatin1Char('S') + length;
        else
            words << QStringLiteral("R");
    }
    return words.join(QLatin1Char(' '));
}

/// Frames of 20 ms whose numbers arrive in this order, 20 ms apart from 100 ms on.
std::vector<PacketMark> arriving(const std::vector<int>& numbers, int firstNumber)
{
    std::vector<Datagram> datagrams;
    microseconds arrival = 100ms;
    for (const int number : numbers) {
        const int ordinal = static_cast<std::int16_t>(number - firstNumber);
        datagrams.push_back({static_cast<std::uint16_t>(number),
                             static_cast<std::uint32_t>(ordinal) * 960U + 7U, arrival,
                             SampleCount(960), false, 0});
        arrival += 20ms;
    }
    return received(datagrams, kStream);
}

TrackPlan plan(std::span<const PacketMark> marks, microseconds length,
               std::span<const PauseSpan> pauses = {}, TimelineOptions options = {})
{
    return planTrack(marks, pauses, length, options);
}

} // namespace

class TrackTimelineTest : public QObject {
    Q_OBJECT
private slots:
    void aRecordingWithoutPacketsIsSilence();
    void everyFrameOfEverySpurtIsHeard_data();
    void everyFrameOfEverySpurtIsHeard();
    void speakersShareOneZero();
    void orderOfArrivalDoesNotMatter_data();
    void orderOfArrivalDoesNotMatter();
    void aVeryLatePacketStillFindsItsPlace();
    void framesTakeAsLongAsTheySay_data();
    void framesTakeAsLongAsTheySay();
    void holesAreFilledToTheSample_data();
    void holesAreFilledToTheSample();
    void recoveryIsAskedOnlyWhereItMayBe();
    void lossesAtTheEdgesOfASpurtAreCounted();
    void everySpurtBeginsWithANewDecoder_data();
    void everySpurtBeginsWithANewDecoder();
    void jitteryTimestampsBeginNoSpurt();
    void aStallInSpeechKeepsTheDecoder();
    void aNewStreamContinuesTheTrack();
    void theNewerOfTwoStreamsWins();
    void framesAtTheStopAreKept();
    void aFrameThatOutlastsTheRecordingIsTrimmed();
    void hostileTimestampsAskForNothing_data();
    void hostileTimestampsAskForNothing();
    void absurdMarksAreRefused_data();
    void absurdMarksAreRefused();
    void smallGapsOfAFrozenClockAddUp_data();
    void smallGapsOfAFrozenClockAddUp();
    void aStallOfTheNetworkMovesNothing();
    void theReportSaysHowFarATrackLies();
    void aPauseShortensEveryTrackAlike();
    void aPauseIsNoLoss();
    void aFrameAcrossAPauseIsTrimmed();
    void aKeptPauseIsSilence();
    void theSameInputGivesTheSamePlan();
};

void TrackTimelineTest::aRecordingWithoutPacketsIsSilence()
{
    const TrackPlan empty = plan({}, 1500ms);
    QCOMPARE(written(empty), QStringLiteral("S1500"));
    QVERIFY(plan({}, 0us).steps.empty());
    QVERIFY(plan({}, -5s).steps.empty());
    QCOMPARE(plan({}, microseconds::max()).length, samplesOf(kMaxRecording));
}

void TrackTimelineTest::everyFrameOfEverySpurtIsHeard_data()
{
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("marked");
    QTest::newRow("clock runs on, silence frames") << true << true;
    QTest::newRow("clock runs on, just stops") << true << false;
    QTest::newRow("clock freezes, silence frames") << false << true;
    QTest::newRow("clock freezes, just stops") << false << false;
}

void TrackTimelineTest::everyFrameOfEverySpurtIsHeard()
{
    QFETCH(bool, running);
    QFETCH(bool, marked);
    ScriptedSender sender;
    sender.clockRunsInSilence = running;
    sender.marksSilence = marked;
    for (int spurt = 0; spurt < 20; ++spurt) {
        sender.wait(0.5 + 0.25 * (spurt % 4));
        sender.speak(0.4);
        sender.stop();
    }
    const auto marks = received(sender.sent, kStream);
    const TrackPlan track = plan(marks, 40s);
    QCOMPARE(faultOf(track), nullptr);
    const auto decodes = decodesOf(track);
    QCOMPARE(decodes.size(), std::size_t(20 * 20));
    for (const DecodeStep& decode : decodes) {
        const Datagram& truth = sender.sent[static_cast<std::size_t>(decode.row - 1)];
        QCOMPARE(decode.skip, SampleCount(0));
        QCOMPARE(decode.samples, SampleCount(960));
        const auto expected = static_cast<std::int64_t>(truth.truth * 48'000 + 0.5);
        QVERIFY(std::abs(decode.start.value() - expected) <= 1);
    }
    QVERIFY(track.losses.stretches.empty());
    QCOMPARE(track.losses.missing, 0);
}

void TrackTimelineTest::speakersShareOneZero()
{
    ScriptedSender early(10, 5);
    ScriptedSender late(40'000, 3'000'000'000U);
    early.wait(1.0);
    late.wait(3.0);
    early.speak(1.0);
    late.speak(1.0);
    const TrackPlan first = plan(received(early.sent, kStream), 5s);
    const TrackPlan second = plan(received(late.sent, kStream), 5s);
    QCOMPARE(decodesOf(first).front().start, SampleCount(48'000));
    QCOMPARE(decodesOf(second).front().start, SampleCount(3 * 48'000));
    QCOMPARE(first.length, second.length);
}

void TrackTimelineTest::orderOfArrivalDoesNotMatter_data()
{
    QTest::addColumn<std::vector<int>>("arrivals");
    QTest::addColumn<std::vector<int>>("rows");
    QTest::newRow("1 4 2 3 5 6") << std::vector {1, 4, 2, 3, 5, 6}
                                 << std::vector {1, 3, 4, 2, 5, 6};
    QTest::newRow("65533 65534 0 65535 1 2 3")
        << std::vector {65533, 65534, 0, 65535, 1, 2, 3} << std::vector {1, 2, 4, 3, 5, 6, 7};
    QTest::newRow("doubled") << std::vector {1, 2, 2, 1, 3, 3, 3} << std::vector {1, 2, 5};
    QTest::newRow("doubled across the wrap")
        << std::vector {65535, 0, 65535, 1, 0} << std::vector {1, 2, 4};
    QTest::newRow("backwards") << std::vector {4, 3, 2, 1} << std::vector {4, 3, 2, 1};
}

void TrackTimelineTest::orderOfArrivalDoesNotMatter()
{
    QFETCH(std::vector<int>, arrivals);
    QFETCH(std::vector<int>, rows);
    const TrackPlan track = plan(arriving(arrivals, arrivals.front()), 1s);
    QCOMPARE(faultOf(track), nullptr);
    const auto decodes = decodesOf(track);
    QCOMPARE(decodes.size(), rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        QCOMPARE(decodes[at].row, rows[at]);
        if (at > 0)
            QCOMPARE(decodes[at].start - decodes[at - 1].start, SampleCount(960));
    }
    QCOMPARE(track.losses.missing, 0);
    QCOMPARE(track.losses.duplicates, static_cast<std::int64_t>(arrivals.size() - rows.size()));
}

void TrackTimelineTest::aVeryLatePacketStillFindsItsPlace()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(1.0);
    sender.sent[20].arrival += 5s; // any deadline of the live path is over
    const auto marks = received(sender.sent, kStream);
    const TrackPlan track = plan(marks, 8s);
    QCOMPARE(decodesOf(track).size(), std::size_t(50));
    QCOMPARE(decodesOf(track)[20].row, 50);
    QCOMPARE(decodesOf(track)[20].start, SampleCount(48'000 + 20 * 960));
    QVERIFY(track.losses.stretches.empty());
}

void TrackTimelineTest::framesTakeAsLongAsTheySay_data()
{
    QTest::addColumn<int>("samples");
    for (const int samples : {120, 240, 480, 960, 1920, 2880, 3840, 4800, 5760})
        QTest::addRow("%g ms", samples / 48.0) << samples;
}

void TrackTimelineTest::framesTakeAsLongAsTheySay()
{
    QFETCH(int, samples);
    ScriptedSender sender;
    sender.frameSamples = samples;
    sender.wait(1.0);
    sender.speak(2.4);
    const TrackPlan track = plan(received(sender.sent, kStream), 5s);
    QCOMPARE(faultOf(track), nullptr);
    const auto decodes = decodesOf(track);
    QCOMPARE(decodes.front().start, SampleCount(48'000));
    QCOMPARE(decodes.back().start + decodes.back().samples, SampleCount(48'000 * 34 / 10));
    QCOMPARE(decodes.size(), static_cast<std::size_t>(115'200 / samples));
}

void TrackTimelineTest::holesAreFilledToTheSample_data()
{
    QTest::addColumn<int>("lost");
    QTest::addColumn<QString>("steps");
    QTest::newRow("none") << 0 << QStringLiteral("S80 D20:1 D20:2 D20:3 D20:4");
    QTest::newRow("one") << 1 << QStringLiteral("S80 D20:1 D20:2 F20:3 D20:3 D20:4");
    QTest::newRow("two") << 2 << QStringLiteral("S80 D20:1 D20:2 C20 F20:3 D20:3 D20:4");
    QTest::newRow("six") << 6 << QStringLiteral("S80 D20:1 D20:2 C100 F20:3 D20:3 D20:4");
    QTest::newRow("ten") << 10 << QStringLiteral("S80 D20:1 D20:2 C100 R S80 F20:3 D20:3 D20:4");
    QTest::newRow("a hundred") << 100
                               << QStringLiteral("S80 D20:1 D20:2 C100 R S1880 F20:3 D20:3 D20:4");
}

void TrackTimelineTest::holesAreFilledToTheSample()
{
    QFETCH(int, lost);
    QFETCH(QString, steps);
    ScriptedSender sender;
    sender.wait(0.08);
    sender.speak(0.04 + 0.02 * lost + 0.04);
    sender.sent.erase(sender.sent.begin() + 2, sender.sent.begin() + 2 + lost);
    const auto end = sender.sent.back().arrival;
    const TrackPlan track = plan(received(sender.sent, kStream), end);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(written(track), steps);
    QCOMPARE(track.losses.missing, lost);
    QCOMPARE(track.losses.recovered + track.losses.concealed + track.losses.silenced,
             SampleCount(960 * lost));
}

void TrackTimelineTest::recoveryIsAskedOnlyWhereItMayBe()
{
    ScriptedSender sender;
    sender.speak(0.2);
    sender.sent.erase(sender.sent.begin() + 6);
    sender.sent.erase(sender.sent.begin() + 3);
    auto marks = received(sender.sent, kStream);
    marks[3].mayRecover = false;
    const TrackPlan track = plan(marks, 200ms);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(written(track),
             QStringLiteral("D20:1 D20:2 D20:3 C20 D20:4 D20:5 F20:6 D20:6 D20:7 D20:8"));
    QCOMPARE(track.losses.concealed, SampleCount(960));
    QCOMPARE(track.losses.recovered, SampleCount(960));
}

void TrackTimelineTest::lossesAtTheEdgesOfASpurtAreCounted()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(1.0); // 0 to 49
    sender.stop(); // 50 to 54
    sender.wait(2.0);
    sender.speak(1.0); // 55 to 104
    auto& sent = sender.sent;
    sent.erase(sent.begin() + 55, sent.begin() + 57); // the first two of the second spurt
    sent.erase(sent.begin() + 49); // the last spoken of the first
    const TrackPlan track = plan(received(sent, kStream), 6s);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(track.losses.missing, 3);
    const std::vector<LossStretch> expected {
        {LossKind::Concealed, SampleCount(48'000 + 49 * 960), SampleCount(960)},
        {LossKind::Silenced, SampleCount(48'000 * 41 / 10), SampleCount(960)},
        {LossKind::Recovered, SampleCount(48'000 * 41 / 10 + 960), SampleCount(960)},
    };
    QCOMPARE(track.losses.stretches.size(), expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at)
        QCOMPARE(track.losses.stretches[at], expected[at]);
}

void TrackTimelineTest::everySpurtBeginsWithANewDecoder_data()
{
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("marked");
    QTest::addColumn<double>("gap");
    QTest::addColumn<int>("lostAhead");
    QTest::addColumn<QString>("secondSpurt");
    QTest::newRow("silence frames") << true << true << 0.4 << 0 << "R S500 D20:8 D20:9";
    QTest::newRow("silence frames alone") << true << true << 0.0 << 0 << "R S100 D20:8 D20:9";
    QTest::newRow("frozen clock") << false << true << 0.4 << 0 << "R S500 D20:8 D20:9";
    QTest::newRow("just stops") << true << false << 0.4 << 0 << "R S400 D20:3 D20:4";
    // Neither clock nor numbers show a break: the sender halted, and so did its encoder.
    QTest::newRow("just stops, frozen") << false << false << 0.4 << 0 << "S400 D20:3 D20:4";
    QTest::newRow("first packet lost") << true << true << 0.4 << 1 << "R S500 F20:8 D20:8 D20:9";
}

void TrackTimelineTest::everySpurtBeginsWithANewDecoder()
{
    QFETCH(bool, running);
    QFETCH(bool, marked);
    QFETCH(double, gap);
    QFETCH(int, lostAhead);
    QFETCH(QString, secondSpurt);
    ScriptedSender sender;
    sender.clockRunsInSilence = running;
    sender.marksSilence = marked;
    sender.wait(0.1);
    sender.speak(0.04);
    sender.stop();
    sender.wait(gap);
    const auto second = static_cast<std::ptrdiff_t>(sender.sent.size());
    sender.speak(0.04 + 0.02 * lostAhead);
    const auto end = sender.sent.back().arrival;
    sender.sent.erase(sender.sent.begin() + second, sender.sent.begin() + second + lostAhead);
    const TrackPlan track = plan(received(sender.sent, kStream), end);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(written(track), QStringLiteral("S100 D20:1 D20:2 ") + secondSpurt);
}

/// A sender that makes its timestamps from a clock, not from what it sends, is still speaking.
void TrackTimelineTest::jitteryTimestampsBeginNoSpurt()
{
    ScriptedSender sender;
    sender.speak(1.0);
    for (std::size_t at = 1; at < sender.sent.size(); at += 3)
        sender.sent[at].rtp += 96;
    const TrackPlan track = plan(received(sender.sent, kStream), 1200ms);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(std::ranges::count(track.steps, PlanStep(ResetStep {})), 0);
}

/// A bot whose process halts for a moment goes on with its timestamps and with its encoder.
void TrackTimelineTest::aStallInSpeechKeepsTheDecoder()
{
    ScriptedSender sender;
    sender.clockRunsInSilence = false;
    sender.speak(0.6);
    sender.wait(0.5);
    sender.speak(0.6);
    const TrackPlan track = plan(received(sender.sent, kStream), 1800ms);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(decodesOf(track).size(), std::size_t(60));
    QCOMPARE(std::ranges::count(track.steps, PlanStep(ResetStep {})), 0);
    // The silence is where it was heard.
    QCOMPARE(decodesOf(track)[30].start - decodesOf(track)[29].start, SampleCount(960 + 24'000));
}

void TrackTimelineTest::aNewStreamContinuesTheTrack()
{
    ScriptedSender before(100, 1'000);
    before.wait(1.0);
    before.speak(1.0);
    ScriptedSender after(9, 77'000'000);
    after.wait(2.5);
    after.speak(1.0);
    auto marks = received(before.sent, kStream);
    const auto later = received(after.sent, kLaterStream, 1'000);
    marks.insert(marks.begin(), later.begin(), later.end()); // any order will do
    const TrackPlan track = plan(marks, 4s);
    QCOMPARE(faultOf(track), nullptr);
    const auto decodes = decodesOf(track);
    QCOMPARE(decodes.size(), std::size_t(100));
    QCOMPARE(decodes[0].start, SampleCount(48'000));
    QCOMPARE(decodes[50].start, SampleCount(48'000 * 5 / 2));
    QCOMPARE(decodes[50].row, 1'000);
    QCOMPARE(std::ranges::count(track.steps, PlanStep(ResetStep {})), 1);
    QCOMPARE(track.losses.missing, 0);
    QCOMPARE(track.sync.anchors, 2);
}

void TrackTimelineTest::theNewerOfTwoStreamsWins()
{
    ScriptedSender before(100, 1'000);
    before.wait(1.0);
    before.speak(2.0);
    ScriptedSender after(9, 77'000'000);
    after.wait(2.01); // in the middle of a frame of the older
    after.speak(0.5);
    auto marks = received(before.sent, kStream);
    const auto later = received(after.sent, kLaterStream, 1'000);
    marks.insert(marks.end(), later.begin(), later.end());
    const TrackPlan track = plan(marks, 4s);
    QCOMPARE(faultOf(track), nullptr);
    std::int64_t newer = 0;
    for (const DecodeStep& decode : decodesOf(track)) {
        if (decode.row >= 1'000) {
            ++newer;
            QCOMPARE(decode.samples, SampleCount(960));
        }
    }
    QCOMPARE(newer, 25);
    QCOMPARE(track.losses.superseded, SampleCount(24'000));
    QCOMPARE(track.losses.stretches.size(), std::size_t(1));
    QCOMPARE(track.losses.stretches[0].kind, LossKind::Superseded);
    QCOMPARE(track.losses.stretches[0].start, SampleCount(48'000 * 201 / 100));
    QCOMPARE(decodesOf(track).back().start + decodesOf(track).back().samples,
             SampleCount(3 * 48'000));
}

void TrackTimelineTest::framesAtTheStopAreKept()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(0.1);
    const TrackPlan track = plan(received(sender.sent, kStream), sender.sent.back().arrival);
    QCOMPARE(written(track), QStringLiteral("S1000 D20:1 D20:2 D20:3 D20:4 D20:5"));
}

void TrackTimelineTest::aFrameThatOutlastsTheRecordingIsTrimmed()
{
    ScriptedSender sender;
    sender.speak(0.1);
    const TrackPlan track = plan(received(sender.sent, kStream), 90ms);
    QCOMPARE(written(track), QStringLiteral("D20:1 D20:2 D20:3 D20:4 D10:5"));
    QCOMPARE(faultOf(plan(received(sender.sent, kStream), 13'021us)), nullptr);
}

void TrackTimelineTest::hostileTimestampsAskForNothing_data()
{
    QTest::addColumn<std::uint32_t>("leap");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("refused");
    QTest::addColumn<int>("decoded");
    QTest::newRow("half a turn, once") << 0x80000000U << 20 << 21 << 1 << 49;
    QTest::newRow("a quarter, once") << 0x40000000U << 20 << 21 << 1 << 49;
    QTest::newRow("backwards, once") << 0xF0000000U << 20 << 21 << 1 << 49;
    QTest::newRow("half a turn, first") << 0x80000000U << 0 << 1 << 0 << 50;
    QTest::newRow("half a turn, last") << 0x80000000U << 49 << 50 << 0 << 50;
    QTest::newRow("half a turn, for good") << 0x80000000U << 20 << 50 << 0 << 50;
    QTest::newRow("backwards, for good") << 0xFFF00000U << 20 << 50 << 0 << 50;
    QTest::newRow("ten seconds, for good") << 480'000U << 20 << 50 << 0 << 50;
}

void TrackTimelineTest::hostileTimestampsAskForNothing()
{
    QFETCH(std::uint32_t, leap);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(int, refused);
    QFETCH(int, decoded);
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(1.0);
    for (int at = from; at < to; ++at)
        sender.sent[static_cast<std::size_t>(at)].rtp += leap;
    const TrackPlan track = plan(received(sender.sent, kStream), 3s);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(track.length, SampleCount(3 * 48'000));
    QCOMPARE(track.losses.refused, refused);
    const auto decodes = decodesOf(track);
    QCOMPARE(decodes.size(), static_cast<std::size_t>(decoded));
    for (const DecodeStep& decode : decodes) {
        const double truth = sender.sent[static_cast<std::size_t>(decode.row - 1)].truth;
        QCOMPARE(decode.start.value(), static_cast<std::int64_t>(truth * 48'000 + 0.5));
    }
}

void TrackTimelineTest::absurdMarksAreRefused_data()
{
    QTest::addColumn<PacketMark>("absurd");
    const PacketMark sane {99,
                           kStream,
                           SequenceNumber(65'536 + 65'500 + 50),
                           RtpTicks((std::int64_t {1} << 32) + 4'294'900'000LL + 48'000 * 2),
                           2s,
                           SampleCount(960),
                           false};
    const auto row = [&](const char* name, auto change) {
        PacketMark mark = sane;
        change(mark);
        QTest::newRow(name) << mark;
    };
    row("arrives before zero", [](PacketMark& m) { m.arrival = -10s; });
    row("arrives next year", [](PacketMark& m) { m.arrival = 9000h; });
    row("arrives at the end of time", [](PacketMark& m) { m.arrival = microseconds::max(); });
    row("arrives at the start of time", [](PacketMark& m) { m.arrival = microseconds::min(); });
    row("no duration", [](PacketMark& m) { m.duration = SampleCount(0); });
    row("negative duration", [](PacketMark& m) { m.duration = SampleCount(-960); });
    row("too long", [](PacketMark& m) { m.duration = SampleCount(5761); });
    row("largest timestamp", [](PacketMark& m) { m.rtp = RtpTicks(INT64_MAX); });
    row("smallest timestamp", [](PacketMark& m) { m.rtp = RtpTicks(INT64_MIN); });
    row("largest number", [](PacketMark& m) { m.sequence = SequenceNumber(INT64_MAX); });
    row("smallest number", [](PacketMark& m) { m.sequence = SequenceNumber(INT64_MIN); });
    row("a number whose distance in samples passes 64 bits",
        [](PacketMark& m) { m.sequence = SequenceNumber(std::int64_t {1} << 59); });
    row("the same below zero",
        [](PacketMark& m) { m.sequence = SequenceNumber(-(std::int64_t {1} << 59)); });
}

void TrackTimelineTest::absurdMarksAreRefused()
{
    QFETCH(PacketMark, absurd);
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(1.0);
    auto marks = received(sender.sent, kStream);
    const auto honest = decodesOf(plan(marks, 3s));
    marks.push_back(absurd);
    const TrackPlan track = plan(marks, 3s);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(track.losses.refused, 1);
    QCOMPARE(track.losses.missing, 0);
    QVERIFY(decodesOf(track) == honest);
}

void TrackTimelineTest::smallGapsOfAFrozenClockAddUp_data()
{
    QTest::addColumn<double>("gap");
    QTest::addColumn<bool>("marked");
    QTest::newRow("1 ms, marked") << 0.001 << true;
    QTest::newRow("3 ms, marked") << 0.003 << true;
    QTest::newRow("12 ms, marked") << 0.012 << true;
    QTest::newRow("40 ms, marked") << 0.040 << true;
    QTest::newRow("12 ms, unmarked") << 0.012 << false;
    QTest::newRow("29 ms, unmarked") << 0.029 << false;
    QTest::newRow("150 ms, unmarked") << 0.150 << false;
}

void TrackTimelineTest::smallGapsOfAFrozenClockAddUp()
{
    QFETCH(double, gap);
    QFETCH(bool, marked);
    ScriptedSender sender;
    sender.clockRunsInSilence = false;
    sender.marksSilence = marked;
    for (int spurt = 0; spurt < 500; ++spurt) {
        sender.speak(0.6);
        sender.stop();
        sender.wait(gap);
    }
    const TrackPlan track = plan(received(sender.sent, kStream), 700s);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(track.losses.unplaced, 0);
    double worst = 0;
    for (const DecodeStep& decode : decodesOf(track)) {
        const double truth = sender.sent[static_cast<std::size_t>(decode.row - 1)].truth;
        worst
            = std::max(worst, std::abs(static_cast<double>(decode.start.value()) / 48'000 - truth));
    }
    QVERIFY2(worst <= (marked ? 0.012 : 0.035), qPrintable(QString::number(worst)));
}

void TrackTimelineTest::aStallOfTheNetworkMovesNothing()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.speak(10.0);
    const microseconds resumes = 6s;
    for (Datagram& datagram : sender.sent) { // nothing for a second, then all at once
        if (datagram.arrival > 5s && datagram.arrival < resumes)
            datagram.arrival = resumes;
    }
    const TrackPlan track = plan(received(sender.sent, kStream), 12s);
    QCOMPARE(decodesOf(track).size(), std::size_t(500));
    QCOMPARE(track.sync.runs, 1);
    QCOMPARE(decodesOf(track).front().start, SampleCount(48'000));
    QCOMPARE(track.sync.residualMedian, 0us);
    QCOMPARE(track.sync.residualMax, 0us); // it is the network that was late
    QVERIFY(track.sync.delayMax > 900ms);
}

void TrackTimelineTest::theReportSaysHowFarATrackLies()
{
    ScriptedSender sender;
    sender.wait(1.0);
    sender.driftPpm = 200;
    sender.speak(600); // 120 ms of drift without a silence
    for (std::size_t at = 0; at < sender.sent.size(); ++at) // jitter of up to 190 ms
        sender.sent[at].arrival += milliseconds(at * 7 % 20 * 10);
    const auto marks = received(sender.sent, kStream);
    TimelineOptions asTheyCame;
    asTheyCame.resample = false;
    const SyncReport drifting = plan(marks, 602s, {}, asTheyCame).sync;
    QVERIFY2(drifting.residualMax > 55ms && drifting.residualMax < 65ms, // shared by both ends
             qPrintable(QString::number(drifting.residualMax.count())));
    const SyncReport bent = plan(marks, 602s).sync;
    QVERIFY2(bent.residualMax < 3ms, qPrintable(QString::number(bent.residualMax.count())));
    QVERIFY(bent.delayMax > 180ms);
}

void TrackTimelineTest::aPauseShortensEveryTrackAlike()
{
    const std::vector<PauseSpan> pauses {{4s, 7s}};
    ScriptedSender tones(1, 2);
    tones.wait(0.5);
    tones.speak(9.0);
    ScriptedSender other(7, 8);
    other.clockRunsInSilence = false;
    for (int spurt = 0; spurt < 5; ++spurt) {
        other.speak(1.0);
        other.stop();
        other.wait(0.9);
    }
    for (const ScriptedSender* sender : {&tones, &other}) {
        std::vector<Datagram> heard = sender->sent;
        std::erase_if(heard, [](const Datagram& datagram) {
            return datagram.arrival > 4s && datagram.arrival <= 7s;
        });
        const TrackPlan track = plan(received(heard, kStream), 10s, pauses);
        QCOMPARE(faultOf(track), nullptr);
        QCOMPARE(track.length, SampleCount(7 * 48'000));
        QCOMPARE(track.losses.paused, SampleCount(3 * 48'000));
        const auto decodes = decodesOf(track);
        const auto tail = sender == &tones ? 6.5 : 6.0; // spoken until 9.5 and 9.0
        QVERIFY(
            std::abs(static_cast<double>((decodes.back().start + decodes.back().samples).value())
                         / 48'000
                     - tail)
            < 0.003);
    }
}

void TrackTimelineTest::aPauseIsNoLoss()
{
    ScriptedSender sender;
    sender.speak(10.0);
    std::erase_if(sender.sent, [](const Datagram& datagram) {
        return datagram.arrival > 4s && datagram.arrival <= 7s;
    });
    const std::vector<PauseSpan> pauses {{4s, 7s}};
    const TrackPlan track = plan(received(sender.sent, kStream), 10s, pauses);
    QCOMPARE(faultOf(track), nullptr);
    QCOMPARE(track.losses.missing, 0);
    const std::vector<LossStretch> expected {{LossKind::Paused, SampleCount(4 * 48'000), {}}};
    QVERIFY(track.losses.stretches == expected);
    QCOMPARE(decodesOf(track).size(), std::size_t(350));
    QVERIFY(std::ranges::none_of(track.steps, [](const PlanStep& step) {
        return std::holds_alternative<SilenceStep>(step);
    }));
}

void TrackTimelineTest::aFrameAcrossAPauseIsTrimmed()
{
    ScriptedSender sender;
    sender.speak(0.1);
    const auto marks = received(sender.sent, kStream); // late frames are stored all the same
    const std::vector<PauseSpan> pauses {{30ms, 70ms}};
    const TrackPlan cut = plan(marks, 100ms, pauses);
    QCOMPARE(written(cut), QStringLiteral("D20:1 D10:2 R D10:4 D20:5"));
    QCOMPARE(decodesOf(cut)[2].skip, SampleCount(480));
    QCOMPARE(cut.losses.unplaced, 1);
    QCOMPARE(faultOf(cut), nullptr);

    const std::vector<PauseSpan> within {{44ms, 49ms}, {46ms, 50ms}};
    const TrackPlan small = plan(marks, 100ms, within);
    QCOMPARE(faultOf(small), nullptr);
    QCOMPARE(small.length, SampleCount(94 * 48));
}

void TrackTimelineTest::aKeptPauseIsSilence()
{
    ScriptedSender sender;
    sender.speak(0.1);
    const std::vector<PauseSpan> pauses {{30ms, 70ms}};
    const TimelineOptions keep {true, SampleCount(4800)};
    const TrackPlan track = plan(received(sender.sent, kStream), 100ms, pauses, keep);
    QCOMPARE(written(track), QStringLiteral("D20:1 D10:2 R S40 D10:4 D20:5"));
    const std::vector<LossStretch> expected {
        {LossKind::Paused, SampleCount(1440), SampleCount(1920)}};
    QVERIFY(track.losses.stretches == expected);
}

void TrackTimelineTest::theSameInputGivesTheSamePlan()
{
    ScriptedSender sender;
    std::mt19937 random(5);
    for (int spurt = 0; spurt < 30; ++spurt) {
        sender.wait(0.7);
        sender.speak(1.1);
        sender.stop();
    }
    for (Datagram& datagram : sender.sent)
        datagram.arrival += microseconds(random() % 100'000);
    auto marks = received(sender.sent, kStream);
    const TrackPlan track = plan(marks, 70s);
    QVERIFY(plan(marks, 70s) == track);
    std::ranges::shuffle(marks, random);
    QVERIFY(plan(marks, 70s) == track);
}

QTEST_APPLESS_MAIN(TrackTimelineTest)
#include "track_timeline_test.moc"
