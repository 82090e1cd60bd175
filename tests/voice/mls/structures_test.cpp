#include "voice/mls/structures.h"

#include "vector_file.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

Q_DECLARE_METATYPE(lavalier::mls::MlsError)

namespace {

/// Reads a structure and writes it again, into `again`.
using RoundTrip = std::optional<MlsError> (*)(ByteView bytes, QByteArray& again);

template <typename T> std::optional<MlsError> roundTrip(ByteView bytes, QByteArray& again)
{
    const auto value = decode<T>(bytes);
    if (!value)
        return value.error();
    again = encode(*value);
    return std::nullopt;
}

std::optional<MlsError> nodesRoundTrip(ByteView bytes, QByteArray& again)
{
    const auto nodes = decodeNodes(bytes);
    if (!nodes)
        return nodes.error();
    again = encodeNodes(*nodes);
    return std::nullopt;
}

std::optional<MlsError> sendersRoundTrip(ByteView bytes, QByteArray& again)
{
    const auto senders = externalSendersOf({5, toByteArray(bytes)});
    if (!senders)
        return senders.error();
    again = externalSendersExtension(*senders).data;
    return std::nullopt;
}

/// A proposal field of the published messages stands without its type.
template <int Type> std::optional<MlsError> proposalRoundTrip(ByteView bytes, QByteArray& again)
{
    const QByteArray whole = TlsWriter().u16(Type).raw(bytes).take();
    const auto error = roundTrip<Proposal>(viewOf(whole), again);
    again.remove(0, 2);
    return error;
}

} // namespace

Q_DECLARE_METATYPE(RoundTrip)

class StructuresTest : public QObject {
    Q_OBJECT
private slots:
    void writesWhatItReadOfThePublishedMessages_data()
    {
        QTest::addColumn<RoundTrip>("roundTrip");
        const auto row = [](const char* field, RoundTrip trip) { QTest::newRow(field) << trip; };
        row("mls_welcome", roundTrip<MlsMessage>);
        row("mls_group_info", roundTrip<MlsMessage>);
        row("mls_key_package", roundTrip<MlsMessage>);
        row("public_message_proposal", roundTrip<MlsMessage>);
        row("public_message_commit", roundTrip<MlsMessage>);
        row("ratchet_tree", nodesRoundTrip);
        row("group_secrets", roundTrip<GroupSecrets>);
        row("add_proposal", proposalRoundTrip<1>);
        row("update_proposal", proposalRoundTrip<2>);
        row("remove_proposal", proposalRoundTrip<3>);
        row("pre_shared_key_proposal", proposalRoundTrip<4>);
        row("group_context_extensions_proposal", proposalRoundTrip<7>);
        row("commit", roundTrip<Commit>);
    }

    void writesWhatItReadOfThePublishedMessages()
    {
        const QJsonArray cases = publishedVectors("messages");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        QFETCH(RoundTrip, roundTrip);
        for (const QJsonValue& each : cases) {
            const QByteArray bytes = hexOf(each[QLatin1String(QTest::currentDataTag())]);
            QByteArray again;
            const auto error = roundTrip(viewOf(bytes), again);
            QVERIFY2(!error, bytes.toHex().first(qMin<qsizetype>(400, 2 * bytes.size())));
            QCOMPARE(again, bytes);
        }
    }

    void refusesThePublishedMessagesWeDoNotSpeak_data()
    {
        QTest::addColumn<RoundTrip>("roundTrip");
        QTest::newRow("private_message") << RoundTrip(roundTrip<MlsMessage>);
        QTest::newRow("public_message_application") << RoundTrip(roundTrip<MlsMessage>);
        QTest::newRow("re_init_proposal") << RoundTrip(proposalRoundTrip<5>);
        QTest::newRow("external_init_proposal") << RoundTrip(proposalRoundTrip<6>);
    }

    void refusesThePublishedMessagesWeDoNotSpeak()
    {
        const QJsonArray cases = publishedVectors("messages");
        if (cases.isEmpty())
            QSKIP("no published vectors here");
        QFETCH(RoundTrip, roundTrip);
        for (const QJsonValue& each : cases) {
            const QByteArray bytes = hexOf(each[QLatin1String(QTest::currentDataTag())]);
            QByteArray again;
            QCOMPARE(roundTrip(viewOf(bytes), again), MlsError::UnsupportedMessage);
        }
    }

    void refusesEveryTruncation_data() { samples(); }

    void refusesEveryTruncation()
    {
        QFETCH(RoundTrip, roundTrip);
        QFETCH(QByteArray, bytes);
        QByteArray again;
        QVERIFY(!roundTrip(viewOf(bytes), again));
        QCOMPARE(again, bytes);
        for (std::size_t length = 0; length < viewOf(bytes).size(); ++length)
            QVERIFY(roundTrip(viewOf(bytes).first(length), again));
        const QByteArray longer = bytes + '\0';
        QVERIFY(roundTrip(viewOf(longer), again));
    }

    /// Whatever one changed bit makes of it: if it is read, it is written the same again.
    void readsOnlyWhatItWouldWrite_data() { samples(); }

    void readsOnlyWhatItWouldWrite()
    {
        QFETCH(RoundTrip, roundTrip);
        QFETCH(QByteArray, bytes);
        for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
            QByteArray changed = bytes;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            QByteArray again;
            if (!roundTrip(viewOf(changed), again))
                QCOMPARE(again.toHex(), changed.toHex());
        }
    }

    void refusesHandwritten_data()
    {
        QTest::addColumn<RoundTrip>("roundTrip");
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<MlsError>("error");
        const auto row = [](const char* name, RoundTrip trip, const QByteArray& hex,
                            MlsError error) { QTest::newRow(name) << trip << hex << error; };
        const RoundTrip message = roundTrip<MlsMessage>;
        const RoundTrip content = roundTrip<FramedContent>;
        const RoundTrip commit = roundTrip<Commit>;
        const RoundTrip parentNode = roundTrip<ParentNode>;
        row("credential: X.509", roundTrip<Credential>, "000200", MlsError::UnsupportedCredential);
        row("credential: type cut", roundTrip<Credential>, "00", MlsError::Malformed);
        row("credential: identity too long", roundTrip<Credential>,
            "00015001" + QByteArray(2 * 4097, '0'), MlsError::TooLarge);
        row("capabilities: half a number", roundTrip<Capabilities>, "01000000000000",
            MlsError::Malformed);
        row("external senders: one cut", sendersRoundTrip, "04010a0001", MlsError::Malformed);
        row("external senders: bytes behind", sendersRoundTrip, "0000", MlsError::Malformed);
        row("external senders: not even a length", sendersRoundTrip, "", MlsError::Malformed);
        row("parent: unmerged leaves twice", parentNode, "0000080000000100000001",
            MlsError::InvalidTree);
        row("parent: unmerged leaves backwards", parentNode, "0000080000000200000001",
            MlsError::InvalidTree);
        row("parent: hash too long", parentNode, "004100" + QByteArray(512, '0') + "00",
            MlsError::TooLarge);
        row("tree: empty", nodesRoundTrip, "00", MlsError::InvalidTree);
        row("tree: blank at the end", nodesRoundTrip, "0100", MlsError::InvalidTree);
        row("tree: a parent at a leaf's place", nodesRoundTrip, "050102000000",
            MlsError::InvalidTree);
        row("tree: neither leaf nor parent", nodesRoundTrip, "020103", MlsError::Malformed);
        row("tree: present twice over", nodesRoundTrip, "0102", MlsError::Malformed);
        row("tree: more leaves than we take", nodesRoundTrip, "6000" + QByteArray(2 * 8192, '0'),
            MlsError::TooLarge);
        row("context: another version", roundTrip<GroupContext>,
            "000200020000000000000000000000"
            "0000",
            MlsError::UnsupportedVersion);
        row("context: another suite", roundTrip<GroupContext>,
            "000100010000000000000000000000"
            "0000",
            MlsError::UnsupportedSuite);
        row("extension: twice the same", roundTrip<GroupContext>,
            "00010002000000000000000000000006"
            "000a00000a00",
            MlsError::Malformed);
        row("extension: more than we take", roundTrip<GroupContext>,
            "000100020000000000000000000000"
            "40c3"
                + manyExtensions(65),
            MlsError::TooLarge);
        row("sender: none", content,
            "000000000000000000"
            "00",
            MlsError::Malformed);
        row("sender: unknown", content,
            "000000000000000000"
            "05000200030000"
            "0001",
            MlsError::Malformed);
        row("content: none", content,
            "000000000000000000"
            "010000000000"
            "00",
            MlsError::Malformed);
        row("content: application data", content,
            "000000000000000000"
            "010000000000"
            "0100",
            MlsError::UnsupportedMessage);
        row("content: unknown", content,
            "000000000000000000"
            "010000000000"
            "04",
            MlsError::Malformed);
        row("proposal: unknown", roundTrip<Proposal>, "0a0a00", MlsError::UnsupportedMessage);
        row("proposal: ReInit", roundTrip<Proposal>, "000500", MlsError::UnsupportedMessage);
        row("proposal: half a leaf", roundTrip<Proposal>, "0003000000", MlsError::Malformed);
        row("psk: unknown kind", roundTrip<PreSharedKeyId>, "030000", MlsError::Malformed);
        row("psk: unknown usage", roundTrip<PreSharedKeyId>,
            "0204"
            "00"
            "0000000000000000"
            "00",
            MlsError::Malformed);
        row("commit: an entry of neither kind", commit, "010300", MlsError::Malformed);
        row("commit: a reference too long", commit,
            "4103"
            "024100"
                + QByteArray(512, '0') + "00",
            MlsError::TooLarge);
        row("commit: no word about a path", commit, "00", MlsError::Malformed);
        row("commit: neither path nor none", commit, "0002", MlsError::Malformed);
        row("commit: more proposals than we take", commit,
            QByteArray("80006002") + QByteArray("0201aa").repeated(8192) + "020000",
            MlsError::TooLarge);
        row("welcome: another suite", roundTrip<Welcome>, "00010000", MlsError::UnsupportedSuite);
        row("group secrets: path neither there nor not", roundTrip<GroupSecrets>, "000200",
            MlsError::Malformed);
        row("message: another version", message, "00020001", MlsError::UnsupportedVersion);
        row("message: private", message, "00010002", MlsError::UnsupportedMessage);
        row("message: unknown kind", message, "000100ff", MlsError::UnsupportedMessage);
        row("message: nothing", message, "", MlsError::Malformed);
    }

    void refusesHandwritten()
    {
        QFETCH(RoundTrip, roundTrip);
        QFETCH(QByteArray, hex);
        QFETCH(MlsError, error);
        const QByteArray bytes = QByteArray::fromHex(hex);
        QByteArray again;
        QCOMPARE(roundTrip(viewOf(bytes), again), error);
    }

    void keepsWhatItDoesNotKnow()
    {
        const Capabilities capabilities {{1, 0x0a0a}, {2, 0xfafa}, {0x1a1a}, {0x2a2a}, {1, 0x3a3a}};
        const Extensions extensions {{0x4a4a, "unknown"}, {5, "known"}};
        GroupContext context {"group", 1, "tree", "transcript", extensions};
        const QByteArray bytes = encode(context);
        QCOMPARE(decode<GroupContext>(viewOf(bytes)).value(), context);
        const QByteArray more = encode(capabilities);
        QCOMPARE(decode<Capabilities>(viewOf(more)).value(), capabilities);
        QCOMPARE(findExtension(extensions, ExtensionType::ExternalSenders), &extensions[1]);
        QCOMPARE(findExtension(extensions, ExtensionType::RatchetTree), nullptr);
    }

private:
    static QByteArray manyExtensions(int count)
    {
        QByteArray hex;
        for (int i = 0; i < count; ++i)
            hex += QByteArray::number(0x1000 + i, 16) + "00";
        return hex;
    }

    static LeafNode leaf(const LeafNodeSource& source)
    {
        return {"encryption", "signature",        {"identity"}, {{1}, {2}, {}, {}, {1}},
                source,       {{7, "extension"}}, "signed"};
    }

    static void samples()
    {
        QTest::addColumn<RoundTrip>("roundTrip");
        QTest::addColumn<QByteArray>("bytes");
        const HpkeCiphertext sealed {"kem", "sealed"};
        const KeyPackage package {2, "init", leaf(FromKeyPackage {}), {}, "signed"};
        const UpdatePath path {leaf(FromCommit {"hash"}),
                               {{"key", {sealed, sealed}}, {"key", {sealed}}}};
        const GroupContext context {"group", 7, "tree", "transcript", {{5, "data"}}};
        const Commit commit {{ProposalRef {"reference"}, Proposal {AddProposal {package}}}, path};
        const AuthenticatedContent committed {
            WireFormat::PublicMessage,
            {"group", 7, MemberSender {LeafIndex(1)}, "extra", commit},
            "signed",
            "confirmed"};
        const FramedContent proposed {
            "group", 7, ExternalSenderRef {0}, {}, Proposal {RemoveProposal {LeafIndex(4)}}};
        const auto row = [](const char* name, RoundTrip trip, const QByteArray& bytes) {
            QTest::newRow(name) << trip << bytes;
        };
        row("key package", roundTrip<KeyPackage>, encode(package));
        row("leaf of an update", roundTrip<LeafNode>, encode(leaf(FromUpdate {})));
        row("commit message", roundTrip<MlsMessage>,
            encode(MlsMessage {PublicMessage {committed, "member"}}));
        row("proposal message", roundTrip<MlsMessage>,
            encode(MlsMessage {
                PublicMessage {{WireFormat::PublicMessage, proposed, "signed", {}}, {}}}));
        row("authenticated commit", roundTrip<AuthenticatedContent>, encode(committed));
        row("welcome", roundTrip<MlsMessage>,
            encode(MlsMessage {Welcome {{{"us", sealed}, {"them", sealed}}, "info"}}));
        row("group info", roundTrip<GroupInfo>,
            encode(GroupInfo {context, {{2, "tree"}}, "tag", LeafIndex(3), "signed"}));
        row("tree", nodesRoundTrip,
            encodeNodes({Node {leaf(FromKeyPackage {})}, std::nullopt, std::nullopt,
                         Node {ParentNode {"key", "hash", {LeafIndex(2)}}},
                         Node {leaf(FromCommit {"hash"})}}));
        row("external senders", sendersRoundTrip,
            externalSendersExtension({{"key", {"one"}}, {"key", {"two"}}}).data);
    }
};

QTEST_APPLESS_MAIN(StructuresTest)
#include "structures_test.moc"
