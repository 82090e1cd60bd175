#pragma once

#include "voice/base/opus_frame.h"

#include <QByteArray>

#include <array>

namespace lavalier::test {

/// A frame whose first byte says 20 ms, mono, CELT; the rest is whatever `words` are.
inline OpusFrame frameOf(std::uint64_t user, const QByteArray& words = "...",
                         std::int64_t sequence = 0)
{
    OpusFrame frame;
    frame.user = UserId(user);
    frame.stream = StreamId(user + 1000);
    frame.ssrc = Ssrc(static_cast<std::uint32_t>(user));
    frame.sequence = SequenceNumber(sequence);
    frame.rtp = RtpTicks(sequence * 960);
    frame.payload = QByteArray("\xf8", 1) + words;
    return frame;
}

} // namespace lavalier::test
