#include "voice/mls/cipher_suite.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

QByteArray bytesOf(const SecretBytes& secret)
{
    return toByteArray(secret.reveal());
}

SecretBytes secretOf(const QJsonValue& hex)
{
    const QByteArray bytes = hexOf(hex);
    return SecretBytes(viewOf(bytes));
}

} // namespace

class CipherSuiteTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        const QJsonArray cases = publishedVectors("crypto-basics");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        m_case = cases.first().toObject();
        QCOMPARE(m_case["cipher_suite"].toInt(), int {kCipherSuite});
    }

    void hashesReferences()
    {
        const QJsonValue given = m_case["ref_hash"];
        const QByteArray value = hexOf(given["value"]);
        QCOMPARE(refHash(given["label"].toString().toStdString(), viewOf(value)),
                 hexOf(given["out"]));
    }

    void expandsWithALabel()
    {
        const QJsonValue given = m_case["expand_with_label"];
        const QByteArray context = hexOf(given["context"]);
        QCOMPARE(bytesOf(expandWithLabel(secretOf(given["secret"]),
                                         given["label"].toString().toStdString(), viewOf(context),
                                         static_cast<std::size_t>(given["length"].toInt()))),
                 hexOf(given["out"]));
    }

    void derivesSecrets()
    {
        const QJsonValue given = m_case["derive_secret"];
        QCOMPARE(bytesOf(deriveSecret(secretOf(given["secret"]),
                                      given["label"].toString().toStdString())),
                 hexOf(given["out"]));
    }

    void derivesSecretsOfAGeneration()
    {
        const QJsonValue given = m_case["derive_tree_secret"];
        QCOMPARE(bytesOf(deriveTreeSecret(
                     secretOf(given["secret"]), given["label"].toString().toStdString(),
                     static_cast<std::uint32_t>(given["generation"].toInteger()),
                     static_cast<std::size_t>(given["length"].toInt()))),
                 hexOf(given["out"]));
    }

    void verifiesAndSigns()
    {
        const QJsonValue given = m_case["sign_with_label"];
        const std::string label = given["label"].toString().toStdString();
        const QByteArray content = hexOf(given["content"]);
        const QByteArray publicKey = hexOf(given["pub"]);
        const QByteArray signature = hexOf(given["signature"]);
        QVERIFY(verifyWithLabel(viewOf(publicKey), label, viewOf(content), viewOf(signature)));
        QVERIFY(
            !verifyWithLabel(viewOf(publicKey), label + "x", viewOf(content), viewOf(signature)));

        const QByteArray scalar = hexOf(given["priv"]);
        const auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
        QVERIFY(key);
        QCOMPARE(key->publicKey(), publicKey);
        const QByteArray own = signWithLabel(*key, label, viewOf(content));
        QVERIFY(verifyWithLabel(viewOf(publicKey), label, viewOf(content), viewOf(own)));
    }

private:
    QJsonObject m_case;
};

QTEST_APPLESS_MAIN(CipherSuiteTest)
#include "cipher_suite_test.moc"
