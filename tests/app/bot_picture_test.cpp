#include "app/bot_picture.h"

#include "voice/base/bytes.h"

#include <QBuffer>
#include <QTest>

#include <array>

using namespace lavalier;
using namespace lavalier::app;

namespace {

std::uint32_t crcOf(const QByteArray& bytes)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// Written by the test from the format's own text, so that it can be as wrong as it likes.
QByteArray chunk(const QByteArray& type, const QByteArray& body)
{
    const QByteArray typed = type + body;
    return ByteWriter()
        .u32be(static_cast<std::uint32_t>(body.size()))
        .bytes(viewOf(typed))
        .u32be(crcOf(typed))
        .take();
}

QByteArray header(std::uint32_t width, std::uint32_t height)
{
    return chunk("IHDR",
                 ByteWriter().u32be(width).u32be(height).u8(8).u8(2).u8(0).u8(0).u8(0).take());
}

/// zlib's, as PNG wants it.
QByteArray deflated(const QByteArray& bytes)
{
    return qCompress(bytes, 9).mid(4);
}

const QByteArray kSignature = QByteArray::fromHex("89504e470d0a1a0a");

QByteArray png(std::uint32_t width, std::uint32_t height, const QByteArray& extra = {})
{
    QByteArray rows;
    for (std::uint32_t y = 0; y < height; ++y)
        rows += '\0' + QByteArray("\xC0\x40\x20", 3).repeated(static_cast<qsizetype>(width));
    return kSignature + header(width, height) + extra + chunk("IDAT", deflated(rows))
        + chunk("IEND", {});
}

QByteArray asFormat(const char* format)
{
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

} // namespace

class BotPictureTest : public QObject {
    Q_OBJECT
private slots:
    void showsAPicture();
    void showsNothingElse_data();
    void showsNothingElse();
    void nothingThatGrowsIsUnpacked();
    void anyCutAndAnyFlippedBitIsHarmless();
};

void BotPictureTest::showsAPicture()
{
    for (const std::uint32_t side : {1U, 128U, 512U}) {
        const auto picture = decodeBotPicture(png(side, side));
        QVERIFY(picture);
        QCOMPARE(picture->size(), QSize(int(side), int(side)));
        QCOMPARE(picture->pixelColor(0, 0), QColor(0xC0, 0x40, 0x20));
    }
    QVERIFY(decodeBotPicture(asFormat("png"))); // and another's
}

void BotPictureTest::showsNothingElse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("<html>Not Found</html>");
    QTest::newRow("a bitmap") << asFormat("bmp");
    QTest::newRow("a drawing") << QByteArray(
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>");
    QTest::newRow("one pixel too wide") << png(513, 8);
    QTest::newRow("one pixel too high") << png(8, 513);
    QTest::newRow("no width") << png(0, 8);
    QTest::newRow("a size past all bounds") << kSignature + header(0xFFFFFFFF, 0x7FFFFFFF)
            + chunk("IDAT", deflated("x")) + chunk("IEND", {});
    QTest::newRow("a byte too long") << png(8, 8, chunk("tEXt", QByteArray(512 * 1024, 'x')));
    QTest::newRow("a small header, then a large one") << kSignature + header(8, 8)
            + header(40'000, 40'000) + chunk("IDAT", deflated("x")) + chunk("IEND", {});
    QTest::newRow("no data") << kSignature + header(8, 8) + chunk("IEND", {});
    QTest::newRow("no end") << png(8, 8).chopped(12);
    QTest::newRow("cut within its data") << png(64, 64).first(60);
    QTest::newRow("a chunk as long as it can say")
        << kSignature + header(8, 8) + QByteArray::fromHex("ffffffff49444154");
    QTest::newRow("too little data for its size")
        << kSignature + header(512, 512) + chunk("IDAT", deflated("x")) + chunk("IEND", {});
}

void BotPictureTest::showsNothingElse()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!decodeBotPicture(bytes));
}

/// A megabyte of zeros is a kilobyte packed: a text or a profile could be a thousand times what
/// came over the line.
void BotPictureTest::nothingThatGrowsIsUnpacked()
{
    const QByteArray bomb = deflated(QByteArray(64 << 20, '\0'));
    const QByteArray named = QByteArray("name") + '\0' + '\0' + bomb;
    for (const char* type : {"zTXt", "iCCP", "iTXt", "acTL", "eXIf", "xxXx"}) {
        const QByteArray bytes = png(8, 8, chunk(type, named));
        QVERIFY(bytes.size() < 512 * 1024);
        QCOMPARE(barePng(bytes), std::optional(png(8, 8)));
        QVERIFY(decodeBotPicture(bytes));
    }
    // Data that goes on past the picture: it is as large as its header says, and no larger.
    const auto picture
        = decodeBotPicture(kSignature + header(8, 8) + chunk("IDAT", bomb) + chunk("IEND", {}));
    QVERIFY(!picture || picture->size() == QSize(8, 8));
}

void BotPictureTest::anyCutAndAnyFlippedBitIsHarmless()
{
    const QByteArray good = png(24, 24, chunk("tEXt", "a"));
    for (qsizetype size = 0; size < good.size(); ++size) {
        QVERIFY(!decodeBotPicture(good.first(size)));
        for (const char bit : {'\x01', '\x20', '\x80'}) {
            QByteArray flipped = good;
            flipped[size] = static_cast<char>(flipped[size] ^ bit);
            const auto picture = decodeBotPicture(flipped);
            QVERIFY(!picture || (picture->width() <= 512 && picture->height() <= 512));
        }
    }
}

QTEST_GUILESS_MAIN(BotPictureTest)
#include "bot_picture_test.moc"
