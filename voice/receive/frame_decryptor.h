#pragma once

#include "voice/base/bytes.h"
#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

namespace lavalier::receive {

/// The seam for end-to-end encryption (DAVE): from what a speaker sent to what Opus reads.
///
/// Thread:  receiver thread only. Time comes as an argument, so that keys can age in tests.
class FrameDecryptor {
public:
    enum class Outcome {
        Clear, ///< `out` holds the Opus packet
        WaitForKey, ///< may succeed later; the frame is kept and tried again
        Refused, ///< never will
    };

    virtual ~FrameDecryptor() = default;
    /// `in` dies with the call. `out` is only looked at after Clear.
    virtual Outcome decrypt(UserId speaker, ByteView in, QByteArray& out, SteadyTime now) = 0;
};

/// For calls without end-to-end encryption (protocol version 0).
class PassthroughDecryptor final : public FrameDecryptor {
public:
    Outcome decrypt(UserId speaker, ByteView in, QByteArray& out, SteadyTime now) override;
};

} // namespace lavalier::receive
