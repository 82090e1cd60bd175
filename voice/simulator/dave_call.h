#pragma once

#include "voice/simulator/delivery_service.h"
#include "voice/simulator/scripted_member.h"

namespace lavalier::simulator {

/// One channel's encrypted call: the delivery service and the scripted people, who answer it at
/// once; what it says to live clients is for the caller to carry.
///
/// Shape:   while a live client is in the group the scripted people leave it the first word and
///          commit only when none came.
/// Thread:  one at a time. Reads no clock.
class DaveCall {
public:
    static constexpr Milliseconds kCommitPatience {250};

    DaveCall(ChannelId channel, crypto::RandomSource& random);

    int versionFor(int maxVersion) const { return m_service.versionFor(maxVersion); }
    void seat(UserId scripted, SteadyTime now);
    void seatAll(const std::vector<UserId>& scripted, SteadyTime now);
    void join(UserId live, int maxVersion, SteadyTime now);
    void leave(UserId user, SteadyTime now);
    void receive(const DaveMessage& fromLive, SteadyTime now);
    void timePassed(SteadyTime now);
    /// For live clients, in order.
    DaveMessages take() { return std::exchange(m_outbox, {}); }

    bool hasLive() const { return !m_live.empty(); }
    bool isLive(UserId user) const { return m_live.contains(user); }
    bool isSettled(UserId user) const { return m_service.isSettled(user); }
    int version() const { return m_service.version(); }
    std::uint64_t epoch() const { return m_service.epoch(); }
    std::uint64_t refused() const { return m_service.refused(); }

    /// Nullopt when a scripted person has no key to speak under.
    std::optional<SealedFrame> seal(UserId scripted, const QByteArray& opus);
    /// Whether a listener could open what that person says now.
    bool reaches(UserId scripted, UserId listener) const;

    void forbid(bool forbidden, SteadyTime now);
    /// To one live client, or to all when the victim is invalid.
    void spoil(SpoiltMessage which, UserId victim, SteadyTime now);
    void readmit(UserId user, SteadyTime now);
    /// Nothing of DAVE reaches a live client any more.
    void setMuted(bool muted) { m_muted = muted; }

private:
    void pump(SteadyTime now);
    bool commitIsDue(SteadyTime now);

    const ChannelId m_channel;
    crypto::RandomSource& m_random;
    DeliveryService m_service;
    std::map<UserId, ScriptedMember> m_people;
    std::set<UserId> m_live;
    std::optional<SteadyTime> m_commitAt; ///< when a scripted person speaks up
    bool m_muted = false;
    DaveMessages m_outbox;
};

} // namespace lavalier::simulator
