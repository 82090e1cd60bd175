// RTCP as it looks after transport decryption: any bytes at all.
#include "voice/rtp/rtcp_parser.h"

#include <cstdlib>

using namespace lavalier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const rtp::RtcpCompound compound = rtp::parseRtcp({data, size});
    // Each packet takes four bytes at least, so a result can never outgrow its input.
    if (compound.packets.size() + static_cast<std::size_t>(compound.skipped) > size / 4)
        std::abort();
    return 0;
}
