#include "processing/timeline/plan_writer.h"

#include <algorithm>

namespace lavalier::timeline {
namespace {

/// libopus recovers and conceals in multiples of 2.5 ms.
constexpr Samples kOpusUnit = 120;
/// Silence from which on a new spurt begins. Timestamps made from a clock of milliseconds leave
/// shorter gaps in the middle of speech.
constexpr Samples kSpurtGap = 480;
/// One bend holds about so much: rounding to whole samples is then 2 ppm.
constexpr Samples kBendLength = 10 * kSampleRate;

Samples lengthOf(PlanWriter::Window window)
{
    return std::max<Samples>(0, window.to - window.from);
}

} // namespace

PlanWriter::PlanWriter(const PauseMap& pauses, const TimelineOptions& options)
    : m_pauses(pauses)
    , m_concealLimit(std::max(SampleCount(0), options.concealLimit))
{
}

void PlanWriter::enter(std::uint32_t line, Window window, Pace pace)
{
    straighten();
    m_pace = pace;
    m_enteredLine = line;
    m_window = window;
}

PlanWriter::Window PlanWriter::visible(Window frame) const
{
    const Window inside {std::max({frame.from, m_window.from, m_at}),
                         std::min({frame.to, m_window.to, m_pauses.recordingEnd().value()})};
    Window best {inside.from, inside.from};
    m_pauses.forEachHeard(SampleCount(inside.from), SampleCount(inside.to),
                          [&](SampleCount from, SampleCount to) {
                              const Window part {from.value(), to.value()};
                              if (lengthOf(part) > lengthOf(best))
                                  best = part;
                          });
    return best;
}

void PlanWriter::bend(Samples in, Samples out)
{
    const auto isFull = [this] {
        return std::get<BendStep>(m_plan.steps[*m_bend]).in.value() >= kBendLength
            && !std::holds_alternative<FecStep>(m_plan.steps.back()); // its packet follows
    };
    if (!m_bend || isFull()) {
        m_bend = m_plan.steps.size();
        m_plan.steps.emplace_back(BendStep {});
    }
    BendStep& step = std::get<BendStep>(m_plan.steps[*m_bend]);
    step.in += SampleCount(in);
    step.out += SampleCount(out);
}

void PlanWriter::straighten()
{
    m_bend.reset();
}

void PlanWriter::put(PlanStep step, Window where, Samples samples)
{
    const SampleCount start = m_pauses.toTrack(SampleCount(where.from));
    if (start > m_written) {
        straighten();
        m_plan.steps.emplace_back(SilenceStep {start - m_written});
        m_written = start;
    }
    if (auto* decoded = std::get_if<DecodeStep>(&step))
        decoded->start = start;
    if (m_pace == Pace::Bent)
        bend(samples, lengthOf(where));
    m_plan.steps.push_back(step);
    m_written += SampleCount(lengthOf(where));
    m_at = where.to;
}

/// A sender may begin each spurt with an encoder as new, and none continues across what was not
/// heard: against the state of the spurt before, the first packets come out at a wrong level.
/// A sender that only stalled goes on with the encoder it had: a new decoder would need a tenth
/// of a second to find its level.
void PlanWriter::followOn(Samples from, bool unbroken)
{
    const bool isNewSpurt = m_hushed || (!unbroken && from - m_decodedTo >= kSpurtGap);
    if (m_line && (*m_line != m_enteredLine || isNewSpurt))
        m_plan.steps.emplace_back(ResetStep {});
    m_line = m_enteredLine;
    m_hushed = false;
}

SampleCount PlanWriter::decode(std::int64_t row, Window frame, Samples duration, bool unbroken)
{
    note(LossKind::Superseded, {frame.from, std::min(frame.to, m_window.from)});
    note(LossKind::Superseded, {std::max(frame.from, m_window.to), frame.to});
    note(LossKind::Cut,
         {std::max(frame.from, m_window.from), std::min({frame.to, m_window.to, m_at})});
    const Window heard = visible(frame);
    if (lengthOf(heard) == 0)
        return {};
    followOn(frame.from, unbroken);
    const Samples skip = std::min(heard.from - frame.from, duration - 1);
    const bool toItsEnd = heard.to == frame.to;
    const Samples samples = toItsEnd ? duration - skip : std::min(lengthOf(heard), duration - skip);
    put(DecodeStep {row, {}, SampleCount(skip), SampleCount(samples)}, heard, samples);
    m_decodedTo = frame.to;
    m_speaking = toItsEnd;
    return SampleCount(lengthOf(heard));
}

void PlanWriter::lose(Window hole, Samples missed, bool withinSpeech,
                      std::optional<NextPacket> next)
{
    // Error correction is worth asking for only where the packet that carries it follows whole.
    Samples recoverable = 0;
    Window last {hole.to, hole.to};
    if (next && lengthOf(hole) > 0) {
        const Window heard = visible(next->frame);
        if (heard.from == next->frame.from && lengthOf(heard) > 0)
            recoverable = std::min(missed, next->duration);
        recoverable -= recoverable % kOpusUnit;
        // What a bend adds to the hole, a sample or so, goes to its last frame.
        last.from = std::max(hole.from, hole.to - recoverable - (lengthOf(hole) - missed));
        if (lengthOf(last) == 0 || lengthOf(visible(last)) != lengthOf(last)) {
            recoverable = 0;
            last.from = last.to;
        }
    }
    const Window rest {hole.from, last.from};
    Samples concealable = withinSpeech ? m_concealLimit.value() : 0;
    m_pauses.forEachHeard(
        SampleCount(rest.from), SampleCount(rest.to), [&](SampleCount from, SampleCount to) {
            Window part = visible({from.value(), to.value()});
            if (m_speaking && m_line == m_enteredLine && part.from == m_at && concealable > 0
                && lengthOf(part) > 0) {
                const Window audible {part.from, part.from + std::min(concealable, lengthOf(part))};
                put(ConcealStep {SampleCount(lengthOf(audible))}, audible, lengthOf(audible));
                m_decodedTo = audible.to;
                stretch(LossKind::Concealed, m_written - SampleCount(lengthOf(audible)),
                        SampleCount(lengthOf(audible)));
                concealable -= lengthOf(audible);
                part.from = audible.to;
            }
            if (lengthOf(part) > 0) {
                stretch(LossKind::Silenced, m_pauses.toTrack(SampleCount(part.from)),
                        SampleCount(lengthOf(part)));
                m_speaking = false;
            }
        });
    if (recoverable > 0) {
        followOn(last.from, next->unbroken);
        put(FecStep {next->row, SampleCount(recoverable)}, last, recoverable);
        m_decodedTo = hole.to;
        const SampleCount taken(lengthOf(last));
        stretch(LossKind::Recovered, m_written - taken, taken);
    }
}

void PlanWriter::note(LossKind kind, Window where)
{
    const SampleCount end = m_pauses.recordingEnd();
    const SampleCount from = std::clamp(SampleCount(where.from), SampleCount(0), end);
    const SampleCount to = std::clamp(SampleCount(where.to), from, end);
    m_pauses.forEachHeard(from, to, [&](SampleCount begin, SampleCount stop) {
        stretch(kind, m_pauses.toTrack(begin), stop - begin);
    });
}

void PlanWriter::stretch(LossKind kind, SampleCount start, SampleCount samples)
{
    m_plan.losses.stretches.push_back({kind, start, samples});
}

void PlanWriter::tallyStretches()
{
    LossReport& losses = m_plan.losses;
    for (const PauseMap::Span& pause : m_pauses.spans()) {
        losses.paused += pause.to - pause.from;
        stretch(LossKind::Paused, pause.onTrack, m_pauses.toTrack(pause.to) - pause.onTrack);
    }
    std::ranges::stable_sort(losses.stretches, {}, &LossStretch::start);
    std::vector<LossStretch> joined;
    for (const LossStretch& next : losses.stretches) {
        switch (next.kind) {
        case LossKind::Recovered:
            losses.recovered += next.samples;
            break;
        case LossKind::Concealed:
            losses.concealed += next.samples;
            break;
        case LossKind::Silenced:
            losses.silenced += next.samples;
            break;
        case LossKind::Cut:
            losses.cut += next.samples;
            break;
        case LossKind::Superseded:
            losses.superseded += next.samples;
            break;
        case LossKind::Paused:
            break;
        }
        if (!joined.empty() && next.kind != LossKind::Paused && joined.back().kind == next.kind
            && joined.back().start + joined.back().samples == next.start)
            joined.back().samples += next.samples;
        else
            joined.push_back(next);
    }
    losses.stretches = std::move(joined);
}

TrackPlan PlanWriter::finish()
{
    m_plan.length = m_pauses.trackLength();
    if (m_written < m_plan.length)
        m_plan.steps.emplace_back(SilenceStep {m_plan.length - m_written});
    tallyStretches();
    return std::move(m_plan);
}

} // namespace lavalier::timeline
