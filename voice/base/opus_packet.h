#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/byte_reader.h"

#include <optional>

namespace lavalier {

/// What the first bytes of an Opus packet say about it, read without decoding.
///
/// Source:  RFC 6716 section 3 (TOC byte, frame packing).
struct OpusPacketInfo {
    SampleCount duration; ///< of the whole packet, at 48 kHz; 120 to 5760
    bool stereo = false;
    bool celtOnly = false; ///< a CELT packet carries no in-band FEC

    bool operator==(const OpusPacketInfo&) const = default;
};

/// Nullopt for bytes that cannot be an Opus packet: empty, frame count zero, longer than 120 ms.
std::optional<OpusPacketInfo> inspectOpusPacket(ByteView packet);

/// Whether every frame of the packet has a length that fits: no decoder refuses it for its shape.
bool isWholeOpusPacket(ByteView packet);

/// Whether a packet carries error correction for the one before it (LBRR), as its first three bytes
/// tell; true where they do not: long first frames of two, packets of many frames.
///
/// Source:  RFC 6716 section 4.2.3: VAD flags of the SILK frames, then one LBRR flag for each
/// channel.
bool mayRecoverPrevious(ByteView head);

/// The frame senders emit when they stop talking (F8 FF FE); never end-to-end encrypted.
bool isSilenceFrame(ByteView packet);

} // namespace lavalier
