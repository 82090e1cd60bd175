#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <QByteArray>

namespace lavalier {

/// One Opus packet as its speaker sent it, in the clear, with everything needed to place it.
///
/// Units:  sequence and rtp unwrapped to 64 bits within the stream; arrival is when the kernel
///         received the datagram.
/// Shape:  `payload` is exactly what libopus decodes: no RTP, extension, padding or DAVE bytes.
struct OpusFrame {
    StreamId stream;
    UserId user;
    Ssrc ssrc;
    SequenceNumber sequence;
    RtpTicks rtp;
    SteadyTime arrival;
    QByteArray payload;

    bool operator==(const OpusFrame&) const = default;
};

/// A packet of a known speaker that was heard, but could not be decrypted for good.
struct SealedPacket {
    StreamId stream;
    UserId user;
    Ssrc ssrc;
    SequenceNumber sequence;
    SteadyTime arrival;

    bool operator==(const SealedPacket&) const = default;
};

} // namespace lavalier
