#pragma once

#include "processing/timeline/pause_map.h"
#include "processing/timeline/stream_line.h"
#include "processing/timeline/track_timeline.h"

#include <optional>

namespace lavalier::timeline {

/// Writes a plan's steps from left to right; whatever is asked of it, they fill the track exactly.
///
/// Positions are on the recording. What lies before the last step, outside the recording or in
/// a pause is left out; what lies between is silence.
class PlanWriter {
public:
    struct Window {
        Samples from = 0;
        Samples to = 0;
    };

    PlanWriter(const PauseMap& pauses, const TimelineOptions& options);

    void reserve(std::size_t steps) { m_plan.steps.reserve(steps); }
    /// The next steps belong to this line and may only fill this window. Those of a bent run may
    /// take another time on the recording than the packets have samples.
    enum class Pace { Straight, Bent };
    void enter(std::uint32_t line, Window window, Pace pace);

    /// The sender said that it falls silent: what it sends next is a new spurt.
    void hush() { m_hushed = true; }
    /// How much of the packet will be heard; zero when nothing. `unbroken`: its sender's own clock
    /// and numbers say that it went on speaking since the packet before.
    /// `duration` is what the packet decodes to.
    SampleCount decode(std::int64_t row, Window frame, Samples duration, bool unbroken = false);
    /// Fills what a loss left, `missed` samples by the sender's clock; `next` is the packet that
    /// follows it without a gap.
    struct NextPacket {
        std::int64_t row = 0;
        Window frame;
        Samples duration = 0;
        bool unbroken = false; ///< as of decode()
    };
    void lose(Window hole, Samples missed, bool withinSpeech, std::optional<NextPacket> next);
    /// Notes audio that found no place.
    void note(LossKind kind, Window where);

    TrackPlan finish();

private:
    /// The first part of the frame that can be heard.
    Window visible(Window frame) const;
    /// `samples` go into the step, which takes `where`.
    void put(PlanStep step, Window where, Samples samples);
    void bend(Samples in, Samples out);
    void straighten();
    void followOn(Samples from, bool unbroken);
    void stretch(LossKind kind, SampleCount start, SampleCount samples);
    void tallyStretches();

    const PauseMap& m_pauses;
    SampleCount m_concealLimit;
    TrackPlan m_plan;
    Window m_window;
    Samples m_at = 0; ///< on the recording: all before is written
    SampleCount m_written; ///< on the track
    std::optional<std::uint32_t> m_line; ///< of the last decoded packet
    std::uint32_t m_enteredLine = 0;
    Samples m_decodedTo = 0; ///< on the recording: the decoder's state belongs here
    bool m_hushed = false; ///< since the last decoded packet
    bool m_speaking = false; ///< a decoded packet ends exactly at m_at
    Pace m_pace = Pace::Straight;
    std::optional<std::size_t> m_bend; ///< the step that bends what is written now
};

} // namespace lavalier::timeline
