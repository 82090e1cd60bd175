#pragma once

#include "tests/voice/mls/party.h"

#include <QTest>

namespace lavalier::mls::test {

template <typename T> T messageFrom(const QByteArray& bytes)
{
    return std::get<T>(decode<MlsMessage>(viewOf(bytes))->body);
}

/// Four members; the first is about to remove the last and to add somebody, by reference and with a
/// path. The second must see through whatever is sent instead.
struct Scene {
    Party party {11};
    std::vector<Guest> guests = fullHouse(party, 4);
    Guest carol = party.newGuest("carol");
    std::vector<QByteArray> messages;
    std::vector<VerifiedProposal> proposals;
    std::optional<MadeCommit> made;

    Scene()
    {
        refresh(party, guests, 2);
        refresh(party, guests, 0);
        const Group& group = *guests[0].group;
        messages = {party.propose(group, RemoveProposal {guests[3].group->ownIndex()}),
                    party.propose(group, AddProposal {party.freshPackage(carol)})};
        proposals = verifyAll(group, messages);
        auto commit = group.commit(proposals, party.random);
        if (!commit)
            qFatal("no commit was made");
        made = *std::move(commit);
    }

    const Group& committer() const { return *guests[0].group; }
    const Group& victim() const { return *guests[1].group; }

    void expectThatTheRightOneStillWorks() const
    {
        const auto next = victim().process(viewOf(made->commit), verifyAll(victim(), messages));
        QVERIFY(next);
        QCOMPARE(viewpointOf(*next), viewpointOf(made->next));
    }
};

inline void flip(QByteArray& bytes)
{
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
}

} // namespace lavalier::mls::test
