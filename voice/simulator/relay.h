#pragma once

#include "voice/simulator/fault_lane.h"
#include "voice/simulator/scripted_speaker.h"
#include "voice/simulator/sent_log.h"
#include "voice/simulator/voice_server.h"

#include <functional>
#include <map>

namespace lavalier::simulator {

/// Passes packets on to the listeners of a channel, each under its own key, through the faults.
///
/// Shape:   a packet is sealed when its fate is drawn and waits here for its time; jitter alone
/// keeps
///          the order of a stream, reordering is a fault of its own.
/// Thread:  the simulator's. Opens no socket: datagrams leave through `send`.
class Relay {
public:
    using Send = std::function<void(VoiceClient&, const QByteArray&)>;

    Relay(std::uint64_t seed, std::size_t maxLogEntries, Send send);

    void setFaults(const WireFaults& faults) { m_faults = faults; }
    void addListener(VoiceClient& client);
    void removeListener(VoiceClient& client);
    bool hasListeners() const { return !m_listeners.empty(); }
    const std::vector<VoiceClient*>& listeners() const { return m_listeners; }

    /// To one listener; `due` is when the speaker emitted it.
    void pass(const PlainRtp& packet, UserId speaker, Ssrc ssrc, VoiceClient& listener,
              SteadyTime due, bool readable);
    /// Sends what has waited long enough.
    void flush(SteadyTime now);
    bool isEmpty() const { return m_waiting.empty(); }
    std::optional<SteadyTime> nextDeparture() const;

    const SentLog& log() const { return m_log; }

private:
    struct Waiting {
        VoiceClient* listener;
        QByteArray datagram;
        SentPacket entry;
    };

    void record(SentPacket entry);

    const std::uint64_t m_seed;
    const std::size_t m_maxLogEntries;
    const Send m_send;
    WireFaults m_faults;
    std::vector<VoiceClient*> m_listeners; ///< owned by their servers
    std::multimap<SteadyTime, Waiting> m_waiting;
    std::map<std::pair<VoiceClient*, Ssrc>, SteadyTime> m_lastDeparture;
    SentLog m_log;
};

} // namespace lavalier::simulator
