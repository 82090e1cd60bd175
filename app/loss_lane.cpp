#include "app/loss_lane.h"

namespace lavalier::app {
namespace {

ui::LossMark markOf(const timeline::LossSpan& span)
{
    using timeline::LossCause;
    switch (span.cause) {
    case LossCause::Network:
        break;
    case LossCause::Computer:
        return ui::LossMark::Dropped;
    case LossCause::Late:
        return ui::LossMark::Late;
    case LossCause::Overlapped:
        return ui::LossMark::Overlapped;
    case LossCause::Undecryptable:
        return ui::LossMark::Undecryptable;
    case LossCause::Undecodable:
        return ui::LossMark::Undecodable;
    case LossCause::NotWritten:
        return ui::LossMark::NotWritten;
    case LossCause::Outage:
        return ui::LossMark::Outage;
    case LossCause::Paused:
        return ui::LossMark::Paused;
    case LossCause::Excluded:
        return ui::LossMark::Excluded;
    case LossCause::Damaged:
        return ui::LossMark::Damaged;
    }
    switch (span.fill) {
    case timeline::LossFill::Recovered:
        return ui::LossMark::Recovered;
    case timeline::LossFill::Concealed:
        return ui::LossMark::Concealed;
    default:
        return ui::LossMark::Silent;
    }
}

std::chrono::milliseconds milliseconds(SampleCount samples)
{
    return std::chrono::floor<std::chrono::milliseconds>(durationOf(samples));
}

} // namespace

std::vector<ui::LossSpan> lossSpansOf(const std::vector<timeline::LossSpan>& spans)
{
    std::vector<ui::LossSpan> shown;
    shown.reserve(spans.size());
    for (const timeline::LossSpan& span : spans) {
        const auto start = milliseconds(span.start);
        shown.push_back({start, milliseconds(span.start + span.samples) - start, markOf(span),
                         static_cast<std::uint64_t>(span.packets)});
    }
    return shown;
}

ui::LossLaneView lossLaneOf(UserId speaker, const timeline::LossMap& map)
{
    return {speaker, lossSpansOf(map.spans), milliseconds(map.length)};
}

} // namespace lavalier::app
