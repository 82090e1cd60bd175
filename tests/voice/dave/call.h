#pragma once

#include "tests/voice/dave/delivery_service.h"

#include <algorithm>
#include <memory>

namespace lavalier::dave::test {

/// Several clients and the server between them, one message at a time as a test says.
class Call {
public:
    explicit Call(ChannelId inChannel = ChannelId(0x0102030405060708))
        : channel(inChannel)
        , service(inChannel)
    {
    }

    /// Op 4 with encryption, op 11 and op 25; the newcomer is no member yet.
    Participant& connect(UserId user, int version = 1)
    {
        people.push_back(std::make_unique<Participant>(user, channel));
        Participant& newcomer = *people.back();
        for (const auto& person : people) {
            person->session.usersPresent(std::array {user});
            newcomer.session.usersPresent(std::array {person->user});
        }
        newcomer.take(newcomer.session.sessionDescription(version, now), now);
        deliver(newcomer, 25, service.op25());
        return newcomer;
    }

    void deliver(Participant& to, int op, const QByteArray& payload)
    {
        to.take(to.session.binary(static_cast<std::uint8_t>(op), viewOf(payload), now), now);
    }
    void deliverAll(int op, const QByteArray& payload)
    {
        for (const auto& person : people)
            deliver(*person, op, payload);
    }

    QByteArray adding(const Participant& who) const
    {
        return service.proposal(
            epoch, mls::AddProposal {DeliveryService::keyPackage(who.keyPackages.back())});
    }
    QByteArray removing(UserId user) const
    {
        const auto place = std::find(leaves.begin(), leaves.end(), user);
        return service.proposal(epoch,
                                mls::RemoveProposal {mls::LeafIndex(
                                    static_cast<std::uint32_t>(place - leaves.begin()))});
    }
    void propose(const std::vector<QByteArray>& proposals)
    {
        deliverAll(27, DeliveryService::op27Append(proposals));
    }

    /// The server takes a commit: op 30 to `joining`, op 29 to all others. Returns its number.
    std::uint16_t accept(const QByteArray& op28, const std::vector<UserId>& leaving,
                         const std::vector<Participant*>& joining, bool atOnce = false)
    {
        const auto made = DeliveryService::split(op28);
        const std::uint16_t id = atOnce ? std::uint16_t {0} : ++transition;
        ++epoch;
        for (const UserId user : leaving)
            std::replace(leaves.begin(), leaves.end(), user, UserId());
        for (Participant* const newcomer : joining) {
            const auto blank = std::find(leaves.begin(), leaves.end(), UserId());
            if (blank == leaves.end())
                leaves.push_back(newcomer->user);
            else
                *blank = newcomer->user;
        }
        for (const auto& person : people) {
            const bool joins
                = std::find(joining.begin(), joining.end(), person.get()) != joining.end();
            deliver(*person, joins ? 30 : 29,
                    DeliveryService::numbered(id, joins ? made.welcome : made.commit));
        }
        return id;
    }
    void execute(int id)
    {
        for (const auto& person : people)
            person->take(person->session.executeTransition(id, now), now);
    }

    /// The first person's local group takes in the second; both are members afterwards.
    void begin(Participant& founder, Participant& guest)
    {
        leaves = {founder.user};
        epoch = 0;
        deliver(founder, 27, DeliveryService::op27Append({adding(guest)}));
        execute(accept(founder.commits.back(), {}, {&guest}));
    }
    void join(Participant& guest, Participant& committer)
    {
        propose({adding(guest)});
        execute(accept(committer.commits.back(), {}, {&guest}));
    }
    /// Op 13 and the connection's end.
    void leave(Participant& who)
    {
        const UserId user = who.user;
        std::erase_if(people, [user](const auto& person) { return person->user == user; });
        for (const auto& person : people)
            person->take(person->session.userLeft(user, now), now);
    }

    const ChannelId channel;
    DeliveryService service;
    SteadyTime now {std::chrono::seconds(1000)};
    std::vector<std::unique_ptr<Participant>> people;
    std::vector<UserId> leaves;
    std::uint64_t epoch = 0;
    std::uint16_t transition = 0;
};

} // namespace lavalier::dave::test
