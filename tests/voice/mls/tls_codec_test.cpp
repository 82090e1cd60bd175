#include "voice/mls/tls_codec.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

Q_DECLARE_METATYPE(lavalier::mls::MlsError)

class TlsCodecTest : public QObject {
    Q_OBJECT
private slots:
    void readsPublishedLengths()
    {
        const QJsonArray cases = publishedVectors("deserialization");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        for (const QJsonValue& each : cases) {
            const QByteArray header = hexOf(each["vlbytes_header"]);
            TlsReader reader(viewOf(header));
            QCOMPARE(reader.length(), static_cast<std::size_t>(each["length"].toInt()));
            reader.expectEnd();
            QVERIFY(reader.ok());
        }
    }

    void writesTheShortestLength_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("nothing") << 0 << QByteArray("00");
        QTest::newRow("last of one byte") << 63 << QByteArray("3f");
        QTest::newRow("first of two bytes") << 64 << QByteArray("4040");
        QTest::newRow("last of two bytes") << 16383 << QByteArray("7fff");
        QTest::newRow("first of four bytes") << 16384 << QByteArray("80004000");
    }

    void writesTheShortestLength()
    {
        QFETCH(int, length);
        QFETCH(QByteArray, header);
        const QByteArray contents(length, 'c');
        const QByteArray written = TlsWriter().opaque(contents).take();
        QCOMPARE(written, QByteArray::fromHex(header) + contents);
        TlsReader reader(viewOf(written));
        QCOMPARE(reader.opaque(), contents);
        reader.expectEnd();
        QVERIFY(reader.ok());
    }

    void refusesVectors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<MlsError>("error");
        QTest::newRow("no length") << QByteArray() << MlsError::Malformed;
        QTest::newRow("cut within a length of two") << QByteArray("40") << MlsError::Malformed;
        QTest::newRow("cut within a length of four") << QByteArray("800040") << MlsError::Malformed;
        QTest::newRow("two bytes where one does")
            << QByteArray("403f" + QByteArray(126, '0')) << MlsError::Malformed;
        QTest::newRow("two bytes for nothing") << QByteArray("4000") << MlsError::Malformed;
        QTest::newRow("four bytes where two do")
            << QByteArray("80003fff" + QByteArray(2 * 16383, '0')) << MlsError::Malformed;
        QTest::newRow("the fourth kind of length") << QByteArray("c0000000") << MlsError::Malformed;
        QTest::newRow("contents cut by one") << QByteArray("020a") << MlsError::Malformed;
        QTest::newRow("a byte left over") << QByteArray("010a0b") << MlsError::Malformed;
        QTest::newRow("longer than any message") << QByteArray("80100001") << MlsError::TooLarge;
        QTest::newRow("as long as can be said") << QByteArray("bfffffff") << MlsError::TooLarge;
    }

    void refusesVectors()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(MlsError, error);
        const QByteArray raw = QByteArray::fromHex(bytes);
        TlsReader reader(viewOf(raw));
        reader.opaque();
        reader.expectEnd();
        QVERIFY(!reader.ok());
        QCOMPARE(reader.error(), error);
    }

    void readsListsUpToTheirCap_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<bool>("good");
        QTest::newRow("none") << 0 << true;
        QTest::newRow("as many as allowed") << 5 << true;
        QTest::newRow("one more") << 6 << false;
    }

    void readsListsUpToTheirCap()
    {
        QFETCH(int, items);
        QFETCH(bool, good);
        const std::vector<std::uint16_t> numbers(static_cast<std::size_t>(items), 7);
        const QByteArray written
            = TlsWriter()
                  .list(numbers, [](TlsWriter& to, std::uint16_t each) { to.u16(each); })
                  .take();
        TlsReader reader(viewOf(written));
        const auto read = reader.list([](TlsReader& from) { return from.u16(); }, 5);
        QCOMPARE(reader.ok(), good);
        if (good)
            QCOMPARE(read, numbers);
        else
            QCOMPARE(reader.error(), MlsError::TooLarge);
    }

    void refusesAListThatEndsWithinAnItem()
    {
        const QByteArray bytes = QByteArray::fromHex("0300010012");
        TlsReader reader(viewOf(bytes));
        reader.list([](TlsReader& from) { return from.u16(); });
        QVERIFY(!reader.ok());
        QCOMPARE(reader.u8(), std::uint8_t {0});
    }

    void keepsTheFirstFailure()
    {
        const QByteArray bytes = QByteArray::fromHex("0200");
        TlsReader reader(viewOf(bytes));
        QVERIFY(!reader.present());
        reader.fail(MlsError::TooLarge);
        QCOMPARE(reader.error(), MlsError::Malformed);
        QVERIFY(reader.atEnd());
        QCOMPARE(reader.u64(), std::uint64_t {0});
        QVERIFY(reader.opaque().isEmpty());
        QVERIFY(reader.secret().isEmpty());
    }

    void readsNumbersAndFlags()
    {
        const QByteArray bytes = TlsWriter()
                                     .u8(1)
                                     .u16(0x203)
                                     .u32(0x4050607)
                                     .u64(8)
                                     .present(true)
                                     .present(false)
                                     .take();
        QCOMPARE(bytes.toHex(),
                 QByteArray("010203040506070000000000000008"
                            "0100"));
        TlsReader reader(viewOf(bytes));
        QCOMPARE(reader.u8(), std::uint8_t {1});
        QCOMPARE(reader.u16(), std::uint16_t {0x203});
        QCOMPARE(reader.u32(), 0x4050607U);
        QCOMPARE(reader.u64(), std::uint64_t {8});
        QVERIFY(reader.present());
        QVERIFY(!reader.present());
        reader.expectEnd();
        QVERIFY(reader.ok());
    }
};

QTEST_APPLESS_MAIN(TlsCodecTest)
#include "tls_codec_test.moc"
