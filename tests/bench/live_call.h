#pragma once

#include "capture_chain.h"
#include "voice/receive/receiver_thread.h"

namespace lavalier::bench {

/// A whole call of ours on a real socket, without gateway and voice WebSocket: what those would
/// tell the receiver is told by hand.
///
/// Needs a QCoreApplication.
class LiveCall {
public:
    LiveCall(const QString& folder, Decoding decoding);

    /// False when nobody answers our discovery within 5 s.
    bool connectTo(quint16 port, int firstSpeaker, int speakers);
    /// What the app does once a second while it records.
    void noteCounters() { m_chain.writer().noteCounters(m_receiver.counters()); }

    CaptureChain& chain() { return m_chain; }
    MediaCounters counters() const { return m_receiver.counters(); }

private:
    SystemClock m_clock;
    CaptureChain m_chain;
    receive::ReceiverThread m_receiver; // last: ends before what it feeds
};

/// Lets the event loop run for that long.
void runFor(std::chrono::milliseconds time);

} // namespace lavalier::bench
