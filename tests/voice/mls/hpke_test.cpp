#include "voice/mls/hpke.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

class HpkeTest : public QObject {
    Q_OBJECT
private slots:
    void opensThePublishedCiphertext()
    {
        const QJsonArray cases = publishedVectors("crypto-basics");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        const QJsonValue given = cases.first()["encrypt_with_label"];
        const QByteArray scalar = hexOf(given["priv"]);
        const auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
        QVERIFY(key);
        QCOMPARE(key->publicKey(), hexOf(given["pub"]));
        const QByteArray context = hexOf(given["context"]);
        const auto plain
            = decryptWithLabel(*key, given["label"].toString().toStdString(), viewOf(context),
                               {hexOf(given["kem_output"]), hexOf(given["ciphertext"])});
        QVERIFY(plain);
        QCOMPARE(toByteArray(plain->reveal()), hexOf(given["plaintext"]));
    }

    // RFC 9180, appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
    void derivesThePublishedKeyPair()
    {
        const QByteArray ikm = QByteArray::fromHex(
            "668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550");
        const auto key = deriveKeyPair(SecretBytes(viewOf(ikm)));
        QVERIFY(key);
        QCOMPARE(key->publicKey().toHex(),
                 QByteArray("04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a77"
                            "9b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"));
    }

    void opensWhatItSealedAndNothingElse()
    {
        const crypto::P256PrivateKey key = generateKeyPair(m_random);
        const crypto::P256PrivateKey stranger = generateKeyPair(m_random);
        const auto sealed = hpkeSeal(viewOf(key.publicKey()), viewOf(m_info), viewOf(m_aad),
                                     viewOf(m_plain), m_random);
        QVERIFY(sealed);
        const auto opened = hpkeOpen(key, viewOf(m_info), viewOf(m_aad), *sealed);
        QVERIFY(opened);
        QCOMPARE(toByteArray(opened->reveal()), m_plain);

        QVERIFY(!hpkeOpen(stranger, viewOf(m_info), viewOf(m_aad), *sealed));
        QVERIFY(!hpkeOpen(key, viewOf(m_aad), viewOf(m_aad), *sealed));
        QVERIFY(!hpkeOpen(key, viewOf(m_info), viewOf(m_info), *sealed));
        HpkeCiphertext bad = *sealed;
        bad.ciphertext[0] = static_cast<char>(bad.ciphertext[0] ^ 1);
        QCOMPARE(hpkeOpen(key, viewOf(m_info), viewOf(m_aad), bad).error(),
                 MlsError::DecryptionFailed);
        bad = *sealed;
        bad.ciphertext.truncate(15);
        QCOMPARE(hpkeOpen(key, viewOf(m_info), viewOf(m_aad), bad).error(),
                 MlsError::DecryptionFailed);
        bad = *sealed;
        bad.kemOutput[64] = static_cast<char>(bad.kemOutput[64] ^ 1);
        QCOMPARE(hpkeOpen(key, viewOf(m_info), viewOf(m_aad), bad).error(), MlsError::InvalidKey);
        bad.kemOutput.clear();
        QCOMPARE(hpkeOpen(key, viewOf(m_info), viewOf(m_aad), bad).error(), MlsError::InvalidKey);
    }

    void sealsNothingAndForNobody()
    {
        const crypto::P256PrivateKey key = generateKeyPair(m_random);
        const auto empty = encryptWithLabel(viewOf(key.publicKey()), "Label", {}, {}, m_random);
        QVERIFY(empty);
        QCOMPARE(empty->ciphertext.size(), 16);
        const auto opened = decryptWithLabel(key, "Label", {}, *empty);
        QVERIFY(opened);
        QVERIFY(opened->isEmpty());
        QVERIFY(!decryptWithLabel(key, "Other", {}, *empty));
        QCOMPARE(hpkeSeal(viewOf(m_plain), {}, {}, {}, m_random).error(), MlsError::InvalidKey);
    }

private:
    crypto::SystemRandom m_random;
    QByteArray m_info = "info";
    QByteArray m_aad = "aad";
    QByteArray m_plain = "a path secret";
};

QTEST_APPLESS_MAIN(HpkeTest)
#include "hpke_test.moc"
