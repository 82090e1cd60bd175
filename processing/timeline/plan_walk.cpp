#include "processing/timeline/plan_walk.h"

#include "voice/base/overloaded.h"

namespace lavalier::timeline {

SampleCount PlanWalk::samplesIn(const PlanStep& step)
{
    return std::visit(Overloaded {
                          [](const ResetStep&) { return SampleCount(); },
                          [](const BendStep&) { return SampleCount(); },
                          [](const auto& other) { return other.samples; },
                      },
                      step);
}

SampleCount PlanWalk::take(const PlanStep& step)
{
    if (const auto* bend = std::get_if<BendStep>(&step)) {
        m_bend = *bend;
        m_taken = m_put = {};
    }
    const SampleCount samples = samplesIn(step);
    m_bent = samples > SampleCount() && m_taken < m_bend.in;
    if (!m_bent)
        return samples;
    m_taken += samples;
    const SampleCount before = m_put;
    m_put = m_taken >= m_bend.in
        ? m_bend.out
        : SampleCount(m_taken.value() * m_bend.out.value() / m_bend.in.value());
    return m_put - before;
}

} // namespace lavalier::timeline
