#include "voice/mls/transcript.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

class TranscriptTest : public QObject {
    Q_OBJECT
private slots:
    void hashesThePublishedCommit()
    {
        const QJsonArray cases = publishedVectors("transcript-hashes");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        const QJsonObject given = cases.first().toObject();
        const QByteArray bytes = hexOf(given["authenticated_content"]);
        const auto commit = decode<AuthenticatedContent>(viewOf(bytes));
        QVERIFY(commit);
        QVERIFY(commit->isCommit());
        QCOMPARE(encode(*commit), bytes);

        const QByteArray before = hexOf(given["interim_transcript_hash_before"]);
        const QByteArray confirmed = confirmedTranscriptHash(viewOf(before), *commit);
        QCOMPARE(confirmed, hexOf(given["confirmed_transcript_hash_after"]));
        QCOMPARE(interimTranscriptHash(viewOf(confirmed), viewOf(commit->confirmationTag)),
                 hexOf(given["interim_transcript_hash_after"]));

        const QByteArray keyBytes = hexOf(given["confirmation_key"]);
        const SecretBytes key {viewOf(keyBytes)};
        QCOMPARE(confirmationTag(key, viewOf(confirmed)), commit->confirmationTag);
        QVERIFY(verifyConfirmationTag(key, viewOf(confirmed), viewOf(commit->confirmationTag)));
        QVERIFY(!verifyConfirmationTag(key, viewOf(before), viewOf(commit->confirmationTag)));
        QVERIFY(!verifyConfirmationTag(key, viewOf(confirmed), {}));
    }
};

QTEST_APPLESS_MAIN(TranscriptTest)
#include "transcript_test.moc"
