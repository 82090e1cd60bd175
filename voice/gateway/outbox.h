#pragma once

#include "voice/gateway/budgets.h"
#include "voice/gateway/gateway_events.h"

#include <QByteArray>

#include <map>
#include <set>
#include <span>
#include <vector>

namespace lavalier::gateway {

/// Commands that wait for their turn: op 4 (the latest per guild) and op 8 (gathered per guild).
///
/// Keeps the connection's send budget, of which heartbeats and logins take their share first.
class Outbox {
public:
    /// A fresh connection: a fresh budget, the same commands.
    void connectionOpened() { m_sends = SendBudget(); }
    /// What was sent just now may have been lost with it, and is sent again.
    void connectionLost(SteadyTime now);
    /// A fresh session: who was asked for before may be asked for again. What the old session may
    /// have missed is dropped; whoever was in a call joins again.
    void sessionLost();
    void clear();

    void putVoiceState(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                       bool selfDeaf);
    /// Our own voice state came: a request that it agrees with has arrived.
    void voiceStateTold(GuildId guild, std::optional<ChannelId> channel);
    /// Each is asked for once per session.
    void putMembers(std::span<const MemberKey> keys, SteadyTime now);

    bool mayBeat(SteadyTime now) const
    {
        return m_sends.earliest(now, SendBudget::Kind::Vital) <= now;
    }
    /// A heartbeat or a login went out.
    void vitalSent(SteadyTime now) { m_sends.spend(now); }
    /// What may go now; already counted as sent.
    std::vector<QByteArray> take(SteadyTime now);
    /// When take() will have something; nullopt while nothing waits.
    std::optional<SteadyTime> nextTake() const { return m_takeAt; }

private:
    struct VoiceRequest {
        std::optional<ChannelId> channel;
        bool selfMute;
        bool selfDeaf;
        std::optional<SteadyTime> sent {};
    };

    SendBudget m_sends;
    std::map<GuildId, VoiceRequest> m_voice;
    std::map<GuildId, VoiceRequest> m_unanswered; ///< sent; our own voice state does not agree yet
    std::set<MemberKey> m_members; ///< sorted by guild
    std::set<MemberKey> m_asked;
    std::optional<SteadyTime> m_takeAt;
};

} // namespace lavalier::gateway
