#include "processing/render/plan_slice.h"

#include "processing/timeline/plan_walk.h"

#include <algorithm>
#include <deque>

namespace lavalier::render {
namespace {

constexpr std::size_t kWarmUp = 4; ///< packets
/// Shorter silence goes through the worker: a gap costs more than so few zeros.
constexpr SampleCount kLeastGap {4800};

bool isDecode(const timeline::PlanStep& step)
{
    return std::holds_alternative<timeline::DecodeStep>(step);
}
bool isBend(const timeline::PlanStep& step)
{
    return std::holds_alternative<timeline::BendStep>(step);
}

/// Writes steps to a plan of their own. A bend may lose its beginning or its end.
class SliceWriter {
public:
    explicit SliceWriter(std::vector<timeline::PlanStep>& steps)
        : m_steps(steps)
    {
    }

    void bendBegins() { m_bend = kNone; }
    void write(const timeline::PlanStep& step, SampleCount wide, bool isBent)
    {
        if (isBent) {
            if (m_bend == kNone) {
                m_bend = m_steps.size();
                m_steps.emplace_back(timeline::BendStep {});
            }
            auto& bend = std::get<timeline::BendStep>(m_steps[m_bend]);
            bend.in += timeline::PlanWalk::samplesIn(step);
            bend.out += wide;
        }
        m_steps.push_back(step);
    }

private:
    std::vector<timeline::PlanStep>& m_steps;
    static constexpr std::size_t kNone = SIZE_MAX;
    std::size_t m_bend = kNone; ///< the step that bends what is written now
};

} // namespace

PlanSlice sliceOf(const timeline::TrackPlan& plan, SampleCount from, SampleCount samples)
{
    PlanSlice slice;
    from = std::clamp(from, SampleCount(), plan.length);
    const SampleCount to = samples >= plan.length - from ? plan.length : from + samples;
    slice.length = to - from;

    // The first step that reaches past `from`, and the packets just before it.
    struct Place {
        std::size_t step = 0;
        SampleCount at;
        timeline::PlanWalk walk;
    };
    Place begin;
    std::deque<Place> warmUp;
    for (; begin.step < plan.steps.size(); ++begin.step) {
        const timeline::PlanStep& step = plan.steps[begin.step];
        timeline::PlanWalk walk = begin.walk;
        const SampleCount next = begin.at + walk.take(step);
        if (next > from) {
            if (isDecode(step) && !warmUp.empty())
                begin = warmUp.front();
            break;
        }
        if (isDecode(step))
            warmUp.push_back(begin);
        else if (!isBend(step))
            warmUp.clear();
        if (warmUp.size() > kWarmUp)
            warmUp.pop_front();
        begin.walk = walk;
        begin.at = next;
    }

    SliceWriter writer(slice.plan.steps);
    SampleCount asked; // of the worker so far
    SampleCount due; // of it what is to be kept
    SampleCount at = begin.at;
    timeline::PlanWalk walk = begin.walk;
    for (std::size_t i = begin.step; i < plan.steps.size() && at < to; ++i) {
        const timeline::PlanStep& step = plan.steps[i];
        const SampleCount wide = walk.take(step);
        if (isBend(step)) {
            writer.bendBegins();
            continue;
        }
        if (std::holds_alternative<timeline::SilenceStep>(step) && wide >= kLeastGap) {
            const SampleCount shown = std::min(at + wide, to) - std::max(at, from);
            slice.gaps.push_back({due, shown});
        } else {
            writer.write(step, wide, walk.isBent());
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
