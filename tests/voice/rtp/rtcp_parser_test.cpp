#include "voice/rtp/rtcp_parser.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::rtp;

Q_DECLARE_METATYPE(lavalier::RtcpPacket)

namespace {

QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

// One report block: about 0x11, an eighth lost, -2 in all.
const QByteArray kBlock = hex("00000011"
                              "20fffffe"
                              "00010005"
                              "00000007"
                              "aabbccdd"
                              "00010000");

RtcpReportBlock block()
{
    return {Ssrc(0x11), 0x20, -2, 0x00010005, 7, 0xAABBCCDD, 0x00010000};
}

} // namespace

class RtcpParserTest : public QObject {
    Q_OBJECT
private slots:
    void readsEachType_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<RtcpPacket>("packet");
        const QByteArray senderInfo = hex("000000aa"
                                          "0102030405060708"
                                          "00015f90"
                                          "00000010"
                                          "00000800");
        QTest::newRow("sender report")
            << hex("80c80006") + senderInfo
            << RtcpPacket(RtcpSenderReport {Ssrc(0xAA), 0x0102030405060708, 90000, 16, 2048, {}});
        QTest::newRow("sender report with a block")
            << hex("81c8000c") + senderInfo + kBlock
            << RtcpPacket(
                   RtcpSenderReport {Ssrc(0xAA), 0x0102030405060708, 90000, 16, 2048, {block()}});
        QTest::newRow("receiver report, nothing heard")
            << hex("80c90001000000aa") << RtcpPacket(RtcpReceiverReport {Ssrc(0xAA), {}});
        QTest::newRow("receiver report with two blocks") << hex("82c9000d000000aa") + kBlock
                + kBlock << RtcpPacket(RtcpReceiverReport {Ssrc(0xAA), {block(), block()}});
        QTest::newRow("receiver report with a profile's own words")
            << hex("80c90002000000aadeadbeef") << RtcpPacket(RtcpReceiverReport {Ssrc(0xAA), {}});
        QTest::newRow("receiver report, padded")
            << hex("a0c90002000000aa00000004") << RtcpPacket(RtcpReceiverReport {Ssrc(0xAA), {}});
        QTest::newRow("source description") << hex("81ca0003"
                                                   "000000aa"
                                                   "0105")
                + QByteArray("a@b.c")
                + hex("00") << RtcpPacket(RtcpSourceDescription {{{Ssrc(0xAA), 1, "a@b.c"}}});
        QTest::newRow("source description of two, with several items")
            << hex("82ca0005"
                   "000000aa"
                   "010161"
                   "020162"
                   "0000"
                   "000000bb"
                   "030163"
                   "00")
            << RtcpPacket(RtcpSourceDescription {
                   {{Ssrc(0xAA), 1, "a"}, {Ssrc(0xAA), 2, "b"}, {Ssrc(0xBB), 3, "c"}}});
        QTest::newRow("source description, empty chunk")
            << hex("81ca0002000000aa00000000") << RtcpPacket(RtcpSourceDescription {});
        QTest::newRow("bye") << hex("81cb0001000000aa") << RtcpPacket(RtcpBye {{Ssrc(0xAA)}, {}});
        QTest::newRow("bye of two with a reason") << hex("82cb0004"
                                                         "000000aa000000bb"
                                                         "04")
                + QByteArray("gone")
                + hex("000000") << RtcpPacket(RtcpBye {{Ssrc(0xAA), Ssrc(0xBB)}, "gone"});
        QTest::newRow("bye of nobody") << hex("80cb0000") << RtcpPacket(RtcpBye {});
        QTest::newRow("application") << hex("85cc0003000000aa") + QByteArray("NAMEdata")
                                     << RtcpPacket(RtcpApp {Ssrc(0xAA), 5, "NAME", "data"});
    }

    void readsEachType()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(RtcpPacket, packet);
        const RtcpCompound read = parseRtcp(viewOf(bytes));
        QVERIFY(!read.error);
        QCOMPARE(read.packets.size(), std::size_t {1});
        QVERIFY(read.packets[0] == packet);
    }

    void refusesEveryTruncation_data() { readsEachType_data(); }

    void refusesEveryTruncation()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype length = 1; length < bytes.size(); ++length) {
            const QByteArray cut = bytes.first(length);
            const RtcpCompound read = parseRtcp(viewOf(cut));
            QVERIFY(read.packets.empty());
            QCOMPARE(read.error, std::optional(RtcpError::Truncated));
        }
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("error");
        const auto row = [](const char* name, const QByteArray& bytes, RtcpError error) {
            QTest::newRow(name) << bytes << static_cast<int>(error);
        };
        row("version 1", hex("40c90001000000aa"), RtcpError::WrongVersion);
        row("length past the end", hex("80c9ffff000000aa"), RtcpError::Truncated);
        row("sender report without its numbers", hex("80c80001000000aa"), RtcpError::Truncated);
        row("receiver report without a sender", hex("80c90000"), RtcpError::Truncated);
        row("more blocks than bytes", hex("9fc90001000000aa"), RtcpError::BadCount);
        row("one block, one byte short of it", hex("81c90006000000aa") + kBlock.first(20),
            RtcpError::BadCount);
        row("more sources than bytes", hex("9fcb0001000000aa"), RtcpError::BadCount);
        row("reason past the end", hex("81cb0002000000aaff616263"), RtcpError::BadItem);
        row("more chunks than bytes", hex("82ca0002000000aa00000000"), RtcpError::BadCount);
        row("item past the end", hex("81ca0002000000aa01ff6161"), RtcpError::BadItem);
        row("item without a length", hex("81ca0002000000aa01016101"), RtcpError::BadItem);
        row("items without an end", hex("81ca0002000000aa01026161"), RtcpError::BadItem);
        row("application without a name", hex("80cc0001000000aa"), RtcpError::Truncated);
        row("padding of zero", hex("a0c90002000000aa00000000"), RtcpError::BadPadding);
        row("padding longer than the packet", hex("a0c90002000000aa00000009"),
            RtcpError::BadPadding);
        row("padding without a byte for it", hex("a0c90000"), RtcpError::BadPadding);
    }

    void refusesWhatCannotBe()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, error);
        const RtcpCompound read = parseRtcp(viewOf(bytes));
        QVERIFY(read.packets.empty());
        QVERIFY(read.error);
        QCOMPARE(static_cast<int>(*read.error), error);
    }

    void keepsWhatCameBeforeAnError()
    {
        const QByteArray good = hex("80c90001000000aa");
        const QByteArray compound = good + hex("81cd0002000000aa000000bb") + good + hex("c0c90001");
        const RtcpCompound read = parseRtcp(viewOf(compound));
        QCOMPARE(read.packets.size(), std::size_t {2});
        QCOMPARE(read.skipped, 1);
        QCOMPARE(read.error, std::optional(RtcpError::WrongVersion));
    }

    void readsNothingFromNothing() { QVERIFY(parseRtcp({}) == RtcpCompound {}); }
};

QTEST_GUILESS_MAIN(RtcpParserTest)
#include "rtcp_parser_test.moc"
