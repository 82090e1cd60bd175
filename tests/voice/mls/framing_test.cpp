#include "voice/mls/framing.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

std::optional<PublicMessage> publicMessage(const QByteArray& bytes)
{
    const auto message = decode<MlsMessage>(viewOf(bytes));
    if (!message || !std::holds_alternative<PublicMessage>(message->body))
        return std::nullopt;
    return std::get<PublicMessage>(message->body);
}

} // namespace

class FramingTest : public QObject {
    Q_OBJECT
private slots:
    void unprotectsThePublishedMessages_data()
    {
        QTest::addColumn<QString>("field");
        QTest::newRow("a proposal") << "proposal";
        QTest::newRow("a commit") << "commit";
    }

    void unprotectsThePublishedMessages()
    {
        const QJsonArray cases = publishedVectors("message-protection");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        const QJsonObject given = cases.first().toObject();
        QFETCH(QString, field);
        const GroupContext context {hexOf(given["group_id"]),
                                    static_cast<std::uint64_t>(given["epoch"].toInteger()),
                                    hexOf(given["tree_hash"]),
                                    hexOf(given["confirmed_transcript_hash"]),
                                    {}};
        const QByteArray keyBytes = hexOf(given["membership_key"]);
        const SecretBytes membershipKey {viewOf(keyBytes)};
        const QByteArray publicKey = hexOf(given["signature_pub"]);
        const QByteArray scalar = hexOf(given["signature_priv"]);
        const auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
        QVERIFY(key);

        const auto message = publicMessage(hexOf(given[field + "_pub"]));
        QVERIFY(message);
        QVERIFY(verifyContent(message->content, context, viewOf(publicKey)));
        QVERIFY(verifyMembership(*message, context, membershipKey));
        const QByteArray body = std::visit([](const auto& each) { return encode(each); },
                                           message->content.content.body);
        QCOMPARE(body, hexOf(given[field]));

        // The same content made here passes as well.
        AuthenticatedContent own = signContent(message->content.content, context, *key);
        own.confirmationTag = message->content.confirmationTag;
        const PublicMessage made = protect(own, context, membershipKey);
        QVERIFY(verifyContent(made.content, context, viewOf(publicKey)));
        QVERIFY(verifyMembership(made, context, membershipKey));
    }

    void noticesEveryChange_data()
    {
        QTest::addColumn<bool>("member");
        QTest::newRow("of a member") << true;
        QTest::newRow("of somebody outside") << false;
    }

    void noticesEveryChange()
    {
        QFETCH(bool, member);
        crypto::SystemRandom random;
        const auto key = crypto::P256PrivateKey::generate(random);
        const SecretBytes membershipKey = random.secret(kHashBytes);
        const GroupContext context {"group", 5, "tree", "transcript", {}};
        GroupContext later = context;
        later.epoch = 6;
        FramedContent content {
            "group", 5, ExternalSenderRef {0}, {}, Proposal {RemoveProposal {LeafIndex(1)}}};
        if (member)
            content.sender = MemberSender {LeafIndex(2)};
        const PublicMessage message
            = protect(signContent(content, context, key), context, membershipKey);
        QCOMPARE(message.membershipTag.isEmpty(), !member);

        QVERIFY(verifyContent(message.content, context, viewOf(key.publicKey())));
        QVERIFY(verifyMembership(message, context, membershipKey));
        // Only members know the state of the group and sign it along.
        QCOMPARE(verifyContent(message.content, later, viewOf(key.publicKey())), !member);
        QCOMPARE(verifyMembership(message, later, membershipKey), !member);
        QCOMPARE(verifyMembership(message, context, random.secret(kHashBytes)), !member);

        PublicMessage other = message;
        other.content.content.body = Proposal {RemoveProposal {LeafIndex(3)}};
        QVERIFY(!verifyContent(other.content, context, viewOf(key.publicKey())));
        QCOMPARE(verifyMembership(other, context, membershipKey), !member);
        QVERIFY(proposalRef(other.content) != proposalRef(message.content));
        other = message;
        other.content.signature.clear();
        QVERIFY(!verifyContent(other.content, context, viewOf(key.publicKey())));
    }

    void noticesAChangedGroupInfo()
    {
        crypto::SystemRandom random;
        const auto key = crypto::P256PrivateKey::generate(random);
        GroupInfo info {{"group", 3, "tree", "transcript", {}}, {}, "tag", LeafIndex(2), {}};
        signGroupInfo(info, key);
        QVERIFY(verifyGroupInfo(info, viewOf(key.publicKey())));
        info.signer = LeafIndex(1);
        QVERIFY(!verifyGroupInfo(info, viewOf(key.publicKey())));
    }
};

QTEST_APPLESS_MAIN(FramingTest)
#include "framing_test.moc"
