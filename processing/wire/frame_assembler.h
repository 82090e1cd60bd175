#pragma once

#include "voice/base/byte_reader.h"
#include "voice/base/result.h"

#include <optional>
#include <vector>

namespace lavalier::wire {

enum class WireError {
    EmptyFrame, ///< a size of zero
    OversizedFrame, ///< more than kMaxFrameBytes
    UnknownType, ///< a type byte no message has
    Truncated, ///< the payload ends inside a field
    TrailingBytes, ///< the payload goes on after its last field
    OutOfRange, ///< a count, length, enum or number beyond its cap
};

/// Type bytes: requests from 0x01, answers from 0x41; Hello is the same both ways.
enum class FrameType : std::uint8_t {
    Hello = 0x01,
    OpenDecoder,
    CloseDecoder,
    DecodeBatch,
    ConcealLive,
    OpenRender,
    DecodeForRender,
    RecoverForRender,
    Conceal,
    Silence,
    ResetDecoder,
    Finish,
    Bend,
    BatchLevels = 0x41,
    Pcm,
    ErrorAnswer,
    Progress,
    RenderDone,
};

/// One whole frame; the payload is valid until the assembler is fed or asked again.
struct WireFrame {
    FrameType type;
    ByteView payload;
};

/// Cuts the byte stream of a decode worker's pipe into whole frames.
///
/// Shape, little-endian:  u32 size (type + payload) | u8 type | payload.
/// Units:    sizes in bytes, 1 to kMaxFrameBytes.
/// Errors:   any WireError is final; the stream has lost its boundaries, so
///           every later take() returns the same error.
/// Thread:   any, one at a time. Opens no device and reads no clock.
/// Source:   ARCHITECTURE.md, "Decode wire, version 1".
class FrameAssembler {
public:
    /// Two seconds of 48 kHz stereo float PCM, rounded up to a power of two.
    static constexpr std::uint32_t kMaxFrameBytes = 1U << 20;

    void feed(ByteView bytes);

    /// The next whole frame, or nullopt while its bytes are still on the way.
    Result<std::optional<WireFrame>, WireError> take();

    /// Bytes fed and not yet taken.
    std::size_t pending() const { return m_pending.size() - m_taken; }

private:
    std::vector<std::uint8_t> m_pending;
    std::size_t m_taken = 0;
    std::optional<WireError> m_broken;
};

} // namespace lavalier::wire
