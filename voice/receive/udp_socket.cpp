#include "voice/receive/udp_socket.h"

#include <algorithm>

namespace lavalier::receive {

std::chrono::milliseconds drainInterval(int receiveBufferBytes)
{
    // We plan for 8 a millisecond (160 people talking at once) and want half of the buffer left
    // when we come; DrainPace comes more often when there are more.
    constexpr int kDatagramsPerMillisecond = 8;
    const int interval
        = receiveBufferBytes / 2 / kBufferBytesPerDatagram / kDatagramsPerMillisecond;
    return std::chrono::milliseconds(std::clamp(interval, 5, 20));
}

} // namespace lavalier::receive
