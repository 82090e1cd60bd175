#include "processing/worker/track_decoder.h"

#include "processing/level/level_meter.h"
#include "processing/worker/pcm_format.h"

#include <algorithm>

namespace lavalier::worker {

using wire::ErrorCode;
using wire::RenderTotals;

bool TrackDecoder::open(const wire::OpenRender& request)
{
    m_foldsWhileAlike = request.fold == wire::Fold::WhileAlike;
    m_decoder = StreamDecoder::create(m_foldsWhileAlike ? 2 : request.channels);
    m_format = request.format;
    return m_decoder.has_value();
}

void TrackDecoder::start(const wire::DecodeForRender& request, wire::Buffer& pcm,
                         wire::Buffer& answers)
{
    const SampleCount kept = request.samples - request.skip - request.drop;
    const auto decoded = m_decoder->decode(request.packet, m_scratch);
    if (decoded == request.samples)
        return putOut(request.skip, kept, &RenderTotals::decoded, pcm, answers);

    const auto code = decoded ? ErrorCode::WrongLength : ErrorCode::CorruptPacket;
    wire::append(answers, wire::Answer(wire::ErrorAnswer {request.id, code}));
    ++m_totals.failedPackets;
    m_decoder->conceal(request.samples, m_scratch);
    putOut(request.skip, kept, &RenderTotals::concealed, pcm, answers);
}

void TrackDecoder::start(const wire::RecoverForRender& request)
{
    const auto frame = forwardErrorFrame(request.next);
    if (!frame) {
        m_task = Concealing {request.samples};
        return;
    }
    const SampleCount tail = std::min(*frame, request.samples);
    m_task = Recovering {request.samples - tail, tail, {request.next.begin(), request.next.end()}};
}

void TrackDecoder::start(const wire::Conceal& request)
{
    if (request.samples > SampleCount())
        m_task = Concealing {request.samples};
}

void TrackDecoder::start(const wire::Silence& request)
{
    if (request.samples > SampleCount())
        m_task = Silencing {request.samples};
}

bool TrackDecoder::start(const wire::Bend& request, wire::Buffer& pcm, wire::Buffer& answers)
{
    if (m_toBend > SampleCount())
        finish(pcm, answers); // less came than was said
    if (!m_bender)
        m_bender = Bender::create(m_decoder->channels());
    if (!m_bender)
        return false;
    m_bender->add(request.in, request.out);
    m_toBend = request.in;
    return true;
}

void TrackDecoder::settle(wire::Buffer& pcm, wire::Buffer& answers)
{
    if (!m_bender || m_toBend > SampleCount())
        return;
    m_bent.clear();
    m_bender->finish(m_bent);
    m_bender.reset();
    m_totals.bent += lengthOf(m_bent);
    emitPcm(m_bent, pcm, answers);
}

void TrackDecoder::finish(wire::Buffer& pcm, wire::Buffer& answers)
{
    m_toBend = {};
    settle(pcm, answers);
}

void TrackDecoder::reset()
{
    m_decoder->reset();
}

void TrackDecoder::proceed(wire::Buffer& pcm, wire::Buffer& answers)
{
    if (auto* silence = std::get_if<Silencing>(&m_task)) {
        const SampleCount piece = std::min(silence->left, kPiece);
        std::ranges::fill(m_scratch, 0.0F);
        putOut(SampleCount(), piece, &RenderTotals::silent, pcm, answers);
        silence->left -= piece;
        if (silence->left == SampleCount())
            m_task = Idle {};
    } else if (auto* hole = std::get_if<Concealing>(&m_task)) {
        const SampleCount piece = std::min(hole->left, kPiece);
        concealPiece(piece, pcm, answers);
        hole->left -= piece;
        if (hole->left == SampleCount())
            m_task = Idle {};
    } else if (auto* recovery = std::get_if<Recovering>(&m_task)) {
        if (recovery->left > SampleCount()) {
            const SampleCount piece = std::min(recovery->left, kPiece);
            concealPiece(piece, pcm, answers);
            recovery->left -= piece;
        } else {
            recoverTail(*recovery, pcm, answers);
            m_task = Idle {};
        }
    }
}

void TrackDecoder::putOut(SampleCount skip, SampleCount samples,
                          SampleCount wire::RenderTotals::*kind, wire::Buffer& pcm,
                          wire::Buffer& answers)
{
    const auto channels = static_cast<std::size_t>(m_decoder->channels());
    const auto first = static_cast<std::size_t>(skip.value()) * channels;
    const auto count = static_cast<std::size_t>(samples.value()) * channels;
    auto block = std::span<const float>(m_scratch).subspan(first, count);
    if (channels == 2 && kind != &RenderTotals::silent && !m_totals.sideHeard)
        m_totals.sideHeard = level::isSideHeard(block);
    m_totals.*kind += samples;
    const SampleCount bent = std::min(m_toBend, samples);
    if (bent > SampleCount()) {
        const std::size_t taken = static_cast<std::size_t>(bent.value()) * channels;
        m_bent.clear();
        m_bender->feed(block.first(taken), m_bent);
        m_toBend -= bent;
        m_totals.bent += lengthOf(m_bent) - bent;
        block = block.subspan(taken);
        emitPcm(m_bent, pcm, answers);
        if (block.empty())
            return;
        settle(pcm, answers);
    }
    emitPcm(block, pcm, answers);
}

SampleCount TrackDecoder::lengthOf(std::span<const float> samples) const
{
    return SampleCount(static_cast<std::int64_t>(samples.size()) / m_decoder->channels());
}

void TrackDecoder::emitPcm(std::span<const float> samples, wire::Buffer& pcm, wire::Buffer& answers)
{
    appendPcm(pcm, m_foldsWhileAlike ? folded(samples) : samples, m_format);
    m_totals.written += lengthOf(samples);
    if (m_totals.written >= m_nextProgress) {
        wire::append(answers, wire::Answer(wire::Progress {m_totals}));
        m_nextProgress = m_totals.written + kProgressEvery;
    }
}

std::span<const float> TrackDecoder::folded(std::span<const float> block)
{
    const std::size_t count = block.size() / 2;
    m_mono.resize(std::max(m_mono.size(), count)); // a bend may put out more than went in
    for (std::size_t i = 0; i < count; ++i)
        m_mono[i] = 0.5F * (block[2 * i] + block[2 * i + 1]);
    return std::span<const float>(m_mono).first(count);
}

void TrackDecoder::concealPiece(SampleCount piece, wire::Buffer& pcm, wire::Buffer& answers)
{
    m_decoder->conceal(piece, m_scratch);
    putOut(SampleCount(), piece, &RenderTotals::concealed, pcm, answers);
}

void TrackDecoder::recoverTail(const Recovering& task, wire::Buffer& pcm, wire::Buffer& answers)
{
    if (!m_decoder->recover(task.next, m_scratch))
        return concealPiece(task.tail, pcm, answers);
    // A hole shorter than the frame: what lies next to the packet fits it best.
    const SampleCount frame = *forwardErrorFrame(task.next);
    putOut(frame - task.tail, task.tail, &RenderTotals::recovered, pcm, answers);
}

} // namespace lavalier::worker
