#include "voice/base/opus_packet.h"

#include "voice/base/bytes.h"

#include <QTest>

#include <array>

using namespace lavalier;

class OpusPacketTest : public QObject {
    Q_OBJECT
private slots:
    // RFC 6716, table 2: the duration of each configuration in tenths of a millisecond.
    void knowsEveryConfiguration_data()
    {
        QTest::addColumn<int>("config");
        QTest::addColumn<int>("tenths");
        constexpr std::array kTenths {100, 200, 400, 600, 100, 200, 400, 600, 100, 200, 400,
                                      600, 100, 200, 100, 200, 25,  50,  100, 200, 25,  50,
                                      100, 200, 25,  50,  100, 200, 25,  50,  100, 200};
        for (int config = 0; config < 32; ++config)
            QTest::addRow("configuration %d", config)
                << config << kTenths[static_cast<std::size_t>(config)];
    }

    void knowsEveryConfiguration()
    {
        QFETCH(int, config);
        QFETCH(int, tenths);
        const qint64 samples = tenths * 48 / 10;
        for (const int stereo : {0, 4}) {
            const auto toc = static_cast<char>(config << 3 | stereo);
            const QByteArray one(1, toc);
            const auto info = inspectOpusPacket(viewOf(one));
            QVERIFY(info);
            QCOMPARE(info->duration.value(), samples);
            QCOMPARE(info->stereo, stereo != 0);
            QCOMPARE(info->celtOnly, config >= 16);
            for (const int two : {1, 2}) {
                const QByteArray pair(1, static_cast<char>(toc | two));
                QCOMPARE(inspectOpusPacket(viewOf(pair))->duration.value(), 2 * samples);
            }
        }
    }

    void countsFramesOfAnyNumber_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<int>("samples");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("no count") << QByteArray::fromHex("fb") << 0;
        QTest::newRow("no frames") << QByteArray::fromHex("fb00") << 0;
        QTest::newRow("three of 20 ms") << QByteArray::fromHex("fb03") << 2880;
        QTest::newRow("count with flags") << QByteArray::fromHex("fbc3") << 2880;
        QTest::newRow("exactly 120 ms") << QByteArray::fromHex("fb06") << 5760;
        QTest::newRow("more than 120 ms") << QByteArray::fromHex("fb07") << 0;
        QTest::newRow("two of 60 ms") << QByteArray::fromHex("19") << 5760;
        QTest::newRow("three of 60 ms") << QByteArray::fromHex("1b03") << 0;
        QTest::newRow("48 of 2.5 ms") << QByteArray::fromHex("e330") << 5760;
        QTest::newRow("49 of 2.5 ms") << QByteArray::fromHex("e331") << 0;
    }

    void countsFramesOfAnyNumber()
    {
        QFETCH(QByteArray, packet);
        QFETCH(int, samples);
        const auto info = inspectOpusPacket(viewOf(packet));
        QCOMPARE(info ? info->duration.value() : 0, samples);
    }

    void seesErrorCorrectionInTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("may");
        const auto row = [](const char* name, const char* hex, bool may) {
            QTest::newRow(name) << QByteArray::fromHex(hex) << may;
        };
        row("nothing", "", false);
        row("a TOC byte alone", "08", false);
        row("20 ms, speech", "0880", false);
        row("20 ms, speech and redundancy", "08c0", true);
        row("20 ms, redundancy after silence", "0840", true);
        row("stereo, none", "0cafff", false);
        row("stereo, in the middle", "0c40", true);
        row("stereo, in the side", "0c10", true);
        row("60 ms, speech in each part", "18e0", false);
        row("60 ms, redundancy", "1810", true);
        row("hybrid", "6840", true);
        row("two alike", "0940", true);
        row("two alike, none", "0980", false);
        row("two, the first of ten bytes", "0a0a40", true);
        row("two, the first of ten bytes, none", "0a0a80", false);
        row("two, the first long", "0afc00", true);
        row("two, the first empty", "0a00ff", false);
        row("many", "0b0380", true);
        row("music", "f8ffff", false);
    }

    void seesErrorCorrectionInTheFirstBytes()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, may);
        QCOMPARE(mayRecoverPrevious(viewOf(head)), may);
    }

    void knowsTheSilenceFrame_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<bool>("silence");
        QTest::newRow("silence") << QByteArray::fromHex("f8fffe") << true;
        QTest::newRow("one more byte") << QByteArray::fromHex("f8fffe00") << false;
        QTest::newRow("one less") << QByteArray::fromHex("f8ff") << false;
        QTest::newRow("another end") << QByteArray::fromHex("f8ffff") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }

    void knowsTheSilenceFrame()
    {
        QFETCH(QByteArray, packet);
        QFETCH(bool, silence);
        QCOMPARE(isSilenceFrame(viewOf(packet)), silence);
    }
};

QTEST_GUILESS_MAIN(OpusPacketTest)
#include "opus_packet_test.moc"
