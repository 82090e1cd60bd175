#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/strong_id.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace lavalier::timeline {

enum class LossKind : std::uint8_t {
    Recovered, ///< never arrived; error correction of the next packet is asked for it
    Concealed, ///< never arrived; the decoder extrapolates
    Silenced, ///< never arrived; silence
    Cut, ///< arrived, but its place was taken by other audio of the same speaker
    Superseded, ///< arrived on an older stream while a newer one of the same user spoke
    Paused, ///< the recording was paused; no samples when pauses are cut
};

/// One stretch of a track that is not what the speaker sent.
struct LossStretch {
    LossKind kind = LossKind::Silenced;
    SampleCount start; ///< on the track
    SampleCount samples;

    bool operator==(const LossStretch&) const = default;
};

/// Packets of one stream that never came, next to each other.
struct Hole {
    StreamId stream;
    SequenceNumber first; ///< the number that would have come next
    std::int64_t packets = 0;
    SampleCount from; ///< on the recording, pauses included
    SampleCount to; ///< equal to `from` where there was no room for them

    bool operator==(const Hole&) const = default;
};

/// A packet that came and is no Opus at all. Without a length it has no place: the timeline takes
/// it for missing.
struct Shapeless {
    StreamId stream;
    SequenceNumber sequence;
    std::chrono::microseconds arrival {0};

    bool operator==(const Shapeless&) const = default;
};

/// What became of a user's packets, and which stretches of the track are not true.
struct LossReport {
    std::vector<LossStretch> stretches; ///< in order of start; neighbours of a kind are joined
    std::vector<Hole> holes; ///< of one stream after the other; their packets add up to `missing`
    std::vector<std::int64_t> undecodable; ///< rows with a place that no decoder takes; ascending
    std::vector<Shapeless> shapeless; ///< each number once, and nothing else came under it
    std::int64_t packets = 0; ///< marks given
    std::int64_t placed = 0; ///< decoded or played as silence, even if only in part
    std::int64_t duplicates = 0; ///< same stream and sequence number
    std::int64_t refused = 0; ///< impossible duration, arrival or timestamp
    std::int64_t unplaced = 0; ///< before zero, after the end, in a pause, or no room
    /// Sequence numbers that never came, or as what is no Opus; pauses left out.
    std::int64_t missing = 0;
    SampleCount recovered; ///< samples of each kind
    SampleCount concealed;
    SampleCount silenced;
    SampleCount cut;
    SampleCount superseded;
    SampleCount paused; ///< in the recording, whether kept or cut

    bool operator==(const LossReport&) const = default;
};

/// How well the track lies on the recording's clock, as measured over all its packets.
struct SyncReport {
    /// How far the track lies from where its sender's clock belongs, without sign: of each ten
    /// seconds of speech, the least delay of a packet. True to two milliseconds. Jitter is not in
    /// it, but a stretch of which every packet was delayed counts as if the track were wrong.
    std::chrono::microseconds residualMedian {0};
    std::chrono::microseconds residualP99 {0};
    std::chrono::microseconds residualMax {0};
    /// Arrival of a packet minus where its end was placed: what the network's jitter added.
    std::chrono::microseconds delayMedian {0};
    std::chrono::microseconds delayP99 {0};
    std::chrono::microseconds delayMax {0};
    std::int64_t driftPpb = 0; ///< sender's clock slow is positive; parts per billion
    bool driftKnown = false; ///< two minutes or more of steady clock were seen
    SampleCount inserted; ///< by corrections between talk spurts
    SampleCount removed;
    SampleCount resampled; ///< inserted and removed within runs, by resampling
    SampleCount owed; ///< largest correction that was not made for want of silence
    std::int64_t runs = 0; ///< talk spurts
    std::int64_t anchors = 0; ///< times a clock began anew: streams, frozen clocks, jumps

    bool operator==(const SyncReport&) const = default;
};

} // namespace lavalier::timeline
