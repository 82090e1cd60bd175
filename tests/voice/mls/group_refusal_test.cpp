#include "tests/voice/mls/scene.h"
#include "voice/mls/key_package.h"

#include <QTest>

#include <algorithm>
#include <utility>

using namespace lavalier;
using namespace lavalier::mls;
using namespace lavalier::mls::test;

namespace {

/// Begins every path with the same secret; all else is new.
class Forgetful final : public crypto::RandomSource {
public:
    explicit Forgetful(crypto::RandomSource& source)
        : m_source(source)
    {
    }

    void fill(MutableByteView out) override
    {
        if (std::exchange(m_begins, false))
            std::fill(out.begin(), out.end(), std::uint8_t {'s'});
        else
            m_source.fill(out);
    }

private:
    crypto::RandomSource& m_source;
    bool m_begins = true;
};

} // namespace

class GroupRefusalTest : public QObject {
    Q_OBJECT
private slots:
    void refusesACommitWithAnyByteChanged()
    {
        Scene scene;
        const QByteArray& commit = scene.made->commit;
        for (qsizetype at = 0; at < commit.size(); ++at) {
            QByteArray changed = commit;
            changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
            QVERIFY2(!scene.victim().process(viewOf(changed), scene.proposals),
                     qPrintable(QString::number(at)));
        }
        scene.expectThatTheRightOneStillWorks();
    }

    void refusesAProposalWithAnyByteChanged()
    {
        Scene scene;
        for (const QByteArray& message : scene.messages) {
            for (qsizetype at = 0; at < message.size(); ++at) {
                QByteArray changed = message;
                changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
                QVERIFY2(!scene.victim().verifyProposal(viewOf(changed)),
                         qPrintable(QString::number(at)));
            }
        }
    }

    void refusesAWelcomeWithAnyByteChanged()
    {
        Scene scene;
        const QByteArray& welcome = scene.made->welcome;
        for (qsizetype at = 0; at < welcome.size(); ++at) {
            QByteArray changed = welcome;
            changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
            QVERIFY2(!Group::join(*scene.carol.material, scene.carol.signatureKey, viewOf(changed)),
                     qPrintable(QString::number(at)));
        }
    }

    void refusesWhateverIsCutShortOrGoesOn()
    {
        Scene scene;
        const auto refuses = [&](const QByteArray& bytes) {
            return !scene.victim().process(viewOf(bytes), scene.proposals)
                && !scene.victim().verifyProposal(viewOf(bytes))
                && !Group::join(*scene.carol.material, scene.carol.signatureKey, viewOf(bytes));
        };
        for (const QByteArray& right :
             {scene.made->commit, scene.made->welcome, scene.messages[0], scene.messages[1]}) {
            QVERIFY(refuses(right + '\0'));
            for (qsizetype length = 0; length < right.size(); ++length)
                QVERIFY2(refuses(right.left(length)), qPrintable(QString::number(length)));
        }
    }

    void refusesWhatWasMeantForOthers()
    {
        Scene scene;
        const Group& victim = scene.victim();
        // A proposal is no commit, and the other way round.
        QVERIFY(!victim.process(viewOf(scene.messages[0]), scene.proposals));
        QVERIFY(!victim.verifyProposal(viewOf(scene.made->commit)));
        // What was verified for one epoch is nothing in the next.
        const auto next = victim.process(viewOf(scene.made->commit), scene.proposals);
        QVERIFY(next);
        QCOMPARE(next->verifyProposal(viewOf(scene.messages[0])).error(), MlsError::WrongEpoch);
        QCOMPARE(next->process(viewOf(scene.made->commit), scene.proposals).error(),
                 MlsError::WrongEpoch);
        QCOMPARE(next->commit(scene.proposals, scene.party.random).error(), MlsError::WrongEpoch);
        // The committer itself has the next epoch already.
        QCOMPARE(scene.committer().process(viewOf(scene.made->commit), scene.proposals).error(),
                 MlsError::UnexpectedSender);
        const auto other = makeJoinMaterial("dave", scene.carol.signatureKey, scene.party.random);
        QCOMPARE(Group::join(other, scene.carol.signatureKey, viewOf(scene.made->welcome)).error(),
                 MlsError::NotForUs);
    }

    void refusesAPathOfKeysThatWereInUse()
    {
        Party party(12);
        const std::vector<Guest> guests = fullHouse(party, 3);
        const auto commitOf = [&](const Group& group) {
            Forgetful random(party.random);
            return group.commit({}, random);
        };
        const auto first = commitOf(*guests[0].group);
        QVERIFY(first);
        const auto followed = guests[1].group->process(viewOf(first->commit), {});
        QVERIFY(followed);
        const auto second = commitOf(first->next);
        QVERIFY(second);
        const auto next = followed->process(viewOf(second->commit), {});
        QVERIFY(!next);
        QCOMPARE(static_cast<int>(next.error()), static_cast<int>(MlsError::DuplicateKey));
    }

    void refusesProposalsThatTheServiceMayNotMake_data()
    {
        QTest::addColumn<int>("row");
        QTest::newRow("removing an empty place") << 0;
        QTest::newRow("adding a package whose leaf nobody signed") << 1;
        QTest::newRow("adding a key that is in use") << 2;
        QTest::newRow("updating in a member's stead") << 3;
        QTest::newRow("in the name of a second service") << 4;
        QTest::newRow("with a PSK whose nonce is short") << 5;
        QTest::newRow("with a PSK for another group's beginning") << 6;
    }

    void refusesProposalsThatTheServiceMayNotMake()
    {
        QFETCH(int, row);
        Scene scene;
        const Group& group = scene.victim();
        KeyPackage package = scene.carol.material->package;
        QByteArray message;
        MlsError expected = MlsError::UnknownMember;
        if (row == 0)
            message = scene.party.propose(group, RemoveProposal {LeafIndex(55)});
        if (row == 1) {
            flip(package.leaf.signature);
            message = scene.party.propose(group, AddProposal {package});
            expected = MlsError::BadSignature;
        }
        if (row == 2) {
            const crypto::P256PrivateKey key = generateKeyPair(scene.party.random);
            package = makeKeyPackage("dave", viewOf(key.publicKey()),
                                     viewOf(group.members()[2].leaf.encryptionKey),
                                     scene.carol.signatureKey);
            message = scene.party.propose(group, AddProposal {package});
            expected = MlsError::DuplicateKey;
        }
        if (row == 3) {
            message = scene.party.propose(group, UpdateProposal {package.leaf});
            expected = MlsError::UnexpectedSender;
        }
        if (row == 4) {
            auto content = messageFrom<PublicMessage>(scene.messages[0]).content.content;
            content.sender = ExternalSenderRef {1};
            message = encode(
                MlsMessage {protect(signContent(content, group.context(), scene.party.service),
                                    group.context(), SecretBytes())});
            expected = MlsError::UnexpectedSender;
        }
        if (row == 5 || row == 6) {
            PreSharedKeyId psk {PreSharedKeyId::External {"x"},
                                QByteArray(row == 5 ? 31 : 32, 'n')};
            if (row == 6)
                psk.key = PreSharedKeyId::Resumption {3, group.groupId(), group.epoch()};
            message = scene.party.propose(group, PreSharedKeyProposal {psk});
            expected = MlsError::InvalidProposal;
        }
        const auto verified = group.verifyProposal(viewOf(message));
        QVERIFY(!verified);
        QCOMPARE(static_cast<int>(verified.error()), static_cast<int>(expected));
    }
};

QTEST_APPLESS_MAIN(GroupRefusalTest)
#include "group_refusal_test.moc"
