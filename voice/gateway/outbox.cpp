#include "voice/gateway/outbox.h"

#include "voice/gateway/gateway_messages.h"

namespace lavalier::gateway {

namespace {

/// Members are asked for together: a burst of joins is one request.
constexpr std::chrono::milliseconds kGather {200};
constexpr std::size_t kMaxAsked = 50'000;
/// Discord answers a refused op 4 with nothing at all; this old and unanswered it was refused.
constexpr std::chrono::seconds kAnswerPatience {15};

} // namespace

void Outbox::connectionLost(SteadyTime now)
{
    for (const auto& [guild, request] : m_unanswered) {
        if (now - *request.sent < kAnswerPatience)
            m_voice.try_emplace(guild, request); // a later wish goes first
    }
    m_unanswered.clear();
}

void Outbox::sessionLost()
{
    std::erase_if(m_voice, [](const auto& entry) { return entry.second.sent.has_value(); });
    m_unanswered.clear();
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

void Outbox::voiceStateTold(GuildId guild, std::optional<ChannelId> channel)
{
    if (const auto asked = m_unanswered.find(guild);
        asked != m_unanswered.end() && asked->second.channel == channel)
        m_unanswered.erase(asked);
    // It had arrived after all: a resume brought the answer.
    if (const auto again = m_voice.find(guild);
        again != m_voice.end() && again->second.sent && again->second.channel == channel)
        m_voice.erase(again);
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
        auto [guild, request] = *m_voice.begin();
        m_voice.erase(m_voice.begin());
        request.sent = now;
        m_unanswered.insert_or_assign(guild, request);
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
