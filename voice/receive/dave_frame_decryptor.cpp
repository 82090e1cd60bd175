#include "voice/receive/dave_frame_decryptor.h"

namespace lavalier::receive {

FrameDecryptor::Outcome DaveFrameDecryptor::decrypt(UserId speaker, ByteView in, QByteArray& out,
                                                    SteadyTime now)
{
    using Verdict = dave::MediaDecryptor::Verdict;
    switch (m_keys.decrypt(speaker, in, out, now)) {
    case Verdict::Clear:
        return Outcome::Clear;
    case Verdict::WaitForKey:
        return Outcome::WaitForKey;
    case Verdict::Refused:
        break;
    }
    return Outcome::Refused;
}

} // namespace lavalier::receive
