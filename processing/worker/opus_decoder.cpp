#include "processing/worker/opus_decoder.h"

#include "voice/base/opus_packet.h"

#include <opus.h>

#include <algorithm>
#include <array>

namespace lavalier::worker {
namespace {

/// 2.5 ms, the unit of libopus' concealment.
constexpr std::int64_t kStep = 120;

opus_int32 sizeOf(ByteView packet)
{
    return static_cast<opus_int32>(packet.size());
}

} // namespace

void StreamDecoder::Destroy::operator()(OpusDecoder* decoder) const
{
    opus_decoder_destroy(decoder);
}

std::optional<StreamDecoder> StreamDecoder::create(int channels)
{
    int error = OPUS_OK;
    OpusDecoder* decoder = opus_decoder_create(kSampleRate, channels, &error);
    if (error != OPUS_OK || !decoder)
        return std::nullopt;
    return StreamDecoder(decoder, channels);
}

void StreamDecoder::reset()
{
    opus_decoder_ctl(m_decoder.get(), OPUS_RESET_STATE);
    m_afterCelt = false;
}

std::optional<SampleCount> StreamDecoder::decode(ByteView packet, std::span<float> out)
{
    // libopus takes an empty packet for a lost one; from outside it is a broken one. It looks at
    // no more than the frame count before it writes, so durations are checked here.
    const auto info = inspectOpusPacket(packet);
    if (!info)
        return std::nullopt;
    const int samples = opus_decode_float(m_decoder.get(), packet.data(), sizeOf(packet),
                                          out.data(), static_cast<int>(kMaxOpusPacket.value()), 0);
    if (samples <= 0)
        return std::nullopt;
    m_afterCelt = info->celtOnly;
    return SampleCount(samples);
}

void StreamDecoder::conceal(SampleCount samples, std::span<float> out)
{
    const std::int64_t wanted
        = std::clamp(samples.value(), std::int64_t {1}, kMaxOpusPacket.value());
    const std::int64_t stepped = (wanted + kStep - 1) / kStep * kStep;
    const int made
        = opus_decode_float(m_decoder.get(), nullptr, 0, out.data(), static_cast<int>(stepped), 0);
    // A decoder that cannot conceal still owes the time.
    const std::int64_t kept = std::clamp(std::int64_t {made}, std::int64_t {0}, wanted);
    std::fill(out.begin() + kept * m_channels, out.begin() + wanted * m_channels, 0.0F);
}

bool StreamDecoder::recover(ByteView next, std::span<float> out)
{
    const auto frame = forwardErrorFrame(next);
    if (!frame || m_afterCelt)
        return false;
    const int samples = opus_decode_float(m_decoder.get(), next.data(), sizeOf(next), out.data(),
                                          static_cast<int>(frame->value()), 1);
    return samples == frame->value();
}

std::optional<SampleCount> forwardErrorFrame(ByteView packet)
{
    const auto info = inspectOpusPacket(packet);
    if (!info || info->celtOnly)
        return std::nullopt;
    std::array<const unsigned char*, 48> frames {};
    std::array<opus_int16, 48> sizes {};
    const int count = opus_packet_parse(packet.data(), sizeOf(packet), nullptr, frames.data(),
                                        sizes.data(), nullptr);
    if (count <= 0 || sizes[0] <= 0)
        return std::nullopt;
    const int perFrame = opus_packet_get_samples_per_frame(packet.data(), kSampleRate);
    // A SILK frame of 40 or 60 ms holds two or three of 20 ms, each with its own VAD bit.
    const int parts = std::max(1, perFrame / 960);
    const unsigned header = frames[0][0];
    bool present = ((header >> (7 - parts)) & 1U) != 0;
    if (info->stereo)
        present = present || ((header >> (6 - 2 * parts)) & 1U) != 0;
    if (!present)
        return std::nullopt;
    return SampleCount(perFrame);
}

} // namespace lavalier::worker
