#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <cstdint>
#include <vector>

namespace lavalier {

/// What the media path counted for one SSRC since the call began. Only ever grows.
struct StreamCounters {
    Ssrc ssrc;
    UserId user; ///< zero while no mapping is known
    std::uint64_t heard = 0; ///< datagrams whose transport layer authenticated
    std::uint64_t decrypted = 0; ///< Opus frames handed to the sink
    std::uint64_t waiting = 0; ///< held now, for a user or a key
    std::uint64_t undecryptable = 0; ///< end-to-end layer refused
    std::uint64_t malformed = 0; ///< bad extension, padding or payload
    std::uint64_t duplicates = 0;
    std::uint64_t expired = 0; ///< waited too long or too many
    std::uint64_t discarded = 0; ///< not listening or paused
    std::uint64_t missing = 0; ///< sequence numbers never seen, so far
    SteadyTime lastHeard;

    bool operator==(const StreamCounters&) const = default;
};

/// What the media path counted for the whole connection.
struct MediaCounters {
    std::uint64_t datagrams = 0;
    std::uint64_t notRtp = 0; ///< discovery, ping replies, too short, wrong version
    std::uint64_t otherMedia = 0; ///< video, RTX, probes
    std::uint64_t transportRefused = 0; ///< authentication failed
    std::uint64_t transportReplayed = 0; ///< the same nonce a second time
    std::uint64_t kernelDropped = 0; ///< SO_RXQ_OVFL: our loss
    std::uint64_t wrongSender = 0; ///< not from the negotiated address
    std::vector<StreamCounters> streams;

    bool operator==(const MediaCounters&) const = default;
};

} // namespace lavalier
