#include "tests/voice/mls/seeded_random.h"
#include "tests/voice/mls/vector_file.h"
#include "voice/mls/cipher_suite.h"
#include "voice/mls/group_context.h"
#include "voice/mls/hpke.h"
#include "voice/mls/update_path.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

crypto::P256PrivateKey keyFrom(const QByteArray& scalar)
{
    auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
    if (!key)
        qFatal("a published key was refused");
    return *std::move(key);
}

SecretBytes secretFrom(const QByteArray& bytes)
{
    return SecretBytes(viewOf(bytes));
}

QByteArray plain(const SecretBytes& secret)
{
    return toByteArray(secret.reveal());
}

LeafIndex leafOf(const QJsonValue& value)
{
    return LeafIndex(static_cast<std::uint32_t>(value.toInt()));
}

/// One case of treekem.json.
struct Case {
    RatchetTree tree;
    GroupContext context;
    std::map<LeafIndex, PrivateKeys> keys;
    std::map<LeafIndex, crypto::P256PrivateKey> signatureKeys;
};

Case caseFrom(const QJsonValue& json)
{
    const QByteArray bytes = hexOf(json["ratchet_tree"]);
    auto tree = RatchetTree::decode(viewOf(bytes));
    if (!tree)
        qFatal("a published tree was refused");
    Case made {*std::move(tree),
               {hexOf(json["group_id"]),
                static_cast<std::uint64_t>(json["epoch"].toDouble()),
                {},
                hexOf(json["confirmed_transcript_hash"]),
                {}},
               {},
               {}};
    for (const QJsonValue& leaf : json["leaves_private"].toArray()) {
        const LeafIndex index = leafOf(leaf["index"]);
        PrivateKeys keys;
        keys.set(tree_math::nodeOf(index), keyFrom(hexOf(leaf["encryption_priv"])));
        for (const QJsonValue& known : leaf["path_secrets"].toArray()) {
            const auto key
                = deriveKeyPair(deriveSecret(secretFrom(hexOf(known["path_secret"])), "node"));
            if (!key)
                qFatal("a published path secret gives no key");
            keys.set(NodeIndex(static_cast<std::uint32_t>(known["node"].toInt())), *key);
        }
        made.keys.emplace(index, std::move(keys));
        made.signatureKeys.emplace(index, keyFrom(hexOf(leaf["signature_priv"])));
    }
    return made;
}

} // namespace

class UpdatePathTest : public QObject {
    Q_OBJECT
private slots:
    void opensPublishedPaths()
    {
        const QJsonArray cases = publishedVectors("treekem");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/treekem.json is not there");
        int opened = 0;
        for (const QJsonValue& json : cases) {
            const Case published = caseFrom(json);
            for (const QJsonValue& update : json["update_paths"].toArray()) {
                const LeafIndex sender = leafOf(update["sender"]);
                const QByteArray bytes = hexOf(update["update_path"]);
                const auto path = decode<UpdatePath>(viewOf(bytes));
                QVERIFY(path);
                const auto merged
                    = mergePath(published.tree, sender, *path, {}, published.context.groupId);
                QVERIFY(merged);
                QCOMPARE(merged->rootHash(), hexOf(update["tree_hash_after"]));
                GroupContext context = published.context;
                context.treeHash = merged->rootHash();
                const QByteArray contextBytes = encode(context);
                for (const auto& [index, keys] : published.keys) {
                    if (index == sender)
                        continue;
                    const auto learned = openPath(published.tree, *merged, sender, *path, index,
                                                  keys, {}, viewOf(contextBytes));
                    QVERIFY(learned);
                    QCOMPARE(plain(learned->received.secret),
                             hexOf(update["path_secrets"][static_cast<int>(index.value())]));
                    QCOMPARE(plain(learned->commitSecret), hexOf(update["commit_secret"]));
                    ++opened;
                }
            }
        }
        QVERIFY(opened > 100);
    }

    void makesPathsThatAllOthersOpen()
    {
        const QJsonArray cases = publishedVectors("treekem");
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/treekem.json is not there");
        test::SeededRandom random(7);
        for (const QJsonValue& json : cases) {
            const Case published = caseFrom(json);
            const LeafIndex sender = published.keys.begin()->first;
            const auto made = makePath(published.tree, sender, published.context.groupId,
                                       published.signatureKeys.at(sender), random);
            QVERIFY(made);
            GroupContext context = published.context;
            context.treeHash = made->merged.rootHash();
            const QByteArray contextBytes = encode(context);
            const auto path
                = sealPath(published.tree, *made, sender, {}, viewOf(contextBytes), random);
            QVERIFY(path);
            const auto merged
                = mergePath(published.tree, sender, *path, {}, published.context.groupId);
            QVERIFY(merged);
            QCOMPARE(merged->rootHash(), made->merged.rootHash());
            for (const auto& [index, keys] : published.keys) {
                if (index == sender)
                    continue;
                const auto learned = openPath(published.tree, *merged, sender, *path, index, keys,
                                              {}, viewOf(contextBytes));
                QVERIFY(learned);
                QVERIFY(learned->commitSecret.equals(made->commitSecret));
            }
        }
    }
};

QTEST_APPLESS_MAIN(UpdatePathTest)
#include "update_path_test.moc"
