#pragma once

#include "processing/wire/codec.h"
#include "processing/worker/bender.h"
#include "processing/worker/opus_decoder.h"

#include <variant>

namespace lavalier::worker {

/// Render mode: one track's requests in order to raw PCM of exactly the asked lengths.
///
/// A request that asks for hours of silence is carried out in pieces: start() it, then call
/// proceed() whenever there is room, until it says that the request is done.
/// Errors:  answered, and the time is concealed; only a decoder that cannot be made is final.
/// Thread:  any, one at a time. Same requests, same bytes.
class TrackDecoder {
public:
    /// Samples put out by one proceed() at most: one longest packet.
    static constexpr SampleCount kPiece = kMaxOpusPacket;
    static constexpr SampleCount kProgressEvery {kSampleRate * 10};

    bool isOpen() const { return m_decoder.has_value(); }
    bool isBusy() const { return !std::holds_alternative<Idle>(m_task); }
    const wire::RenderTotals& totals() const { return m_totals; }
    /// Folded while alike, and a side was heard: the run makes no sense any more.
    bool isUnalike() const { return m_foldsWhileAlike && m_totals.sideHeard; }

    /// False when libopus gives no decoder.
    [[nodiscard]] bool open(const wire::OpenRender& request);
    void start(const wire::DecodeForRender& request, wire::Buffer& pcm, wire::Buffer& answers);
    void start(const wire::RecoverForRender& request);
    void start(const wire::Conceal& request);
    void start(const wire::Silence& request);
    /// False when there is no memory for a resampler.
    [[nodiscard]] bool start(const wire::Bend& request, wire::Buffer& pcm, wire::Buffer& answers);
    /// Straight again, if all that was to be bent has come in: what follows does not continue it.
    void settle(wire::Buffer& pcm, wire::Buffer& answers);
    /// Nothing more comes: a bend that waits for more than came is filled with silence.
    void finish(wire::Buffer& pcm, wire::Buffer& answers);
    void reset();
    void proceed(wire::Buffer& pcm, wire::Buffer& answers);

private:
    struct Idle { };
    struct Silencing {
        SampleCount left;
    };
    struct Concealing {
        SampleCount left;
    };
    struct Recovering {
        SampleCount left; ///< to conceal before the redundant frame
        SampleCount tail; ///< of the redundant frame to put out
        std::vector<std::uint8_t> next;
    };

    void putOut(SampleCount skip, SampleCount samples, SampleCount wire::RenderTotals::*kind,
                wire::Buffer& pcm, wire::Buffer& answers);
    std::span<const float> folded(std::span<const float> block);
    SampleCount lengthOf(std::span<const float> samples) const;
    void emitPcm(std::span<const float> samples, wire::Buffer& pcm, wire::Buffer& answers);
    void concealPiece(SampleCount piece, wire::Buffer& pcm, wire::Buffer& answers);
    void recoverTail(const Recovering& task, wire::Buffer& pcm, wire::Buffer& answers);

    std::optional<StreamDecoder> m_decoder;
    wire::SampleFormat m_format = wire::SampleFormat::S16;
    bool m_foldsWhileAlike = false;
    wire::RenderTotals m_totals;
    SampleCount m_nextProgress = kProgressEvery;
    std::optional<Bender> m_bender;
    SampleCount m_toBend; ///< samples of the bend still to come in
    std::vector<float> m_bent;
    std::variant<Idle, Silencing, Concealing, Recovering> m_task;
    std::vector<float> m_scratch = std::vector<float>(kMaxInterleaved);
    std::vector<float> m_mono = std::vector<float>(kMaxInterleaved / 2);
};

} // namespace lavalier::worker
