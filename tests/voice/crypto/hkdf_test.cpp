#include "voice/crypto/hkdf.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::crypto;

namespace {

QByteArray rising(int first, int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<char>(first + i));
    return bytes;
}

} // namespace

class HkdfTest : public QObject {
    Q_OBJECT
private slots:
    // RFC 5869, appendices A.1 to A.3.
    void derivesAsPublished_data()
    {
        QTest::addColumn<QByteArray>("ikm");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<QByteArray>("prk");
        QTest::addColumn<QByteArray>("okm");
        QTest::newRow("A.1: basic")
            << QByteArray(22, '\x0b') << rising(0, 13) << rising(0xf0, 10)
            << QByteArray("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
            << QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208"
                          "d5b887185865");
        QTest::newRow("A.2: long")
            << rising(0, 80) << rising(0x60, 80) << rising(0xb0, 80)
            << QByteArray("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244")
            << QByteArray("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99"
                          "cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87"
                          "c14c01d5c1f3434f1d87");
        QTest::newRow("A.3: neither salt nor info")
            << QByteArray(22, '\x0b') << QByteArray() << QByteArray()
            << QByteArray("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04")
            << QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395"
                          "faa4b61a96c8");
    }

    void derivesAsPublished()
    {
        QFETCH(QByteArray, ikm);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, info);
        QFETCH(QByteArray, prk);
        QFETCH(QByteArray, okm);
        const SecretBytes extracted = hkdfExtract(viewOf(salt), viewOf(ikm));
        QCOMPARE(toByteArray(extracted.reveal()).toHex(), prk);
        const auto length = static_cast<std::size_t>(okm.size() / 2);
        QCOMPARE(toByteArray(hkdfExpand(extracted, viewOf(info), length).reveal()).toHex(), okm);
    }

    void expandsAShortKeyToAnyLength()
    {
        const SecretBytes key {viewOf(m_shortKey)};
        const SecretBytes whole = hkdfExpand(key, {}, kMaxHkdfBytes);
        QCOMPARE(whole.size(), kMaxHkdfBytes);
        for (const std::size_t length : {0U, 1U, 31U, 32U, 33U, 64U}) {
            const SecretBytes part = hkdfExpand(key, {}, length);
            QCOMPARE(toByteArray(part.reveal()), toByteArray(whole.reveal().first(length)));
        }
    }

private:
    QByteArray m_shortKey = rising(1, 16);
};

QTEST_APPLESS_MAIN(HkdfTest)
#include "hkdf_test.moc"
