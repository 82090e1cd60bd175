#pragma once

#include "voice/base/bytes.h"
#include "voice/base/clock.h"
#include "voice/crypto/random_source.h"
#include "voice/mls/framing.h"
#include "voice/simulator/dave_message.h"
#include "voice/simulator/script.h"

#include <map>
#include <optional>
#include <set>

namespace lavalier::simulator {

/// The server's half of DAVE for one channel: proposes who is in the group, lets the first valid
/// commit win, and says when everybody switches. It is no member and knows no secret.
///
/// Shape:   whatever happens is taken in by receive(), join() and the like; settle() then proposes
///          what is still to change, all of it together.
/// Errors:  a message that breaks a rule is dropped and counted, as the real service answers
///          nothing.
/// Thread:  one at a time. Reads no clock.
/// Source:  DAVE protocol, opcodes 21 to 31, seen from the server's side.
class DeliveryService {
public:
    static constexpr Milliseconds kTransitionPatience {2000};

    DeliveryService(ChannelId channel, crypto::RandomSource& random);

    /// What op 4 says to somebody who comes now and speaks at most this version.
    int versionFor(int maxVersion) const;
    /// After op 4.
    void join(UserId user, int maxVersion, SteadyTime now);
    void leave(UserId user, SteadyTime now);
    void receive(const DaveMessage& message, SteadyTime now);
    void timePassed(SteadyTime now);
    void settle(SteadyTime now);
    DaveMessages take() { return std::exchange(m_outbox, {}); }

    /// Version 0 whoever is there, and back.
    void forbid(bool forbidden, SteadyTime now);
    /// Announces to these a commit that nobody made.
    void forgeCommit(const std::set<UserId>& victims);
    /// The next real commit or Welcome reaches these users with one bit flipped.
    void spoilNext(SpoiltMessage which, std::set<UserId> victims);
    /// Out of the group and in again with a key package of its own asking.
    void readmit(UserId user);

    int version() const { return m_version; }
    std::uint64_t epoch() const { return m_epoch; }
    bool isMember(UserId user) const;
    /// Gets proposals, and so may commit them.
    bool mayCommit(UserId user) const;
    /// Was sent something spoilt and has not been taken in anew since.
    bool isBroken(UserId user) const;
    /// In the group, by a transition that was executed, and nothing spoilt since.
    bool isSettled(UserId user) const;
    std::uint64_t refused() const { return m_refused; }

private:
    struct Client {
        int maxVersion = 0;
        std::optional<mls::KeyPackage> package; ///< wants in with that one
        int packagesOwed = 0; ///< asked for and not yet come
        bool knowsSender = false; ///< got op 25
        bool settled = false;
        bool broken = false; ///< was sent something spoilt
    };
    struct Outstanding {
        UserId user;
        mls::Proposal proposal;
        mls::ProposalRef ref;
        QByteArray message;
        bool isAdd() const { return std::holds_alternative<mls::AddProposal>(proposal.change); }
    };
    struct Transition {
        int version = 1;
        std::set<UserId> told;
        std::set<UserId> waiting; ///< subset of told
        SteadyTime deadline;
    };
    struct ReadCommit;

    // delivery_service.cpp
    void say(UserId user, int op, QJsonObject data);
    void say(UserId user, int op, const QByteArray& payload);
    void keyPackage(UserId user, ByteView bytes);
    void invalid(UserId user);
    void ready(UserId user, int transition);
    void checkVersion(SteadyTime now);
    void beginGroup(UserId user);
    void leaveAlone(UserId user);
    void forgetGroup();
    void announce(std::uint16_t transition, int version, std::set<UserId> told, SteadyTime now);
    void finishTransitions(SteadyTime now);
    void execute(const Transition& transition);
    std::uint16_t freshTransition();

    // delivery_proposals.cpp
    std::vector<UserId> recipients() const;
    std::vector<std::pair<UserId, mls::Proposal>> wanted() const;
    void propose(const std::vector<std::pair<UserId, mls::Proposal>>& changes);
    void revoke(const std::vector<Outstanding>& gone);
    Outstanding sign(UserId user, const mls::Proposal& proposal) const;
    void commit(UserId user, ByteView bytes, SteadyTime now);
    std::optional<ReadCommit> readCommit(UserId user, ByteView bytes) const;
    std::vector<const Outstanding*> expectedOf(UserId committer) const;
    void accept(UserId user, const ReadCommit& read, SteadyTime now);

    const ChannelId m_channel;
    const crypto::P256PrivateKey m_key;
    std::map<UserId, Client> m_clients;
    bool m_forbidden = false;
    int m_target = 1; ///< the version everybody there can speak
    int m_version = 1; ///< the one in force
    bool m_established = false;
    bool m_leftAlone = false;
    std::uint64_t m_epoch = 0;
    std::vector<std::optional<UserId>> m_leaves; ///< of the established group, by leaf
    std::vector<Outstanding> m_proposals; ///< of this epoch, not revoked
    std::map<std::uint16_t, Transition> m_transitions;
    std::uint16_t m_lastTransition = 0;
    std::optional<std::pair<SpoiltMessage, std::set<UserId>>> m_spoil;
    std::uint64_t m_refused = 0;
    DaveMessages m_outbox;
};

} // namespace lavalier::simulator
