#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/byte_reader.h"
#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The typed messages between Lavalier and lavalier-decode.
///
/// Shape:   see frame_assembler.h for frames, codec.cpp for each payload; little-endian.
/// Modes:   `lavalier-decode --live` answers on stdout. `--render` writes raw PCM to stdout and
///          answers on stderr. Both sides send Hello first; anything unlike ends the worker.
/// Views:   ByteView members borrow; whoever made the message says for how long.
namespace lavalier::wire {

inline constexpr std::uint16_t kVersion = 1;
inline constexpr std::size_t kMaxBuildBytes = 64;
inline constexpr std::size_t kMaxPacketBytes = 65'535;
inline constexpr std::size_t kMaxBatchPackets = 1'024;
/// A week: no single concealment or silence is longer.
inline constexpr SampleCount kMaxSpan {kSampleRate * 3600 * 24 * 7};
inline constexpr SampleCount kMaxBend {kSampleRate * 20};

using RequestId = StrongId<struct RequestIdTag, std::uint64_t>;

/// Both ways, first. Version and build must be equal on both sides.
struct Hello {
    std::uint16_t version = kVersion;
    std::string build;

    bool operator==(const Hello&) const = default;
};
/// What this program says of itself; both programs link the same wire library.
Hello ownHello();

// ---- requests, live -------------------------------------------------------------------------

enum class Want : std::uint8_t { Levels, LevelsAndPcm };

struct OpenDecoder {
    StreamId stream;
};
struct CloseDecoder {
    StreamId stream;
};
struct BatchPacket {
    StreamId stream;
    ByteView payload;
};
/// Answered by one BatchLevels with a row for each packet in order; with PCM, a Pcm for each
/// decoded packet comes before it.
struct DecodeBatch {
    RequestId id;
    Want want = Want::Levels;
    std::vector<BatchPacket> packets;
};
/// Answered as a DecodeBatch with one packet, 1 to 5760 samples.
struct ConcealLive {
    RequestId id;
    StreamId stream;
    SampleCount samples;
    Want want = Want::Levels;
};

// ---- requests, render: one track a process, carried out in order ------------------------------

enum class SampleFormat : std::uint8_t {
    S16,
    S24,
    F32
}; ///< interleaved, little-endian; S24 packed
int bytesPerSample(SampleFormat format);

/// What a render in mono makes of packets coded in stereo.
enum class Fold : std::uint8_t {
    Always,
    WhileAlike, ///< the run ends, and says so, once left and right differ audibly
};
/// First of all requests. Channels 1 or 2; with two there is nothing to fold.
struct OpenRender {
    int channels = 1;
    SampleFormat format = SampleFormat::S16;
    Fold fold = Fold::Always;
};
/// Puts out exactly `samples - skip - drop`: decoded, or concealed with an ErrorAnswer when the
/// packet cannot be decoded to `samples`. `samples` is 1 to 5760 (the packet's duration); skip and
/// drop together are at most it; then nothing is put out, and the decoder only learns.
struct DecodeForRender {
    RequestId id;
    SampleCount samples;
    SampleCount skip; ///< left out at the front
    SampleCount drop; ///< left out at the end
    ByteView packet;
};
/// Puts out exactly `samples` from before packet `next`: concealed, but the last frame of it from
/// the forward error correction inside `next` if it carries any. `next` is not consumed: send it
/// again in a DecodeForRender.
struct RecoverForRender {
    RequestId id;
    SampleCount samples; ///< up to kMaxSpan
    ByteView next;
};
/// Puts out exactly `samples` of loss concealment (any count).
struct Conceal {
    SampleCount samples;
};
/// Puts out exactly `samples` zeros; the decoder is not touched.
struct Silence {
    SampleCount samples;
};
/// As new: the next packet follows nothing (another stream, after a long silence).
struct ResetDecoder { };
/// What follows, `in` samples in all, is put out as `out` samples, which is much the same. Sent
/// when the one before is used up it goes on without a seam.
struct Bend {
    SampleCount in; ///< 1 to kMaxBend
    SampleCount out; ///< at least 1; at most a sixteenth and four samples more or less
};
/// Last: answered by RenderDone once all PCM is made; then the worker exits 0.
struct Finish { };

using Request
    = std::variant<Hello, OpenDecoder, CloseDecoder, DecodeBatch, ConcealLive, OpenRender,
                   DecodeForRender, RecoverForRender, Conceal, Silence, ResetDecoder, Finish, Bend>;

// ---- answers ----------------------------------------------------------------------------------

enum class ErrorCode : std::uint8_t {
    None,
    CorruptPacket, ///< libopus refused it
    WrongLength, ///< decoded to another length than asked; concealed instead
    UnknownStream, ///< no decoder was opened for it
    TooManyDecoders,
    DecoderUnavailable, ///< libopus could not be set up: out of memory
    BadRequest, ///< known message, impossible values; carried out as far as lengths go
    OutOfOrder, ///< known message at the wrong time: ignored
    HelloMismatch, ///< final: another version or build
    BadStream, ///< final: the request stream itself cannot be read
};
inline constexpr ErrorCode kLastErrorCode = ErrorCode::BadStream;

struct PacketLevel {
    ErrorCode error = ErrorCode::None; ///< with an error all else is zero
    SampleCount samples;
    float peak = 0; ///< largest amplitude, 1.0 is full scale; may exceed it
    float power = 0; ///< mean square of the louder channel
    bool clippedLeft = false;
    bool clippedRight = false;
    bool sideHeard = false; ///< left and right differ audibly

    bool operator==(const PacketLevel&) const = default;
};
struct BatchLevels {
    RequestId id;
    std::vector<PacketLevel> packets;

    bool operator==(const BatchLevels&) const = default;
};
struct Pcm {
    RequestId id;
    std::uint16_t index = 0; ///< of the packet in its batch
    ByteView samples; ///< F32, stereo, interleaved
};
struct ErrorAnswer {
    RequestId id; ///< zero when no single request is to blame
    ErrorCode code = ErrorCode::None;

    bool operator==(const ErrorAnswer&) const = default;
};
/// What a render run has put out so far; `written` is the sum of the five below.
struct RenderTotals {
    SampleCount written;
    SampleCount decoded;
    SampleCount recovered; ///< by forward error correction
    SampleCount concealed;
    SampleCount silent;
    SampleCount bent; ///< what bends put out more than they took in; mostly late by milliseconds
    std::uint64_t failedPackets = 0;
    bool sideHeard = false; ///< of the stereo signal; never where mono is always folded

    bool operator==(const RenderTotals&) const = default;
};
/// Every ten seconds of audio, and last of all when a run folded WhileAlike hears a side.
struct Progress {
    RenderTotals totals;

    bool operator==(const Progress&) const = default;
};
struct RenderDone {
    RenderTotals totals;

    bool operator==(const RenderDone&) const = default;
};

using Answer = std::variant<Hello, BatchLevels, Pcm, ErrorAnswer, Progress, RenderDone>;

} // namespace lavalier::wire
