#include "voice/crypto/aes128_gcm.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::crypto;

namespace {

constexpr auto kFull = Aes128Gcm::TagSize::Full;
constexpr auto kShort = Aes128Gcm::TagSize::Short;

MutableByteView writable(QByteArray& bytes)
{
    return {reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

Aes128Gcm cipherOf(const QByteArray& key, Aes128Gcm::TagSize tagSize)
{
    auto cipher = Aes128Gcm::create(SecretBytes(viewOf(key)), tagSize);
    if (!cipher)
        qFatal("a key was refused");
    return *std::move(cipher);
}

} // namespace

class Aes128GcmTest : public QObject {
    Q_OBJECT
private slots:
    // Test cases 1 to 4 of the GCM specification (McGrew and Viega).
    void agreesWithPublishedVectors_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("aad");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("sealed");
        QTest::addColumn<QByteArray>("tag");
        const QByteArray key = QByteArray::fromHex("feffe9928665731c6d6a8f9467308308");
        const QByteArray nonce = QByteArray::fromHex("cafebabefacedbaddecaf888");
        const QByteArray aad = QByteArray::fromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        const QByteArray plain = QByteArray::fromHex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e"
            "2449a6b525b16aedf5aa0de657ba637b391aafd255");
        const QByteArray sealed = QByteArray::fromHex(
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a"
            "5aac84aa051ba30b396a0aac973d58e091473f5985");
        QTest::newRow("case 1: nothing")
            << QByteArray(16, '\0') << QByteArray(12, '\0') << QByteArray() << QByteArray()
            << QByteArray() << QByteArray::fromHex("58e2fccefa7e3061367f1d57a4e7455a");
        QTest::newRow("case 2: one block")
            << QByteArray(16, '\0') << QByteArray(12, '\0') << QByteArray() << QByteArray(16, '\0')
            << QByteArray::fromHex("0388dace60b6a392f328c2b971b2fe78")
            << QByteArray::fromHex("ab6e47d42cec13bdf53a67b21257bddf");
        QTest::newRow("case 3: four blocks")
            << key << nonce << QByteArray() << plain << sealed
            << QByteArray::fromHex("4d5c2af327cd64a62cf35abd2ba6fab4");
        QTest::newRow("case 4: with additional data")
            << key << nonce << aad << plain.first(60) << sealed.first(60)
            << QByteArray::fromHex("5bc94fbc3221a5db94fae95ae7121a47");
    }

    void agreesWithPublishedVectors()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, aad);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, sealed);
        QFETCH(QByteArray, tag);
        for (const auto tagSize : {kFull, kShort}) {
            Aes128Gcm cipher = cipherOf(key, tagSize);
            QByteArray made(plain.size(), '\0');
            QByteArray madeTag(static_cast<qsizetype>(cipher.tagBytes()), '\0');
            QVERIFY(cipher.seal(viewOf(nonce), viewOf(aad), viewOf(plain), writable(made),
                                writable(madeTag)));
            QCOMPARE(made.toHex(), sealed.toHex());
            QCOMPARE(madeTag, tag.first(madeTag.size()));
            // In place, and twice with one context.
            for (int again = 0; again < 2; ++again) {
                QByteArray opened = sealed;
                QVERIFY(cipher.open(viewOf(nonce), viewOf(aad), viewOf(opened), viewOf(madeTag),
                                    writable(opened)));
                QCOMPARE(opened, plain);
            }
        }
    }

    void refusesEveryChangedBitAndLeavesNothingBehind()
    {
        Aes128Gcm cipher = cipherOf(QByteArray(16, 'k'), kShort);
        const QByteArray nonce(12, 'n');
        const QByteArray aad("clear");
        QByteArray sealed("speech");
        QByteArray tag(8, '\0');
        const QByteArray plain = sealed;
        QVERIFY(cipher.seal(viewOf(nonce), viewOf(aad), viewOf(plain), writable(sealed),
                            writable(tag)));
        const QByteArray all = nonce + aad + sealed + tag;
        for (qsizetype bit = 0; bit < all.size() * 8; ++bit) {
            QByteArray bad = all;
            bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
            const ByteView view = viewOf(bad);
            QByteArray out(6, 'x');
            QVERIFY(!cipher.open(view.first(12), view.subspan(12, 5), view.subspan(17, 6),
                                 view.last(8), writable(out)));
            QCOMPARE(out, QByteArray(6, '\0'));
        }
        QByteArray out(6, 'x');
        QVERIFY(
            cipher.open(viewOf(nonce), viewOf(aad), viewOf(sealed), viewOf(tag), writable(out)));
        QCOMPARE(out, plain);
    }

    void refusesWrongSizes()
    {
        QVERIFY(!Aes128Gcm::create(SecretBytes(viewOf(m_sixteen).first(15)), kFull));
        Aes128Gcm cipher = cipherOf(m_sixteen, kFull);
        const ByteView bytes = viewOf(m_sixteen);
        QByteArray out(16, '\0');
        QByteArray tag(16, '\0');
        QVERIFY(!cipher.seal(bytes, {}, bytes, writable(out), writable(tag)));
        QVERIFY(!cipher.seal(bytes.first(12), {}, bytes, writable(out).first(15), writable(tag)));
        QVERIFY(!cipher.seal(bytes.first(12), {}, bytes, writable(out), writable(tag).first(8)));
        QVERIFY(!cipher.open(bytes.first(11), {}, bytes, bytes, writable(out)));
        QVERIFY(!cipher.open(bytes.first(12), {}, bytes, bytes.first(8), writable(out)));
        QVERIFY(!cipher.open(bytes.first(12), {}, bytes, {}, writable(out)));
    }

private:
    QByteArray m_sixteen = QByteArray(16, '\x5a');
};

QTEST_APPLESS_MAIN(Aes128GcmTest)
#include "aes128_gcm_test.moc"
