// One packet: what its first bytes say, held against libopus, and a decoder that meets it after a
// packet that was fine.
#include "processing/worker/opus_decoder.h"
#include "voice/base/opus_packet.h"

#include <opus.h>

#include <array>
#include <cstdlib>

using namespace lavalier;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

/// The spoken-to decoder of a stream: 20 ms of CELT silence.
constexpr std::array<std::uint8_t, 3> kFine {0xFC, 0xFF, 0xFE};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView packet(data, size);
    const auto info = inspectOpusPacket(packet);
    const int samples = size == 0
        ? 0
        : opus_packet_get_nb_samples(data, static_cast<opus_int32>(size), kSampleRate);
    check(info ? info->duration == SampleCount(samples) : samples <= 0);
    if (info) {
        check(info->stereo == (opus_packet_get_nb_channels(data) == 2));
        check(info->duration >= SampleCount(120) && info->duration <= kMaxOpusPacket);
    }
    const auto redundant = worker::forwardErrorFrame(packet);
    check(!redundant || (info && !info->celtOnly && *redundant <= info->duration));

    std::array<float, worker::kMaxInterleaved> pcm;
    for (const int channels : {1, 2}) {
        auto decoder = worker::StreamDecoder::create(channels);
        check(decoder.has_value());
        check(decoder->decode(kFine, pcm) == SampleCount(960));
        static_cast<void>(decoder->recover(packet, pcm));
        const auto decoded = decoder->decode(packet, pcm);
        check(!decoded || (info && *decoded == info->duration));
        decoder->conceal(SampleCount(961), pcm);
        check(decoder->decode(kFine, pcm) == SampleCount(960));
    }
    return 0;
}
