#include "voice/rtp/rtp_packet.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::rtp;

Q_DECLARE_METATYPE(lavalier::rtp::DatagramKind)
Q_DECLARE_METATYPE(lavalier::rtp::RtpHeader)

namespace {

const QByteArray kTrailer(20, 'T');

QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

} // namespace

class RtpPacketTest : public QObject {
    Q_OBJECT
private slots:
    void tellsDatagramsApart_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<DatagramKind>("kind");
        using K = DatagramKind;
        const QByteArray rest(60, 'r');
        QTest::newRow("nothing") << QByteArray() << K::Unusable;
        QTest::newRow("one byte") << hex("80") << K::Unusable;
        QTest::newRow("discovery reply")
            << hex("00020046") + QByteArray(70, 0) << K::DiscoveryReply;
        QTest::newRow("discovery reply, one byte short")
            << hex("00020046") + QByteArray(69, 0) << K::Unusable;
        QTest::newRow("discovery reply, one byte long")
            << hex("00020046") + QByteArray(71, 0) << K::Unusable;
        QTest::newRow("discovery request") << hex("00010046") + QByteArray(70, 0) << K::Unusable;
        QTest::newRow("ping reply") << hex("1337f00d00000001") << K::PingReply;
        QTest::newRow("ping") << hex("1337cafe00000001") << K::Unusable;
        QTest::newRow("version 0") << hex("0078") + rest << K::Unusable;
        QTest::newRow("version 1") << hex("4078") + rest << K::Unusable;
        QTest::newRow("version 3") << hex("c078") + rest << K::Unusable;
        QTest::newRow("audio") << hex("8078") + rest << K::OpusAudio;
        QTest::newRow("audio with marker") << hex("80f8") + rest << K::OpusAudio;
        QTest::newRow("audio with padding and extension") << hex("b078") + rest << K::OpusAudio;
        QTest::newRow("shortest audio") << hex("8078") + QByteArray(30, 'x') << K::OpusAudio;
        QTest::newRow("audio, one byte short") << hex("8078") + QByteArray(29, 'x') << K::Unusable;
        QTest::newRow("longest audio") << hex("8078") + QByteArray(1498, 'x') << K::OpusAudio;
        QTest::newRow("audio, one byte long") << hex("8078") + QByteArray(1499, 'x') << K::Unusable;
        QTest::newRow("sender report") << hex("80c8") + rest << K::Rtcp;
        QTest::newRow("receiver report") << hex("81c9") + rest << K::Rtcp;
        QTest::newRow("payload feedback") << hex("81ce") + rest << K::Rtcp;
        QTest::newRow("shortest RTCP") << hex("81c9") + QByteArray(26, 'x') << K::Rtcp;
        QTest::newRow("RTCP, one byte short") << hex("81c9") + QByteArray(25, 'x') << K::Unusable;
        QTest::newRow("one past RTCP") << hex("80cf") + rest << K::OtherMedia;
        QTest::newRow("video") << hex("8065") + rest << K::OtherMedia;
        QTest::newRow("probe") << hex("8060") + rest << K::OtherMedia;
    }

    void tellsDatagramsApart()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(DatagramKind, kind);
        QCOMPARE(classifyDatagram(viewOf(datagram)), kind);
    }

    void readsWhatItWrites_data()
    {
        QTest::addColumn<RtpHeader>("header");
        QTest::addColumn<int>("csrcs");
        QTest::addColumn<QByteArray>("bytes");
        RtpHeader header;
        header.sequence = 0x1234;
        header.timestamp = 0x00015F90;
        header.ssrc = Ssrc(0xC0DE);
        QTest::newRow("plain") << header << 0 << hex("8078123400015f900000c0de");
        header.marker = true;
        QTest::newRow("marker") << header << 0 << hex("80f8123400015f900000c0de");
        header.padding = true;
        QTest::newRow("padding") << header << 0 << hex("a0f8123400015f900000c0de");
        header.hasExtension = true;
        header.extensionProfile = 0xBEDE;
        header.extensionWords = 2;
        header.clearSize = 16;
        QTest::newRow("extension") << header << 0 << hex("b0f8123400015f900000c0debede0002");
        header.csrcCount = 2;
        header.clearSize = 24;
        QTest::newRow("extension and CSRCs")
            << header << 2 << hex("b2f8123400015f900000c0de0000000100000002bede0002");
        header.csrcCount = 15;
        header.hasExtension = header.padding = header.marker = false;
        header.extensionProfile = header.extensionWords = 0;
        header.clearSize = 72;
        QTest::newRow("as many CSRCs as fit")
            << header << 15
            << hex("8f78123400015f900000c0de"
                   "000000010000000200000003000000040000000500000006000000070000000800000009"
                   "0000000a0000000b0000000c0000000d0000000e0000000f");
    }

    void readsWhatItWrites()
    {
        QFETCH(RtpHeader, header);
        QFETCH(int, csrcs);
        QFETCH(QByteArray, bytes);
        std::vector<Ssrc> sources;
        for (int i = 1; i <= csrcs; ++i)
            sources.emplace_back(static_cast<std::uint32_t>(i));
        QCOMPARE(writeRtpHeader(header, sources).toHex(), bytes.toHex());
        const QByteArray datagram = bytes + kTrailer;
        const auto read = parseRtpHeader(viewOf(datagram));
        QVERIFY(read);
        QVERIFY(*read == header);
        for (qsizetype length = 0; length < datagram.size(); ++length) {
            const QByteArray cut = datagram.first(length);
            const auto truncated = parseRtpHeader(viewOf(cut));
            QVERIFY(!truncated);
            QCOMPARE(truncated.error(), RtpError::TooShort);
        }
    }

    void refusesAnotherVersion()
    {
        const QByteArray datagram = hex("4078") + QByteArray(60, 'x');
        const auto read = parseRtpHeader(viewOf(datagram));
        QVERIFY(!read);
        QCOMPARE(read.error(), RtpError::WrongVersion);
    }

    void findsTheMediaInABody_data()
    {
        QTest::addColumn<int>("extensionWords");
        QTest::addColumn<bool>("padding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("media");
        QTest::addColumn<int>("error");
        constexpr int kNone = -1;
        constexpr int kExtension = static_cast<int>(BodyError::ExtensionTooLong);
        constexpr int kPadding = static_cast<int>(BodyError::BadPadding);
        constexpr int kPlain = -1;
        QTest::newRow("plain") << kPlain << false << hex("f8fffe") << hex("f8fffe") << kNone;
        QTest::newRow("nothing") << kPlain << false << hex("") << hex("") << kNone;
        QTest::newRow("padded") << kPlain << true << hex("f8fffe000003") << hex("f8fffe") << kNone;
        QTest::newRow("one byte of padding")
            << kPlain << true << hex("f8fffe01") << hex("f8fffe") << kNone;
        QTest::newRow("one byte and padding")
            << kPlain << true << hex("00000003") << hex("00") << kNone;
        QTest::newRow("nothing but padding")
            << kPlain << true << hex("00000004") << hex("") << kNone;
        QTest::newRow("padding of zero") << kPlain << true << hex("f8ff00") << hex("") << kPadding;
        QTest::newRow("one more than there is")
            << kPlain << true << hex("f8ff04") << hex("") << kPadding;
        QTest::newRow("most padding there can be")
            << kPlain << true << hex("f8ffff") << hex("") << kPadding;
        QTest::newRow("padding without a byte for it")
            << kPlain << true << hex("") << hex("") << kPadding;
        QTest::newRow("extension") << 1 << false << hex("10aa0000f8fffe") << hex("f8fffe") << kNone;
        QTest::newRow("extension of no words")
            << 0 << false << hex("f8fffe") << hex("f8fffe") << kNone;
        QTest::newRow("extension and nothing") << 1 << false << hex("10aa0000") << hex("") << kNone;
        QTest::newRow("extension, one byte short")
            << 1 << false << hex("10aa00") << hex("") << kExtension;
        QTest::newRow("hostile extension")
            << 65535 << false << hex("10aa0000f8fffe") << hex("") << kExtension;
        QTest::newRow("extension and padding")
            << 1 << true << hex("10aa0000f8fffe0002") << hex("f8fffe") << kNone;
        QTest::newRow("extension and padding only")
            << 1 << true << hex("10aa00000002") << hex("") << kNone;
        QTest::newRow("padding reaching into the extension")
            << 1 << true << hex("10aa00000003") << hex("") << kPadding;
        QTest::newRow("padding, and only the extension to hold it")
            << 1 << true << hex("10aa0001") << hex("") << kPadding;
    }

    void findsTheMediaInABody()
    {
        QFETCH(int, extensionWords);
        QFETCH(bool, padding);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, media);
        QFETCH(int, error);
        RtpHeader header;
        header.padding = padding;
        header.hasExtension = extensionWords >= 0;
        header.extensionWords = static_cast<std::uint16_t>(std::max(0, extensionWords));
        const auto found = mediaPayload(header, viewOf(body));
        QCOMPARE(found ? -1 : static_cast<int>(found.error()), error);
        if (found)
            QCOMPARE(toByteArray(*found).toHex(), media.toHex());
    }
};

QTEST_GUILESS_MAIN(RtpPacketTest)
#include "rtp_packet_test.moc"
