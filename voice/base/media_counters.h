#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <QByteArray>

#include <cstdint>
#include <utility>
#include <vector>

namespace lavalier {

/// What the media path counted for one SSRC of one user since the call began.
///
/// SSRC zero without a user gathers what no longer has an entry of its own.
struct StreamCounters {
    Ssrc ssrc;
    UserId user; ///< zero while no mapping is known
    std::uint64_t heard = 0; ///< datagrams whose transport layer authenticated
    std::uint64_t decrypted = 0; ///< Opus frames handed to the sink
    std::uint64_t waiting = 0; ///< held now, for a user or a key
    std::uint64_t undecryptable = 0; ///< end-to-end layer refused, or its key never came
    std::uint64_t malformed = 0; ///< bad extension, padding or payload
    std::uint64_t duplicates = 0;
    std::uint64_t expired = 0; ///< waited too long, or too many, for somebody to be named
    std::uint64_t discarded = 0; ///< not listening or paused
    std::uint64_t missing = 0; ///< sequence numbers never seen, so far
    std::uint64_t paddingOnly = 0; ///< packets that carry nothing; no error
    std::uint64_t mostlyZero = 0; ///< payloads of zeros, as some servers emit them
    std::uint64_t strayed = 0; ///< far from their stream in sequence or time, and alone
    SteadyTime lastHeard;

    bool operator==(const StreamCounters&) const = default;
};

/// What end-to-end decryption made of one user's frames; each try of a frame counts.
struct EndToEndCounters {
    UserId user; ///< zero gathers those beyond what is followed
    std::uint64_t opened = 0;
    std::uint64_t plain = 0; ///< while the group allowed it
    std::uint64_t noKey = 0; ///< waits, each time it was tried
    std::uint64_t refusedTag = 0; ///< no key opens it, and none may come
    std::uint64_t replayed = 0; ///< its nonce was used before
    std::uint64_t badGeneration = 0;
    std::uint64_t notAFrame = 0; ///< neither encrypted nor allowed to be plain

    bool operator==(const EndToEndCounters&) const = default;
};

/// What the media path counted for the whole connection.
struct MediaCounters {
    std::uint64_t datagrams = 0;
    std::uint64_t notRtp = 0; ///< discovery, ping replies, too short, wrong version
    std::uint64_t otherMedia = 0; ///< video, RTX, probes
    std::uint64_t transportRefused = 0; ///< authentication failed
    std::uint64_t transportReplayed = 0; ///< the same datagram again; its stream's duplicate too
    std::uint64_t kernelDropped = 0; ///< SO_RXQ_OVFL: our loss
    std::uint64_t wrongSender = 0; ///< not from the negotiated address, where we filter ourselves
    std::uint64_t withoutKey = 0; ///< came before the key, more than could be kept
    std::uint64_t crowdedOut = 0; ///< of more SSRCs than are followed
    std::uint64_t rtcp = 0; ///< RTCP packets read
    std::uint64_t malformedRtcp = 0;
    std::uint64_t alarms = 0; ///< somebody was heard and could not be decrypted
    std::vector<StreamCounters> streams;
    std::vector<EndToEndCounters> endToEnd {}; ///< of the call, by user

    bool operator==(const MediaCounters&) const = default;
};

/// Adds the counts of `part`; `sum` stays whose it is.
void accumulate(StreamCounters& sum, const StreamCounters& part);
/// Adds one connection to those before it. Past kMaxStreamEntries, streams join the entry of SSRC
/// zero.
void accumulate(MediaCounters& sum, const MediaCounters& part);
inline constexpr std::size_t kMaxStreamEntries = 4096;

/// The whole by name, streams added up: what a recording and a report say of their media. The
/// names are part of both formats. Users some of whose frames end-to-end decryption refused add
/// "endToEnd/USER/REASON", where REASON is a field's name.
std::vector<std::pair<QByteArray, std::uint64_t>> transportTotals(const MediaCounters& counters);
inline constexpr std::size_t kMaxEndToEndNames = 1024;

} // namespace lavalier
