#include "voice/base/bytes.h"

#include <QTest>

#include <limits>

using namespace lavalier;

class BytesTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatWasWritten()
    {
        const QByteArray tail("tail");
        const QByteArray bytes = ByteWriter()
                                     .u8(0x01)
                                     .u16be(0x0203)
                                     .u32be(0x04050607)
                                     .u64be(0x08090A0B0C0D0E0F)
                                     .u16le(0x0203)
                                     .u32le(0x04050607)
                                     .u64le(0x08090A0B0C0D0E0F)
                                     .bytes(viewOf(tail))
                                     .take();
        QCOMPARE(bytes.toHex(),
                 QByteArray("0102030405060708090a0b0c0d0e0f"
                            "0302070605040f0e0d0c0b0a0908")
                     + tail.toHex());
        ByteReader reader(viewOf(bytes));
        QCOMPARE(reader.u8(), std::optional<std::uint8_t>(0x01));
        QCOMPARE(reader.u16be(), std::optional<std::uint16_t>(0x0203));
        QCOMPARE(reader.u32be(), std::optional<std::uint32_t>(0x04050607));
        QCOMPARE(reader.u64be(), std::optional<std::uint64_t>(0x08090A0B0C0D0E0F));
        QCOMPARE(reader.u16le(), std::optional<std::uint16_t>(0x0203));
        QCOMPARE(reader.u32le(), std::optional<std::uint32_t>(0x04050607));
        QCOMPARE(reader.u64le(), std::optional<std::uint64_t>(0x08090A0B0C0D0E0F));
        QCOMPARE(toByteArray(reader.rest()), tail);
        QCOMPARE(toByteArray(*reader.take(4)), tail);
        QVERIFY(reader.atEnd());
    }

    void aReadThatDoesNotFitTakesNothing()
    {
        const QByteArray bytes("1234567");
        ByteReader reader(viewOf(bytes));
        QVERIFY(!reader.u64be());
        QVERIFY(!reader.u64le());
        QVERIFY(!reader.take(8));
        QVERIFY(!reader.take(std::numeric_limits<std::size_t>::max()));
        QCOMPARE(reader.remaining(), std::size_t {7});
        QVERIFY(reader.u32be());
        QVERIFY(!reader.u32le());
        QVERIFY(reader.u16be());
        QVERIFY(!reader.u16le());
        QVERIFY(reader.u8());
        QVERIFY(!reader.u8());
        QVERIFY(reader.take(0));
        QVERIFY(reader.atEnd());
    }

    void readsNothingFromNothing()
    {
        ByteReader reader({});
        QVERIFY(reader.atEnd());
        QVERIFY(!reader.u8());
        QVERIFY(viewOf(m_empty).empty());
        QVERIFY(toByteArray({}).isEmpty());
    }

private:
    const QByteArray m_empty;
};

QTEST_GUILESS_MAIN(BytesTest)
#include "bytes_test.moc"
