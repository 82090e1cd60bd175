#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/strong_id.h"

#include <chrono>
#include <cstdint>

namespace lavalier::timeline {

/// What the timeline needs to know about one stored packet; the payload stays in the file.
///
/// Units:  sequence and rtp unwrapped to 64 bits within the stream; arrival and all other times
///         are counted from the recording's zero, pauses included.
struct PacketMark {
    std::int64_t row = 0;
    StreamId stream;
    SequenceNumber sequence;
    RtpTicks rtp;
    std::chrono::microseconds arrival {0};
    SampleCount duration; ///< from the packet's TOC byte, 120 to 5760; zero where it is no Opus
    bool silence = false; ///< the frame senders emit when they stop talking
    bool mayRecover = true; ///< error correction for the packet before may be in it
    bool decodable = true; ///< as far as its shape tells: no decoder takes any other

    bool operator==(const PacketMark&) const = default;
};

/// The recording was paused from one arrival time to another. Any order, may overlap.
struct PauseSpan {
    std::chrono::microseconds from {0};
    std::chrono::microseconds to {0};

    bool operator==(const PauseSpan&) const = default;
};

struct TimelineOptions {
    bool keepPauses = false; ///< as silence; otherwise cut from every track alike
    SampleCount concealLimit {4800}; ///< of each hole; what is longer goes on as silence
    /// May a long run be stretched to follow its sender's clock? Without, it drifts and the report
    /// says how far: for who cannot resample, because the packets stay as they are.
    bool resample = true;

    bool operator==(const TimelineOptions&) const = default;
};

} // namespace lavalier::timeline
