#include "processing/worker/live_decoder.h"

#include "processing/level/level_meter.h"

namespace lavalier::worker {

using wire::ErrorCode;

void LiveDecoder::open(StreamId stream, wire::Buffer& answers)
{
    const auto refuse = [&answers](ErrorCode code) {
        wire::append(answers, wire::Answer(wire::ErrorAnswer {{}, code}));
    };
    m_decoders.erase(stream); // opened again means anew
    if (m_decoders.size() >= kMaxDecoders)
        return refuse(ErrorCode::TooManyDecoders);
    auto decoder = StreamDecoder::create(2);
    if (!decoder)
        return refuse(ErrorCode::DecoderUnavailable);
    m_decoders.emplace(stream, std::move(*decoder));
}

void LiveDecoder::close(StreamId stream)
{
    m_decoders.erase(stream);
}

void LiveDecoder::decode(const wire::DecodeBatch& batch, wire::Buffer& answers)
{
    const bool wantsPcm = batch.want == wire::Want::LevelsAndPcm;
    wire::BatchLevels levels {batch.id, {}};
    levels.packets.reserve(batch.packets.size());
    for (std::size_t i = 0; i < batch.packets.size(); ++i) {
        if (wantsPcm && i >= kMaxPcmPackets) {
            levels.packets.push_back({.error = ErrorCode::BadRequest, .samples = {}});
            continue;
        }
        levels.packets.push_back(decodeOne(batch.packets[i]));
        if (wantsPcm && levels.packets.back().error == ErrorCode::None)
            appendPcm(batch.id, i, levels.packets.back().samples, answers);
    }
    wire::append(answers, wire::Answer(std::move(levels)));
}

void LiveDecoder::conceal(const wire::ConcealLive& request, wire::Buffer& answers)
{
    wire::BatchLevels levels {request.id, {}};
    const auto decoder = m_decoders.find(request.stream);
    if (decoder == m_decoders.end()) {
        levels.packets.push_back({.error = ErrorCode::UnknownStream, .samples = {}});
    } else {
        decoder->second.conceal(request.samples, m_pcm);
        levels.packets.push_back(measured(request.samples));
        if (request.want == wire::Want::LevelsAndPcm)
            appendPcm(request.id, 0, request.samples, answers);
    }
    wire::append(answers, wire::Answer(std::move(levels)));
}

wire::PacketLevel LiveDecoder::decodeOne(const wire::BatchPacket& packet)
{
    const auto decoder = m_decoders.find(packet.stream);
    if (decoder == m_decoders.end())
        return {.error = ErrorCode::UnknownStream, .samples = {}};
    const auto samples = decoder->second.decode(packet.payload, m_pcm);
    if (!samples)
        return {.error = ErrorCode::CorruptPacket, .samples = {}};
    return measured(*samples);
}

wire::PacketLevel LiveDecoder::measured(SampleCount samples) const
{
    const auto count = static_cast<std::size_t>(samples.value()) * 2;
    const level::BlockLevel block = level::measureStereo(std::span(m_pcm).first(count));
    return {ErrorCode::None,  block.samples,    block.peak,     block.power,
            block.clipped[0], block.clipped[1], block.sideHeard};
}

void LiveDecoder::appendPcm(wire::RequestId id, std::size_t index, SampleCount samples,
                            wire::Buffer& answers) const
{
    const auto bytes = static_cast<std::size_t>(samples.value()) * 2 * sizeof(float);
    const auto* data = reinterpret_cast<const std::uint8_t*>(m_pcm.data());
    wire::append(answers,
                 wire::Answer(wire::Pcm {id, static_cast<std::uint16_t>(index), {data, bytes}}));
}

} // namespace lavalier::worker
