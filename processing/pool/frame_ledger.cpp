#include "processing/pool/frame_ledger.h"

#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lavalier::pool {

std::size_t FrameLedger::add(OpusFrame frame, SteadyTime now)
{
    m_waiting.push_back({std::move(frame), now});
    if (m_waiting.size() <= kMaxWaiting)
        return 0;
    m_waiting.pop_front();
    return 1;
}

std::size_t FrameLedger::dropOlderThan(SteadyTime time)
{
    const std::size_t before = m_waiting.size();
    while (!m_waiting.empty() && m_waiting.front().submitted < time)
        m_waiting.pop_front();
    return before - m_waiting.size();
}

std::size_t FrameLedger::dropAll()
{
    const std::size_t dropped = waiting() + unanswered();
    const bool wantedPcm = m_wantsPcm;
    *this = FrameLedger();
    m_wantsPcm = wantedPcm;
    return dropped;
}

void FrameLedger::closeWhenDone(StreamId stream)
{
    m_toClose.insert(stream);
}

void FrameLedger::writeRequests(wire::Buffer& out)
{
    for (Batch batch = nextBatch(); !batch.empty(); batch = nextBatch())
        send(std::move(batch), out);
    if (waiting() != 0)
        return;
    for (const StreamId stream : m_toClose) {
        if (m_open.erase(stream) > 0)
            wire::append(out, wire::Request(wire::CloseDecoder {stream}));
    }
    m_toClose.clear();
}

/// Suspects travel alone, and nothing travels beside them: the next death names its cause.
FrameLedger::Batch FrameLedger::nextBatch()
{
    Batch batch;
    if (!m_suspects.empty()) {
        if (m_unanswered.empty()) {
            batch.push_back(std::move(m_suspects.front()));
            m_suspects.pop_front();
        }
        return batch;
    }
    const bool suspectOnItsWay
        = m_unanswered.size() == 1 && m_unanswered.begin()->second.front().deaths > 0;
    if (suspectOnItsWay || m_unanswered.size() >= kMaxBatches)
        return batch;
    std::size_t bytes = 0;
    const std::size_t most = m_wantsPcm ? kMaxPcmBatchPackets : kMaxBatchPackets;
    while (!m_waiting.empty() && batch.size() < most && bytes < kMaxBatchBytes) {
        bytes += static_cast<std::size_t>(m_waiting.front().frame.payload.size());
        batch.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    return batch;
}

void FrameLedger::send(Batch batch, wire::Buffer& out)
{
    wire::DecodeBatch request {wire::RequestId(++m_lastId),
                               m_wantsPcm ? wire::Want::LevelsAndPcm : wire::Want::Levels,
                               {}};
    request.packets.reserve(batch.size());
    for (Entry& entry : batch) {
        entry.wantsPcm = m_wantsPcm;
        open(entry.frame.stream, out);
        request.packets.push_back({entry.frame.stream, viewOf(entry.frame.payload)});
    }
    wire::append(out, wire::Request(std::move(request)));
    m_unansweredFrames += batch.size();
    m_unanswered.emplace(wire::RequestId(m_lastId), std::move(batch));
}

void FrameLedger::open(StreamId stream, wire::Buffer& out)
{
    const auto known = m_open.find(stream);
    if (known != m_open.end()) {
        known->second = m_lastId;
        return;
    }
    if (m_open.size() >= kMaxStreams)
        closeLongestUnused(out);
    wire::append(out, wire::Request(wire::OpenDecoder {stream}));
    m_open.emplace(stream, m_lastId);
}

void FrameLedger::closeLongestUnused(wire::Buffer& out)
{
    const auto oldest
        = std::ranges::min_element(m_open, {}, [](const auto& entry) { return entry.second; });
    wire::append(out, wire::Request(wire::CloseDecoder {oldest->first}));
    m_open.erase(oldest);
}

Result<std::vector<FrameAnswer>, Distrust> FrameLedger::received(const wire::Answer& answer)
{
    if (const auto* error = std::get_if<wire::ErrorAnswer>(&answer)) {
        // No decoder to be had: its packets come back as UnknownStream, each in its own row.
        if (error->code == wire::ErrorCode::TooManyDecoders
            || error->code == wire::ErrorCode::DecoderUnavailable)
            return std::vector<FrameAnswer>();
        return Failure {Distrust::UnexpectedAnswer};
    }
    if (const auto* pcm = std::get_if<wire::Pcm>(&answer)) {
        const auto kept = keepPcm(*pcm);
        if (!kept)
            return Failure {kept.error()};
        return std::vector<FrameAnswer>();
    }
    const auto* levels = std::get_if<wire::BatchLevels>(&answer);
    if (!levels)
        return Failure {Distrust::UnexpectedAnswer};
    const auto asked = m_unanswered.find(levels->id);
    if (asked == m_unanswered.end())
        return Failure {Distrust::UnknownRequest};
    Batch& batch = asked->second;
    if (levels->packets.size() != batch.size())
        return Failure {Distrust::WrongCount};
    for (std::size_t i = 0; i < batch.size(); ++i)
        if (!isPossible(levels->packets[i], batch[i].frame))
            return Failure {Distrust::ImpossibleLevel};

    std::vector<FrameAnswer> answers;
    answers.reserve(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const OpusFrame& frame = batch[i].frame;
        answers.push_back({frame.user, levels->packets[i], isSilenceFrame(viewOf(frame.payload)),
                           false, std::move(batch[i].pcm)});
    }
    m_unansweredFrames -= batch.size();
    m_unanswered.erase(asked);
    return answers;
}

Result<void, Distrust> FrameLedger::keepPcm(const wire::Pcm& pcm)
{
    const auto asked = m_unanswered.find(pcm.id);
    if (asked == m_unanswered.end())
        return Failure {Distrust::UnknownRequest};
    if (pcm.index >= asked->second.size())
        return Failure {Distrust::ImpossiblePcm};
    Entry& entry = asked->second[pcm.index];
    if (!entry.wantsPcm)
        return Failure {Distrust::UnexpectedAnswer};
    const auto info = inspectOpusPacket(viewOf(entry.frame.payload));
    constexpr std::size_t kSampleBytes = 2 * sizeof(float);
    if (!info || !entry.pcm.empty()
        || pcm.samples.size() != static_cast<std::size_t>(info->duration.value()) * kSampleBytes)
        return Failure {Distrust::ImpossiblePcm};
    entry.pcm.resize(pcm.samples.size() / sizeof(float));
    std::memcpy(entry.pcm.data(), pcm.samples.data(), pcm.samples.size());
    if (!std::ranges::all_of(entry.pcm, [](float sample) { return std::isfinite(sample); })) {
        entry.pcm.clear();
        return Failure {Distrust::ImpossiblePcm};
    }
    return {};
}

bool FrameLedger::isPossible(const wire::PacketLevel& level, const OpusFrame& frame)
{
    if (level.error != wire::ErrorCode::None)
        return true;
    constexpr float kRounding = 1.001F;
    const auto info = inspectOpusPacket(viewOf(frame.payload));
    return info && level.samples == info->duration
        && level.power <= level.peak * level.peak * kRounding + 1e-12F;
}

std::vector<FrameAnswer> FrameLedger::workerDied()
{
    return takeBack(1);
}

void FrameLedger::workerTaken()
{
    takeBack(0);
}

/// `deaths`: how many more are held against each unanswered frame.
std::vector<FrameAnswer> FrameLedger::takeBack(int deaths)
{
    std::vector<wire::RequestId> ids;
    for (const auto& [id, batch] : m_unanswered)
        ids.push_back(id);
    std::ranges::sort(ids);

    std::deque<Entry> suspects;
    std::deque<Entry> innocent;
    std::vector<FrameAnswer> poisoned;
    for (const wire::RequestId id : ids) {
        for (Entry& entry : m_unanswered[id]) {
            entry.pcm.clear(); // it comes anew
            entry.deaths += deaths;
            if (entry.deaths >= kDeadly)
                poisoned.push_back({entry.frame.user, {}, false, true});
            else
                (entry.deaths > 0 ? suspects : innocent).push_back(std::move(entry));
        }
    }
    // Sent again before those that waited all along, so that a stream keeps its order.
    const auto putBefore = [](std::deque<Entry>& queue, std::deque<Entry>& entries) {
        queue.insert(queue.begin(), std::make_move_iterator(entries.begin()),
                     std::make_move_iterator(entries.end()));
    };
    putBefore(m_suspects, suspects);
    putBefore(m_waiting, innocent);
    m_unanswered.clear();
    m_unansweredFrames = 0;
    m_open.clear();
    return poisoned;
}

} // namespace lavalier::pool
