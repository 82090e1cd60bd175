// One datagram: classified, its header read, the rest taken for a decrypted body.
#include "voice/rtp/rtp_packet.h"

#include <cstdlib>

using namespace lavalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    const auto kind = rtp::classifyDatagram(bytes);
    const auto header = rtp::parseRtpHeader(bytes);
    if (!header) {
        if (kind == rtp::DatagramKind::OpusAudio && bytes.size() >= 12 + 60 + 4 + 20)
            std::abort(); // long enough for any header
        return 0;
    }
    if (header->clearSize + rtp::kTransportTrailerBytes > size)
        std::abort();
    const ByteView body = bytes.subspan(header->clearSize);
    const auto media = rtp::mediaPayload(*header, body);
    if (media && media->size() > body.size())
        std::abort();
    return 0;
}
