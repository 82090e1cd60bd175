#include "processing/timeline/pause_map.h"

#include "processing/timeline/track_timeline.h"

#include <algorithm>

namespace lavalier::timeline {
namespace {

SampleCount boundedSamples(std::chrono::microseconds time, std::chrono::microseconds end)
{
    return samplesOf(std::clamp(time, std::chrono::microseconds(0), end));
}

} // namespace

PauseMap::PauseMap(std::span<const PauseSpan> pauses, std::chrono::microseconds recordingLength,
                   bool keepPauses)
    : m_keep(keepPauses)
{
    const auto end = std::clamp(recordingLength, std::chrono::microseconds(0), kMaxRecording);
    m_end = samplesOf(end);
    for (const PauseSpan& pause : pauses) {
        const Span span {boundedSamples(pause.from, end), boundedSamples(pause.to, end), {}};
        if (span.from < span.to)
            m_spans.push_back(span);
    }
    std::ranges::sort(m_spans, {}, &Span::from);

    std::size_t kept = 0;
    for (const Span& span : m_spans) {
        if (kept > 0 && span.from <= m_spans[kept - 1].to)
            m_spans[kept - 1].to = std::max(m_spans[kept - 1].to, span.to);
        else
            m_spans[kept++] = span;
    }
    m_spans.resize(kept);

    SampleCount cut;
    for (Span& span : m_spans) {
        span.onTrack = span.from - cut;
        if (!m_keep)
            cut += span.to - span.from;
    }
    m_length = m_end - cut;
}

std::size_t PauseMap::firstEndingAfter(SampleCount position) const
{
    const auto found = std::ranges::upper_bound(m_spans, position, {}, &Span::to);
    return static_cast<std::size_t>(found - m_spans.begin());
}

SampleCount PauseMap::toTrack(SampleCount recording) const
{
    if (m_keep || m_spans.empty())
        return recording;
    const auto after = std::ranges::upper_bound(m_spans, recording, {}, &Span::from);
    if (after == m_spans.begin())
        return recording;
    const Span& pause = *std::prev(after);
    return pause.onTrack + std::max(SampleCount(0), recording - pause.to);
}

SampleCount PauseMap::pausedWithin(SampleCount from, SampleCount to) const
{
    if (from >= to)
        return {};
    SampleCount heard;
    forEachHeard(from, to, [&](SampleCount begin, SampleCount end) { heard += end - begin; });
    return to - from - heard;
}

} // namespace lavalier::timeline
