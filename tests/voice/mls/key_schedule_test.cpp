#include "voice/mls/key_schedule.h"

#include "voice/mls/hpke.h"

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

class KeyScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void followsThePublishedEpochs()
    {
        const QJsonArray cases = publishedVectors("key-schedule");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        const QJsonObject given = cases.first().toObject();
        SecretBytes init = secretOf(given["initial_init_secret"]);
        std::uint64_t number = 0;
        for (const QJsonValue& epoch : given["epochs"].toArray()) {
            const GroupContext context {hexOf(given["group_id"]),
                                        number++,
                                        hexOf(epoch["tree_hash"]),
                                        hexOf(epoch["confirmed_transcript_hash"]),
                                        {}};
            const QByteArray encoded = encode(context);
            QCOMPARE(encoded, hexOf(epoch["group_context"]));

            const SecretBytes joiner
                = joinerSecret(init, secretOf(epoch["commit_secret"]), viewOf(encoded));
            QCOMPARE(bytesOf(joiner), hexOf(epoch["joiner_secret"]));
            const SecretBytes member = memberSecret(joiner, secretOf(epoch["psk_secret"]));
            QCOMPARE(bytesOf(welcomeSecret(member)), hexOf(epoch["welcome_secret"]));

            const SecretBytes root = epochSecret(member, viewOf(encoded));
            const EpochSecrets secrets = EpochSecrets::derive(root);
            QCOMPARE(bytesOf(secrets.exporter), hexOf(epoch["exporter_secret"]));
            QCOMPARE(bytesOf(secrets.confirmationKey), hexOf(epoch["confirmation_key"]));
            QCOMPARE(bytesOf(secrets.membershipKey), hexOf(epoch["membership_key"]));
            QCOMPARE(bytesOf(secrets.init), hexOf(epoch["init_secret"]));
            QCOMPARE(secrets.authenticator, hexOf(epoch["epoch_authenticator"]));

            const auto external = deriveKeyPair(deriveSecret(root, "external"));
            QVERIFY(external);
            QCOMPARE(external->publicKey(), hexOf(epoch["external_pub"]));

            const QJsonValue exporter = epoch["exporter"];
            const QByteArray exporterContext = hexOf(exporter["context"]);
            QCOMPARE(
                bytesOf(exportSecret(secrets.exporter, exporter["label"].toString().toStdString(),
                                     viewOf(exporterContext),
                                     static_cast<std::size_t>(exporter["length"].toInt()))),
                hexOf(exporter["secret"]));
            init = secrets.init;
        }
        QVERIFY(number > 1);
    }

    void opensTheGroupInfoItSealed()
    {
        const SecretBytes welcome = zeroSecret();
        const GroupInfo info {
            {"group", 3, "tree", "transcript", {}}, {}, "tag", LeafIndex(2), "signature"};
        QByteArray sealed = sealGroupInfo(welcome, info);
        const auto opened = openGroupInfo(welcome, viewOf(sealed));
        QVERIFY(opened);
        QCOMPARE(*opened, info);
        QCOMPARE(openGroupInfo(welcome, viewOf(sealed).first(15)).error(),
                 MlsError::DecryptionFailed);
        sealed[3] = static_cast<char>(sealed[3] ^ 1);
        QCOMPARE(openGroupInfo(welcome, viewOf(sealed)).error(), MlsError::DecryptionFailed);
        QCOMPARE(openGroupInfo(SecretBytes(), viewOf(sealed)).error(), MlsError::DecryptionFailed);
    }

    void makesNothingOutOfNoPsk() { QVERIFY(pskSecret({}).equals(zeroSecret())); }
};

QTEST_APPLESS_MAIN(KeyScheduleTest)
#include "key_schedule_test.moc"
