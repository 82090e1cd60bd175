#include "processing/wire/codec.h"
#include "voice/base/bytes.h"

#include <QTest>

#include <limits>

using namespace lavalier;
using namespace lavalier::wire;

namespace {

const QByteArray kPacketBytes = QByteArray::fromHex("f8fffe0102");
ByteView packet()
{
    return viewOf(kPacketBytes);
}

template <typename Message> QByteArray encoded(const Message& message)
{
    Buffer out;
    append(out, message);
    return toByteArray(out);
}

/// The one frame in `bytes`, kept alive by the assembler.
WireFrame onlyFrame(FrameAssembler& assembler, const QByteArray& bytes)
{
    assembler.feed(viewOf(bytes));
    return (*assembler.take()).value();
}

struct Row {
    const char* name;
    std::variant<Request, Answer> message;
    QByteArray hex;
};

/// Every message with the bytes it has on the wire, written out by hand.
std::vector<Row> rows()
{
    const RequestId id(0x1122334455667788);
    const StreamId stream(0x0000000200000001);
    const RenderTotals totals {SampleCount(9),
                               SampleCount(4),
                               SampleCount(3),
                               SampleCount(2),
                               SampleCount(1),
                               SampleCount(-1),
                               5,
                               true};
    return {
        {"hello", Request(Hello {1, "b7"}), "06000000 01 0100 02 6237"},
        {"open decoder", Request(OpenDecoder {stream}), "09000000 02 0100000002000000"},
        {"close decoder", Request(CloseDecoder {stream}), "09000000 03 0100000002000000"},
        {"decode batch",
         Request(DecodeBatch {id, Want::LevelsAndPcm, {{stream, packet()}, {stream, {}}}}),
         "25000000 04 8877665544332211 01 0200 0100000002000000 0500 f8fffe0102 0100000002000000 "
         "0000"},
        {"conceal live", Request(ConcealLive {id, stream, SampleCount(960), Want::Levels}),
         "1a000000 05 8877665544332211 0100000002000000 c003000000000000 00"},
        {"open render", Request(OpenRender {2, SampleFormat::S24}), "04000000 06 02 01 00"},
        {"decode for render",
         Request(DecodeForRender {id, SampleCount(960), SampleCount(7), SampleCount(9), packet()}),
         "28000000 07 8877665544332211 c003000000000000 0700000000000000 0900000000000000 0500 "
         "f8fffe0102"},
        {"recover for render", Request(RecoverForRender {id, SampleCount(1), packet()}),
         "18000000 08 8877665544332211 0100000000000000 0500 f8fffe0102"},
        {"conceal", Request(Conceal {SampleCount(121)}), "09000000 09 7900000000000000"},
        {"silence", Request(Silence {SampleCount(48000)}), "09000000 0a 80bb000000000000"},
        {"reset", Request(ResetDecoder {}), "01000000 0b"},
        {"finish", Request(Finish {}), "01000000 0c"},
        {"bend", Request(Bend {SampleCount(48'000), SampleCount(48'010)}),
         "11000000 0d 80bb000000000000 8abb000000000000"},
        {"batch levels",
         Answer(BatchLevels {id,
                             {{ErrorCode::None, SampleCount(960), 1.0F, 0.5F, true, false, true},
                              {.error = ErrorCode::CorruptPacket, .samples = {}}}}),
         "23000000 41 8877665544332211 0200 00 c003 0000803f 0000003f 05 01 0000 00000000 00000000 "
         "00"},
        {"pcm", Answer(Pcm {id, 3, ByteView(packet()).first(0)}),
         "0f000000 42 8877665544332211 0300 00000000"},
        {"error", Answer(ErrorAnswer {id, ErrorCode::WrongLength}),
         "0a000000 43 8877665544332211 02"},
        {"progress", Answer(Progress {totals}),
         "3a000000 44 0900000000000000 0400000000000000 0300000000000000 0200000000000000 "
         "0100000000000000 ffffffffffffffff 0500000000000000 01"},
        {"render done", Answer(RenderDone {RenderTotals {}}),
         QByteArray("3a000000 45") + QByteArray(114, '0')},
    };
}

QByteArray written(const std::variant<Request, Answer>& message)
{
    return std::visit([](const auto& known) { return encoded(known); }, message);
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void writesAndReadsThePublishedBytes_data()
    {
        QTest::addColumn<int>("index");
        const auto all = rows();
        for (int i = 0; i < static_cast<int>(all.size()); ++i)
            QTest::newRow(all[static_cast<std::size_t>(i)].name) << i;
    }
    void writesAndReadsThePublishedBytes()
    {
        QFETCH(int, index);
        const Row row = rows()[static_cast<std::size_t>(index)];
        const QByteArray bytes = QByteArray::fromHex(row.hex);
        QCOMPARE(written(row.message).toHex(), bytes.toHex());

        FrameAssembler assembler;
        const WireFrame frame = onlyFrame(assembler, bytes);
        if (std::holds_alternative<Request>(row.message)) {
            const auto request = parseRequest(frame);
            QVERIFY(request);
            QCOMPARE(encoded(*request).toHex(), bytes.toHex());
        } else {
            const auto answer = parseAnswer(frame);
            QVERIFY(answer);
            QCOMPARE(encoded(*answer).toHex(), bytes.toHex());
        }
    }

    void refusesEveryTruncationAndEveryTrailingByte_data()
    {
        writesAndReadsThePublishedBytes_data();
    }
    void refusesEveryTruncationAndEveryTrailingByte()
    {
        QFETCH(int, index);
        const Row row = rows()[static_cast<std::size_t>(index)];
        const bool request = std::holds_alternative<Request>(row.message);
        const QByteArray bytes = QByteArray::fromHex(row.hex);
        const auto type = static_cast<FrameType>(bytes[4]);
        const QByteArray payload = bytes.mid(5);
        const auto errorOf = [&](const QByteArray& cut) -> std::optional<WireError> {
            const WireFrame frame {type, viewOf(cut)};
            if (request) {
                const auto parsed = parseRequest(frame);
                return parsed ? std::nullopt : std::optional(parsed.error());
            }
            const auto parsed = parseAnswer(frame);
            return parsed ? std::nullopt : std::optional(parsed.error());
        };
        for (qsizetype length = 0; length < payload.size(); ++length) {
            const auto error = errorOf(payload.left(length));
            QVERIFY2(error, qPrintable(QString::number(length)));
            QVERIFY(*error == WireError::Truncated || *error == WireError::OutOfRange);
        }
        QVERIFY(!errorOf(payload));
        QCOMPARE(errorOf(payload + '\0').value(), WireError::TrailingBytes);
    }

    void refusesFramesOfTheOtherDirection()
    {
        const QByteArray finish = QByteArray::fromHex("010000000c");
        const QByteArray error = encoded(Answer(ErrorAnswer {}));
        FrameAssembler one;
        FrameAssembler two;
        QCOMPARE(parseAnswer(onlyFrame(one, finish)).error(), WireError::UnknownType);
        QCOMPARE(parseRequest(onlyFrame(two, error)).error(), WireError::UnknownType);
    }

    void refusesValuesPastTheirLimit_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("build of 65 bytes") << QByteArray("01 0100 41") + QByteArray(130, '6');
        QTest::newRow("batch of 1025 packets") << QByteArray("04 0000000000000000 00 0104");
        QTest::newRow("want 2") << QByteArray("04 0000000000000000 02 0000");
        QTest::newRow("conceal live 0")
            << QByteArray("05 00000000000000000000000000000000 0000000000000000 00");
        QTest::newRow("conceal live 5761")
            << QByteArray("05 00000000000000000000000000000000 8116000000000000 00");
        QTest::newRow("no channels") << QByteArray("06 00 00 00");
        QTest::newRow("three channels") << QByteArray("06 03 00 00");
        QTest::newRow("format 3") << QByteArray("06 01 03 00");
        QTest::newRow("fold 2") << QByteArray("06 01 00 02");
        QTest::newRow("fold two channels") << QByteArray("06 02 00 01");
        QTest::newRow("decode of nothing")
            << QByteArray("07 0000000000000000 0000000000000000 0000000000000000 0000");
        QTest::newRow("decode of 5761")
            << QByteArray("07 0000000000000000 8116000000000000 0000000000000000 0000");
        QTest::newRow("skip more than there is")
            << QByteArray("07 0000000000000000 c003000000000000 c103000000000000 0000");
        QTest::newRow("negative skip")
            << QByteArray("07 0000000000000000 c003000000000000 ffffffffffffffff 0000");
        QTest::newRow("skip and drop more than there is") << QByteArray(
            "07 0000000000000000 c003000000000000 0100000000000000 c003000000000000 0000");
        QTest::newRow("negative drop") << QByteArray(
            "07 0000000000000000 c003000000000000 0000000000000000 ffffffffffffffff 0000");
        QTest::newRow("recover nothing") << QByteArray("08 0000000000000000 0000000000000000 0000");
        QTest::newRow("conceal a negative span") << QByteArray("09 ffffffffffffffff");
        QTest::newRow("silence past a week") << QByteArray("0a 01c8 3cc306000000 00");
        QTest::newRow("answer: 1025 levels") << QByteArray("41 0000000000000000 0104");
        QTest::newRow("answer: error code 10") << QByteArray("43 0000000000000000 0a");
        QTest::newRow("answer: level of 5761 samples")
            << QByteArray("41 0000000000000000 0100 00 8116 00000000 00000000 00");
        QTest::newRow("answer: infinite peak")
            << QByteArray("41 0000000000000000 0100 00 c003 0000807f 00000000 00");
        QTest::newRow("answer: power that is no number")
            << QByteArray("41 0000000000000000 0100 00 c003 00000000 0000c07f 00");
        QTest::newRow("answer: negative peak")
            << QByteArray("41 0000000000000000 0100 00 c003 000080bf 00000000 00");
        QTest::newRow("answer: unknown flag")
            << QByteArray("41 0000000000000000 0100 00 c003 00000000 00000000 08");
        QTest::newRow("answer: pcm of half a sample")
            << QByteArray("42 0000000000000000 0000 04000000 00000000");
        QTest::newRow("answer: pcm too long") << QByteArray("42 0000000000000000 0000 08b40000");
        QTest::newRow("answer: negative total")
            << QByteArray("44 ffffffffffffffff") + QByteArray(82, '0');
    }
    void refusesValuesPastTheirLimit()
    {
        QFETCH(QByteArray, hex);
        const QByteArray body = QByteArray::fromHex(hex);
        const QByteArray payload = body.mid(1);
        const WireFrame frame {static_cast<FrameType>(body[0]), viewOf(payload)};
        if (body[0] < 0x40)
            QCOMPARE(parseRequest(frame).error(), WireError::OutOfRange);
        else
            QCOMPARE(parseAnswer(frame).error(), WireError::OutOfRange);
    }

    void namesTheBuildInItsHello()
    {
        const Hello hello = ownHello();
        QCOMPARE(hello.version, kVersion);
        QVERIFY(hello.build.size() > 16 && hello.build.size() <= kMaxBuildBytes);
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "codec_test.moc"
