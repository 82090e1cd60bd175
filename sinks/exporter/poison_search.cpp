#include "sinks/exporter/poison_search.h"

#include "processing/timeline/plan_walk.h"

#include <algorithm>

namespace lavalier::exporter {
namespace {

/// A plan of its own for steps [from, to).
timeline::TrackPlan part(const timeline::TrackPlan& plan, std::size_t from, std::size_t to)
{
    timeline::TrackPlan piece;
    for (std::size_t i = from; i < to; ++i) {
        if (std::holds_alternative<timeline::BendStep>(plan.steps[i]))
            continue; // what is heard does not matter
        piece.steps.push_back(plan.steps[i]);
        piece.length += timeline::PlanWalk::samplesIn(plan.steps[i]);
    }
    return piece;
}

} // namespace

std::optional<std::int64_t> findPoison(const timeline::TrackPlan& plan, render::TrackSource& source,
                                       const PipeOrder& order,
                                       const render::RenderCounters& counters,
                                       const std::atomic<bool>& cancelled)
{
    const std::size_t end = std::min(
        plan.steps.size(), static_cast<std::size_t>(std::max<std::int64_t>(counters.stepsSent, 0)));
    std::size_t begin = 0;
    timeline::PlanWalk walk;
    for (SampleCount put; begin < end; ++begin) {
        put += walk.take(plan.steps[begin]);
        if (put > counters.totals.written)
            break;
    }
    PipeOrder trial = order;
    trial.pcmFile.clear();
    trial.encoder.clear();
    trial.watchedFile.clear();
    const auto kills = [&](std::size_t to) {
        const timeline::TrackPlan piece = part(plan, begin, to);
        RenderPipe pipe(piece, source, trial);
        return pipe.run(cancelled, [](double) {}).end == PipeEnd::WorkerDied;
    };
    if (begin >= end || kills(begin) || !kills(end)) // one that dies of nothing at all is no proof
        return std::nullopt;
    std::size_t harmless = begin; // [begin, harmless) survives, [begin, deadly) does not
    std::size_t deadly = end;
    while (deadly - harmless > 1 && !cancelled) {
        const std::size_t middle = harmless + (deadly - harmless) / 2;
        (kills(middle) ? deadly : harmless) = middle;
    }
    const timeline::PlanStep& culprit = plan.steps[deadly - 1];
    if (const auto* decode = std::get_if<timeline::DecodeStep>(&culprit))
        return decode->row;
    if (const auto* recover = std::get_if<timeline::FecStep>(&culprit))
        return recover->row;
    return std::nullopt;
}

} // namespace lavalier::exporter
