// The half of SimulatorCore that encrypts its calls end to end.

#include "voice/base/log.h"
#include "voice/simulator/simulator_core.h"

#include <algorithm>

namespace lavalier::simulator {

namespace {

// A client that never gets through the handshake does not hold up the script for ever.
constexpr std::chrono::seconds kZeroPatience {3};

} // namespace

bool SimulatorCore::isEncrypted(GuildId guild, ChannelId channel) const
{
    const ScriptChannel* const where = m_world.channel(guild, channel);
    return m_script.daveVersion > 0 && where && where->kind != ChannelKind::Stage;
}

DaveCall* SimulatorCore::daveCall(GuildId guild, ChannelId channel)
{
    const auto call = m_daveCalls.find({guild, channel});
    return call == m_daveCalls.end() ? nullptr : &call->second;
}

int SimulatorCore::daveVersionFor(const VoiceClient& client) const
{
    const auto& [guild, channel] = std::pair(client.ticket().guild, client.ticket().channel);
    if (!isEncrypted(guild, channel))
        return 0;
    const auto call = m_daveCalls.find({guild, channel});
    const int offered = std::min(client.maxDaveVersion, m_script.daveVersion);
    // A repeated op 4 says what is in force for those who are in.
    if (call != m_daveCalls.end())
        return call->second.isLive(client.ticket().user) ? call->second.version()
                                                         : call->second.versionFor(offered);
    return offered;
}

/// The group begins with the first live client: nobody hears what the others would say without it.
void SimulatorCore::joinDave(const VoiceClient& client)
{
    const VoiceTicket& ticket = client.ticket();
    if (!isEncrypted(ticket.guild, ticket.channel))
        return;
    const SteadyTime now = m_clock.now();
    const auto [call, isNew]
        = m_daveCalls.try_emplace({ticket.guild, ticket.channel}, ticket.channel, m_daveRandom);
    if (isNew) {
        std::vector<UserId> scripted = m_world.occupants(ticket.guild, ticket.channel);
        std::erase_if(scripted, [this](UserId user) { return isLive(user); });
        call->second.seatAll(scripted, now);
    }
    call->second.join(ticket.user, std::min(client.maxDaveVersion, m_script.daveVersion), now);
    flushDave();
}

void SimulatorCore::seatInDave(const Presence& presence)
{
    if (DaveCall* const call = daveCall(presence.guild, presence.channel)) {
        call->seat(presence.user, m_clock.now());
        flushDave();
    }
}

void SimulatorCore::leaveDave(GuildId guild, ChannelId channel, UserId user)
{
    DaveCall* const call = daveCall(guild, channel);
    if (!call)
        return;
    call->leave(user, m_clock.now());
    if (!call->hasLive())
        m_daveCalls.erase({guild, channel});
    flushDave();
}

void SimulatorCore::daveArrived(const VoiceClient& client, const DaveMessage& message)
{
    DaveCall* const call = daveCall(client.ticket().guild, client.ticket().channel);
    if (!call || !call->isLive(client.ticket().user))
        return;
    // What was due before the switch goes out before it.
    if (m_zero)
        speakAll();
    call->receive(message, m_clock.now());
    flushDave();
}

void SimulatorCore::flushDave()
{
    for (auto& [place, call] : m_daveCalls) {
        for (const DaveMessage& message : call.take()) {
            VoiceClient* const client = serverOf(place.first).client(place.first, message.user);
            if (!client || client->ticket().channel != place.second)
                continue;
            if (const auto* const bytes = std::get_if<QByteArray>(&message.content))
                client->sendBinary(message.op, *bytes);
            else
                client->send(message.op, std::get<QJsonObject>(message.content));
        }
    }
}

void SimulatorCore::passDaveTime()
{
    const SteadyTime now = m_clock.now();
    for (auto& [place, call] : m_daveCalls)
        call.timePassed(now);
    flushDave();
    beginWhenHeard();
}

/// The first listener is to hear the script from its first word: it begins when that one has keys.
void SimulatorCore::beginWhenHeard()
{
    if (m_zero || !m_firstReady)
        return;
    const bool heard = std::ranges::any_of(m_relay.listeners(), [this](VoiceClient* client) {
        const DaveCall* const call = daveCall(client->ticket().guild, client->ticket().channel);
        return !call || call->version() == 0 || call->isSettled(client->ticket().user);
    });
    if (heard || m_clock.now() - *m_firstReady > kZeroPatience)
        beginScript();
}

bool SimulatorCore::mayRead(const PlainRtp& packet, UserId speaker, const VoiceTicket& listener,
                            ChannelId channel)
{
    const DaveCall* const call = daveCall(listener.guild, channel);
    if (!call || packet.silence || (!packet.encrypted && call->version() == 0))
        return true;
    return packet.encrypted
        && (call->isLive(speaker) ? call->isSettled(listener.user)
                                  : call->reaches(speaker, listener.user));
}

} // namespace lavalier::simulator
