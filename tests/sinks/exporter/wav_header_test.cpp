#include "sinks/exporter/wav_header.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::exporter;

class WavHeaderTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheKnownBytesOfASmallFile()
    {
        // One second, mono, 16 bits: 96,000 bytes of samples; laid out by hand from the RIFF text.
        QCOMPARE(
            wavHeader({1, 2, SampleCount(48'000)}).toHex(' '),
            QByteArray("52 49 46 46 24 77 01 00 57 41 56 45 "
                       "66 6d 74 20 10 00 00 00 01 00 01 00 80 bb 00 00 00 77 01 00 02 00 10 00 "
                       "64 61 74 61 00 77 01 00"));
    }

    void describes24BitsExtensibly()
    {
        const QByteArray header = wavHeader({2, 3, SampleCount(48'000)});
        QCOMPARE(header.size(), 68);
        QCOMPARE(header.mid(20, 2).toHex(), QByteArray("feff"));
        QCOMPARE(header.mid(34, 2).toHex(), QByteArray("1800"));
        QCOMPARE(header.mid(44, 16).toHex(), QByteArray("0100000000001000800000aa00389b71"));
    }

    void choosesRf64AndPads_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<qint64>("samples");
        QTest::addColumn<bool>("large");
        for (const int channels : {1, 2}) {
            for (const int bytes : {2, 3}) {
                const qint64 frame = channels * bytes;
                const qint64 over = bytes == 2 ? 36 : 60; // bytes of the RIFF chunk beside samples
                const qint64 most = (0xFFFF'FFFFLL - 8 - over) / frame;
                QTest::addRow("%d channels, %d bytes, none", channels, bytes)
                    << channels << bytes << qint64(0) << false;
                QTest::addRow("%d channels, %d bytes, odd", channels, bytes)
                    << channels << bytes << qint64(4801) << false;
                QTest::addRow("%d channels, %d bytes, the most of 32 bits", channels, bytes)
                    << channels << bytes << most - 1 << false;
                QTest::addRow("%d channels, %d bytes, a day", channels, bytes)
                    << channels << bytes << qint64(48'000LL * 86'400) << true;
            }
        }
    }

    void choosesRf64AndPads()
    {
        QFETCH(int, channels);
        QFETCH(int, bytes);
        QFETCH(qint64, samples);
        QFETCH(bool, large);
        const WavShape shape {channels, bytes, SampleCount(samples)};
        const QByteArray header = wavHeader(shape);
        QCOMPARE(header.startsWith("RF64"), large);
        QCOMPARE(wavNeedsPadding(shape), (samples * channels * bytes) % 2 == 1);
    }
};

QTEST_GUILESS_MAIN(WavHeaderTest)
#include "wav_header_test.moc"
