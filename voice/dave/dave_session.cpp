#include "voice/dave/dave_session.h"

#include "voice/dave/verification.h"

#include <algorithm>

namespace lavalier::dave {

DaveSession::DaveSession(DaveIdentity identity, ChannelId channel, int maxVersion,
                         crypto::RandomSource& random)
    : m_membership(identity, channel, random)
    , m_maxVersion(std::min(maxVersion, kMaxVersion))
    , m_recognised {identity.self}
{
}

bool DaveSession::isSupported(int version)
{
    const bool supported = version >= 0 && version <= m_maxVersion;
    if (!supported)
        count(DaveError::UnsupportedVersion);
    return supported;
}

/// The protocol's INIT: out of any group, with a new key package on its way if there is to be one.
/// Keys we have stay with the media path: others go on using them until the next epoch is executed.
void DaveSession::begin(int version, Effects& effects)
{
    m_target = version;
    std::erase_if(m_pending, [](const auto& entry) { return entry.second.set.has_value(); });
    if (version == 0)
        m_membership.leave();
    else
        effects.push_back(SendBinary {keyPackageFrame(m_membership.begin())});
    expectKeys(effects);
}

void DaveSession::switchOff(Effects& effects)
{
    begin(0, effects);
    effects.push_back(Media {RetireOlderKeys {++m_set}});
    effects.push_back(Media {AllowPassthrough {}});
}

void DaveSession::expectKeys(Effects& effects)
{
    const bool expected = m_target > 0 && (!m_membership.isMember() || m_membership.hasProposals());
    if (expected == std::exchange(m_expecting, expected))
        return;
    effects.push_back(Media {ExpectKeys {expected}});
}

DaveSession::Effects DaveSession::sessionDescription(int version, SteadyTime)
{
    Effects effects;
    if (!isSupported(version)) {
        effects.push_back(Media {EndPassthrough {}}); // whatever comes, it is not for Opus
        return effects;
    }
    if (std::exchange(m_described, true) && version == m_version)
        return effects;
    m_version = version;
    m_downgradeAnnounced = false;
    endRecovery(effects);
    m_pending.clear();
    if (version == 0) {
        switchOff(effects);
    } else {
        effects.push_back(Media {EndPassthrough {}});
        begin(version, effects);
    }
    effects.push_back(StatusChanged {});
    return effects;
}

DaveSession::Pending& DaveSession::pendingFor(std::uint16_t transition, SteadyTime now)
{
    const auto known = m_pending.find(transition);
    if (known == m_pending.end() && m_pending.size() >= kMaxPending) {
        // Whatever was announced last is what will be executed.
        count(DaveError::TooMany);
        m_pending.erase(std::ranges::min_element(
            m_pending, {}, [](const auto& entry) { return entry.second.since; }));
    }
    Pending& pending = m_pending[transition];
    pending.since = now;
    return pending;
}

DaveSession::Effects DaveSession::prepareTransition(int id, int version, SteadyTime now)
{
    Effects effects;
    if (id < 0 || id > 0xFFFF) {
        count(DaveError::Malformed);
        return effects;
    }
    if (!isSupported(version))
        return effects;
    const auto transition = static_cast<std::uint16_t>(id);
    if (transition == 0) {
        execute(transition, {version, std::nullopt, now}, now, effects);
        return effects;
    }
    pendingFor(transition, now).version = version;
    if (version == 0 && m_version != 0) {
        // Others stop encrypting when they hear of the execution, which may be before we do.
        m_downgradeAnnounced = true;
        effects.push_back(Media {AllowPassthrough {now + kDowngradePatience}});
    }
    effects.push_back(SendText {readyForTransition(transition)});
    return effects;
}

DaveSession::Effects DaveSession::executeTransition(int id, SteadyTime now)
{
    Effects effects;
    const auto known
        = id < 0 || id > 0xFFFF ? m_pending.end() : m_pending.find(static_cast<std::uint16_t>(id));
    if (known == m_pending.end()) {
        count(DaveError::UnknownTransition);
        return effects;
    }
    const Pending pending = known->second;
    m_pending.erase(known);
    execute(static_cast<std::uint16_t>(id), pending, now, effects);
    return effects;
}

void DaveSession::execute(std::uint16_t transition, Pending pending, SteadyTime now,
                          Effects& effects)
{
    m_lastExecuted = transition;
    const int before = std::exchange(m_version, pending.version);
    const bool downgradeGivenUp = std::exchange(m_downgradeAnnounced, false);
    if (m_version == 0) {
        endRecovery(effects);
        switchOff(effects);
    } else {
        if (before == 0 || downgradeGivenUp)
            effects.push_back(Media {AllowPassthrough {now + kKeyRetention}});
        if (pending.set)
            effects.push_back(Media {RetireOlderKeys {*pending.set}});
        if (!m_membership.isCandidate() && !m_membership.isMember())
            begin(m_version, effects); // nobody had prepared an epoch
    }
    effects.push_back(StatusChanged {});
}

DaveSession::Effects DaveSession::prepareEpoch(int version, std::uint64_t epoch, SteadyTime now)
{
    Effects effects;
    // Later epochs announce a version without a new group, of which there is only one.
    if (epoch != 1 || !isSupported(version))
        return effects;
    endRecovery(effects);
    if (version == 0) {
        m_version = 0; // there is no group that a transition could lead out of
        switchOff(effects);
    } else {
        begin(version, effects);
    }
    if (m_applicationDeadline)
        m_applicationDeadline = now + kRecoveryPatience; // this is another application
    effects.push_back(StatusChanged {});
    return effects;
}

DaveSession::Effects DaveSession::binary(std::uint8_t op, ByteView payload, SteadyTime now)
{
    Effects effects;
    if (payload.size() > kMaxDaveBytes) {
        count(DaveError::TooLarge);
        return effects;
    }
    switch (DaveOp {op}) {
    case DaveOp::ExternalSender:
        if (const auto kept = m_membership.externalSender(payload); !kept)
            count(kept.error());
        break;
    case DaveOp::Proposals: {
        const auto answer = m_membership.proposals(payload, m_recognised);
        if (!answer)
            count(answer.error());
        else if (*answer)
            effects.push_back(SendBinary {**answer});
        break;
    }
    case DaveOp::AnnounceCommit:
    case DaveOp::Welcome:
        transition(DaveOp {op}, payload, now, effects);
        break;
    default:
        count(DaveError::UnknownOperation);
    }
    expectKeys(effects);
    return effects;
}

/// Ops 29 and 30: the next epoch, for who is in the group and for who is let in.
void DaveSession::transition(DaveOp op, ByteView payload, SteadyTime now, Effects& effects)
{
    const auto message = readTransition(payload);
    if (!message) {
        count(message.error());
        return;
    }
    const bool joined = op == DaveOp::Welcome;
    const auto outcome
        = joined ? m_membership.welcome(message->message) : m_membership.commit(message->message);
    if (!outcome) {
        count(outcome.error());
        recover(message->transition, now, effects);
        return;
    }
    switch (*outcome) {
    case Membership::Outcome::Ignored:
        count(DaveError::OutOfPlace);
        break;
    case Membership::Outcome::Adopted:
        adopted(message->transition, joined, now, effects);
        break;
    case Membership::Outcome::Removed:
        begin(m_target, effects);
        effects.push_back(StatusChanged {});
        break;
    }
}

void DaveSession::adopted(std::uint16_t transition, bool joined, SteadyTime now, Effects& effects)
{
    const std::vector<RosterEntry> roster = m_membership.roster();
    for (const RosterEntry& member : roster) {
        // They may have left while the Welcome was on its way.
        if (!m_recognised.contains(member.user))
            count(DaveError::UnrecognisedMember);
    }
    const mls::Group& group = m_membership.group();
    m_applicationDeadline.reset();
    expectKeys(effects);
    effects.push_back(
        Media {AddEpochKeys {++m_set, group.epoch(), m_membership.senderKeys(), joined}});
    const QByteArray authenticator = group.epochAuthenticator();
    effects.push_back(
        EpochChanged {group.epoch(), privacyCode(viewOf(authenticator)), roster.size()});
    endRecovery(effects);
    const Pending pending {m_target, m_set, now};
    if (transition == 0) {
        execute(transition, pending, now, effects);
        return;
    }
    pendingFor(transition, now) = pending;
    effects.push_back(SendText {readyForTransition(transition)});
    effects.push_back(StatusChanged {});
}

void DaveSession::recover(std::uint16_t transition, SteadyTime now, Effects& effects)
{
    if (m_recovery)
        return;
    if (m_recoveries >= kMaxRecoveries) {
        if (!std::exchange(m_rejoinAsked, true))
            effects.push_back(RejoinNeeded {});
        return;
    }
    ++m_recoveries;
    m_recovery = Recovery {transition, now + kRecoveryPatience};
    effects.push_back(SendText {invalidCommitWelcome(transition)});
    effects.push_back(RecoveryStarted {transition});
    begin(m_target, effects);
    effects.push_back(StatusChanged {});
}

void DaveSession::endRecovery(Effects& effects)
{
    // Given up for a new start, it ends without having helped.
    if (std::exchange(m_recovery, std::nullopt) && m_membership.isMember())
        effects.push_back(Recovered {});
}

void DaveSession::usersPresent(std::span<const UserId> users)
{
    for (const UserId user : users) {
        if (m_recognised.size() < kMaxRecognised)
            m_recognised.insert(user);
    }
}

DaveSession::Effects DaveSession::userLeft(UserId user, SteadyTime)
{
    m_recognised.erase(user);
    // A member's keys end with the epoch that leaves them out. Who comes back before it, or whose
    // former visit ends only now, goes on speaking with what we have.
    if (isMember(user))
        return {};
    return {Media {ForgetSender {user}}};
}

bool DaveSession::isMember(UserId user) const
{
    const std::vector<RosterEntry> roster = m_membership.roster();
    return std::ranges::find(roster, user, &RosterEntry::user) != roster.end();
}

bool DaveSession::transitionUnderWay(SteadyTime now) const
{
    return std::any_of(m_pending.begin(), m_pending.end(), [now](const auto& entry) {
        return now - entry.second.since < kTransitionPatience;
    });
}

DaveSession::Effects DaveSession::mediaFailing(UserId user, SteadyTime now)
{
    Effects effects;
    if (!isMember(user) || m_recovery || transitionUnderWay(now))
        return effects;
    // Where a new place in the group changed nothing, it is them and not us; nobody else shall
    // lose speech over it.
    const bool othersThere = m_membership.roster().size() > 2;
    int& tried = m_triedFor[user];
    if (othersThere && tried >= kMaxRecoveriesForOne)
        return effects;
    ++tried;
    recover(m_lastExecuted, now, effects);
    return effects;
}

DaveSession::Effects DaveSession::heardOutside(SteadyTime now)
{
    if (m_membership.isCandidate() && !m_applicationDeadline)
        m_applicationDeadline = now + kRecoveryPatience;
    return {};
}

DaveSession::Effects DaveSession::timePassed(SteadyTime now)
{
    Effects effects;
    if (m_recovery && now >= m_recovery->deadline) {
        const std::uint16_t transition = m_recovery->transition;
        m_recovery.reset();
        recover(transition, now, effects);
    }
    if (m_applicationDeadline && now >= *m_applicationDeadline) {
        m_applicationDeadline.reset();
        if (m_membership.isCandidate())
            recover(m_lastExecuted, now, effects); // unless that is under way
    }
    return effects;
}

std::optional<SteadyTime> DaveSession::nextDeadline() const
{
    auto deadline = m_applicationDeadline;
    if (m_recovery)
        deadline = std::min(deadline.value_or(m_recovery->deadline), m_recovery->deadline);
    return deadline;
}

bool DaveSession::isOutstandingText(const QByteArray& json) const
{
    if (m_recovery && json == invalidCommitWelcome(m_recovery->transition))
        return true;
    return std::ranges::any_of(
        m_pending, [&](const auto& entry) { return json == readyForTransition(entry.first); });
}

bool DaveSession::isOutstandingFrame(const QByteArray& frame) const
{
    if (frame.isEmpty())
        return false;
    const auto op = static_cast<DaveOp>(static_cast<std::uint8_t>(frame.front()));
    // Of several applications the last one counts; the caller keeps no other.
    return op == DaveOp::KeyPackage   ? m_membership.isCandidate()
        : op == DaveOp::CommitWelcome ? m_membership.hasMade(viewOf(frame).subspan(1))
                                      : false;
}

DaveStatus DaveSession::status() const
{
    DaveStatus status;
    status.version = m_version;
    status.recoveries = m_recoveries;
    status.errors = m_errors;
    if (m_membership.isMember()) {
        const mls::Group& group = m_membership.group();
        const QByteArray authenticator = group.epochAuthenticator();
        status.epoch = group.epoch();
        status.privacyCode = privacyCode(viewOf(authenticator));
        status.roster = m_membership.roster();
    }
    if (m_recovery)
        status.state = DaveState::Recovering;
    else if (m_target > 0)
        status.state = m_membership.isMember() ? DaveState::Active : DaveState::Joining;
    else
        status.state = m_described ? DaveState::Off : DaveState::Waiting;
    return status;
}

} // namespace lavalier::dave
