// What claims to be an answer to IP discovery, or an answer to a ping.
#include "voice/rtp/ip_discovery.h"
#include "voice/rtp/keepalive.h"

#include <cstdlib>

using namespace lavalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (const auto seen = rtp::parseDiscoveryReply(bytes)) {
        // What is believed can be written and read again.
        const QByteArray written = rtp::discoveryReply(*seen);
        const auto again = rtp::parseDiscoveryReply(viewOf(written));
        if (!again || !(*again == *seen))
            std::abort();
    }
    static_cast<void>(rtp::parseDiscoveryRequest(bytes)); // the server half, for the simulator
    rtp::Keepalive keepalive;
    keepalive.nextPing(SteadyTime {});
    keepalive.roundTrip(bytes, SteadyTime {});
    return 0;
}
