#include "voice/receive/call_encryption.h"

#include "voice/base/log.h"
#include "voice/base/overloaded.h"

namespace lavalier::receive {
namespace {

using dave::DaveSession;

DaveProgress progressOf(dave::DaveState state)
{
    switch (state) {
    case dave::DaveState::Waiting:
        break;
    case dave::DaveState::Off:
        return DaveProgress::Off;
    case dave::DaveState::Joining:
        return DaveProgress::Joining;
    case dave::DaveState::Active:
        return DaveProgress::Active;
    case dave::DaveState::Recovering:
        return DaveProgress::Recovering;
    }
    return DaveProgress::Waiting;
}

DaveFacts factsOf(const dave::DaveStatus& status)
{
    DaveFacts facts;
    facts.progress = progressOf(status.state);
    facts.encrypted = status.version > 0 && !status.roster.empty();
    facts.version = status.version;
    facts.epoch = status.epoch;
    facts.privacyCode = status.privacyCode;
    for (const dave::RosterEntry& entry : status.roster)
        facts.roster.append({entry.user, entry.signatureKey});
    facts.recoveries = status.recoveries;
    return facts;
}

} // namespace

CallEncryption::CallEncryption(dave::DaveIdentity identity, crypto::RandomSource& random)
    : m_identity(std::move(identity))
    , m_random(random)
{
}

CallEncryption::Outcome CallEncryption::begin(ChannelId channel)
{
    if (m_session)
        m_pastRecoveries += m_session->status().recoveries;
    m_session.emplace(m_identity, channel, DaveSession::kMaxVersion, m_random);
    Outcome outcome;
    outcome.keys.push_back(dave::ResetKeys {});
    adoptFacts(outcome);
    return outcome;
}

CallEncryption::Outcome CallEncryption::described(int version, SteadyTime now)
{
    return m_session ? outcomeOf(m_session->sessionDescription(version, now)) : Outcome {};
}

CallEncryption::Outcome CallEncryption::received(const control::DaveMessage& message,
                                                 SteadyTime now)
{
    if (!m_session)
        return {};
    DaveSession& session = *m_session;
    return outcomeOf(
        std::visit(Overloaded {
                       [&](const control::DavePrepareTransition& prepare) {
                           return session.prepareTransition(prepare.transitionId,
                                                            prepare.protocolVersion, now);
                       },
                       [&](const control::DaveExecuteTransition& execute) {
                           return session.executeTransition(execute.transitionId, now);
                       },
                       [&](const control::DavePrepareEpoch& prepare) {
                           return session.prepareEpoch(prepare.protocolVersion, prepare.epoch, now);
                       },
                       [&](const control::DaveBinary& binary) {
                           return session.binary(binary.op, viewOf(binary.payload), now);
                       },
                   },
                   message));
}

void CallEncryption::usersPresent(const QList<UserId>& users)
{
    if (m_session)
        m_session->usersPresent(std::span(users.data(), static_cast<std::size_t>(users.size())));
}

CallEncryption::Outcome CallEncryption::userLeft(UserId user, SteadyTime now)
{
    return m_session ? outcomeOf(m_session->userLeft(user, now)) : Outcome {};
}

CallEncryption::Outcome CallEncryption::mediaFailing(UserId user, SteadyTime now)
{
    return m_session ? outcomeOf(m_session->mediaFailing(user, now)) : Outcome {};
}

CallEncryption::Outcome CallEncryption::heardOutside(SteadyTime now)
{
    return m_session ? outcomeOf(m_session->heardOutside(now)) : Outcome {};
}

CallEncryption::Outcome CallEncryption::timePassed(SteadyTime now)
{
    const auto deadline = nextDeadline();
    return deadline && now >= *deadline ? outcomeOf(m_session->timePassed(now)) : Outcome {};
}

std::optional<SteadyTime> CallEncryption::nextDeadline() const
{
    return m_session ? m_session->nextDeadline() : std::nullopt;
}

bool CallEncryption::isOutstanding(const control::DaveAnswer& answer) const
{
    return m_session
        && std::visit(Overloaded {
                          [&](const control::SendText& said) {
                              return m_session->isOutstandingText(said.text);
                          },
                          [&](const control::SendBinary& said) {
                              return m_session->isOutstandingFrame(said.frame);
                          },
                      },
                      answer);
}

CallEncryption::Outcome CallEncryption::outcomeOf(DaveSession::Effects effects)
{
    Outcome outcome;
    for (DaveSession::Effect& effect : effects) {
        std::visit(
            Overloaded {
                [&](DaveSession::SendBinary& send) {
                    outcome.answers.push_back(control::SendBinary {std::move(send.frame)});
                },
                [&](DaveSession::SendText& send) {
                    outcome.answers.push_back(control::SendText {std::move(send.json)});
                },
                [&](DaveSession::Media& media) {
                    outcome.keys.push_back(std::move(media.command));
                },
                [](DaveSession::StatusChanged&) {},
                [](DaveSession::EpochChanged& changed) {
                    qCInfo(logVoice) << "encrypted group in epoch" << changed.epoch << "with"
                                     << changed.members << "members";
                },
                [](DaveSession::RecoveryStarted& recovery) {
                    qCWarning(logVoice) << "encrypted group asked to add us anew, transition"
                                        << recovery.transition;
                },
                [](DaveSession::Recovered&) { qCInfo(logVoice) << "encrypted group recovered"; },
                [&](DaveSession::RejoinNeeded&) { outcome.isHopeless = true; },
            },
            effect);
    }
    adoptFacts(outcome);
    return outcome;
}

void CallEncryption::adoptFacts(Outcome& outcome)
{
    DaveFacts facts = factsOf(m_session->status());
    facts.recoveries += m_pastRecoveries;
    if (facts == m_facts)
        return;
    m_facts = facts;
    outcome.facts = std::move(facts);
}

} // namespace lavalier::receive
