#include "voice/receive/udp_socket.h"

#include <algorithm>

namespace lavalier::receive {

std::chrono::milliseconds drainInterval(int receiveBufferBytes)
{
    // Linux charges a small datagram about 1.25 KiB of the buffer. We plan for 8 a millisecond (400
    // people talking at once) and want half of the buffer left when we come.
    constexpr int kBytesPerDatagram = 1280;
    constexpr int kDatagramsPerMillisecond = 8;
    const int interval = receiveBufferBytes / 2 / kBytesPerDatagram / kDatagramsPerMillisecond;
    return std::chrono::milliseconds(std::clamp(interval, 5, 20));
}

} // namespace lavalier::receive
