#pragma once

#include "processing/wire/frame_assembler.h"
#include "processing/wire/messages.h"

namespace lavalier::wire {

/// Bytes on their way out; give them to QProcess::write or ::write as they are.
using Buffer = std::vector<std::uint8_t>;

/// Appends the message as one whole frame.
///
/// The caller keeps within the caps of messages.h and FrameAssembler::kMaxFrameBytes; a message
/// beyond them is our own mistake and asserts.
void append(Buffer& out, const Request& request);
void append(Buffer& out, const Answer& answer);

/// What an encoded frame with this packet costs at most beside the packet's own bytes.
inline constexpr std::size_t kFrameOverhead = 64;
/// What a packet costs in a DecodeBatch beside its own bytes.
inline constexpr std::size_t kBatchPacketOverhead = 10;

/// The message in a frame; views in it borrow from the frame's payload.
///
/// Errors:  UnknownType for a frame of the other direction. A bad payload leaves the stream's
///          boundaries intact, so the reader may go on; whether it wants to is its own decision.
Result<Request, WireError> parseRequest(const WireFrame& frame);
Result<Answer, WireError> parseAnswer(const WireFrame& frame);

} // namespace lavalier::wire
