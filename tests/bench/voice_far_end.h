#pragma once

#include "processes.h"

#include <QByteArray>
#include <QHostAddress>

#include <cstdint>
#include <memory>
#include <vector>

namespace lavalier::bench {

/// The voice servers of one or more calls on loopback: a process beside the measurement that
/// answers discovery and pings and sends every speaker's packets when told to.
///
/// Speakers begin at different moments of the 20 ms, as people do, in ten groups.
class VoiceFarEnd {
public:
    /// Speaker numbers run through all calls: call 1 has those after call 0's.
    VoiceFarEnd(int calls, int speakersPerCall, const std::vector<std::vector<QByteArray>>& speech);

    /// Empty when the far end could not be started.
    const std::vector<quint16>& ports() const { return m_ports; }
    void startTalking();
    /// How many datagrams each call was sent in all, once everybody fell silent.
    std::vector<std::uint64_t> stopTalking();

private:
    std::unique_ptr<Helper> m_helper;
    std::vector<quint16> m_ports;
};

} // namespace lavalier::bench
