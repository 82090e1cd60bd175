#pragma once

#include "voice/base/opus_frame.h"
#include "voice/base/rtcp.h"

#include <span>

namespace lavalier {

/// Where a call's audio goes: the seam between receiving and everything behind it.
///
/// Thread:  called on the receiver thread; must return within microseconds (hand over and go).
/// Order:   onAudio in order of arrival; cleanup once, last.
class AudioSink {
public:
    virtual ~AudioSink() = default;

    /// One tick's worth of frames. The span dies with the call; payloads are shared, cheap to copy.
    virtual void onAudio(std::span<const OpusFrame> frames) = 0;
    /// What there is instead of frames, once it was given up: up to ten seconds after it came.
    virtual void onSealed(std::span<const SealedPacket>) { }
    virtual void onRtcp(const RtcpPacket& packet) = 0;
    virtual void cleanup() = 0;
};

} // namespace lavalier
