#include "voice/simulator/dave_call.h"

#include <algorithm>

namespace lavalier::simulator {

DaveCall::DaveCall(ChannelId channel, crypto::RandomSource& random)
    : m_channel(channel)
    , m_random(random)
    , m_service(channel, random)
{
}

void DaveCall::seat(UserId scripted, SteadyTime now)
{
    seatAll({scripted}, now);
}

void DaveCall::seatAll(const std::vector<UserId>& scripted, SteadyTime now)
{
    for (const UserId user : scripted) {
        if (m_people.contains(user) || m_live.contains(user))
            continue;
        ScriptedMember& member
            = m_people.try_emplace(user, user, m_channel, m_random).first->second;
        const int version = m_service.versionFor(1);
        m_service.join(user, 1, now);
        for (const DaveMessage& answer : member.begin(version))
            m_service.receive(answer, now);
    }
    pump(now);
}

void DaveCall::join(UserId live, int maxVersion, SteadyTime now)
{
    if (m_people.erase(live) > 0)
        m_service.leave(live, now);
    if (m_live.insert(live).second)
        m_service.join(live, maxVersion, now);
    pump(now);
}

void DaveCall::leave(UserId user, SteadyTime now)
{
    if (m_people.erase(user) + m_live.erase(user) == 0)
        return;
    m_service.leave(user, now);
    pump(now);
}

void DaveCall::receive(const DaveMessage& fromLive, SteadyTime now)
{
    m_service.receive(fromLive, now);
    pump(now);
}

void DaveCall::timePassed(SteadyTime now)
{
    m_service.timePassed(now);
    pump(now);
}

bool DaveCall::commitIsDue(SteadyTime now)
{
    const bool proposed = std::ranges::any_of(
        m_people, [](const auto& entry) { return entry.second.hasProposals(); });
    if (!proposed) {
        m_commitAt.reset();
        return false;
    }
    if (!m_commitAt) {
        const bool liveMember = std::ranges::any_of(
            m_live, [this](UserId user) { return m_service.mayCommit(user); });
        m_commitAt = liveMember ? now + kCommitPatience : now;
    }
    return now >= *m_commitAt;
}

/// Carries messages between service and people until nobody has anything to say.
void DaveCall::pump(SteadyTime now)
{
    for (;;) {
        m_service.settle(now);
        const DaveMessages messages = m_service.take();
        for (const DaveMessage& message : messages) {
            if (m_live.contains(message.user)) {
                if (!m_muted)
                    m_outbox.push_back(message);
                continue;
            }
            const auto person = m_people.find(message.user);
            if (person == m_people.end())
                continue;
            for (const DaveMessage& answer : person->second.handle(message))
                m_service.receive(answer, now);
        }
        if (!messages.empty())
            continue;
        if (!commitIsDue(now))
            return;
        m_commitAt = now + kCommitPatience; // should this one be refused
        const auto committer = std::ranges::find_if(m_people, [this](const auto& entry) {
            return entry.second.hasProposals() && m_service.mayCommit(entry.first);
        });
        if (committer == m_people.end())
            return;
        if (const auto commit = committer->second.commit())
            m_service.receive(*commit, now);
    }
}

std::optional<SealedFrame> DaveCall::seal(UserId scripted, const QByteArray& opus)
{
    const auto person = m_people.find(scripted);
    return person == m_people.end() ? SealedFrame {opus} : person->second.seal(opus);
}

bool DaveCall::reaches(UserId scripted, UserId listener) const
{
    const auto person = m_people.find(scripted);
    return person != m_people.end() && person->second.reaches(listener)
        && !m_service.isBroken(listener);
}

void DaveCall::forbid(bool forbidden, SteadyTime now)
{
    m_service.forbid(forbidden, now);
    pump(now);
}

void DaveCall::spoil(SpoiltMessage which, UserId victim, SteadyTime now)
{
    const std::set<UserId> victims = victim.isValid() ? std::set {victim} : m_live;
    if (which == SpoiltMessage::ForgedCommit)
        m_service.forgeCommit(victims);
    else
        m_service.spoilNext(which, victims);
    pump(now);
}

void DaveCall::readmit(UserId user, SteadyTime now)
{
    m_service.readmit(user);
    pump(now);
}

} // namespace lavalier::simulator
