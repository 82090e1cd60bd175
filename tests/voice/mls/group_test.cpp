#include "tests/voice/mls/party.h"
#include "voice/mls/group_state.h"

#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::mls;
using namespace lavalier::mls::test;

namespace {

/// Guests coming and going at random, everybody following.
class Evening {
public:
    explicit Evening(std::uint64_t seed)
        : m_party(seed)
    {
        for (int i = 0; i < 25; ++i)
            m_guests.push_back(m_party.newGuest("guest " + QByteArray::number(i)));
        m_party.found(m_guests[0]);
    }

    void nextEpoch()
    {
        std::vector<std::size_t> inside;
        std::vector<std::size_t> outside;
        for (std::size_t i = 0; i < m_guests.size(); ++i)
            (m_guests[i].group ? inside : outside).push_back(i);
        const std::size_t committer = inside[m_party.random.below(inside.size())];
        const Group before = *m_guests[committer].group;

        std::vector<QByteArray> messages;
        std::vector<std::size_t> gone;
        std::vector<std::size_t> joining;
        const auto remove = [&](std::size_t i) {
            messages.push_back(
                m_party.propose(before, RemoveProposal {*placeOf(before, m_guests[i].name)}));
        };
        const auto add = [&](std::size_t i) {
            messages.push_back(
                m_party.propose(before, AddProposal {m_party.freshPackage(m_guests[i])}));
            joining.push_back(i);
        };
        for (const std::size_t i : inside) {
            const std::size_t lot = m_party.random.below(12);
            if (i == committer || lot > 1)
                continue;
            remove(i);
            m_guests[i].group.reset();
            if (lot == 1)
                add(i); // as after a failure: out and in again by one commit
            else
                gone.push_back(i);
        }
        for (const std::size_t i : outside) {
            if (m_party.random.below(m_party.random.below(3) == 0 ? 2 : 8) == 0)
                add(i);
        }
        const auto path
            = m_party.random.below(2) == 0 ? Group::Path::Always : Group::Path::IfNeeded;
        // Arrival is the same for all, but need not be removes first.
        if (m_party.random.below(2) == 0)
            std::reverse(messages.begin(), messages.end());

        const auto made = before.commit(verifyAll(before, messages), m_party.random, path);
        QVERIFY(made);
        QCOMPARE(made->welcome.isEmpty(), joining.empty());
        for (Guest& guest : m_guests) {
            if (!guest.group || guest.group->ownIndex() == before.ownIndex())
                continue;
            const auto next
                = guest.group->process(viewOf(made->commit), verifyAll(*guest.group, messages));
            QVERIFY2(next, qPrintable(QString::number(next ? -1 : int(next.error()))));
            guest.group = *next;
        }
        m_guests[committer].group = made->next;
        for (const std::size_t i : joining) {
            const auto joined = Group::join(*m_guests[i].material, m_guests[i].signatureKey,
                                            viewOf(made->welcome));
            QVERIFY2(joined, qPrintable(QString::number(joined ? -1 : int(joined.error()))));
            m_guests[i].group = *joined;
        }
        compare(made->next);
    }

    std::size_t most() const { return m_most; }

private:
    void compare(const Group& with)
    {
        const QByteArray viewpoint = viewpointOf(with);
        std::size_t inside = 0;
        for (const Guest& guest : m_guests) {
            if (!guest.group)
                continue;
            ++inside;
            QCOMPARE(viewpointOf(*guest.group), viewpoint);
            QCOMPARE(placeOf(with, guest.name), guest.group->ownIndex());
        }
        QCOMPARE(with.members().size(), inside);
        m_most = std::max(m_most, inside);
    }

    Party m_party;
    std::vector<Guest> m_guests;
    std::size_t m_most = 0;
};

} // namespace

class GroupTest : public QObject {
    Q_OBJECT
private slots:
    void allMembersAgreeForFiftyEpochs_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 2; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void allMembersAgreeForFiftyEpochs()
    {
        QFETCH(quint64, seed);
        Evening evening(seed);
        for (int epoch = 0; epoch < 50; ++epoch) {
            evening.nextEpoch();
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(evening.most() > 10);
    }

    void welcomesEverySizeOfGroup()
    {
        for (std::size_t count = 1; count <= 25; ++count) {
            Party party(count);
            std::vector<Guest> guests = fullHouse(party, count);
            for (std::size_t i = 0; i < count; i += 1 + count / 3)
                refresh(party, guests, i);
            for (const Guest& guest : guests)
                QCOMPARE(viewpointOf(*guest.group), viewpointOf(*guests[0].group));
        }
    }

    void beginsWithNobodyButUs()
    {
        Party party(1);
        Guest alice = party.newGuest("alice");
        party.found(alice);
        QCOMPARE(alice.group->epoch(), 0U);
        QCOMPARE(alice.group->ownIndex(), LeafIndex(0));
        QCOMPARE(alice.group->groupId(), party.groupId);
        QCOMPARE(alice.group->members().size(), std::size_t(1));
        QCOMPARE(alice.group->members()[0].leaf.credential.identity, QByteArray("alice"));
        QCOMPARE(alice.group->context().extensions, party.extensions());
        QCOMPARE(alice.group->epochAuthenticator().size(), 32);
        QVERIFY(alice.group->context().confirmedTranscriptHash.isEmpty());
    }

    void exportsDifferByLabelContextAndLength()
    {
        Party party(1);
        Guest alice = party.newGuest("alice");
        party.found(alice);
        const QByteArray one("1");
        const auto exported = [&](std::string_view label, ByteView context, std::size_t length) {
            return toByteArray(alice.group->exportSecret(label, context, length).reveal());
        };
        QCOMPARE(exported("a", {}, 16).size(), 16);
        QVERIFY(exported("a", {}, 16) != exported("b", {}, 16));
        QVERIFY(exported("a", {}, 16) != exported("a", viewOf(one), 16));
        QVERIFY(exported("a", {}, 16) != exported("a", {}, 32).left(16));
    }

    void aCopyStaysWhereItWas()
    {
        Party party(2);
        std::vector<Guest> guests = fullHouse(party, 3);
        const Group copy = *guests[1].group;
        const QByteArray viewpoint = viewpointOf(copy);
        const QByteArray commit = refresh(party, guests, 0);
        QCOMPARE(guests[1].group->epoch(), copy.epoch() + 1);
        QCOMPARE(viewpointOf(copy), viewpoint);
        const auto again = copy.process(viewOf(commit), {});
        QVERIFY(again);
        QCOMPARE(viewpointOf(*again), viewpointOf(*guests[0].group));
    }

    void membersProposeAndEverybodyFollows()
    {
        Party party(3);
        std::vector<Guest> guests = fullHouse(party, 4);
        const auto message
            = guests[1].group->propose({RemoveProposal {guests[3].group->ownIndex()}});
        QVERIFY(message);
        const auto proposal = guests[0].group->verifyProposal(viewOf(*message));
        QVERIFY(proposal);
        const auto made = guests[0].group->commit({&*proposal, 1}, party.random);
        QVERIFY(made);
        const auto next = guests[2].group->process(viewOf(made->commit), {&*proposal, 1});
        QVERIFY(next);
        QCOMPARE(viewpointOf(*next), viewpointOf(made->next));
        const auto removed = guests[3].group->process(viewOf(made->commit), {&*proposal, 1});
        QVERIFY(!removed);
        QCOMPARE(removed.error(), MlsError::RemovedFromGroup);
    }

    void whoeverIsRemovedLearnsNothing()
    {
        Party party(4);
        std::vector<Guest> guests = fullHouse(party, 5);
        refresh(party, guests, 4); // which gives it a secret for every node above it
        const auto proposals = verifyAll(
            *guests[0].group,
            {party.propose(*guests[0].group, RemoveProposal {guests[4].group->ownIndex()})});
        const auto made = guests[0].group->commit(proposals, party.random);
        QVERIFY(made);
        const auto view = readCommit(viewOf(made->commit));
        QVERIFY(view->commit.path);
        GroupContext context = made->next.context();
        context.confirmedTranscriptHash = guests[0].group->context().confirmedTranscriptHash;
        const QByteArray contextBytes = encode(context);
        const auto opened = [&](const Guest& guest) {
            const Group::State& state = guest.group->state();
            int count = 0;
            for (const UpdatePathNode& node : view->commit.path->nodes)
                for (const HpkeCiphertext& sealed : node.encryptedPathSecrets)
                    for (std::uint32_t i = 0; i < tree_math::nodeCount(state.tree.leafCount()); ++i)
                        if (const auto* key = state.keys.find(NodeIndex(i)))
                            count += decryptWithLabel(*key, "UpdatePathNode", viewOf(contextBytes),
                                                      sealed)
                                ? 1
                                : 0;
            return count;
        };
        for (std::size_t i = 1; i < 4; ++i)
            QCOMPARE(opened(guests[i]), 1);
        QCOMPARE(opened(guests[4]), 0);
        QVERIFY(!guests[4].group->process(viewOf(made->commit), proposals));
        QCOMPARE(made->next.members().size(), std::size_t(4));
    }

    void addsAloneTravelWithoutPath()
    {
        Party party(5);
        std::vector<Guest> guests = fullHouse(party, 2);
        Guest carol = party.newGuest("carol");
        const auto proposals
            = verifyAll(*guests[0].group,
                        {party.propose(*guests[0].group, AddProposal {party.freshPackage(carol)})});
        const auto light = guests[0].group->commit(proposals, party.random);
        const auto full = guests[0].group->commit(proposals, party.random, Group::Path::Always);
        QVERIFY(light && full);
        QVERIFY(!readCommit(viewOf(light->commit))->commit.path);
        QVERIFY(readCommit(viewOf(full->commit))->commit.path);
        for (const auto* made : {&*light, &*full}) {
            const auto joined
                = Group::join(*carol.material, carol.signatureKey, viewOf(made->welcome));
            QVERIFY(joined);
            QCOMPARE(viewpointOf(*joined), viewpointOf(made->next));
            const auto followed = guests[1].group->process(viewOf(made->commit), proposals);
            QVERIFY(followed);
            QCOMPARE(viewpointOf(*followed), viewpointOf(made->next));
        }
    }

    void showsWhatACommitClaims()
    {
        Party party(6);
        std::vector<Guest> guests = fullHouse(party, 3);
        const auto proposals = verifyAll(
            *guests[1].group,
            {party.propose(*guests[1].group, RemoveProposal {guests[2].group->ownIndex()})});
        const auto made = guests[1].group->commit(proposals, party.random);
        QVERIFY(made);
        const auto view = readCommit(viewOf(made->commit));
        QVERIFY(view);
        QCOMPARE(view->groupId, party.groupId);
        QCOMPARE(view->epoch, 1U);
        QCOMPARE(view->sender, Sender(MemberSender {guests[1].group->ownIndex()}));
        QCOMPARE(view->commit.proposals.size(), std::size_t(1));
        QCOMPARE(std::get<ProposalRef>(view->commit.proposals[0]), proposals[0].ref);
        QVERIFY(!readCommit(viewOf(party.groupId)));
    }
};

QTEST_APPLESS_MAIN(GroupTest)
#include "group_test.moc"
