#include "processing/render/plan_slice.h"

#include "voice/base/overloaded.h"

#include <algorithm>
#include <limits>

namespace lavalier::render {
namespace {

constexpr std::size_t kWarmUp = 4; ///< packets
/// Shorter silence goes through the worker: a gap costs more than so few zeros.
constexpr SampleCount kLeastGap {4800};

SampleCount samplesIn(const timeline::PlanStep& step)
{
    return std::visit(Overloaded {[](const timeline::ResetStep&) { return SampleCount(); },
                                  [](const auto& other) { return other.samples; }},
                      step);
}

bool isDecode(const timeline::PlanStep& step)
{
    return std::holds_alternative<timeline::DecodeStep>(step);
}

} // namespace

PlanSlice sliceOf(const timeline::TrackPlan& plan, SampleCount from, SampleCount samples)
{
    PlanSlice slice;
    from = std::clamp(from, SampleCount(), plan.length);
    const SampleCount to = samples >= plan.length - from ? plan.length : from + samples;
    slice.length = to - from;

    // The first step that reaches past `from`, and where it begins.
    std::size_t first = 0;
    SampleCount at;
    while (first < plan.steps.size() && at + samplesIn(plan.steps[first]) <= from)
        at += samplesIn(plan.steps[first++]);
    std::size_t begin = first;
    SampleCount start = at;
    while (begin > 0 && first - begin < kWarmUp && first < plan.steps.size()
           && isDecode(plan.steps[first]) && isDecode(plan.steps[begin - 1]))
        start -= samplesIn(plan.steps[--begin]);

    SampleCount asked; // of the worker so far
    SampleCount due; // of it what is to be kept
    at = start;
    for (std::size_t i = begin; i < plan.steps.size() && at < to; ++i) {
        const timeline::PlanStep& step = plan.steps[i];
        const SampleCount wide = samplesIn(step);
        if (const auto* silence = std::get_if<timeline::SilenceStep>(&step);
            silence && wide >= kLeastGap) {
            const SampleCount shown = std::min(at + wide, to) - std::max(at, from);
            slice.gaps.push_back({due, shown});
        } else {
            slice.plan.steps.push_back(step);
            asked += wide;
            const SampleCount kept = std::min(at + wide, to) - std::max(at, from);
            due += std::max(kept, SampleCount());
            if (at < from)
                slice.discard += std::min(at + wide, from) - at;
        }
        at += wide;
    }
    slice.plan.length = asked;
    return slice;
}

} // namespace lavalier::render
