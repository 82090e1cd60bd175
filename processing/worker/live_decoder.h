#pragma once

#include "processing/wire/codec.h"
#include "processing/worker/opus_decoder.h"

#include <unordered_map>

namespace lavalier::worker {

/// Live mode: many streams, answers with levels and, if asked, PCM.
///
/// Errors:  each packet has its own row with its own error; nothing ends the run.
/// Thread:  any, one at a time.
class LiveDecoder {
public:
    /// A decoder is about 26 KiB; a thousand fit the worker's memory limit ten times over.
    static constexpr std::size_t kMaxDecoders = 1'024;
    /// A batch with PCM may grow by 46 KiB a packet on its way out.
    static constexpr std::size_t kMaxPcmPackets = 64;

    void open(StreamId stream, wire::Buffer& answers);
    void close(StreamId stream);
    void decode(const wire::DecodeBatch& batch, wire::Buffer& answers);
    void conceal(const wire::ConcealLive& request, wire::Buffer& answers);

private:
    wire::PacketLevel decodeOne(const wire::BatchPacket& packet);
    wire::PacketLevel measured(SampleCount samples) const;
    void appendPcm(wire::RequestId id, std::size_t index, SampleCount samples,
                   wire::Buffer& answers) const;

    std::unordered_map<StreamId, StreamDecoder> m_decoders;
    std::vector<float> m_pcm = std::vector<float>(kMaxInterleaved);
};

} // namespace lavalier::worker
