#include "tests/voice/mls/vector_file.h"
#include "voice/mls/tree_math.h"

#include <QTest>

using namespace lavalier::mls;
using namespace lavalier::mls::tree_math;

namespace {

QJsonValue valueOf(NodeIndex node)
{
    return QJsonValue(static_cast<qint64>(node.value()));
}

} // namespace

class TreeMathTest : public QObject {
    Q_OBJECT
private slots:
    void agreesWithThePublishedTables()
    {
        const QJsonArray cases = publishedVectors("tree-math");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/tree-math.json is not there");
        for (const QJsonValue& each : cases) {
            const auto leaves = static_cast<std::uint32_t>(each["n_leaves"].toInt());
            const std::uint32_t nodes = nodeCount(leaves);
            QCOMPARE(static_cast<int>(nodes), each["n_nodes"].toInt());
            QCOMPARE(valueOf(root(leaves)), each["root"]);
            for (std::uint32_t i = 0; i < nodes; ++i) {
                const NodeIndex node(i);
                const int row = static_cast<int>(i);
                if (!isLeaf(node)) {
                    QCOMPARE(valueOf(left(node)), each["left"][row]);
                    QCOMPARE(valueOf(right(node)), each["right"][row]);
                } else {
                    QVERIFY(each["left"][row].isNull());
                }
                if (node != root(leaves)) {
                    QCOMPARE(valueOf(tree_math::parent(node)), each["parent"][row]);
                    QCOMPARE(valueOf(sibling(node)), each["sibling"][row]);
                } else {
                    QVERIFY(each["parent"][row].isNull());
                }
            }
        }
    }

    void padsToPowersOfTwo()
    {
        QCOMPARE(paddedLeafCount(1), 1U);
        QCOMPARE(paddedLeafCount(2), 2U);
        QCOMPARE(paddedLeafCount(5), 8U);
        QCOMPARE(paddedLeafCount(64), 64U);
    }

    void knowsWhoStandsBelowWhom()
    {
        QVERIFY(isBelow(LeafIndex(2), NodeIndex(4)));
        QVERIFY(!isBelow(LeafIndex(2), NodeIndex(6)));
        QVERIFY(isBelow(LeafIndex(2), NodeIndex(5)));
        QVERIFY(!isBelow(LeafIndex(2), NodeIndex(1)));
        QVERIFY(isBelow(LeafIndex(2), NodeIndex(3)));
        QCOMPARE(commonAncestor(LeafIndex(0), LeafIndex(1)), NodeIndex(1));
        QCOMPARE(commonAncestor(LeafIndex(1), LeafIndex(2)), NodeIndex(3));
        QCOMPARE(commonAncestor(LeafIndex(6), LeafIndex(6)), NodeIndex(12));
        QCOMPARE(directPath(LeafIndex(5), 8),
                 (std::vector {NodeIndex(9), NodeIndex(11), NodeIndex(7)}));
        QVERIFY(directPath(LeafIndex(0), 1).empty());
    }
};

QTEST_APPLESS_MAIN(TreeMathTest)
#include "tree_math_test.moc"
