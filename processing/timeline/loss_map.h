#pragma once

#include "processing/timeline/track_timeline.h"

#include <array>

namespace lavalier::timeline {

/// Why a stretch of a track is not what the speaker sent.
enum class LossCause : std::uint8_t {
    Network, ///< sent, but it never reached us
    Computer, ///< reached this computer, which was too busy to read it
    Late, ///< arrived when its place was taken by other audio of the same speaker
    Overlapped, ///< spoken on an older stream while a newer one of the same user spoke
    Undecryptable, ///< heard, but never decrypted
    Undecodable, ///< heard and decrypted, but no Opus, or nothing that a decoder takes
    NotWritten, ///< heard and decrypted, but neither disk nor memory took it
    Outage, ///< we could not hear the call; nobody knows what was said
    Paused,
    Excluded, ///< the speaker was not to be recorded
    Damaged, ///< was written, but the recording's file cannot be read there any more
};
inline constexpr std::size_t kLossCauses = 11; // files hold them by number: only add

/// Whether a track's length and packets under this cause are the most it may be. What the computer
/// dropped is known of the call and not by track: each may claim all of it, so tracks do not add
/// up.
constexpr bool isAtMost(LossCause cause)
{
    return cause == LossCause::Computer;
}

/// What is heard there instead.
enum class LossFill : std::uint8_t {
    Recovered, ///< asked of the error correction in the next packet
    Concealed, ///< what the decoder makes of what came before
    Silence,
    OtherAudio, ///< other packets of the same speaker
    Nothing, ///< the time itself is cut out
};

/// Packets that were heard but are not among the track's, next to each other in their stream.
struct MissedPackets {
    StreamId stream;
    SequenceNumber first; ///< both inclusive
    SequenceNumber last;
    std::chrono::microseconds from {0}; ///< arrival of the first and of the last
    std::chrono::microseconds to {0};
    LossCause cause = LossCause::Undecryptable;

    bool operator==(const MissedPackets&) const = default;
};
/// A stretch of the recording in which nothing could be recorded of this speaker.
struct CausedSpan {
    std::chrono::microseconds from {0};
    std::chrono::microseconds to {0};
    LossCause cause = LossCause::Outage;

    bool operator==(const CausedSpan&) const = default;
};
/// This computer dropped so many datagrams of the call, whoever sent them, and read none or few
/// that arrived between.
struct DroppedSpan {
    std::chrono::microseconds from {0};
    std::chrono::microseconds to {0};
    std::int64_t packets = 0;

    bool operator==(const DroppedSpan&) const = default;
};
/// What the recording knows of a speaker's losses besides what is missing among the packets.
struct LossEvidence {
    std::vector<MissedPackets> missed; ///< any order
    /// Any order. What was heard within them stays true, and what is missing there is theirs, not
    /// the network's.
    std::vector<CausedSpan> spans;
    /// Any order. A track's missing packets that were due within one are taken for dropped, at most
    /// as many as were; each track has as many, so isAtMost() holds.
    std::vector<DroppedSpan> dropped;
    /// Rows of the plan that a decoder refused, or that were kept from it, besides those whose
    /// shape says so already. Any order; only who has decoded the track knows them.
    std::vector<std::int64_t> undecodable;

    bool operator==(const LossEvidence&) const = default;
};

struct LossSpan {
    SampleCount start; ///< on the track
    SampleCount samples; ///< may be zero: packets for which there was no room, a pause cut out
    LossFill fill = LossFill::Silence;
    LossCause cause = LossCause::Network;
    std::int64_t packets = 0; ///< missing here; zero where they cannot be counted

    bool operator==(const LossSpan&) const = default;
};
struct LossTotal {
    std::int64_t packets = 0;
    SampleCount samples;

    bool operator==(const LossTotal&) const = default;
};

/// A whole track, divided: what is not in a span is true, or the speaker was silent.
struct LossMap {
    SampleCount length;
    std::vector<LossSpan> spans; ///< in order of start; neighbours alike are joined
    std::array<LossTotal, kLossCauses> causes {};
    SampleCount heard; ///< decoded from the speaker's own packets
    SampleCount quiet; ///< nothing was sent, as far as anybody knows

    const LossTotal& of(LossCause cause) const { return causes[static_cast<std::size_t>(cause)]; }
    bool operator==(const LossMap&) const = default;
};

/// Joins what a plan lacks with why. Missing packets are counted exactly, each under one cause:
/// together with those that are no Opus they are the plan's missing ones and those beyond its
/// streams' ends. What has a place and cannot be decoded is counted there, and concealed.
///
/// The last three arguments are those the plan was made with.
/// Thread:  any. Pure.
LossMap mapLosses(const TrackPlan& plan, const LossEvidence& evidence,
                  std::span<const PauseSpan> pauses, std::chrono::microseconds recordingLength,
                  const TimelineOptions& options);

} // namespace lavalier::timeline
