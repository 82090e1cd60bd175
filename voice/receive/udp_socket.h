#pragma once

#include "voice/base/bytes.h"
#include "voice/base/clock.h"
#include "voice/receive/drop_watch.h"

#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace lavalier::receive {

/// A UDP socket that talks to one address and is drained in batches.
///
/// Errors:  sending and receiving fail silently; what is lost here shows in counters or as silence.
/// Thread:  the one it was made on.
class UdpSocket : public QObject {
    Q_OBJECT
public:
    struct Drained {
        std::size_t datagrams = 0;
        std::uint64_t wrongSender = 0;
        DropStretch kernelDropped; ///< since the last drain, all between the two arrivals
    };
    /// The bytes die with the call.
    using Take = std::function<void(ByteView datagram, SteadyTime arrival)>;

    /// Hands over what has arrived. Arrivals lie between `previous` (the last drain) and `now`.
    virtual Drained drain(SteadyTime previous, SteadyTime now, const Take& take) = 0;
    virtual bool send(ByteView datagram) = 0;
    /// What the system really granted, its own bookkeeping included.
    virtual int receiveBufferBytes() const = 0;
    /// While wanted, readable() is emitted when something has arrived.
    virtual void setWakeUp(bool wanted) = 0;

signals:
    void readable();
};

/// The best socket this platform has; null when it gives us none.
std::unique_ptr<UdpSocket> openUdpSocket(const QHostAddress& server, quint16 port);
/// The one that works everywhere: stamps arrivals when it reads them.
std::unique_ptr<UdpSocket> openPortableUdpSocket(const QHostAddress& server, quint16 port);

/// What Linux charges a small datagram of the buffer, about.
inline constexpr int kBufferBytesPerDatagram = 1280;
/// How often to drain so that the buffer never fills: 5 to 20 ms.
std::chrono::milliseconds drainInterval(int receiveBufferBytes);

inline constexpr int kWantedReceiveBuffer = 4 << 20;
/// At most this many datagrams in one drain, so that commands get a turn in a flood.
inline constexpr std::size_t kMaxPerDrain = 8192;

} // namespace lavalier::receive
