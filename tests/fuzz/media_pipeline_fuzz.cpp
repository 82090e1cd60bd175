// A whole call as a script of the fuzzer's: datagrams nobody authenticated, datagrams sealed with
// the right key, RTCP, speakers coming and going, time passing.
#include "voice/receive/media_pipeline.h"

#include <algorithm>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::receive;

namespace {

crypto::TransportCipher makeCipher()
{
    const QByteArray key(32, 'k');
    auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                  SecretBytes(viewOf(key)));
    if (!cipher)
        std::abort();
    return *std::move(cipher);
}

/// Some frames wait, some are refused, most are clear: by their first byte.
class FuzzedDecryptor final : public FrameDecryptor {
public:
    Outcome decrypt(UserId, ByteView in, QByteArray& out, SteadyTime) override
    {
        if (in[0] < 16)
            return Outcome::WaitForKey;
        if (in[0] < 32)
            return Outcome::Refused;
        out = toByteArray(in);
        return Outcome::Clear;
    }
};

void check(MediaPipeline& pipeline)
{
    for (const OpusFrame& frame : pipeline.takeFrames()) {
        if (frame.payload.isEmpty() || !frame.user.isValid() || !frame.stream.isValid())
            std::abort();
    }
    pipeline.takeRtcp();
    if (pipeline.counters().streams.size() > MediaPipeline::kMaxStreams * 2 + 1)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    crypto::TransportCipher sealing = makeCipher();
    MediaPipeline pipeline(ConnectionId(1), std::make_unique<FuzzedDecryptor>());
    pipeline.setListening(Listening::Recording);
    pipeline.setCipher(makeCipher());
    SteadyTime now(std::chrono::seconds(1));
    std::uint32_t nonce = 0;

    ByteReader script({data, size});
    while (const auto step = script.u8()) {
        const Ssrc ssrc(script.u8().value_or(0) & 3U);
        switch (*step & 7U) {
        case 0:
            pipeline.mapSpeaker(ssrc, UserId(1 + (*step >> 6)), now);
            break;
        case 1:
            pipeline.dropSpeaker(UserId(1 + (*step >> 6)));
            break;
        case 2:
            pipeline.setListening(static_cast<Listening>((*step >> 3) % 3));
            break;
        case 3:
            now += std::chrono::milliseconds(script.u16be().value_or(0));
            pipeline.timePassed(now);
            pipeline.keysChanged(now);
            break;
        default: {
            const std::size_t length = script.u8().value_or(0);
            const ByteView bytes = script.rest().first(std::min(length, script.remaining()));
            script.take(bytes.size());
            if ((*step & 7U) == 4) {
                pipeline.datagram(bytes, now);
                break;
            }
            // The clear part is as long as the first bytes claim; RTCP has eight.
            const bool isRtcp = (*step & 7U) == 5;
            const std::size_t csrcs = bytes.empty() ? 0 : bytes[0] & 0x0FU;
            const bool extended = !bytes.empty() && (bytes[0] & 0x10U) != 0;
            const std::size_t clear
                = isRtcp ? 8 : std::size_t {12} + 4 * csrcs + (extended ? 4 : 0);
            if (bytes.size() < clear)
                break;
            QByteArray header = toByteArray(bytes.first(clear));
            header[0] = static_cast<char>((header[0] & 0x3F) | 0x80);
            header[1] = static_cast<char>(isRtcp ? 200 + (header[1] & 0xFF) % 7 : 0x78);
            if (!isRtcp) // few SSRCs, so that they meet the speakers
                header.replace(8, 4, ByteWriter().u32be(ssrc.value()).take());
            const QByteArray packet = sealing.seal(viewOf(header), bytes.subspan(clear), nonce++);
            pipeline.datagram(viewOf(packet), now);
        }
        }
    }
    check(pipeline);
    return 0;
}
