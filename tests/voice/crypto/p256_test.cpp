#include "voice/crypto/p256.h"

#include <QTest>

#include <openssl/err.h>

using namespace lavalier;
using namespace lavalier::crypto;

namespace {

const QByteArray kOrder
    = QByteArray::fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

P256PrivateKey keyFrom(const QByteArray& hex)
{
    const QByteArray scalar = QByteArray::fromHex(hex);
    auto key = P256PrivateKey::fromScalar(viewOf(scalar));
    if (!key)
        qFatal("a scalar was refused");
    return *std::move(key);
}

/// RFC 6979, appendix A.2.5.
P256PrivateKey signer()
{
    return keyFrom("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
}

QByteArray withLastBitFlipped(QByteArray bytes)
{
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    return bytes;
}

/// Gives zeros, then the order, both no scalars, then ones.
class StubbornRandom final : public RandomSource {
public:
    void fill(MutableByteView out) override
    {
        const QByteArray next = m_calls == 0 ? QByteArray(32, '\0')
            : m_calls == 1                   ? kOrder
                                             : QByteArray(32, '\1');
        ++m_calls;
        std::ranges::copy(viewOf(next).first(out.size()), out.begin());
    }

private:
    int m_calls = 0;
};

} // namespace

class P256Test : public QObject {
    Q_OBJECT
private slots:
    void computesThePublicKey()
    {
        QCOMPARE(signer().publicKey().toHex(),
                 QByteArray("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                            "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
        QVERIFY(isValidP256Point(viewOf(signer().publicKey())));
    }

    // RFC 5903, section 8.1.
    void agreesOnAPublishedSecret()
    {
        const P256PrivateKey one
            = keyFrom("c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433");
        const P256PrivateKey other
            = keyFrom("c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53");
        const QByteArray shared("d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
        const auto here = one.sharedX(viewOf(other.publicKey()));
        const auto there = other.sharedX(viewOf(one.publicKey()));
        QVERIFY(here && there);
        QCOMPARE(toByteArray(here->reveal()).toHex(), shared);
        QCOMPARE(toByteArray(there->reveal()).toHex(), shared);
    }

    // RFC 6979, appendix A.2.5, message "sample" with SHA-256, as DER.
    void verifiesAPublishedSignature()
    {
        const QByteArray signature = QByteArray::fromHex(
            "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c"
            "942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        const QByteArray message("sample");
        QVERIFY(verifyP256(viewOf(signer().publicKey()), viewOf(message), viewOf(signature)));
    }

    void verifiesWhatItSignedAndNothingElse()
    {
        const P256PrivateKey key = signer();
        const QByteArray message("who was in the room");
        const QByteArray signature = key.sign(viewOf(message));
        const QByteArray otherMessage = withLastBitFlipped(message);
        const QByteArray otherSignature = withLastBitFlipped(signature);
        const QByteArray badKey = withLastBitFlipped(key.publicKey());
        const ByteView point = viewOf(key.publicKey());
        QVERIFY(verifyP256(point, viewOf(message), viewOf(signature)));
        QVERIFY(!verifyP256(point, viewOf(otherMessage), viewOf(signature)));
        QVERIFY(!verifyP256(point, viewOf(message), viewOf(otherSignature)));
        QVERIFY(!verifyP256(viewOf(badKey), viewOf(message), viewOf(signature)));
        QVERIFY(!verifyP256(point, viewOf(message), {}));
        QVERIFY(!verifyP256(point, viewOf(message), viewOf(signature).first(20)));
        const QByteArray longer = signature + '\0';
        QVERIFY(!verifyP256(point, viewOf(message), viewOf(longer)));
        QVERIFY(!verifyP256({}, viewOf(message), viewOf(signature)));
    }

    void refusesPointsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("point");
        const QByteArray good = signer().publicKey();
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("infinity") << QByteArray(1, '\0');
        QTest::newRow("infinity, padded") << QByteArray(65, '\0');
        QTest::newRow("off the curve") << withLastBitFlipped(good);
        QTest::newRow("zero coordinates") << QByteArray("\4" + QByteArray(64, '\0'));
        QTest::newRow("coordinates above the field") << QByteArray("\4" + QByteArray(64, '\xff'));
        QTest::newRow("compressed") << QByteArray("\3" + good.mid(1, 32));
        QTest::newRow("hybrid") << QByteArray("\7" + good.mid(1));
        QTest::newRow("one byte short") << good.first(64);
        QTest::newRow("one byte long") << QByteArray(good + '\0');
    }

    void refusesPointsThatAreNone()
    {
        QFETCH(QByteArray, point);
        QVERIFY(!isValidP256Point(viewOf(point)));
        const auto shared = signer().sharedX(viewOf(point));
        QVERIFY(!shared);
        QCOMPARE(shared.error(), CryptoError::InvalidPoint);
        // A TLS socket on this thread must find the queue as it was.
        QCOMPARE(ERR_peek_error(), 0UL);
    }

    void refusesScalarsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("scalar");
        QTest::addColumn<bool>("good");
        QTest::newRow("zero") << QByteArray(32, '\0') << false;
        QTest::newRow("one") << QByteArray(QByteArray(31, '\0') + '\1') << true;
        QTest::newRow("below the order") << kOrder.first(31) + '\x50' << true;
        QTest::newRow("the order") << kOrder << false;
        QTest::newRow("all bits") << QByteArray(32, '\xff') << false;
        QTest::newRow("one byte short") << QByteArray(31, '\1') << false;
        QTest::newRow("one byte long") << QByteArray(33, '\1') << false;
    }

    void refusesScalarsThatAreNone()
    {
        QFETCH(QByteArray, scalar);
        QFETCH(bool, good);
        const auto key = P256PrivateKey::fromScalar(viewOf(scalar));
        QCOMPARE(key.has_value(), good);
        if (key)
            QCOMPARE(toByteArray(key->scalar().reveal()), scalar);
    }

    void generatesAnewUntilTheScalarIsOne()
    {
        StubbornRandom random;
        QCOMPARE(toByteArray(P256PrivateKey::generate(random).scalar().reveal()),
                 QByteArray(32, '\1'));
    }

    void generatesAnotherKeyEachTime()
    {
        SystemRandom random;
        QVERIFY(P256PrivateKey::generate(random).publicKey()
                != P256PrivateKey::generate(random).publicKey());
        QCOMPARE(random.secret(48).size(), std::size_t {48});
    }

    void verifiesQuickly()
    {
        const P256PrivateKey key = signer();
        const QByteArray message(300, 'm');
        const QByteArray signature = key.sign(viewOf(message));
        QBENCHMARK
        {
            QVERIFY(verifyP256(viewOf(key.publicKey()), viewOf(message), viewOf(signature)));
        }
    }
};

QTEST_APPLESS_MAIN(P256Test)
#include "p256_test.moc"
