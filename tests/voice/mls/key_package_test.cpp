#include "voice/mls/key_package.h"

#include "voice/mls/framing.h"
#include "voice/mls/hpke.h"
#include "voice/mls/key_schedule.h"
#include "voice/mls/transcript.h"

#include "vector_file.h"

#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::mls;

Q_DECLARE_METATYPE(lavalier::mls::MlsError)
using Change = std::function<void(KeyPackage&, const crypto::P256PrivateKey&)>;
Q_DECLARE_METATYPE(Change)

namespace {

void signAgain(KeyPackage& package, const crypto::P256PrivateKey& key)
{
    signLeaf(package.leaf, key, LeafPlace {"group", LeafIndex(0)});
    TlsWriter writer;
    package.writeUnsigned(writer);
    package.signature = signWithLabel(key, "KeyPackageTBS", viewOf(writer.data()));
}

} // namespace

class KeyPackageTest : public QObject {
    Q_OBJECT
private slots:
    void makesTheExpectedBytes()
    {
        const KeyPackage package = make();
        QVERIFY(verifyKeyPackage(package));
        const QByteArray start = QByteArray::fromHex("000100024041") + m_init.publicKey()
            + QByteArray::fromHex("4041") + m_encryption.publicKey() + QByteArray::fromHex("4041")
            + m_signature.publicKey() + QByteArray::fromHex("000108") + QByteArray("identity")
            + QByteArray::fromHex("020001020002000002000101"
                                  "0000000000000000ffffffffffffffff00");
        const QByteArray bytes = encode(package);
        QCOMPARE(bytes.first(start.size()).toHex(), start.toHex());
        QVERIFY(bytes.size() <= 394);
        const auto again = decode<KeyPackage>(viewOf(bytes));
        QVERIFY(again);
        QCOMPARE(*again, package);
        QCOMPARE(keyPackageRef(*again), keyPackageRef(package));
        QVERIFY(keyPackageRef(make()) != keyPackageRef(package));
    }

    void refusesPackages_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<MlsError>("error");
        const auto row = [](const char* name, MlsError error, Change change) {
            QTest::newRow(name) << change << error;
        };
        row("another suite", MlsError::UnsupportedSuite, [](KeyPackage& package, const auto& key) {
            package.cipherSuite = 1;
            signAgain(package, key);
        });
        row("a leaf out of a commit", MlsError::InvalidKeyPackage,
            [](KeyPackage& package, const auto& key) {
                package.leaf.source = FromCommit {"hash"};
                signAgain(package, key);
            });
        row("one key for both uses", MlsError::InvalidKeyPackage,
            [](KeyPackage& package, const auto& key) {
                package.initKey = package.leaf.encryptionKey;
                signAgain(package, key);
            });
        row("an init key that is none", MlsError::InvalidKey,
            [](KeyPackage& package, const auto& key) {
                package.initKey.chop(1);
                signAgain(package, key);
            });
        row("an encryption key that is none", MlsError::InvalidKey,
            [](KeyPackage& package, const auto& key) {
                package.leaf.encryptionKey.back() = package.leaf.encryptionKey.back() ^ 1;
                signAgain(package, key);
            });
        row("a signature key that is none", MlsError::BadSignature,
            [](KeyPackage& package, const auto& key) {
                package.leaf.signatureKey.clear();
                signAgain(package, key);
            });
        row("a leaf that does not know its own credential", MlsError::InvalidLeaf,
            [](KeyPackage& package, const auto& key) {
                package.leaf.capabilities.credentials = {2};
                signAgain(package, key);
            });
        row("a leaf with an extension it does not know", MlsError::InvalidLeaf,
            [](KeyPackage& package, const auto& key) {
                package.leaf.capabilities.extensions = {0x1a1a};
                package.leaf.extensions = {{0x0a0a, {}}};
                signAgain(package, key);
            });
        row("another name than was signed", MlsError::BadSignature,
            [](KeyPackage& package, const auto&) { package.leaf.credential.identity = "other"; });
        row("a leaf of another signer", MlsError::BadSignature,
            [](KeyPackage& package, const auto& key) {
                package.leaf.signature.clear();
                TlsWriter writer;
                package.writeUnsigned(writer);
                package.signature = signWithLabel(key, "KeyPackageTBS", viewOf(writer.data()));
            });
        row("another lifetime than was signed", MlsError::BadSignature,
            [](KeyPackage& package, const auto&) {
                package.leaf.source = FromKeyPackage {0, 1};
            });
        row("an extension that was not signed", MlsError::BadSignature,
            [](KeyPackage& package, const auto&) {
                package.extensions.push_back({0x0a0a, {}});
            });
    }

    void refusesPackages()
    {
        QFETCH(Change, change);
        QFETCH(MlsError, error);
        KeyPackage package = make();
        change(package, m_signature);
        const auto verified = verifyKeyPackage(package);
        QVERIFY(!verified);
        QCOMPARE(verified.error(), error);
    }

    void takesLeavesWithExtensionsTheyKnow()
    {
        KeyPackage package = make();
        // Everybody knows application_id without saying so.
        package.leaf.extensions = {{1, "id"}, {0x0a0a, {}}};
        package.leaf.capabilities.extensions = {0x0a0a};
        signAgain(package, m_signature);
        QVERIFY(verifyKeyPackage(package));
    }

    void bindsALeafOfACommitToItsPlace()
    {
        LeafNode leaf = make().leaf;
        leaf.source = FromCommit {"parent hash"};
        const LeafPlace place {"group", LeafIndex(3)};
        signLeaf(leaf, m_signature, place);
        QVERIFY(verifyLeaf(leaf, place));
        QVERIFY(!verifyLeaf(leaf, LeafPlace {"group", LeafIndex(4)}));
        QVERIFY(!verifyLeaf(leaf, LeafPlace {"grouq", LeafIndex(3)}));
        QVERIFY(!verifyLeaf(leaf, std::nullopt));
        // One out of a key package belongs nowhere yet.
        QVERIFY(verifyLeaf(make().leaf, place));
    }

    /// Everything a Welcome asks of these files, short of the tree.
    void opensThePublishedWelcome()
    {
        const QJsonArray cases = publishedVectors("welcome");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        const QJsonObject given = cases.first().toObject();
        const QByteArray packageBytes = hexOf(given["key_package"]);
        const auto packageMessage = decode<MlsMessage>(viewOf(packageBytes));
        QVERIFY(packageMessage);
        const auto& package = std::get<KeyPackage>(packageMessage->body);
        QVERIFY(verifyKeyPackage(package));
        const QByteArray welcomeBytes = hexOf(given["welcome"]);
        const auto welcomeMessage = decode<MlsMessage>(viewOf(welcomeBytes));
        QVERIFY(welcomeMessage);
        const auto& welcome = std::get<Welcome>(welcomeMessage->body);

        const auto ours = std::ranges::find(welcome.secrets, keyPackageRef(package),
                                            &EncryptedGroupSecrets::newMember);
        QVERIFY(ours != welcome.secrets.end());
        const QByteArray scalar = hexOf(given["init_priv"]);
        const auto initKey = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
        QVERIFY(initKey);
        const auto opened = decryptWithLabel(*initKey, "Welcome",
                                             viewOf(welcome.encryptedGroupInfo), ours->secrets);
        QVERIFY(opened);
        const auto secrets = decode<GroupSecrets>(opened->reveal());
        QVERIFY(secrets);
        const SecretBytes member = memberSecret(secrets->joinerSecret);
        const auto info = openGroupInfo(welcomeSecret(member), viewOf(welcome.encryptedGroupInfo));
        QVERIFY(info);
        const QByteArray signerKey = hexOf(given["signer_pub"]);
        QVERIFY(verifyGroupInfo(*info, viewOf(signerKey)));
        const QByteArray context = encode(info->context);
        const auto epoch = EpochSecrets::derive(epochSecret(member, viewOf(context)));
        QVERIFY(verifyConfirmationTag(epoch.confirmationKey,
                                      viewOf(info->context.confirmedTranscriptHash),
                                      viewOf(info->confirmationTag)));
    }

private:
    KeyPackage make()
    {
        return makeKeyPackage("identity", viewOf(m_init.publicKey()),
                              viewOf(m_encryption.publicKey()), m_signature);
    }

    crypto::SystemRandom m_random;
    crypto::P256PrivateKey m_init = generateKeyPair(m_random);
    crypto::P256PrivateKey m_encryption = generateKeyPair(m_random);
    crypto::P256PrivateKey m_signature = crypto::P256PrivateKey::generate(m_random);
};

QTEST_APPLESS_MAIN(KeyPackageTest)
#include "key_package_test.moc"
