#pragma once

#include "voice/dave/media_decryptor.h"
#include "voice/receive/frame_decryptor.h"

namespace lavalier::receive {

/// Discord's end-to-end encryption (DAVE), behind the pipeline's seam.
///
/// The keys are the receiver's and outlive the pipeline: they may come before the socket is open.
class DaveFrameDecryptor final : public FrameDecryptor {
public:
    /// `keys` must outlive this object.
    explicit DaveFrameDecryptor(dave::MediaDecryptor& keys)
        : m_keys(keys)
    {
    }
    Outcome decrypt(UserId speaker, ByteView in, QByteArray& out, SteadyTime now) override;

private:
    dave::MediaDecryptor& m_keys;
};

} // namespace lavalier::receive
