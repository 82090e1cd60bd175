#pragma once

#include "processing/timeline/track_input.h"

#include <span>
#include <vector>

namespace lavalier::timeline {

/// Turns positions on the recording's axis into positions on the tracks, pauses cut or kept.
///
/// Shape:  pauses are sorted, joined and clipped to the recording before anything else.
/// Thread: any; never changes.
class PauseMap {
public:
    struct Span {
        SampleCount from; ///< on the recording
        SampleCount to;
        SampleCount onTrack; ///< where `from` lies on the track
    };

    PauseMap(std::span<const PauseSpan> pauses, std::chrono::microseconds recordingLength,
             bool keepPauses);

    SampleCount recordingEnd() const { return m_end; }
    SampleCount trackLength() const { return m_length; }
    /// Monotonic; inside a pause that is cut every position is the cut's.
    SampleCount toTrack(SampleCount recording) const;
    /// How much of [from, to) was paused.
    SampleCount pausedWithin(SampleCount from, SampleCount to) const;
    /// The parts of [from, to) that were not paused are handed to `visit(from, to)` in order.
    template <typename Visit> void forEachHeard(SampleCount from, SampleCount to, Visit visit) const
    {
        for (std::size_t at = firstEndingAfter(from); at < m_spans.size(); ++at) {
            const Span& pause = m_spans[at];
            if (pause.from >= to)
                break;
            if (pause.from > from)
                visit(from, pause.from);
            from = pause.to;
        }
        if (from < to)
            visit(from, to);
    }
    const std::vector<Span>& spans() const { return m_spans; }

private:
    std::size_t firstEndingAfter(SampleCount position) const;

    std::vector<Span> m_spans;
    SampleCount m_end;
    SampleCount m_length;
    bool m_keep;
};

} // namespace lavalier::timeline
