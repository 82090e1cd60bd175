#include "processing/render/plan_crop.h"

#include "processing/timeline/plan_walk.h"
#include "voice/base/overloaded.h"

#include <algorithm>
#include <optional>

namespace lavalier::render {
namespace {

using namespace timeline;

/// As RFC 7845 section 4.2 has it: 80 ms.
constexpr SampleCount kPreRoll {3840};
constexpr SampleCount kZero {};

/// `part` of `whole` on the track, as so much of `samples` that went in.
SampleCount shareOf(SampleCount samples, SampleCount part, SampleCount whole)
{
    if (part == whole || whole == kZero)
        return samples;
    return SampleCount(std::max<std::int64_t>(1, samples.value() * part.value() / whole.value()));
}

class Cropper {
public:
    Cropper(SampleCount from, SampleCount to)
        : m_from(from)
        , m_to(to)
    {
    }

    void add(const PlanStep& step, bool nextIsHeard)
    {
        const SampleCount wide = m_walk.take(step);
        const SampleCount begin = std::max(m_at, m_from);
        const SampleCount end = std::min(m_at + wide, m_to);
        const SampleCount before = begin - m_at;
        m_at += wide;
        if (std::holds_alternative<BendStep>(step)) {
            m_bend.reset();
            return;
        }
        if (std::holds_alternative<ResetStep>(step)) {
            m_preRoll.clear();
            if (m_at > m_from && m_at < m_to)
                steps.emplace_back(step);
            return;
        }
        const auto* decode = std::get_if<DecodeStep>(&step);
        if (end <= begin) {
            if (decode != nullptr && m_at <= m_from)
                m_preRoll.push_back({decode->row, kZero, decode->skip + decode->samples, kZero});
            return;
        }
        if (steps.empty())
            beginWithPreRoll();
        const SampleCount in = PlanWalk::samplesIn(step);
        const SampleCount skipped
            = before == kZero ? kZero : std::min(shareOf(in, before, wide), in - SampleCount(1));
        const SampleCount kept = std::min(shareOf(in, end - begin, wide), in - skipped);
        if (m_walk.isBent())
            bend(kept, end - begin);
        put(step, begin - m_from, skipped, kept, nextIsHeard);
    }

    SampleCount at() const { return m_at; }
    /// What the step would take, were it next.
    SampleCount widthOf(const PlanStep& step) const
    {
        PlanWalk ahead = m_walk;
        return ahead.take(step);
    }
    std::vector<PlanStep> steps;

private:
    void beginWithPreRoll()
    {
        SampleCount samples;
        auto first = m_preRoll.end();
        while (first != m_preRoll.begin() && samples < kPreRoll) {
            --first;
            samples += first->skip;
        }
        steps.assign(first, m_preRoll.end());
    }

    /// A bend holds what is kept of the steps it bent.
    void bend(SampleCount in, SampleCount out)
    {
        if (!m_bend) {
            m_bend = steps.size();
            steps.emplace_back(BendStep {});
        }
        auto& bent = std::get<BendStep>(steps[*m_bend]);
        bent.in += in;
        bent.out += out;
    }

    void put(const PlanStep& step, SampleCount at, SampleCount skipped, SampleCount kept,
             bool nextIsHeard)
    {
        std::visit(Overloaded {
                       [&](const DecodeStep& s) {
                           steps.emplace_back(DecodeStep {s.row, at, s.skip + skipped, kept});
                       },
                       [&](const FecStep& s) {
                           // What is cut cannot be recovered, as it is counted from its end.
                           if (kept == s.samples && nextIsHeard)
                               steps.emplace_back(s);
                           else
                               steps.emplace_back(ConcealStep {kept});
                       },
                       [&](const ConcealStep&) { steps.emplace_back(ConcealStep {kept}); },
                       [&](const SilenceStep&) { steps.emplace_back(SilenceStep {kept}); },
                       [](const auto&) {},
                   },
                   step);
    }

    const SampleCount m_from;
    const SampleCount m_to;
    SampleCount m_at;
    PlanWalk m_walk;
    std::optional<std::size_t> m_bend; // the step that bends what is put now
    std::vector<DecodeStep> m_preRoll; // since the last reset
};

void cropLosses(LossReport& losses, SampleCount from, SampleCount to)
{
    losses.recovered = losses.concealed = losses.silenced = losses.cut = losses.superseded = {};
    std::vector<LossStretch> kept;
    for (LossStretch stretch : losses.stretches) {
        const SampleCount begin = std::max(stretch.start, from);
        const SampleCount end = std::min(stretch.start + stretch.samples, to);
        if (begin > end || stretch.start >= to)
            continue;
        stretch.start = begin - from;
        stretch.samples = end - begin;
        if (stretch.kind == LossKind::Recovered)
            losses.recovered += stretch.samples;
        else if (stretch.kind == LossKind::Concealed)
            losses.concealed += stretch.samples;
        else if (stretch.kind == LossKind::Silenced)
            losses.silenced += stretch.samples;
        else if (stretch.kind == LossKind::Cut)
            losses.cut += stretch.samples;
        else if (stretch.kind == LossKind::Superseded)
            losses.superseded += stretch.samples;
        kept.push_back(stretch);
    }
    losses.stretches = std::move(kept);
}

} // namespace

TrackPlan cropPlan(const TrackPlan& plan, SampleCount from, SampleCount to)
{
    from = std::clamp(from, kZero, plan.length);
    to = std::clamp(to, from, plan.length);
    if (from == kZero && to == plan.length)
        return plan;
    TrackPlan cropped;
    cropped.length = to - from;
    cropped.losses = plan.losses;
    cropped.sync = plan.sync;
    cropLosses(cropped.losses, from, to);
    Cropper cropper(from, to);
    for (std::size_t i = 0; i < plan.steps.size() && cropper.at() < to; ++i) {
        const SampleCount end = cropper.at() + cropper.widthOf(plan.steps[i]);
        cropper.add(plan.steps[i], end < to);
    }
    cropped.steps = std::move(cropper.steps);
    return cropped;
}

LossMap cropMap(const LossMap& map, const TrackPlan& plan, SampleCount from, SampleCount to)
{
    from = std::clamp(from, kZero, plan.length);
    to = std::clamp(to, from, plan.length);
    if (from == kZero && to == plan.length)
        return map;
    LossMap part;
    part.length = to - from;
    std::vector<std::pair<SampleCount, SampleCount>> known; // heard or lost
    // A decoder was fed, but what it was fed is counted below.
    auto refused = map.spans.begin();
    const auto refusedWithin = [&](SampleCount begin, SampleCount end) {
        SampleCount sum;
        for (; refused != map.spans.end() && refused->start < end; ++refused) {
            const SampleCount last = refused->start + refused->samples;
            if (refused->cause != LossCause::Undecodable)
                continue;
            if (last > begin)
                sum += std::min(last, end) - std::max(refused->start, begin);
            if (last > end)
                break; // it goes on in the next step
        }
        return sum;
    };
    PlanWalk walk;
    SampleCount at;
    for (const PlanStep& step : plan.steps) {
        const SampleCount before = std::max(at, from);
        at += walk.take(step);
        const SampleCount end = std::min(at, to);
        if (!std::holds_alternative<DecodeStep>(step) || end <= before)
            continue;
        part.heard += end - before - refusedWithin(before, end);
        known.emplace_back(before, end);
    }
    for (LossSpan span : map.spans) {
        const SampleCount begin = std::max(span.start, from);
        const SampleCount end = std::min(span.start + span.samples, to);
        // One without length belongs to the part it begins; the last part also has the end.
        const bool within = span.samples > kZero
            ? begin < end
            : span.start >= from && (span.start < to || to == plan.length);
        if (!within)
            continue;
        known.emplace_back(begin, end);
        if (end - begin != span.samples)
            span.packets = (span.packets * (end - begin).value() + span.samples.value() / 2)
                / span.samples.value();
        span.start = begin - from;
        span.samples = end - begin;
        LossTotal& total = part.causes[static_cast<std::size_t>(span.cause)];
        total.packets += span.packets;
        total.samples += span.samples;
        part.spans.push_back(span);
    }
    std::ranges::sort(known);
    part.quiet = part.length;
    SampleCount covered = from;
    for (const auto& [begin, end] : known) {
        if (end <= covered)
            continue;
        part.quiet -= end - std::max(begin, covered);
        covered = end;
    }
    return part;
}

} // namespace lavalier::render
