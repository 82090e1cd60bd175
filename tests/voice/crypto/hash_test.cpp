#include "voice/crypto/hash.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::crypto;

class HashTest : public QObject {
    Q_OBJECT
private slots:
    void hashesAsPublished_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("digest");
        // FIPS 180-4, examples.
        QTest::newRow("nothing")
            << QByteArray()
            << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc")
            << QByteArray("abc")
            << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    void hashesAsPublished()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, digest);
        QCOMPARE(sha256(viewOf(input)).toHex(), digest);
        const auto half = static_cast<std::size_t>(input.size() / 2);
        const ByteView whole = viewOf(input);
        const auto inRuns = sha256Of({whole.first(half), {}, whole.subspan(half)});
        QCOMPARE(toByteArray(inRuns).toHex(), digest);
    }

    void authenticatesAsPublished_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("tag");
        // RFC 4231, test cases 1, 2 and 6; the last is Python's hmac.
        QTest::newRow("short key")
            << QByteArray(20, '\x0b') << QByteArray("Hi There")
            << QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QTest::newRow("shorter key")
            << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
            << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QTest::newRow("key longer than a block")
            << QByteArray(131, '\xaa')
            << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
            << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        QTest::newRow("no key and nothing")
            << QByteArray() << QByteArray()
            << QByteArray("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }

    void authenticatesAsPublished()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, tag);
        QCOMPARE(hmacSha256(viewOf(key), viewOf(input)).toHex(), tag);
        // A context before must not leave its key to one after.
        QCOMPARE(hmacSha256(viewOf(key), viewOf(input)).toHex(), tag);
    }

    void comparesTags()
    {
        const QByteArray tag(16, 't');
        QByteArray other = tag;
        QVERIFY(equalInConstantTime(viewOf(tag), viewOf(other)));
        other[15] = 'u';
        QVERIFY(!equalInConstantTime(viewOf(tag), viewOf(other)));
        QVERIFY(!equalInConstantTime(viewOf(tag), viewOf(tag).first(15)));
        QVERIFY(equalInConstantTime({}, {}));
    }

private:
    static QByteArray toByteArray(const Sha256Digest& digest)
    {
        return lavalier::toByteArray(ByteView(digest));
    }
};

QTEST_APPLESS_MAIN(HashTest)
#include "hash_test.moc"
