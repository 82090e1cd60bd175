#pragma once

#include "tests/voice/mls/seeded_random.h"
#include "voice/mls/framing.h"
#include "voice/mls/group.h"
#include "voice/mls/hpke.h"

#include <map>
#include <optional>
#include <string>

namespace lavalier::mls::test {

/// One client: a name, a signature key kept for good, and a group while it is in one.
struct Guest {
    QByteArray name;
    crypto::P256PrivateKey signatureKey;
    std::optional<JoinMaterial> material;
    std::optional<Group> group;
};

/// A group of many members with the service between them, which alone proposes who comes and goes.
///
/// The members are ours; what a hostile member or service sends is made by the tests themselves.
class Party {
public:
    explicit Party(std::uint64_t seed)
        : random(seed)
        , service(generateKeyPair(random))
    {
    }

    Extensions extensions() const
    {
        return {externalSendersExtension({{service.publicKey(), {QByteArray(1, '\0')}}})};
    }

    Guest newGuest(const QByteArray& name)
    {
        return {name, generateKeyPair(random), std::nullopt, std::nullopt};
    }

    /// The guest's first group, epoch 0.
    void found(Guest& guest)
    {
        guest.material = makeJoinMaterial(guest.name, guest.signatureKey, random);
        auto group
            = Group::create(groupId, extensions(), *guest.material, guest.signatureKey, random);
        if (!group)
            qFatal("no group was created: %d", static_cast<int>(group.error()));
        guest.group = *std::move(group);
    }

    const KeyPackage& freshPackage(Guest& guest)
    {
        guest.group.reset();
        guest.material = makeJoinMaterial(guest.name, guest.signatureKey, random);
        return guest.material->package;
    }

    /// A proposal of the service, for the epoch of `group`.
    QByteArray propose(const Group& group, Proposal::Change change) const
    {
        return encode(MlsMessage {protect(signContent({group.groupId(),
                                                       group.epoch(),
                                                       ExternalSenderRef {0},
                                                       {},
                                                       Proposal {std::move(change)}},
                                                      group.context(), service),
                                          group.context(), SecretBytes())});
    }

    SeededRandom random;
    crypto::P256PrivateKey service;
    QByteArray groupId = QByteArray::fromHex("0123456789abcdef");
};

inline std::optional<LeafIndex> placeOf(const Group& group, const QByteArray& name)
{
    for (const Member& member : group.members()) {
        if (member.leaf.credential.identity == name)
            return member.index;
    }
    return std::nullopt;
}

/// Everything one member makes of the service's messages; fails loudly.
inline std::vector<VerifiedProposal> verifyAll(const Group& group,
                                               const std::vector<QByteArray>& messages)
{
    std::vector<VerifiedProposal> verified;
    for (const QByteArray& message : messages) {
        auto proposal = group.verifyProposal(viewOf(message));
        if (!proposal)
            qFatal("a right proposal was refused: %d", static_cast<int>(proposal.error()));
        verified.push_back(*std::move(proposal));
    }
    return verified;
}

/// A group of `count` members, made by one commit of the first; the second to last may commit too.
inline std::vector<Guest> fullHouse(Party& party, std::size_t count)
{
    std::vector<Guest> guests;
    for (std::size_t i = 0; i < count; ++i)
        guests.push_back(party.newGuest(QByteArray::number(static_cast<qulonglong>(i))));
    party.found(guests[0]);
    if (count == 1)
        return guests;
    std::vector<QByteArray> adds;
    for (std::size_t i = 1; i < count; ++i)
        adds.push_back(
            party.propose(*guests[0].group, AddProposal {party.freshPackage(guests[i])}));
    const auto proposals = verifyAll(*guests[0].group, adds);
    auto made = guests[0].group->commit(proposals, party.random);
    if (!made)
        qFatal("no commit was made: %d", static_cast<int>(made.error()));
    guests[0].group = made->next;
    for (std::size_t i = 1; i < count; ++i) {
        auto joined
            = Group::join(*guests[i].material, guests[i].signatureKey, viewOf(made->welcome));
        if (!joined)
            qFatal("a welcome was refused: %d", static_cast<int>(joined.error()));
        guests[i].group = *std::move(joined);
    }
    return guests;
}

/// An empty commit with a path by guest `committer`, followed by all the others.
inline QByteArray refresh(Party& party, std::vector<Guest>& guests, std::size_t committer)
{
    auto made = guests[committer].group->commit({}, party.random);
    if (!made)
        qFatal("no commit was made: %d", static_cast<int>(made.error()));
    for (std::size_t i = 0; i < guests.size(); ++i) {
        if (i == committer)
            continue;
        auto next = guests[i].group->process(viewOf(made->commit), {});
        if (!next)
            qFatal("a commit was refused: %d", static_cast<int>(next.error()));
        guests[i].group = *std::move(next);
    }
    guests[committer].group = made->next;
    return made->commit;
}

/// What all members of an epoch must agree on.
inline QByteArray viewpointOf(const Group& group)
{
    const SecretBytes exported = group.exportSecret("test", {}, 16);
    return encode(group.context()) + group.epochAuthenticator() + toByteArray(exported.reveal())
        + group.exportTree();
}

} // namespace lavalier::mls::test
