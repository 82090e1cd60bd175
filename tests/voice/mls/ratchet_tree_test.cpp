#include "tests/voice/mls/vector_file.h"
#include "voice/mls/proposal.h"
#include "voice/mls/tree_validation.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

RatchetTree treeFrom(const QByteArray& bytes)
{
    auto tree = RatchetTree::decode(viewOf(bytes));
    if (!tree)
        qFatal("a published tree was refused: %d", static_cast<int>(tree.error()));
    return *std::move(tree);
}

LeafNode leafNamed(char name)
{
    LeafNode leaf;
    leaf.encryptionKey = QByteArray(65, name);
    leaf.signatureKey = QByteArray(65, static_cast<char>(name + 1));
    leaf.credential.identity = QByteArray(1, name);
    return leaf;
}

ParentNode parentNamed(char name)
{
    return {QByteArray(65, name), {}, {}};
}

std::vector<NodeIndex> nodes(std::initializer_list<std::uint32_t> values)
{
    std::vector<NodeIndex> list;
    for (const std::uint32_t value : values)
        list.push_back(NodeIndex(value));
    return list;
}

} // namespace

class RatchetTreeTest : public QObject {
    Q_OBJECT
private slots:
    void carriesOutPublishedOperations()
    {
        const QJsonArray cases = publishedVectors("tree-operations");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/tree-operations.json is not there");
        for (const QJsonValue& each : cases) {
            RatchetTree tree = treeFrom(hexOf(each["tree_before"]));
            QCOMPARE(tree.encode(), hexOf(each["tree_before"]));
            QCOMPARE(tree.rootHash(), hexOf(each["tree_hash_before"]));
            QByteArray bytes = hexOf(each["proposal"]);
            // These were made for cipher suite 1, which differs in nothing a tree looks at.
            if (bytes.startsWith(QByteArray::fromHex("000100010001")))
                bytes[5] = 2;
            const auto proposal = decode<Proposal>(viewOf(bytes));
            QVERIFY(proposal);
            if (const auto* add = std::get_if<AddProposal>(&proposal->change))
                QVERIFY(tree.add(add->keyPackage.leaf));
            else if (const auto* update = std::get_if<UpdateProposal>(&proposal->change))
                QVERIFY(tree.update(
                    LeafIndex(static_cast<std::uint32_t>(each["proposal_sender"].toInt())),
                    update->leaf));
            else
                QVERIFY(tree.remove(std::get<RemoveProposal>(proposal->change).removed));
            QCOMPARE(tree.encode(), hexOf(each["tree_after"]));
            QCOMPARE(tree.rootHash(), hexOf(each["tree_hash_after"]));
        }
    }

    void findsPublishedTreesValid()
    {
        const QJsonArray cases = publishedVectors("tree-validation");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/tree-validation.json is not there");
        for (const QJsonValue& each : cases) {
            const QByteArray groupId = hexOf(each["group_id"]);
            const RatchetTree tree = treeFrom(hexOf(each["tree"]));
            QCOMPARE(tree.encode(), hexOf(each["tree"]));
            const QJsonArray hashes = each["tree_hashes"].toArray();
            QCOMPARE(hashes.size(), static_cast<int>(tree_math::nodeCount(tree.leafCount())));
            for (int i = 0; i < hashes.size(); ++i) {
                const NodeIndex node(static_cast<std::uint32_t>(i));
                QCOMPARE(tree.hash(node), hexOf(hashes[i]));
                QJsonArray resolution;
                for (const NodeIndex covered : tree.resolution(node))
                    resolution.append(static_cast<qint64>(covered.value()));
                QCOMPARE(resolution, each["resolutions"][i].toArray());
            }
            const auto valid = validateTree(tree, groupId);
            QVERIFY2(valid, qPrintable(QString::number(int(valid ? MlsError() : valid.error()))));
        }
    }

    void findsNoBrokenTreeValid()
    {
        const QJsonArray cases = publishedVectors("tree-validation");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/tree-validation.json is not there");
        int refused = 0;
        for (const QJsonValue& each : cases) {
            const QByteArray groupId = hexOf(each["group_id"]);
            const QByteArray bytes = hexOf(each["tree"]);
            // Whatever byte changes: the tree is unreadable, invalid, or another one by its hash,
            // which a new member compares with the one its Welcome was signed for.
            const QByteArray hash = treeFrom(bytes).rootHash();
            for (qsizetype at = 0; at < bytes.size(); at += 7) {
                QByteArray broken = bytes;
                broken[at] = static_cast<char>(broken[at] ^ (1 << (at % 8)));
                const auto tree = RatchetTree::decode(viewOf(broken));
                if (tree) {
                    QVERIFY(tree->rootHash() != hash);
                    QVERIFY2(!validateTree(*tree, groupId) || tree->leafCount() == 1,
                             qPrintable(QString::number(at)));
                }
                ++refused;
            }
        }
        QVERIFY(refused > 1000);
    }

    void growsAndShrinksByPowersOfTwo()
    {
        RatchetTree tree(leafNamed('a'));
        QCOMPARE(tree.leafCount(), 1U);
        QCOMPARE(tree.add(leafNamed('c')), LeafIndex(1));
        QCOMPARE(tree.add(leafNamed('e')), LeafIndex(2));
        QCOMPARE(tree.leafCount(), 4U);
        QCOMPARE(tree.add(leafNamed('g')), LeafIndex(3));
        QCOMPARE(tree.add(leafNamed('i')), LeafIndex(4));
        QCOMPARE(tree.leafCount(), 8U);
        QVERIFY(tree.remove(LeafIndex(1)));
        QVERIFY(!tree.remove(LeafIndex(1)));
        QVERIFY(!tree.remove(LeafIndex(1000)));
        QCOMPARE(tree.leafCount(), 8U);
        QVERIFY(tree.remove(LeafIndex(4)));
        QCOMPARE(tree.leafCount(), 4U);
        QCOMPARE(tree.add(leafNamed('k')), LeafIndex(1));
        QVERIFY(tree.remove(LeafIndex(3)));
        QVERIFY(tree.remove(LeafIndex(2)));
        QCOMPARE(tree.leafCount(), 2U);
    }

    void reachesNewcomersDirectlyUntilSomebodyCommits()
    {
        RatchetTree tree(leafNamed('a'));
        for (const char name : {'c', 'e', 'g'})
            tree.add(leafNamed(name));
        tree.setParent(NodeIndex(5), parentNamed('P'));
        tree.setParent(NodeIndex(3), parentNamed('R'));
        QCOMPARE(tree.resolution(NodeIndex(3)), nodes({3}));
        tree.remove(LeafIndex(1));
        QCOMPARE(tree.resolution(NodeIndex(3)), nodes({0, 5}));
        tree.setParent(NodeIndex(3), parentNamed('S'));
        tree.add(leafNamed('k'));
        QCOMPARE(tree.resolution(NodeIndex(3)), nodes({3, 2}));
        QVERIFY(hasValidUnmergedLeaves(tree));
    }

    void leavesOutOfThePathWhoeverStandsAlone()
    {
        RatchetTree tree(leafNamed('a'));
        for (const char name : {'c', 'e', 'g', 'i'})
            tree.add(leafNamed(name));
        tree.remove(LeafIndex(1));
        const auto path = tree.filteredDirectPath(LeafIndex(0));
        QCOMPARE(path.size(), std::size_t(2));
        QCOMPARE(path[0].node, NodeIndex(3));
        QCOMPARE(path[0].copathChild, NodeIndex(5));
        QCOMPARE(path[1].node, NodeIndex(7));
        // All that is above the fifth member but the root has nobody on the other side.
        QCOMPARE(tree.filteredDirectPath(LeafIndex(4)).size(), std::size_t(1));
    }

    void forgetsNoHashTooFew()
    {
        RatchetTree tree(leafNamed('a'));
        for (char name = 'b'; name < 'z'; ++name) {
            tree.add(leafNamed(name));
            if (name % 3 == 0)
                tree.setParent(NodeIndex(1), parentNamed(name));
            if (name % 5 == 0)
                tree.remove(LeafIndex(static_cast<std::uint32_t>(name - 'b')));
            if (name % 7 == 0)
                tree.update(LeafIndex(2), leafNamed(static_cast<char>(name - 32)));
            const QByteArray cached = tree.rootHash();
            QCOMPARE(cached, treeFrom(tree.encode()).rootHash());
        }
    }

    void refusesListsThatAreNoTree_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("an empty list") << QByteArray::fromHex("00");
        QTest::newRow("one blank") << QByteArray::fromHex("0100");
        QTest::newRow("a length that runs past the end") << QByteArray::fromHex("400100");
    }

    void refusesListsThatAreNoTree()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!RatchetTree::decode(viewOf(bytes)));
    }
};

QTEST_APPLESS_MAIN(RatchetTreeTest)
#include "ratchet_tree_test.moc"
