#include "tests/voice/mls/scene.h"
#include "voice/mls/cipher_suite.h"
#include "voice/mls/group_state.h"
#include "voice/mls/key_package.h"

#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::mls;
using namespace lavalier::mls::test;

namespace {

/// The right commit after `change`, signed by guest `signer` and tagged as only a member can:
/// nothing but the change gives it away. Its confirmation tag is still that of the right one.
QByteArray forgedCommit(Scene& scene,
                        const std::function<void(Scene&, AuthenticatedContent&)>& change,
                        std::size_t signer)
{
    const Group::State& state = scene.committer().state();
    AuthenticatedContent content = messageFrom<PublicMessage>(scene.made->commit).content;
    change(scene, content);
    const QByteArray tag = content.confirmationTag;
    content = signContent(content.content, state.context, scene.guests[signer].signatureKey);
    content.confirmationTag = tag;
    return encode(
        MlsMessage {protect(std::move(content), state.context, state.secrets.membershipKey)});
}

struct CommitForgery {
    const char* name;
    MlsError expected;
    std::function<void(Scene&, AuthenticatedContent&)> change;
    std::size_t signer = 0;
};

Commit& commitOf(AuthenticatedContent& content)
{
    return std::get<Commit>(content.content.body);
}

UpdatePath& pathOf(AuthenticatedContent& content)
{
    return *commitOf(content).path;
}

void signPathLeaf(Scene& scene, AuthenticatedContent& content, std::size_t signer = 0)
{
    signLeaf(pathOf(content).leaf, scene.guests[signer].signatureKey,
             LeafPlace {scene.party.groupId, scene.committer().ownIndex()});
}

using C = AuthenticatedContent;

const std::vector<CommitForgery>& commitForgeries()
{
    static const std::vector<CommitForgery> kForgeries {
        {"signed anew, confirmed as before", MlsError::BadConfirmationTag, [](Scene&, C&) {}},
        {"confirmed by nobody", MlsError::BadConfirmationTag,
         [](Scene&, C& c) { flip(c.confirmationTag); }},
        {"confirmed with an empty tag", MlsError::BadConfirmationTag,
         [](Scene&, C& c) { c.confirmationTag.clear(); }},
        {"for another group", MlsError::WrongGroup, [](Scene&, C& c) { flip(c.content.groupId); }},
        {"for the last epoch", MlsError::WrongEpoch, [](Scene&, C& c) { --c.content.epoch; }},
        {"for the next epoch", MlsError::WrongEpoch, [](Scene&, C& c) { ++c.content.epoch; }},
        {"from outside", MlsError::UnexpectedSender,
         [](Scene&, C& c) { c.content.sender = ExternalSenderRef {0}; }},
        {"from somebody new", MlsError::UnexpectedSender,
         [](Scene&, C& c) { c.content.sender = NewMemberCommitSender {}; }},
        {"from an empty place", MlsError::UnknownMember,
         [](Scene&, C& c) { c.content.sender = MemberSender {LeafIndex(77)}; }},
        {"in another's name", MlsError::BadSignature,
         [](Scene&, C& c) { c.content.sender = MemberSender {LeafIndex(2)}; }},
        {"in our own name", MlsError::UnexpectedSender,
         [](Scene& s, C& c) { c.content.sender = MemberSender {s.victim().ownIndex()}; }, 1},
        {"naming a proposal nobody made", MlsError::UnknownProposal,
         [](Scene&, C& c) { flip(std::get<ProposalRef>(commitOf(c).proposals[0]).hash); }},
        {"naming one proposal twice", MlsError::DuplicateKey,
         [](Scene&, C& c) { commitOf(c).proposals.push_back(commitOf(c).proposals[1]); }},
        {"removing somebody twice", MlsError::InvalidCommit,
         [](Scene&, C& c) { commitOf(c).proposals.push_back(commitOf(c).proposals[0]); }},
        {"removing an empty place", MlsError::UnknownMember,
         [](Scene&, C& c) { commitOf(c).proposals[0] = Proposal {RemoveProposal {LeafIndex(9)}}; }},
        {"removing its sender", MlsError::InvalidCommit,
         [](Scene&, C& c) { commitOf(c).proposals[0] = Proposal {RemoveProposal {LeafIndex(0)}}; }},
        {"removing us", MlsError::RemovedFromGroup,
         [](Scene&, C& c) { commitOf(c).proposals[0] = Proposal {RemoveProposal {LeafIndex(1)}}; }},
        {"adding a forged package", MlsError::BadSignature,
         [](Scene& s, C& c) {
             KeyPackage package = s.carol.material->package;
             package.leaf.credential.identity = "mallory";
             commitOf(c).proposals[1] = Proposal {AddProposal {package}};
         }},
        {"with a PSK nobody has", MlsError::MissingPsk,
         [](Scene&, C& c) {
             commitOf(c).proposals.push_back(Proposal {
                 PreSharedKeyProposal {{PreSharedKeyId::External {"x"}, QByteArray(32, 'n')}}});
         }},
        {"without its path", MlsError::InvalidCommit,
         [](Scene&, C& c) { commitOf(c).path.reset(); }},
        {"without anything", MlsError::InvalidCommit,
         [](Scene&, C& c) { commitOf(c) = Commit {}; }},
        {"path: a node less", MlsError::InvalidUpdatePath,
         [](Scene&, C& c) { pathOf(c).nodes.pop_back(); }},
        {"path: a node more", MlsError::InvalidUpdatePath,
         [](Scene&, C& c) { pathOf(c).nodes.push_back(pathOf(c).nodes[0]); }},
        {"path: a ciphertext less", MlsError::InvalidUpdatePath,
         [](Scene&, C& c) { pathOf(c).nodes[1].encryptedPathSecrets.pop_back(); }},
        {"path: a node key that is no point", MlsError::InvalidKey,
         [](Scene&, C& c) { flip(pathOf(c).nodes[1].encryptionKey); }},
        {"path: another node key", MlsError::BadParentHash,
         [](Scene& s, C& c) {
             pathOf(c).nodes[1].encryptionKey = generateKeyPair(s.party.random).publicKey();
         }},
        {"path: a leaf from a package", MlsError::InvalidLeaf,
         [](Scene& s, C& c) {
             pathOf(c).leaf.source = FromKeyPackage {};
             signPathLeaf(s, c);
         }},
        {"path: the leaf's old key", MlsError::InvalidLeaf,
         [](Scene& s, C& c) {
             pathOf(c).leaf.encryptionKey = s.committer().members()[0].leaf.encryptionKey;
             signPathLeaf(s, c);
         }},
        {"path: another's leaf key", MlsError::DuplicateKey,
         [](Scene& s, C& c) {
             pathOf(c).leaf.encryptionKey = s.committer().members()[1].leaf.encryptionKey;
             signPathLeaf(s, c);
         }},
        {"path: another name", MlsError::InvalidLeaf,
         [](Scene& s, C& c) {
             pathOf(c).leaf.credential.identity = "somebody else";
             signPathLeaf(s, c);
         }},
        {"path: another's signature key", MlsError::InvalidLeaf,
         [](Scene& s, C& c) {
             pathOf(c).leaf.signatureKey = s.guests[2].signatureKey.publicKey();
             signPathLeaf(s, c, 2);
         }},
        {"path: a leaf with an extension it does not know", MlsError::InvalidLeaf,
         [](Scene& s, C& c) {
             pathOf(c).leaf.extensions = {{0x0a0a, {}}};
             signPathLeaf(s, c);
         }},
        {"path: another parent hash", MlsError::BadParentHash,
         [](Scene& s, C& c) {
             flip(std::get<FromCommit>(pathOf(c).leaf.source).parentHash);
             signPathLeaf(s, c);
         }},
        {"path: a leaf signed by another", MlsError::BadSignature,
         [](Scene& s, C& c) { signPathLeaf(s, c, 2); }},
        {"path: a leaf signed for another place", MlsError::BadSignature,
         [](Scene& s, C& c) {
             signLeaf(pathOf(c).leaf, s.guests[0].signatureKey,
                      LeafPlace {s.party.groupId, LeafIndex(2)});
         }},
        {"path: our ciphertext altered", MlsError::DecryptionFailed,
         [](Scene&, C& c) { flip(pathOf(c).nodes[0].encryptedPathSecrets[0].ciphertext); }},
        {"path: our encapsulation altered", MlsError::InvalidKey,
         [](Scene&, C& c) { flip(pathOf(c).nodes[0].encryptedPathSecrets[0].kemOutput); }},
        {"path: another secret than the advertised keys'", MlsError::InvalidUpdatePath,
         [](Scene& s, C& c) {
             GroupContext context = s.made->next.context();
             context.confirmedTranscriptHash = s.committer().context().confirmedTranscriptHash;
             const QByteArray bytes = encode(context);
             const QByteArray secret(32, 's');
             pathOf(c).nodes[0].encryptedPathSecrets[0] = *encryptWithLabel(
                 viewOf(s.guests[1].group->members()[1].leaf.encryptionKey), "UpdatePathNode",
                 viewOf(bytes), viewOf(secret), s.party.random);
         }},
    };
    return kForgeries;
}

struct WelcomeForgery {
    const char* name;
    MlsError expected;
    std::function<void(Scene&, GroupInfo&, RatchetTree&, GroupSecrets&)> change;
    std::size_t signer = 0;
};

/// The right Welcome after `change`, encrypted and signed as only the committer can.
QByteArray forgedWelcome(Scene& scene, const WelcomeForgery& forgery)
{
    auto welcome = *decode<Welcome>(viewOf(scene.made->welcome));
    const auto plain
        = decryptWithLabel(scene.carol.material->initKey, "Welcome",
                           viewOf(welcome.encryptedGroupInfo), welcome.secrets[0].secrets);
    auto secrets = *decode<GroupSecrets>(plain->reveal());
    const SecretBytes key = welcomeSecret(memberSecret(secrets.joinerSecret));
    GroupInfo info = *openGroupInfo(key, viewOf(welcome.encryptedGroupInfo));
    RatchetTree tree = *RatchetTree::decode(viewOf(info.extensions[0].data));
    const QByteArray before = tree.rootHash();
    forgery.change(scene, info, tree, secrets);
    if (tree.rootHash() != before) {
        info.context.treeHash = tree.rootHash();
        info.extensions[0].data = tree.encode();
    }
    signGroupInfo(info, scene.guests[forgery.signer].signatureKey);
    welcome.encryptedGroupInfo = sealGroupInfo(key, info);
    const QByteArray bytes = encode(secrets);
    welcome.secrets[0].secrets
        = *encryptWithLabel(viewOf(scene.carol.material->package.initKey), "Welcome",
                            viewOf(welcome.encryptedGroupInfo), viewOf(bytes), scene.party.random);
    return encode(welcome);
}

const std::vector<WelcomeForgery>& welcomeForgeries()
{
    using T = RatchetTree;
    using S = GroupSecrets;
    static const std::vector<WelcomeForgery> kForgeries {
        {"another epoch", MlsError::BadConfirmationTag,
         [](Scene&, GroupInfo& i, T&, S&) { ++i.context.epoch; }},
        {"another external sender", MlsError::BadConfirmationTag,
         [](Scene& s, GroupInfo& i, T&, S&) {
             i.context.extensions
                 = {externalSendersExtension({{s.guests[0].signatureKey.publicKey(), {"m"}}})};
         }},
        {"another transcript", MlsError::BadConfirmationTag,
         [](Scene&, GroupInfo& i, T&, S&) { flip(i.context.confirmedTranscriptHash); }},
        {"confirmed by nobody", MlsError::BadConfirmationTag,
         [](Scene&, GroupInfo& i, T&, S&) { flip(i.confirmationTag); }},
        {"another tree hash", MlsError::BadTreeHash,
         [](Scene&, GroupInfo& i, T&, S&) { flip(i.context.treeHash); }},
        {"no tree", MlsError::MissingTree,
         [](Scene&, GroupInfo& i, T&, S&) { i.extensions.clear(); }},
        {"signed by another", MlsError::BadSignature, [](Scene&, GroupInfo&, T&, S&) {}, 2},
        {"signer in another's place", MlsError::BadSignature,
         [](Scene&, GroupInfo& i, T&, S&) { i.signer = LeafIndex(2); }},
        {"signer in no place", MlsError::UnknownMember,
         [](Scene&, GroupInfo& i, T&, S&) { i.signer = LeafIndex(200); }},
        {"a PSK nobody has", MlsError::MissingPsk,
         [](Scene&, GroupInfo&, T&, S& s) {
             s.psks = {{PreSharedKeyId::External {"x"}, QByteArray(32, 'n')}};
         }},
        {"another path secret", MlsError::InvalidUpdatePath,
         [](Scene&, GroupInfo&, T&, S& s) {
             const QByteArray other(32, 's');
             s.pathSecret = SecretBytes(viewOf(other));
         }},
        {"a short path secret", MlsError::InvalidWelcome,
         [](Scene&, GroupInfo&, T&, S& s) {
             const QByteArray other(31, 's');
             s.pathSecret = SecretBytes(viewOf(other));
         }},
        {"without us", MlsError::InvalidWelcome,
         [](Scene& s, GroupInfo&, T& t, S&) {
             LeafNode leaf = s.carol.material->package.leaf;
             leaf.encryptionKey = generateKeyPair(s.party.random).publicKey();
             signLeaf(leaf, s.carol.signatureKey, std::nullopt);
             t.setLeaf(LeafIndex(3), leaf);
             t.blankDirectPath(LeafIndex(3)); // or its parents would give the change away
         }},
        {"a leaf nobody signed", MlsError::BadSignature,
         [](Scene&, GroupInfo&, T& t, S&) {
             LeafNode leaf = *t.leaf(LeafIndex(1));
             leaf.credential.identity = "mallory";
             t.setLeaf(LeafIndex(1), leaf);
             t.blankDirectPath(LeafIndex(1));
         }},
        {"a leaf that does not know its own credential", MlsError::InvalidLeaf,
         [](Scene& s, GroupInfo&, T& t, S&) {
             LeafNode leaf = *t.leaf(LeafIndex(1));
             leaf.capabilities.credentials.clear();
             signLeaf(leaf, s.guests[1].signatureKey, LeafPlace {s.party.groupId, LeafIndex(1)});
             t.setLeaf(LeafIndex(1), leaf);
             t.blankDirectPath(LeafIndex(1));
         }},
        {"a key twice", MlsError::DuplicateKey,
         [](Scene&, GroupInfo&, T& t, S&) {
             LeafNode leaf = *t.leaf(LeafIndex(1));
             leaf.encryptionKey = *t.encryptionKey(t.root());
             t.setLeaf(LeafIndex(1), leaf);
         }},
        {"a key that is no point", MlsError::InvalidKey,
         [](Scene&, GroupInfo&, T& t, S&) {
             LeafNode leaf = *t.leaf(LeafIndex(1));
             flip(leaf.encryptionKey);
             t.setLeaf(LeafIndex(1), leaf);
             t.blankDirectPath(LeafIndex(1));
         }},
        {"a parent nobody committed", MlsError::BadParentHash,
         [](Scene& s, GroupInfo&, T& t, S&) {
             ParentNode parent = *t.parent(t.root());
             parent.encryptionKey = generateKeyPair(s.party.random).publicKey();
             t.setParent(t.root(), parent);
         }},
        {"an unmerged leaf that is nobody's", MlsError::InvalidTree,
         [](Scene&, GroupInfo&, T& t, S&) {
             ParentNode parent = *t.parent(t.root());
             parent.unmergedLeaves = {LeafIndex(9)};
             t.setParent(t.root(), parent);
         }},
        {"an unmerged leaf that was merged", MlsError::BadParentHash,
         [](Scene&, GroupInfo&, T& t, S&) {
             ParentNode parent = *t.parent(t.root());
             parent.unmergedLeaves = {LeafIndex(3)};
             t.setParent(t.root(), parent);
         }},
    };
    return kForgeries;
}

} // namespace

class GroupForgeryTest : public QObject {
    Q_OBJECT
private slots:
    void refusesCommitsThatAMemberForged_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < commitForgeries().size(); ++i)
            QTest::newRow(commitForgeries()[i].name) << static_cast<int>(i);
    }

    void refusesCommitsThatAMemberForged()
    {
        QFETCH(int, row);
        const CommitForgery& forgery = commitForgeries()[static_cast<std::size_t>(row)];
        Scene scene;
        const QByteArray commit = forgedCommit(scene, forgery.change, forgery.signer);
        const QByteArray before = viewpointOf(scene.victim());
        const auto next = scene.victim().process(viewOf(commit), scene.proposals);
        QVERIFY(!next);
        QCOMPARE(static_cast<int>(next.error()), static_cast<int>(forgery.expected));
        QCOMPARE(viewpointOf(scene.victim()), before);
        scene.expectThatTheRightOneStillWorks();
    }

    void refusesWelcomesThatTheCommitterForged_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < welcomeForgeries().size(); ++i)
            QTest::newRow(welcomeForgeries()[i].name) << static_cast<int>(i);
    }

    void refusesWelcomesThatTheCommitterForged()
    {
        QFETCH(int, row);
        const WelcomeForgery& forgery = welcomeForgeries()[static_cast<std::size_t>(row)];
        Scene scene;
        const QByteArray welcome = forgedWelcome(scene, forgery);
        const auto joined
            = Group::join(*scene.carol.material, scene.carol.signatureKey, viewOf(welcome));
        QVERIFY(!joined);
        QCOMPARE(static_cast<int>(joined.error()), static_cast<int>(forgery.expected));
        const auto right = Group::join(*scene.carol.material, scene.carol.signatureKey,
                                       viewOf(scene.made->welcome));
        QVERIFY(right);
        QCOMPARE(viewpointOf(*right), viewpointOf(scene.made->next));
    }
};

QTEST_APPLESS_MAIN(GroupForgeryTest)
#include "group_forgery_test.moc"
