#include "processing/pool/frame_ledger.h"
#include "tests/processing/pool/pool_frames.h"
#include "voice/base/bytes.h"

#include <QTest>

#include <cmath>

using namespace lavalier;
using namespace lavalier::pool;
using namespace std::chrono_literals;
using lavalier::test::frameOf;

namespace {

SteadyTime at(std::chrono::milliseconds time)
{
    return SteadyTime(time);
}

/// What the worker is sent, in words: "open 1001", "batch 1: a b", "close 1001".
QStringList sent(FrameLedger& ledger)
{
    wire::Buffer bytes;
    ledger.writeRequests(bytes);
    wire::FrameAssembler assembler;
    assembler.feed(bytes);
    QStringList lines;
    for (auto frame = assembler.take(); frame && *frame; frame = assembler.take()) {
        const wire::Request request = *wire::parseRequest(**frame);
        if (const auto* open = std::get_if<wire::OpenDecoder>(&request))
            lines += QStringLiteral("open %1").arg(open->stream.value());
        if (const auto* close = std::get_if<wire::CloseDecoder>(&request))
            lines += QStringLiteral("close %1").arg(close->stream.value());
        if (const auto* batch = std::get_if<wire::DecodeBatch>(&request)) {
            QString line = QStringLiteral("batch %1:").arg(batch->id.value());
            for (const auto& packet : batch->packets)
                line += QLatin1Char(' ')
                    + QString::fromLatin1(toByteArray(packet.payload.subspan(1)));
            lines += line;
        }
    }
    return lines;
}

wire::PacketLevel level()
{
    return {wire::ErrorCode::None, SampleCount(960), 0.1F, 0.005F, false, false, false};
}

wire::Answer answerTo(std::uint64_t id, std::size_t rows = 1)
{
    return wire::BatchLevels {wire::RequestId(id), std::vector(rows, level())};
}

/// Borrows `samples`.
wire::Answer pcm(std::uint64_t id, int packet, const std::vector<float>& samples)
{
    return wire::Pcm {
        wire::RequestId(id),
        static_cast<std::uint16_t>(packet),
        {reinterpret_cast<const std::uint8_t*>(samples.data()), samples.size() * sizeof(float)}};
}

wire::Want wantOf(FrameLedger& ledger)
{
    wire::Buffer bytes;
    ledger.writeRequests(bytes);
    wire::FrameAssembler assembler;
    assembler.feed(bytes);
    for (auto frame = assembler.take(); frame && *frame; frame = assembler.take()) {
        const wire::Request request = *wire::parseRequest(**frame);
        if (const auto* batch = std::get_if<wire::DecodeBatch>(&request))
            return batch->want;
    }
    qFatal("no batch was sent");
}

} // namespace

class FrameLedgerTest : public QObject {
    Q_OBJECT
private slots:
    void sendsWhatWaitsInOneBatchAndOpensStreamsOnce()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "a"), at(0ms));
        ledger.add(frameOf(2, "b"), at(0ms));
        ledger.add(frameOf(1, "c"), at(0ms));
        QCOMPARE(sent(ledger),
                 (QStringList {QStringLiteral("open 1001"), QStringLiteral("open 1002"),
                               QStringLiteral("batch 1: a b c")}));
        ledger.add(frameOf(1, "d"), at(20ms));
        QCOMPARE(sent(ledger), QStringList {QStringLiteral("batch 2: d")});
        QCOMPARE(sent(ledger), QStringList());
        QCOMPARE(ledger.unanswered(), std::size_t {4});
    }

    void takesAnswersInAnyOrder()
    {
        FrameLedger ledger;
        for (const char* name : {"a", "b", "c"}) {
            ledger.add(frameOf(1, name), at(0ms));
            sent(ledger);
        }
        for (const std::uint64_t id : {2U, 3U, 1U})
            QCOMPARE(ledger.received(answerTo(id))->size(), std::size_t {1});
        QVERIFY(ledger.isIdle());
    }

    void holdsBackWhatMayNotBeUnansweredYet()
    {
        FrameLedger ledger;
        for (std::size_t i = 0; i < FrameLedger::kMaxBatches; ++i) {
            ledger.add(frameOf(1), at(0ms));
            sent(ledger);
        }
        ledger.add(frameOf(1, "later"), at(0ms));
        QCOMPARE(sent(ledger), QStringList());
        QCOMPARE(ledger.waiting(), std::size_t {1});
        QVERIFY(ledger.received(answerTo(1)));
        QCOMPARE(sent(ledger), QStringList {QStringLiteral("batch 5: later")});
    }

    void keepsABatchWithinItsLimits()
    {
        FrameLedger ledger;
        for (std::size_t i = 0; i < FrameLedger::kMaxBatchPackets + 1; ++i)
            ledger.add(frameOf(1, "x"), at(0ms));
        QCOMPARE(sent(ledger).size(), 3); // open, a full batch, one more
        FrameLedger heavy;
        for (int i = 0; i < 32; ++i)
            heavy.add(frameOf(1, QByteArray(60'000, 'x')), at(0ms));
        wire::Buffer bytes;
        heavy.writeRequests(bytes);
        wire::FrameAssembler assembler;
        assembler.feed(bytes);
        int frames = 0;
        for (auto frame = assembler.take(); frame && *frame; frame = assembler.take())
            ++frames;
        QCOMPARE(frames, 1 + int(FrameLedger::kMaxBatches));
    }

    void dropsTheOldestWhenBehind()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "old"), at(0ms));
        ledger.add(frameOf(1, "new"), at(1500ms));
        QCOMPARE(ledger.dropOlderThan(at(1000ms)), std::size_t {1});
        QCOMPARE(sent(ledger).last(), QStringLiteral("batch 1: new"));
        FrameLedger full;
        std::size_t dropped = 0;
        for (std::size_t i = 0; i < FrameLedger::kMaxWaiting + 7; ++i)
            dropped += full.add(frameOf(1), at(0ms));
        QCOMPARE(dropped, std::size_t {7});
        QCOMPARE(full.waiting(), FrameLedger::kMaxWaiting);
    }

    void sendsUnansweredFramesAgainOneByOne()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "a"), at(0ms));
        ledger.add(frameOf(1, "b"), at(0ms));
        sent(ledger);
        ledger.add(frameOf(2, "c"), at(0ms));
        sent(ledger);
        ledger.add(frameOf(2, "live"), at(0ms));
        QVERIFY(ledger.workerDied().empty());
        QCOMPARE(sent(ledger),
                 (QStringList {QStringLiteral("open 1001"), QStringLiteral("batch 3: a")}));
        QCOMPARE(sent(ledger), QStringList());
        QVERIFY(ledger.received(answerTo(3)));
        QCOMPARE(sent(ledger), QStringList {QStringLiteral("batch 4: b")});
        QVERIFY(ledger.received(answerTo(4)));
        QCOMPARE(sent(ledger),
                 (QStringList {QStringLiteral("open 1002"), QStringLiteral("batch 5: c")}));
        QVERIFY(ledger.received(answerTo(5)));
        QCOMPARE(sent(ledger), QStringList {QStringLiteral("batch 6: live")});
    }

    void setsAsideTheFrameThatKillsTwoWorkers()
    {
        FrameLedger ledger;
        for (const char* name : {"good", "poison", "fine"})
            ledger.add(frameOf(7, name), at(0ms));
        sent(ledger);
        QVERIFY(ledger.workerDied().empty());
        sent(ledger);
        QVERIFY(ledger.received(answerTo(2)));
        QCOMPARE(sent(ledger), QStringList {QStringLiteral("batch 3: poison")});
        const auto poisoned = ledger.workerDied();
        QCOMPARE(poisoned.size(), std::size_t {1});
        QVERIFY(poisoned[0].poisoned);
        QCOMPARE(poisoned[0].user, UserId(7));
        QCOMPARE(sent(ledger),
                 (QStringList {QStringLiteral("open 1007"), QStringLiteral("batch 4: fine")}));
        QVERIFY(ledger.received(answerTo(4)));
        QVERIFY(ledger.isIdle());
    }

    /// A worker that somebody stops, again and again, with a frame in it that did kill one.
    void aWorkerTakenFromOutsideIsHeldAgainstNoFrame()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "a"), at(0ms));
        ledger.add(frameOf(1, "b"), at(0ms));
        sent(ledger);
        ledger.add(frameOf(1, "c"), at(10ms));
        sent(ledger);
        ledger.add(frameOf(1, "live"), at(1s));
        for (int i = 0; i < 5; ++i) {
            ledger.workerTaken();
            QCOMPARE(sent(ledger),
                     (QStringList {QStringLiteral("open 1001"),
                                   QStringLiteral("batch %1: a b c live").arg(i + 3)}));
        }
        QVERIFY(ledger.workerDied().empty());
        sent(ledger);
        ledger.workerTaken();
        QCOMPARE(sent(ledger).last(), QStringLiteral("batch 9: a"));
        const auto poisoned = ledger.workerDied();
        QCOMPARE(poisoned.size(), std::size_t {1});
        QCOMPARE(sent(ledger).last(), QStringLiteral("batch 10: b"));
    }

    void framesOfAWorkerTakenFromOutsideAreDroppedByAge()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "old"), at(0ms));
        sent(ledger);
        ledger.add(frameOf(1, "new"), at(1500ms));
        ledger.workerTaken();
        QCOMPARE(ledger.dropOlderThan(at(1000ms)), std::size_t {1});
        QCOMPARE(sent(ledger).last(), QStringLiteral("batch 2: new"));
    }

    void distrustsAnswersThatCannotBe_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<Distrust>("reason");
        QTest::newRow("another id") << 0 << Distrust::UnknownRequest;
        QTest::newRow("too many rows") << 1 << Distrust::WrongCount;
        QTest::newRow("no rows") << 2 << Distrust::WrongCount;
        QTest::newRow("another length") << 3 << Distrust::ImpossibleLevel;
        QTest::newRow("power above peak") << 4 << Distrust::ImpossibleLevel;
        QTest::newRow("pcm unasked") << 5 << Distrust::UnexpectedAnswer;
        QTest::newRow("hello again") << 6 << Distrust::UnexpectedAnswer;
        QTest::newRow("render answer") << 7 << Distrust::UnexpectedAnswer;
        QTest::newRow("says we send nonsense") << 8 << Distrust::UnexpectedAnswer;
    }
    void distrustsAnswersThatCannotBe()
    {
        QFETCH(int, row);
        QFETCH(Distrust, reason);
        wire::PacketLevel shorter = level();
        shorter.samples = SampleCount(480);
        wire::PacketLevel loud = level();
        loud.power = 1;
        const wire::RequestId one(1);
        const std::vector<wire::Answer> answers {
            answerTo(2),
            answerTo(1, 2),
            answerTo(1, 0),
            wire::BatchLevels {one, {shorter}},
            wire::BatchLevels {one, {loud}},
            wire::Pcm {one, 0, {}},
            wire::ownHello(),
            wire::RenderDone {},
            wire::ErrorAnswer {{}, wire::ErrorCode::BadRequest},
        };
        FrameLedger ledger;
        ledger.add(frameOf(1), at(0ms));
        sent(ledger);
        const auto result = ledger.received(answers[static_cast<std::size_t>(row)]);
        QVERIFY(!result);
        QCOMPARE(result.error(), reason);
        QCOMPARE(ledger.unanswered(), std::size_t {1});
    }

    void asksForSamplesOnlyWhileSomebodyListens()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1), at(0ms));
        QCOMPARE(wantOf(ledger), wire::Want::Levels);
        ledger.wantPcm(true);
        ledger.add(frameOf(1), at(0ms));
        QCOMPARE(wantOf(ledger), wire::Want::LevelsAndPcm);
        ledger.wantPcm(false);
        ledger.add(frameOf(1), at(0ms));
        QCOMPARE(wantOf(ledger), wire::Want::Levels);
    }

    void handsOnTheSamplesOfAFrame()
    {
        FrameLedger ledger;
        ledger.wantPcm(true);
        ledger.add(frameOf(1, "lost"), at(0ms));
        ledger.add(frameOf(2, "kept"), at(0ms));
        sent(ledger);
        const std::vector<float> samples(960 * 2, 0.25F);
        const auto early = ledger.received(pcm(1, 1, samples));
        QVERIFY(early && early->empty());
        const auto answers = ledger.received(answerTo(1, 2));
        QCOMPARE(answers->size(), std::size_t {2});
        QVERIFY(answers->at(0).pcm.empty());
        QCOMPARE(answers->at(1).user, UserId(2));
        QCOMPARE(answers->at(1).pcm, samples);
    }

    void keepsAnAnswerWithSamplesSmall()
    {
        FrameLedger ledger;
        ledger.wantPcm(true);
        for (std::size_t i = 0; i < FrameLedger::kMaxPcmBatchPackets + 1; ++i)
            ledger.add(frameOf(1, "x"), at(0ms));
        QCOMPARE(sent(ledger).size(), 3); // open, a full batch, one more
    }

    void distrustsSamplesThatCannotBe_data()
    {
        QTest::addColumn<std::uint64_t>("request");
        QTest::addColumn<int>("packet");
        QTest::addColumn<int>("frames");
        QTest::addColumn<float>("sample");
        QTest::addColumn<Distrust>("reason");
        const std::uint64_t one = 1;
        QTest::newRow("of another request")
            << std::uint64_t {2} << 0 << 960 << 0.0F << Distrust::UnknownRequest;
        QTest::newRow("of no packet") << one << 1 << 960 << 0.0F << Distrust::ImpossiblePcm;
        QTest::newRow("too short") << one << 0 << 959 << 0.0F << Distrust::ImpossiblePcm;
        QTest::newRow("too long") << one << 0 << 5760 << 0.0F << Distrust::ImpossiblePcm;
        QTest::newRow("none at all") << one << 0 << 0 << 0.0F << Distrust::ImpossiblePcm;
        QTest::newRow("not a number") << one << 0 << 960 << NAN << Distrust::ImpossiblePcm;
        QTest::newRow("endless") << one << 0 << 960 << INFINITY << Distrust::ImpossiblePcm;
    }
    void distrustsSamplesThatCannotBe()
    {
        QFETCH(std::uint64_t, request);
        QFETCH(int, packet);
        QFETCH(int, frames);
        QFETCH(float, sample);
        FrameLedger ledger;
        ledger.wantPcm(true);
        ledger.add(frameOf(1), at(0ms));
        sent(ledger);
        const std::vector<float> samples(static_cast<std::size_t>(frames) * 2, sample);
        const auto result = ledger.received(pcm(request, packet, samples));
        QVERIFY(!result);
        QTEST(result.error(), "reason");
    }

    void distrustsSamplesThatComeTwice()
    {
        FrameLedger ledger;
        ledger.wantPcm(true);
        ledger.add(frameOf(1), at(0ms));
        sent(ledger);
        const std::vector<float> samples(960 * 2, 0.25F);
        QVERIFY(ledger.received(pcm(1, 0, samples)));
        QCOMPARE(ledger.received(pcm(1, 0, samples)).error(), Distrust::ImpossiblePcm);
    }

    void samplesOfADeadWorkerAreForgotten()
    {
        FrameLedger ledger;
        ledger.wantPcm(true);
        ledger.add(frameOf(1), at(0ms));
        sent(ledger);
        QVERIFY(ledger.received(pcm(1, 0, std::vector<float>(960 * 2, 0.25F))));
        ledger.workerDied();
        sent(ledger);
        QVERIFY(ledger.received(pcm(2, 0, std::vector<float>(960 * 2, 0.5F))));
        QCOMPARE(ledger.received(answerTo(2))->at(0).pcm.front(), 0.5F);
    }

    void closesAForgottenStreamWhenNothingOfItWaits()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1, "last"), at(0ms));
        ledger.closeWhenDone(StreamId(1001));
        ledger.closeWhenDone(StreamId(4711));
        QCOMPARE(sent(ledger),
                 (QStringList {QStringLiteral("open 1001"), QStringLiteral("batch 1: last"),
                               QStringLiteral("close 1001")}));
        QVERIFY(ledger.received(answerTo(1)));
        QVERIFY(ledger.isIdle());
    }

    void closesTheLongestUnusedStreamWhenThereAreTooMany()
    {
        FrameLedger ledger;
        for (std::uint64_t user = 1; user <= FrameLedger::kMaxStreams; ++user) {
            ledger.add(frameOf(user), at(0ms));
            sent(ledger);
            QVERIFY(ledger.received(answerTo(user)));
        }
        ledger.add(frameOf(1), at(0ms)); // used again, so 2 is now the longest unused
        sent(ledger);
        ledger.add(frameOf(9999), at(0ms));
        QCOMPARE(sent(ledger).mid(0, 2),
                 (QStringList {QStringLiteral("close 1002"), QStringLiteral("open 10999")}));
    }

    void dropsEverythingForAWorkerThatWillNotComeBack()
    {
        FrameLedger ledger;
        ledger.add(frameOf(1), at(0ms));
        sent(ledger);
        ledger.add(frameOf(1), at(0ms));
        QCOMPARE(ledger.dropAll(), std::size_t {2});
        QVERIFY(ledger.isIdle());
    }
};

QTEST_APPLESS_MAIN(FrameLedgerTest)
#include "frame_ledger_test.moc"
