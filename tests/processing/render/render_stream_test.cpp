#include "processing/render/render_stream.h"

#include "voice/base/bytes.h"

#include <QTest>

#include <map>

using namespace lavalier;
using namespace lavalier::render;
using namespace lavalier::timeline;

namespace {

/// A packet of 20 ms by its TOC byte, told apart by its second byte.
QByteArray packet(int row)
{
    QByteArray bytes("\xF8", 1);
    bytes.append(static_cast<char>(row));
    bytes.append(100, 'x');
    return bytes;
}

class FakeSource : public TrackSource {
public:
    std::map<std::int64_t, QByteArray> rows;
    std::optional<SourceError> failure;
    int batches = 0;

    Result<std::vector<PacketMark>, SourceError> marks(UserId) override
    {
        return std::vector<PacketMark> {};
    }
    Result<QByteArray, SourceError> payload(std::int64_t row) override
    {
        if (failure)
            return Failure {*failure};
        const auto found = rows.find(row);
        if (found == rows.end())
            return Failure {SourceError::NoSuchRow};
        return found->second;
    }
    Result<std::vector<QByteArray>, SourceError>
    payloads(std::span<const std::int64_t> wanted) override
    {
        ++batches;
        return TrackSource::payloads(wanted);
    }
};

TrackPlan planOf(std::vector<PlanStep> steps, std::int64_t length)
{
    TrackPlan plan;
    plan.steps = std::move(steps);
    plan.length = SampleCount(length);
    return plan;
}

DecodeStep decode(std::int64_t row, std::int64_t skip = 0, std::int64_t samples = 960)
{
    return {row, {}, SampleCount(skip), SampleCount(samples)};
}

/// The far side: what a worker reads, in words.
QStringList requestsIn(const QByteArray& bytes)
{
    QStringList words;
    wire::FrameAssembler assembler;
    assembler.feed(viewOf(bytes));
    while (true) {
        const auto frame = assembler.take();
        if (!frame)
            return words << QStringLiteral("broken");
        if (!*frame)
            break;
        const auto request = wire::parseRequest(**frame);
        if (!request)
            return words << QStringLiteral("unreadable");
        const auto length = [](SampleCount samples) { return QString::number(samples.value()); };
        if (std::holds_alternative<wire::Hello>(*request))
            words << QStringLiteral("hello");
        else if (const auto* open = std::get_if<wire::OpenRender>(&*request))
            words << QStringLiteral("open%1").arg(open->channels);
        else if (const auto* one = std::get_if<wire::DecodeForRender>(&*request))
            words << QStringLiteral("D%1-%2%3:%4")
                         .arg(length(one->samples), length(one->skip),
                              one->drop.value() == 0 ? QString()
                                                     : QLatin1Char('-') + length(one->drop))
                         .arg(one->packet[1]);
        else if (const auto* fec = std::get_if<wire::RecoverForRender>(&*request))
            words << QStringLiteral("F%1:%2").arg(length(fec->samples)).arg(fec->next[1]);
        else if (const auto* conceal = std::get_if<wire::Conceal>(&*request))
            words << QLatin1Char('C') + length(conceal->samples);
        else if (const auto* silence = std::get_if<wire::Silence>(&*request))
            words << QLatin1Char('S') + length(silence->samples);
        else if (std::holds_alternative<wire::ResetDecoder>(*request))
            words << QStringLiteral("reset");
        else if (std::holds_alternative<wire::Finish>(*request))
            words << QStringLiteral("finish");
        else
            words << QStringLiteral("unexpected");
    }
    if (assembler.pending() > 0)
        words << QStringLiteral("cut");
    return words;
}

QByteArray answer(const wire::Answer& answer)
{
    wire::Buffer buffer;
    wire::append(buffer, answer);
    return toByteArray(buffer);
}

void tell(RenderStream& stream, const wire::Answer& what)
{
    const QByteArray bytes = answer(what);
    stream.answered(viewOf(bytes));
}

wire::RenderTotals written(std::int64_t samples)
{
    wire::RenderTotals totals;
    totals.written = SampleCount(samples);
    totals.decoded = SampleCount(samples);
    return totals;
}

QString everything(RenderStream& stream, qsizetype chunk = 4096)
{
    QByteArray all;
    while (!stream.finished() && !stream.error())
        all += stream.nextChunk(chunk);
    return requestsIn(all).join(QLatin1Char(' '));
}

} // namespace

class RenderStreamTest : public QObject {
    Q_OBJECT
private slots:
    void aPlanBecomesRequestsInOrder();
    void chunksAreWholeRequestsWithinTheirLimit_data();
    void chunksAreWholeRequestsWithinTheirLimit();
    void whatCannotBeReadKeepsItsLength_data();
    void whatCannotBeReadKeepsItsLength();
    void aPacketCutAtItsEndIsDecoded();
    void aRowSetAsideIsConcealed();
    void payloadsAreFetchedInBatches();
    void partsOfAPlanCanBeRendered();
    void silenceBeyondTheWiresCapIsSplit();
    void aSourceThatIsGoneEndsIt();
    void theWorkersWordConfirmsTheLength();
    void errorsOfSinglePacketsAreCounted();
    void badAnswersAreFinal_data();
    void badAnswersAreFinal();
};

void RenderStreamTest::aPlanBecomesRequestsInOrder()
{
    FakeSource source;
    for (int row : {3, 4, 9})
        source.rows[row] = packet(row);
    const TrackPlan plan = planOf({SilenceStep {SampleCount(480)}, decode(3, 100, 860),
                                   ConcealStep {SampleCount(77)}, FecStep {4, SampleCount(960)},
                                   decode(4), ResetStep {}, decode(9)},
                                  480 + 860 + 77 + 960 + 960 + 960);
    RenderStream stream(plan, source, {2, wire::SampleFormat::F32});
    QCOMPARE(
        everything(stream),
        QStringLiteral("hello open2 S480 D960-100:3 C77 F960:4 D960-0:4 reset D960-0:9 finish"));
    QVERIFY(!stream.error());
    QCOMPARE(stream.counters().samplesSent, plan.length);
    QCOMPARE(stream.counters().stepsSent, 7);
    QVERIFY(stream.nextChunk(4096).isEmpty());
}

void RenderStreamTest::chunksAreWholeRequestsWithinTheirLimit_data()
{
    QTest::addColumn<int>("most");
    for (const int most : {0, 1, 150, 151, 300, 4096, 1 << 20})
        QTest::addRow("%d bytes", most) << most;
}

void RenderStreamTest::chunksAreWholeRequestsWithinTheirLimit()
{
    QFETCH(int, most);
    FakeSource source;
    std::vector<PlanStep> steps;
    for (int row = 1; row <= 100; ++row) {
        source.rows[row] = packet(row);
        steps.emplace_back(decode(row));
    }
    const TrackPlan plan = planOf(steps, 96'000);
    RenderStream stream(plan, source, {});
    QStringList words;
    for (int chunks = 0; !stream.finished(); ++chunks) {
        QVERIFY(chunks < 300);
        const QByteArray chunk = stream.nextChunk(most);
        const QStringList said = requestsIn(chunk);
        QVERIFY(chunk.size() <= most || said.size() <= 2); // the opening is one
        QVERIFY(!said.contains(QStringLiteral("cut")));
        words += said;
        if (most == 0 && chunk.isEmpty())
            return; // nobody asked for anything
    }
    QCOMPARE(words.size(), 103);
    QCOMPARE(words.last(), QStringLiteral("finish"));
}

void RenderStreamTest::whatCannotBeReadKeepsItsLength_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no bytes") << QByteArray();
    QTest::newRow("no Opus") << QByteArray("\xFB\x00", 2);
    QTest::newRow("shorter than planned") << QByteArray("\xE0xxx", 4);
    QTest::newRow("beyond the wire") << QByteArray("\xF8") + QByteArray(70'000, 'x');
}

void RenderStreamTest::whatCannotBeReadKeepsItsLength()
{
    QFETCH(QByteArray, bytes);
    FakeSource source;
    source.rows[5] = bytes;
    const TrackPlan plan = planOf({decode(5), decode(6)}, 1920);
    RenderStream stream(plan, source, {});
    QCOMPARE(everything(stream), QStringLiteral("hello open1 C960 C960 finish"));
    QCOMPARE(stream.counters().unreadablePackets, 2);
    QCOMPARE(stream.counters().trimmedPackets, 0);
}

void RenderStreamTest::aPacketCutAtItsEndIsDecoded()
{
    FakeSource source;
    source.rows[3] = packet(3);
    source.rows[4] = packet(4);
    const TrackPlan plan = planOf({decode(3, 0, 480), decode(4, 100, 60)}, 540);
    RenderStream stream(plan, source, {});
    QCOMPARE(everything(stream), QStringLiteral("hello open1 D960-0-480:3 D960-100-800:4 finish"));
    QCOMPARE(stream.counters().unreadablePackets, 0);
    QCOMPARE(stream.counters().trimmedPackets, 2);
}

void RenderStreamTest::aRowSetAsideIsConcealed()
{
    FakeSource source;
    source.rows[1] = packet(1);
    source.rows[2] = packet(2);
    const TrackPlan plan = planOf({decode(1), FecStep {2, SampleCount(960)}, decode(2)}, 3 * 960);
    RenderStream stream(plan, source, {});
    stream.setAside(2);
    QCOMPARE(everything(stream), QStringLiteral("hello open1 D960-0:1 C960 C960 finish"));
    QCOMPARE(stream.counters().refusedRows, std::vector<std::int64_t> {2});
}

void RenderStreamTest::payloadsAreFetchedInBatches()
{
    FakeSource source;
    std::vector<PlanStep> steps;
    for (int row = 1; row <= 1000; ++row) {
        source.rows[row] = packet(row);
        steps.emplace_back(decode(row));
    }
    const TrackPlan plan = planOf(steps, 960'000);
    RenderStream stream(plan, source, {});
    everything(stream);
    QCOMPARE(source.batches, 4);
    QCOMPARE(stream.counters().unreadablePackets, 0);
}

void RenderStreamTest::partsOfAPlanCanBeRendered()
{
    FakeSource source;
    source.rows[2] = packet(2);
    const TrackPlan plan = planOf({FecStep {2, SampleCount(960)}}, 960);
    RenderStream stream(plan, source, {});
    QCOMPARE(everything(stream), QStringLiteral("hello open1 F960:2 finish"));
}

void RenderStreamTest::silenceBeyondTheWiresCapIsSplit()
{
    FakeSource source;
    const TrackPlan plan = planOf({SilenceStep {wire::kMaxSpan + SampleCount(5)}},
                                  (wire::kMaxSpan + SampleCount(5)).value());
    RenderStream stream(plan, source, {});
    QCOMPARE(everything(stream),
             QStringLiteral("hello open1 S%1 S5 finish").arg(wire::kMaxSpan.value()));
}

void RenderStreamTest::aSourceThatIsGoneEndsIt()
{
    FakeSource source;
    source.failure = SourceError::Unavailable;
    const TrackPlan plan = planOf({decode(1)}, 960);
    RenderStream stream(plan, source, {});
    everything(stream);
    QCOMPARE(stream.error(), RenderError::SourceUnavailable);
    QVERIFY(stream.nextChunk(4096).isEmpty());

    source.failure = SourceError::Damaged; // one bad row is no reason to stop
    RenderStream other(plan, source, {});
    QCOMPARE(everything(other), QStringLiteral("hello open1 C960 finish"));
}

void RenderStreamTest::theWorkersWordConfirmsTheLength()
{
    FakeSource source;
    const TrackPlan plan = planOf({SilenceStep {SampleCount(9600)}}, 9600);
    for (const std::int64_t said : {9600, 9599}) {
        RenderStream stream(plan, source, {});
        everything(stream);
        tell(stream, wire::ownHello());
        tell(stream, wire::Progress {written(4800)});
        QCOMPARE(stream.progress(), 0.5);
        QVERIFY(!stream.confirmed());
        tell(stream, wire::RenderDone {written(said)});
        QCOMPARE(stream.confirmed(), said == 9600);
        QCOMPARE(stream.error().has_value(), said != 9600);
    }
    RenderStream early(plan, source, {});
    tell(early, wire::RenderDone {written(9600)});
    QCOMPARE(early.error(), RenderError::LengthMismatch);
}

void RenderStreamTest::errorsOfSinglePacketsAreCounted()
{
    FakeSource source;
    source.rows[7] = packet(7);
    const TrackPlan plan = planOf({decode(7)}, 960);
    RenderStream stream(plan, source, {});
    everything(stream);
    tell(stream, wire::ErrorAnswer {wire::RequestId(8), wire::ErrorCode::CorruptPacket});
    QVERIFY(!stream.error());
    QCOMPARE(stream.counters().answeredErrors, 1);
    QCOMPARE(stream.counters().refusedRows, std::vector<std::int64_t> {7});
    for (int i = 0; i < 1000; ++i) // no worker of ours
        tell(stream, wire::ErrorAnswer {wire::RequestId(8), wire::ErrorCode::CorruptPacket});
    QVERIFY(std::ssize(stream.counters().refusedRows) <= stream.counters().stepsSent);
}

void RenderStreamTest::badAnswersAreFinal_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<RenderError>("error");
    QTest::newRow("noise") << QByteArray("\xFF\xFF\xFF\xFFnoise") << RenderError::BadAnswer;
    QTest::newRow("another build")
        << answer(wire::Hello {1, "somebody else"}) << RenderError::VersionMismatch;
    QTest::newRow("a live answer") << answer(wire::BatchLevels {}) << RenderError::BadAnswer;
    QTest::newRow("no decoder") << answer(
        wire::ErrorAnswer {{}, wire::ErrorCode::DecoderUnavailable})
                                << RenderError::WorkerRefused;
}

void RenderStreamTest::badAnswersAreFinal()
{
    QFETCH(QByteArray, bytes);
    QFETCH(RenderError, error);
    FakeSource source;
    const TrackPlan plan = planOf({SilenceStep {SampleCount(960)}}, 960);
    RenderStream stream(plan, source, {});
    for (const char byte : bytes) { // however the pipe cuts it
        const QByteArray one(1, byte);
        stream.answered(viewOf(one));
    }
    QCOMPARE(stream.error(), error);
    QVERIFY(stream.nextChunk(4096).isEmpty());
    tell(stream, wire::RenderDone {written(960)});
    QVERIFY(!stream.confirmed());
}

QTEST_APPLESS_MAIN(RenderStreamTest)
#include "render_stream_test.moc"
