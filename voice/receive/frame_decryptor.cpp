#include "voice/receive/frame_decryptor.h"

namespace lavalier::receive {

FrameDecryptor::Outcome PassthroughDecryptor::decrypt(UserId, ByteView in, QByteArray& out,
                                                      SteadyTime)
{
    out = toByteArray(in);
    return Outcome::Clear;
}

} // namespace lavalier::receive
