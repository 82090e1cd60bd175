#include "voice/gateway/outbox.h"

#include "voice/gateway/gateway_messages.h"

namespace lavalier::gateway {

namespace {

/// Members are asked for together: a burst of joins is one request.
constexpr std::chrono::milliseconds kGather {200};
constexpr std::size_t kMaxAsked = 50'000;

} // namespace

void Outbox::sessionLost()
{
    m_members.clear();
    m_asked.clear();
}

void Outbox::clear()
{
    *this = Outbox();
}

void Outbox::putVoiceState(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                           bool selfDeaf)
{
    m_voice.insert_or_assign(guild, VoiceRequest {channel, selfMute, selfDeaf});
}

void Outbox::putMembers(std::span<const MemberKey> keys, SteadyTime now)
{
    for (const MemberKey& key : keys) {
        if (m_asked.size() < kMaxAsked && m_asked.insert(key).second)
            m_members.insert(key);
    }
    if (!m_members.empty() && !m_takeAt)
        m_takeAt = now + kGather;
}

std::vector<QByteArray> Outbox::take(SteadyTime now)
{
    std::vector<QByteArray> messages;
    const auto allowed = [&] { return m_sends.earliest(now, SendBudget::Kind::Ordinary) <= now; };
    const auto put = [&](QByteArray message) {
        Q_ASSERT(message.size() <= kMaxClientMessage);
        m_sends.spend(now);
        messages.push_back(std::move(message));
    };
    while (!m_voice.empty() && allowed()) {
        const auto [guild, request] = *m_voice.begin();
        m_voice.erase(m_voice.begin());
        put(voiceStateMessage(guild, request.channel, request.selfMute, request.selfDeaf));
    }
    const bool gathering = m_takeAt && now < *m_takeAt;
    while (!gathering && !m_members.empty() && allowed()) {
        const GuildId guild = m_members.begin()->guild;
        std::vector<UserId> users;
        while (!m_members.empty() && m_members.begin()->guild == guild
               && users.size() < kMaxMembersPerRequest) {
            users.push_back(m_members.begin()->user);
            m_members.erase(m_members.begin());
        }
        put(requestMembersMessage(guild, users));
    }
    if (!gathering)
        m_takeAt.reset();
    if (!m_takeAt && (!m_voice.empty() || !m_members.empty()))
        m_takeAt = m_sends.earliest(now, SendBudget::Kind::Ordinary);
    return messages;
}

} // namespace lavalier::gateway
