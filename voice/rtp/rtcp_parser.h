#pragma once

#include "voice/base/bytes.h"
#include "voice/base/rtcp.h"

#include <optional>
#include <vector>

namespace lavalier::rtp {

enum class RtcpError { Truncated, WrongVersion, BadPadding, BadCount, BadItem };

/// What a compound packet held, up to the first thing wrong with it.
struct RtcpCompound {
    std::vector<RtcpPacket> packets;
    int skipped = 0; ///< well-formed packets of types we do not keep (feedback)
    std::optional<RtcpError> error;

    bool operator==(const RtcpCompound&) const = default;
};

/// Reads decrypted RTCP: one packet or several behind each other.
///
/// Errors:  parsing stops at the first malformed packet; what came before it is kept.
/// Source:  RFC 3550 section 6.
RtcpCompound parseRtcp(ByteView bytes);

} // namespace lavalier::rtp
