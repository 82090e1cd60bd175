#include "voice/simulator/relay.h"

#include <algorithm>

namespace lavalier::simulator {

Relay::Relay(std::uint64_t seed, std::size_t maxLogEntries, Send send)
    : m_seed(seed)
    , m_maxLogEntries(maxLogEntries)
    , m_send(std::move(send))
{
}

void Relay::addListener(VoiceClient& client)
{
    if (!std::ranges::count(m_listeners, &client))
        m_listeners.push_back(&client);
}

void Relay::removeListener(VoiceClient& client)
{
    std::erase(m_listeners, &client);
    std::erase_if(m_waiting, [&](const auto& entry) { return entry.second.listener == &client; });
    std::erase_if(m_lastDeparture, [&](const auto& entry) { return entry.first.first == &client; });
}

void Relay::pass(const PlainRtp& packet, UserId speaker, Ssrc ssrc, VoiceClient& listener,
                 SteadyTime due, bool readable)
{
    SentPacket entry {speaker, listener.ticket().user, ssrc, packet.sequence, packet.timestamp};
    entry.silence = packet.silence;
    entry.encrypted = packet.encrypted;
    entry.readable = readable;
    entry.opusBytes = packet.opusBytes;
    entry.due = due;
    entry.sent = due;
    const Fate fate = fateOf(m_faults, m_seed, ssrc, packet.sequence);
    if (fate.lost) {
        entry.fate = PacketFate::Lost;
        record(entry);
        return;
    }
    const QByteArray datagram = listener.seal(viewOf(packet.header), viewOf(packet.body));
    SteadyTime departure = due + fate.delay;
    if (!fate.overtaken) {
        SteadyTime& last = m_lastDeparture[{&listener, ssrc}];
        departure = last = std::max(last, departure);
    }
    m_waiting.emplace(departure, Waiting {&listener, datagram, entry});
    if (fate.secondCopy) {
        entry.fate = PacketFate::SentAgain;
        m_waiting.emplace(std::max(departure, due + *fate.secondCopy),
                          Waiting {&listener, datagram, entry});
    }
}

void Relay::flush(SteadyTime now)
{
    while (!m_waiting.empty() && m_waiting.begin()->first <= now) {
        auto ready = m_waiting.extract(m_waiting.begin());
        Waiting& waiting = ready.mapped();
        m_send(*waiting.listener, waiting.datagram);
        waiting.entry.sent = now;
        record(waiting.entry);
    }
}

std::optional<SteadyTime> Relay::nextDeparture() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.begin()->first);
}

void Relay::record(SentPacket entry)
{
    if (m_log.packets.size() < m_maxLogEntries)
        m_log.packets.push_back(entry);
    else
        ++m_log.notLogged;
}

} // namespace lavalier::simulator
